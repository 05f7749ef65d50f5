import Foundation

/// Finds pictures of the article's own folder in safe HTML, whose tags are written in one way.
enum PictureScan {
  static func pictures(in html: String) -> [WrittenArticle.Picture] {
    var pictures: [WrittenArticle.Picture] = []
    for part in TagBytes.parts(html, at: "<img ").dropFirst() {
      let tag = TagBytes.tag(part)
      guard let path = path(of: tag) else { continue }
      let alt = attribute("alt", of: tag).map { TagBytes.text(tag[$0]) } ?? ""
      let picture = WrittenArticle.Picture(source: path, alt: plain(alt))
      if !pictures.contains(where: { $0.source == picture.source }) { pictures.append(picture) }
    }
    return pictures
  }

  /// The HTML with each picture under another address; one without is taken out with its tag.
  static func replace(in html: String, _ address: (String) -> String?) -> String {
    let parts = TagBytes.parts(html, at: "<img ")
    var result = Array(parts[0])
    for part in parts.dropFirst() {
      let tag = TagBytes.tag(part)
      guard let path = path(of: tag), let source = attribute("src", of: tag) else {
        result += "<img ".utf8
        result += part
        continue
      }
      if let other = address(path) {
        result += "<img ".utf8
        result += tag[..<source.lowerBound]
        result += other.utf8
        result += part[source.upperBound...]
      } else {
        result += part[tag.endIndex...].dropFirst()
      }
    }
    return TagBytes.text(result)
  }

  /// The path of a picture of the article's own folder, as a file has it; nil for every other picture.
  private static func path(of tag: ArraySlice<UInt8>) -> String? {
    guard let source = attribute("src", of: tag) else { return nil }
    let prefix = WrittenArticle.picturePrefix.utf8
    guard tag[source].starts(with: prefix) else { return nil }
    let path = TagBytes.text(tag[source].dropFirst(prefix.count))
    return path.removingPercentEncoding ?? path
  }

  /// Where the value of an attribute stands, without its quotation marks.
  private static func attribute(_ name: String, of tag: ArraySlice<UInt8>) -> Range<Int>? {
    guard let start = TagBytes.range(of: name + "=\"", in: tag),
      let end = tag[start.upperBound...].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    return start.upperBound..<end
  }

  private static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
  }
}
