import Seal

/// A file of an edition's tree. Its text is made of numbers and checked hashes alone: no word of a stranger can become
/// part of a path.
public enum TreePath: Hashable, Sendable {
  case checkpoint
  /// Numbered from 1.
  case root(Int)
  /// `width`: hashes in it, 1 to 256.
  case tile(level: Int, index: Int, width: Int)
  /// A bundle; `width`: entries in it, 1 to 256.
  case entries(index: Int, width: Int)
  case segment(Int)
  case blob(BlobName)

  /// Below a mirror's address, without a slash at its beginning.
  public var text: String {
    switch self {
    case .checkpoint: "checkpoint"
    case .root(let number): "root/\(number).json"
    case .tile(let level, let index, let width): "tile/\(level)/\(Self.number(index))\(Self.part(width))"
    case .entries(let index, let width): "tile/entries/\(Self.number(index))\(Self.part(width))"
    case .segment(let number): "segment/\(Self.padded(number, to: 6))"
    case .blob(let name): "blob/\(name.text.prefix(2))/\(name.text)"
    }
  }

  /// The most bytes that it may have; a longer answer is refused.
  public var mostBytes: Int {
    switch self {
    case .checkpoint: EditionLimits.checkpoint
    case .root: EditionLimits.root
    case .tile(_, _, let width): width * TreeHash.size
    case .entries: EditionLimits.bundle
    case .segment: EditionLimits.segment
    case .blob: EditionLimits.blob
    }
  }

  /// The full tile or bundle in the place of a partial one; nil where it is full already, or is neither.
  public var full: TreePath? {
    switch self {
    case .tile(let level, let index, let width) where width < 256: .tile(level: level, index: index, width: 256)
    case .entries(let index, let width) where width < 256: .entries(index: index, width: 256)
    default: nil
    }
  }

  /// `x001/x234/067` (C2SP tlog-tiles).
  private static func number(_ index: Int) -> String {
    var parts = [padded(index % 1000, to: 3)]
    var rest = index / 1000
    while rest > 0 {
      parts.append("x" + padded(rest % 1000, to: 3))
      rest /= 1000
    }
    return parts.reversed().joined(separator: "/")
  }

  private static func part(_ width: Int) -> String { width < 256 ? ".p/\(width)" : "" }

  private static func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

/// The SHA-256 of a picture's or file's bytes, by which it is named.
public struct BlobName: Hashable, Sendable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let text: String

  /// Nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 64, Hexadecimal.read(text.utf8) != nil else { return nil }
    self.text = text
  }

  /// Of bytes.
  public init(of bytes: some Sequence<UInt8>) { text = Digest.of(bytes).hex }

  public var description: String { text }
}
