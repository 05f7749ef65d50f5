/// Links of an article to what lies beside its own file, as `[the other report](other.md)`. Whoever reads it has no such folder: the
/// words stay, the link goes. A link to a place in the same text stays one.
enum FolderLinks {
  /// - Parameter html: safe HTML, whose tags are written in one way and whose links don't stand in one another.
  static func plain(_ html: String) -> String {
    let link = "href=\"" + WrittenArticle.picturePrefix
    let parts = TagBytes.parts(html, at: "<a ")
    var result = Array(parts[0])
    for part in parts.dropFirst() {
      let tag = TagBytes.tag(part)
      let rest = part[tag.endIndex...]
      if let own = TagBytes.range(of: link + "#", in: tag) {
        result += "<a ".utf8
        result += tag[..<own.lowerBound]
        result += "href=\"#".utf8
        result += tag[own.upperBound...]
        result += rest
      } else if TagBytes.range(of: link, in: tag) != nil, let end = TagBytes.range(of: "</a>", in: rest) {
        result += rest[..<end.lowerBound].dropFirst()
        result += rest[end.upperBound...]
      } else {
        result += "<a ".utf8
        result += part
      }
    }
    return TagBytes.text(result)
  }
}
