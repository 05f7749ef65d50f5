import Foundation

/// Finds pictures of the article's own folder in safe HTML, whose tags are written in one way.
enum PictureScan {
  static func pictures(in html: String) -> [WrittenArticle.Picture] {
    var pictures: [WrittenArticle.Picture] = []
    for tag in html.split(separator: "<img ").dropFirst() {
      guard let end = tag.firstIndex(of: ">"), let source = attribute("src", of: tag[..<end]),
        source.hasPrefix(WrittenArticle.picturePrefix)
      else { continue }
      let path = String(source.dropFirst(WrittenArticle.picturePrefix.count))
      let picture = WrittenArticle.Picture(
        source: path.removingPercentEncoding ?? path, alt: plain(attribute("alt", of: tag[..<end]) ?? ""))
      if !pictures.contains(where: { $0.source == picture.source }) { pictures.append(picture) }
    }
    return pictures
  }

  /// The HTML with each picture under another address; one without is taken out with its tag.
  static func replace(in html: String, _ address: (String) -> String?) -> String {
    var parts = html.components(separatedBy: "<img ")
    var result = parts.removeFirst()
    for tag in parts {
      guard let end = tag.firstIndex(of: ">"), let source = attribute("src", of: tag[..<end]),
        source.hasPrefix(WrittenArticle.picturePrefix)
      else {
        result += "<img " + tag
        continue
      }
      let path = String(source.dropFirst(WrittenArticle.picturePrefix.count))
      if let other = address(path.removingPercentEncoding ?? path) {
        result += "<img " + tag.replacingOccurrences(of: "\"" + source + "\"", with: "\"" + other + "\"")
      } else {
        result += tag[tag.index(after: end)...]
      }
    }
    return result
  }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let start = tag.range(of: name + "=\""), let end = tag[start.upperBound...].firstIndex(of: "\"") else {
      return nil
    }
    return String(tag[start.upperBound..<end])
  }

  private static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
  }
}
