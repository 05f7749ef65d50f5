public import Foundation
import Seal

/// An entry to be written: what every entry has, and the members of its kind.
public struct EntryDraft: Hashable, Sendable {
  public var id: String
  public var time: Date
  public var kind: String
  public var members: [JSONValue.Member]

  /// - Parameter id: a new one where it is nil; the same as before makes a revision.
  public init(kind: String, id: String? = nil, time: Date, members: [JSONValue.Member]) {
    self.kind = kind
    self.id = id ?? Self.newID()
    self.time = time
    self.members = members
  }

  /// `urn:uuid:…`, random (RFC 9562, version 4).
  public static func newID() -> String { id(RandomBytes.make(16), version: 4) }

  /// `urn:uuid:…`, the same for the same words (RFC 9562, version 8).
  public static func id(of words: String) -> String { id(Array(Digest.of(words.utf8).prefix(16)), version: 8) }

  /// - Parameter bytes: 16.
  private static func id(_ bytes: [UInt8], version: UInt8) -> String {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | version << 4
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = bytes.hex
    var text = "urn:uuid:"
    for (place, digit) in hex.enumerated() {
      if [8, 12, 16, 20].contains(place) { text += "-" }
      text.append(digit)
    }
    return text
  }

  /// The entry's bytes, as they are signed.
  public var bytes: [UInt8] {
    JSONValue.object(
      [
        .of("v", .integer(1)), .of("kind", .string(kind)), .of("id", .string(id)),
        .of("time", .string(EntryTime.text(time))),
      ] + members
    ).bytes
  }
}

extension EntryDraft {
  public static func article(_ article: EntryArticle, id: String? = nil, time: Date) -> EntryDraft {
    var members: [JSONValue.Member] = [.of("title", .string(article.title))]
    members.add("lang", article.language)
    members.add("sections", strings: article.sections)
    members.add("byline", article.byline)
    members.add("place", article.place)
    members.add("summary", article.summary)
    members.add("published", article.published)
    members.add("source", article.source)
    if article.isUrgent { members.append(.of("urgent", .bool(true))) }
    if let body = article.body { members.append(.of("body", body.value)) }
    if !article.media.isEmpty { members.append(.of("media", .array(article.media.map(\.value)))) }
    members.add("note", article.note)
    return EntryDraft(kind: "article", id: id, time: time, members: members)
  }

  public static func message(_ message: EntryMessage, id: String? = nil, time: Date) -> EntryDraft {
    var members: [JSONValue.Member] = [.of("board", .string(message.board)), .of("title", .string(message.title))]
    members.add("byline", message.byline)
    members.add("parent", message.parent)
    members.add("key", message.key)
    members.add("text", message.text)
    if let body = message.body { members.append(.of("body", body.value)) }
    return EntryDraft(kind: "message", id: id, time: time, members: members)
  }

  public static func retraction(of id: String, note: String?, time: Date) -> EntryDraft {
    var members: [JSONValue.Member] = [.of("of", .string(id))]
    members.add("note", note)
    return EntryDraft(kind: "retraction", time: time, members: members)
  }

  public static func mirrors(_ mirrors: [EntryMirror], time: Date) -> EntryDraft {
    EntryDraft(kind: "mirrors", time: time, members: [.of("mirrors", .array(mirrors.map(\.value)))])
  }

  /// Boards or sections, all of them in their order.
  public static func lists(_ kind: String, _ lists: [EntryList], time: Date) -> EntryDraft {
    EntryDraft(kind: kind, time: time, members: [.init(kind, .array(lists.map(\.value)))])
  }

  public static func root(number: Int, time: Date) -> EntryDraft {
    EntryDraft(kind: "root", time: time, members: [.of("number", .integer(number))])
  }

  public static func letter(_ sealed: [UInt8], time: Date) -> EntryDraft {
    EntryDraft(kind: "letter", time: time, members: [.of("sealed", .string(Base64.write(sealed)))])
  }

  /// Receipts among dummies, a multiple of 16 in all, in an order that tells nothing.
  public static func receipt(_ receipts: [[UInt8]], time: Date) -> EntryDraft {
    var all = receipts
    while all.isEmpty || all.count % 16 != 0 { all.append(RandomBytes.make(32)) }
    return EntryDraft(
      kind: "receipt", time: time, members: [.of("receipts", .array(all.shuffled().map { .string($0.hex) }))])
  }

  static func removal(_ removal: EntryRemoval, time: Date) -> EntryDraft {
    var members: [JSONValue.Member] = [
      .of("index", .integer(removal.index)), .of("hash", .string(removal.hash.hex)),
    ]
    members.add("note", removal.note)
    if let place = removal.place {
      members.append(
        .of(
          "body",
          .object([
            .of("segment", .integer(place.segment)), .of("offset", .integer(place.offset)),
            .of("length", .integer(place.length)),
          ])))
    }
    return EntryDraft(kind: "removal", time: time, members: members)
  }
}

extension [JSONValue.Member] {
  mutating func add(_ name: String, _ text: String?) {
    if let text, !text.isEmpty { append(.init(name, .string(text))) }
  }
  mutating func add(_ name: String, strings: [String]) {
    if !strings.isEmpty { append(.init(name, .array(strings.map { .string($0) }))) }
  }
  mutating func add(_ name: String, number: Int?) { if let number { append(.init(name, .integer(number))) } }
  mutating func add(_ name: String, texts: [String: String]) {
    if !texts.isEmpty { append(.init(name, JSONValue(texts))) }
  }
}

extension EntryMedia {
  var value: JSONValue {
    var members: [JSONValue.Member] = [
      .of("sha256", .string(name.text)), .of("type", .string(type)), .of("size", .integer(size)),
    ]
    members.add("caption", caption)
    members.add("alt", alt)
    members.add("width", number: width)
    members.add("height", number: height)
    return .object(members)
  }
}

extension EntryMirror {
  var value: JSONValue {
    var members: [JSONValue.Member] = [.of("url", .string(url))]
    members.add("operator", operatorName)
    members.add("country", country)
    members.add("addresses", strings: addresses)
    members.add("spki", strings: pins)
    members.add("capabilities", strings: capabilities)
    members.append(.of("first", .integer(first)))
    return .object(members)
  }
}

extension EntryList {
  var value: JSONValue {
    var members: [JSONValue.Member] = [.of("name", .string(name))]
    members.add("title", texts: titles)
    members.add("description", texts: descriptions)
    return .object(members)
  }
}
