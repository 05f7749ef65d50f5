import Seal

/// A node of the tree, or its root: 32 bytes of SHA-256 (RFC 6962, section 2.1).
public struct TreeHash: Hashable, Sendable, CustomStringConvertible {
  public static let size = 32

  // Four words, not an array: a tree has many of them.
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// Nil where there are not 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    words = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// 64 lower-case digits; nil for anything else.
  public init?(hex: String) {
    guard hex.utf8.count == 2 * Self.size, let bytes = Hexadecimal.read(hex.utf8) else { return nil }
    self.init(bytes)
  }

  /// A digest that was made already.
  init(digest bytes: [UInt8]) {
    words = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes.prefix(Self.size)) }
  }

  private init(_ digest: consuming Digest) {
    words = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { digest.finish(into: $0) }
  }

  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
  public var hex: String { bytes.hex }
  public var description: String { hex }

  public static func == (a: TreeHash, b: TreeHash) -> Bool { a.words == b.words }
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  /// The root of a tree without entries.
  public static let empty = TreeHash(Digest())

  /// Of an entry's bytes as they are served.
  public static func leaf(_ entry: some Sequence<UInt8>) -> TreeHash {
    var digest = Digest()
    withUnsafeBytes(of: UInt8(0x00)) { digest.update($0) }
    digest.update(entry)
    return TreeHash(digest)
  }

  /// Of two nodes.
  public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    var both: (UInt8, TreeHash.Words, TreeHash.Words) = (0x01, left.words, right.words)
    // The tuple has gaps between its parts: they are hashed one by one.
    var digest = Digest()
    withUnsafeBytes(of: &both.0) { digest.update($0) }
    withUnsafeBytes(of: &both.1) { digest.update($0) }
    withUnsafeBytes(of: &both.2) { digest.update($0) }
    return TreeHash(digest)
  }

  fileprivate typealias Words = (UInt64, UInt64, UInt64, UInt64)

  /// The root of a tree whose leaves, or whose nodes of one level, these are. For one level of nodes the count must be a
  /// power of two, or the level the lowest.
  public static func root(of hashes: some Collection<TreeHash>) -> TreeHash {
    var level = Array(hashes)
    guard !level.isEmpty else { return .empty }
    // Pairing from the left, a lone last one going up as it is, is what the definition by halves comes to.
    while level.count > 1 {
      var next: [TreeHash] = []
      next.reserveCapacity((level.count + 1) / 2)
      for place in stride(from: 0, to: level.count, by: 2) {
        next.append(place + 1 < level.count ? .node(level[place], level[place + 1]) : level[place])
      }
      level = next
    }
    return level[0]
  }

  /// Reads hashes that stand one after another; nil where a part of one is left over.
  public static func list(_ bytes: some Collection<UInt8>) -> [TreeHash]? {
    guard bytes.count % size == 0 else { return nil }
    let bytes = Array(bytes)
    return stride(from: 0, to: bytes.count, by: size).compactMap { TreeHash(bytes[$0..<($0 + size)]) }
  }
}

extension Sequence<TreeHash> {
  /// One after another, as a tile has them.
  public var tileBytes: [UInt8] { flatMap(\.bytes) }
}
