public import Foundation

/// An entry of an edition: its bytes as they are signed, and what they say.
public struct Entry: Hashable, Sendable {
  /// Its place in the log, from 0.
  public let index: Int
  /// As served; empty where it was removed.
  public let bytes: [UInt8]
  /// Proven by the tree, whether its bytes are here or not.
  public let leaf: TreeHash
  public let head: EntryHead?
  public let content: EntryContent

  /// An entry with its bytes.
  public init(index: Int, bytes: [UInt8]) {
    self.init(index: index, bytes: bytes, leaf: .leaf(bytes))
  }

  init(index: Int, bytes: [UInt8], leaf: TreeHash) {
    self.index = index
    self.bytes = bytes
    self.leaf = leaf
    guard let value = JSONValue(reading: bytes), let head = EntryHead(value) else {
      head = nil
      content = .unreadable
      return
    }
    self.head = head
    content = EntryContent(value, kind: head.kind)
  }

  /// An entry that was removed: nothing is left but its proof.
  init(removed index: Int, leaf: TreeHash) {
    self.index = index
    self.leaf = leaf
    bytes = []
    head = nil
    content = .removed
  }

  /// The body that it points at, where it has one.
  public var body: EntryBody? {
    switch content {
    case .article(let article): article.body
    case .message(let message): message.body
    default: nil
    }
  }
}

/// What every entry has.
public struct EntryHead: Hashable, Sendable {
  public let kind: String
  /// `urn:uuid:…`; the same again is a new revision.
  public let id: String
  public let time: Date

  init?(_ value: JSONValue) {
    guard value["v"]?.integer == 1, let kind = value["kind"]?.string, let id = value["id"]?.string,
      let time = value["time"]?.string.flatMap(EntryTime.date)
    else { return nil }
    self.kind = kind
    self.id = id
    self.time = time
  }
}

/// What an entry says.
public enum EntryContent: Hashable, Sendable {
  case article(EntryArticle)
  case retraction(of: String, note: String?)
  case message(EntryMessage)
  /// An age file.
  case letter([UInt8])
  /// SHA-256 of a report's nonce and its drop's hash, 32 bytes each, dummies among them.
  case receipt([[UInt8]])
  case mirrors([EntryMirror])
  /// A new root file is out.
  case root(number: Int)
  case removal(EntryRemoval)
  case boards([EntryList])
  case sections([EntryList])
  /// A kind that is not known yet: kept, counted, not shown.
  case unknown
  /// No entry that we can read: kept, counted, not shown.
  case unreadable
  /// Served with length zero, as a removal wants it.
  case removed

  init(_ value: JSONValue, kind: String) {
    let read: EntryContent? =
      switch kind {
      case "article": EntryArticle(value).map { .article($0) }
      case "retraction": value["of"]?.string.map { .retraction(of: $0, note: value["note"]?.string) }
      case "message": EntryMessage(value).map { .message($0) }
      case "letter": value["sealed"]?.string.flatMap { EntryBase64.read($0) }.map { .letter($0) }
      case "receipt": EntryReceipt.read(value).map { .receipt($0) }
      case "mirrors": value["mirrors"]?.array.map { .mirrors($0.compactMap { EntryMirror($0) }) }
      case "root": value["number"]?.integer.map { .root(number: $0) }
      case "removal": EntryRemoval(value).map { .removal($0) }
      case "boards": value["boards"]?.array.map { .boards($0.compactMap { EntryList($0) }) }
      case "sections": value["sections"]?.array.map { .sections($0.compactMap { EntryList($0) }) }
      default: .unknown
      }
    self = read ?? .unreadable
  }
}
