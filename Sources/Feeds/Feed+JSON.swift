import Foundation
import News

extension Feed {
  /// The object that `wirecopy parse` prints: one line, UTF-8, members absent that the document does not give.
  public func json() -> String {
    var object = JSONObject()
    addMembers(to: &object)
    object.add("items", raw: "[" + articles.map { $0.feedJSON }.joined(separator: ",") + "]")
    return object.text
  }

  /// All but the articles.
  fileprivate func addMembers(to object: inout JSONObject) {
    object.add("format", format.rawValue)
    object.add("title", title)
    object.add("link", link)
    object.add("language", language)
    object.add("updated", updated.map { FeedDate.text($0) })
    object.add("next", next)
    object.add("generator", generator)
    if isComplete { object.add("complete", raw: "true") }
    if isArchive { object.add("archive", raw: "true") }
    if isExcerpt { object.add("excerpt", raw: "true") }
    if isCut { object.add("cut", raw: "true") }
    if leftOut > 0 { object.add("leftOut", raw: "\(leftOut)") }
    let deleted = deleted.map { tombstone in
      var object = JSONObject()
      object.add("ref", tombstone.ref)
      object.add("when", tombstone.when.map { FeedDate.text($0) })
      object.add("by", tombstone.by)
      return object.text
    }
    if !deleted.isEmpty { object.add("deleted", raw: "[" + deleted.joined(separator: ",") + "]") }
  }
}

extension FeedReader {
  /// Writes the object of `Feed.json` piece by piece, its articles first, so that it never stands in memory whole. Where
  /// it throws, it has written nothing.
  public static func writeJSON(
    of bytes: [UInt8], contentType: String?, base: String?, to write: (String) -> Void
  ) throws(FeedFault) {
    var isBegun = false
    let feed = try read(bytes, contentType: contentType, base: base) { article in
      write((isBegun ? "," : "{\"items\":[") + article.feedJSON)
      isBegun = true
    }
    var object = JSONObject()
    feed.addMembers(to: &object)
    write((isBegun ? "]," : "{\"items\":[],") + object.text.dropFirst())
  }
}

extension Article {
  fileprivate var feedJSON: String {
    var object = JSONObject()
    object.add("id", guid)
    object.add("title", title.isEmpty ? nil : title)
    object.add("link", link)
    object.add("authors", authors)
    object.add("published", published.map { FeedDate.text($0) })
    object.add("updated", updated.map { FeedDate.text($0) })
    object.add("summary", summary)
    object.add("content", content)
    object.add("categories", sections)
    let enclosures = enclosures.map { enclosure in
      var object = JSONObject()
      object.add("url", enclosure.url)
      object.add("type", enclosure.type)
      if let length = enclosure.length { object.add("length", raw: "\(length)") }
      return object.text
    }
    if !enclosures.isEmpty { object.add("enclosures", raw: "[" + enclosures.joined(separator: ",") + "]") }
    object.add("language", language)
    object.add("inReplyTo", inReplyTo)
    if isUrgent { object.add("urgent", raw: "true") }
    if let comments {
      var feed = JSONObject()
      feed.add("url", comments.url)
      if let count = comments.count { feed.add("count", raw: "\(count)") }
      object.add("comments", raw: feed.text)
    }
    return object.text
  }
}

/// A JSON object whose members keep their order.
private struct JSONObject {
  private var members: [String] = []

  var text: String { "{" + members.joined(separator: ",") + "}" }

  mutating func add(_ name: String, raw: String) { members.append("\"\(name)\":" + raw) }

  mutating func add(_ name: String, _ value: String?) {
    if let value { add(name, raw: Self.quoted(value)) }
  }

  mutating func add(_ name: String, _ values: [String]) {
    if !values.isEmpty { add(name, raw: "[" + values.map(Self.quoted).joined(separator: ",") + "]") }
  }

  /// A string of RFC 8259; every control character is escaped.
  private static func quoted(_ text: String) -> String {
    var out: [UInt8] = [UInt8(ascii: "\"")]
    out.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0x0A: out += Array("\\n".utf8)
      case 0x09: out += Array("\\t".utf8)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        out += Array(("\\u00" + (digits.count < 2 ? "0" : "") + digits).utf8)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
    return String(decoding: out, as: UTF8.self)
  }
}
