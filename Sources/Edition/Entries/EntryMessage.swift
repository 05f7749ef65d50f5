import Seal

/// A post on a board.
public struct EntryMessage: Hashable, Sendable {
  public var board: String
  public var title: String
  public var body: EntryBody?
  /// Plain text, where it has no body.
  public var text: String?
  public var byline: String?
  /// The `id` that it answers.
  public var parent: String?
  /// The author's key, if they chose one.
  public var key: String?

  public init(
    board: String, title: String, body: EntryBody? = nil, text: String? = nil, byline: String? = nil,
    parent: String? = nil, key: String? = nil
  ) {
    self.board = board
    self.title = title
    self.body = body
    self.text = text
    self.byline = byline
    self.parent = parent
    self.key = key
  }

  init?(_ value: JSONValue) {
    guard let board = value["board"]?.string else { return nil }
    self.init(
      board: board, title: value["title"]?.string ?? "", body: EntryBody(value["body"]), text: value["text"]?.string,
      byline: value["byline"]?.string, parent: value["parent"]?.string, key: value["key"]?.string)
  }
}

/// A mirror, as the newsroom names it.
public struct EntryMirror: Hashable, Sendable {
  public var url: String
  public var operatorName: String?
  /// ISO 3166.
  public var country: String?
  /// Literals, to be used where the name is lied about.
  public var addresses: [String]
  /// `sha256//…`, as libcurl pins.
  public var pins: [String]
  public var capabilities: [String]
  /// The oldest index that it holds.
  public var first: Int

  public init(
    url: String, operatorName: String? = nil, country: String? = nil, addresses: [String] = [], pins: [String] = [],
    capabilities: [String] = ["read"], first: Int = 0
  ) {
    self.url = url
    self.operatorName = operatorName
    self.country = country
    self.addresses = addresses
    self.pins = pins
    self.capabilities = capabilities
    self.first = first
  }

  init?(_ value: JSONValue) {
    guard let url = value["url"]?.string, !url.isEmpty else { return nil }
    self.init(
      url: url, operatorName: value["operator"]?.string, country: value["country"]?.string,
      addresses: value["addresses"]?.strings ?? [], pins: value["spki"]?.strings ?? [],
      capabilities: value["capabilities"]?.strings ?? ["read"], first: value["first"]?.integer ?? 0)
  }

  public var takesDrops: Bool { capabilities.contains("drop") }
}

/// That an entry was removed, for somebody's safety or by a court.
public struct EntryRemoval: Hashable, Sendable {
  public var index: Int
  /// The leaf's hash in the tree.
  public var hash: TreeHash
  public var note: String?
  /// Where its body was, if the removal says so: that much of the segment is zeros.
  public var place: EntryPlace?

  public init(index: Int, hash: TreeHash, note: String? = nil, place: EntryPlace? = nil) {
    self.index = index
    self.hash = hash
    self.note = note
    self.place = place
  }

  init?(_ value: JSONValue) {
    guard let index = value["index"]?.integer, (0..<EditionLimits.size).contains(index),
      let hash = value["hash"]?.string.flatMap({ TreeHash(hex: $0) })
    else { return nil }
    self.init(index: index, hash: hash, note: value["note"]?.string, place: EntryPlace(value["body"]))
  }
}

/// A stretch of a segment.
public struct EntryPlace: Hashable, Sendable {
  public let segment: Int
  public let offset: Int
  public let length: Int

  public init(segment: Int, offset: Int, length: Int) {
    self.segment = segment
    self.offset = offset
    self.length = length
  }

  init?(_ value: JSONValue?) {
    guard let value, let segment = value["segment"]?.integer, (0...999_999).contains(segment),
      let offset = value["offset"]?.integer, (0...EditionLimits.segment).contains(offset),
      let length = value["length"]?.integer, (0...EditionLimits.member).contains(length),
      offset + length <= EditionLimits.segment
    else { return nil }
    self.init(segment: segment, offset: offset, length: length)
  }
}

/// A board or a section: its name in entries, and what readers see.
public struct EntryList: Hashable, Sendable {
  public var name: String
  /// By language, BCP 47.
  public var titles: [String: String]
  public var descriptions: [String: String]

  public init(name: String, titles: [String: String] = [:], descriptions: [String: String] = [:]) {
    self.name = name
    self.titles = titles
    self.descriptions = descriptions
  }

  init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, !name.isEmpty else { return nil }
    self.init(
      name: name, titles: value["title"]?.texts ?? [:], descriptions: value["description"]?.texts ?? [:])
  }
}

enum EntryBase64 {
  static func read(_ text: String) -> [UInt8]? { Base64.read(text.utf8) }
}

enum EntryReceipt {
  /// The hashes; nil where one of them is none.
  static func read(_ value: JSONValue) -> [[UInt8]]? {
    guard let list = value["receipts"]?.array else { return nil }
    let hashes = list.compactMap { $0.string.flatMap { Hexadecimal.read($0.utf8) } }
    return hashes.count == list.count && hashes.allSatisfy { $0.count == 32 } ? hashes : nil
  }
}
