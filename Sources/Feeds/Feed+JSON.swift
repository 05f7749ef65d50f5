import Foundation
import News

extension Feed {
  /// The object that `wirecopy parse` prints: one line, UTF-8, members absent that the document does not give.
  public func json() -> String {
    var object = JSONObject()
    object.add("format", format.rawValue)
    object.add("title", title)
    object.add("link", link)
    object.add("language", language)
    object.add("updated", updated.map { FeedDate.text($0) })
    object.add("items", raw: "[" + articles.map { $0.feedJSON }.joined(separator: ",") + "]")
    return object.text
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
