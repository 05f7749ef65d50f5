import Foundation

/// Links of an article to what lies beside its own file, as `[the other report](other.md)`. Whoever reads it has no such folder: the
/// words stay, the link goes. A link to a place in the same text stays one.
enum FolderLinks {
  /// - Parameter html: safe HTML, whose tags are written in one way and whose links don't stand in one another.
  static func plain(_ html: String) -> String {
    let prefix = WrittenArticle.picturePrefix
    guard html.contains(prefix) else { return html }
    var parts = html.components(separatedBy: "<a ")
    var result = parts.removeFirst()
    for part in parts {
      let tag = part.prefix { $0 != ">" }
      if tag.contains("href=\"\(prefix)#") {
        result += "<a " + tag.replacing(prefix, with: "") + part.dropFirst(tag.count)
      } else if tag.contains("href=\"\(prefix)"), let end = part.range(of: "</a>") {
        result += part[part.index(after: tag.endIndex)..<end.lowerBound] + part[end.upperBound...]
      } else {
        result += "<a " + part
      }
    }
    return result
  }
}
