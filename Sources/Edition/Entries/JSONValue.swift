/// A value of JSON (RFC 8259), read strictly: UTF-8, nothing behind it, no name twice in an object, no more depth than an
/// edition has need of. The same reader reads entries and root files.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Anything that is no integer of 64 bits, as it is written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order in which the members came.
  case object([Member])

  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: JSONValue
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
    /// The same, where the type is clear.
    public static func of(_ name: String, _ value: JSONValue) -> Member { Member(name, value) }
  }

  /// An object's member; nil where there is none.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// Its strings, where it is an array; what is no string in it is passed over.
  public var strings: [String] { array?.compactMap(\.string) ?? [] }

  /// An object of strings.
  public var texts: [String: String] {
    Dictionary(
      (members ?? []).compactMap { member in member.value.string.map { (member.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Nil for what is no JSON, or deeper than `depth`.
  public init?(reading bytes: some Collection<UInt8>, depth: Int = EditionLimits.depth) {
    var reader = JSONReader(Array(bytes), depth: depth)
    guard let value = reader.document() else { return nil }
    self = value
  }

  public init(_ texts: [String: String]) {
    self = .object(texts.sorted { $0.key < $1.key }.map { Member($0.key, .string($0.value)) })
  }
}
