/// The right edge of a tree: what is needed to let it grow, and to tell its root. At each level, the hashes of the last
/// tile that is not full, which are the bytes of the partial tiles that are served.
///
/// Invariant: `levels[l].count == (size >> 8l) & 255`, and the last level is not empty unless the tree is.
public struct TreeEdge: Hashable, Sendable {
  public private(set) var size: Int
  public private(set) var levels: [[TreeHash]]

  /// Of a tree without entries.
  public init() {
    size = 0
    levels = []
  }

  /// Nil where the hashes are not as many as a tree of this size has at its edge.
  public init?(size: Int, levels: [[TreeHash]]) {
    guard (0...EditionLimits.size).contains(size) else { return nil }
    let widths = Self.widths(size)
    guard levels.map(\.count) == widths else { return nil }
    self.size = size
    self.levels = levels
  }

  /// How many hashes stand at the edge at each level, from the leaves up.
  public static func widths(_ size: Int) -> [Int] {
    var widths: [Int] = []
    var rest = size
    while rest > 0 {
      widths.append(rest & 255)
      rest >>= 8
    }
    return widths
  }

  /// The edge's partial tiles, as they are served.
  public static func paths(_ size: Int) -> [TreePath] {
    widths(size).enumerated().compactMap { level, width in
      width == 0 ? nil : .tile(level: level, index: size >> (8 * (level + 1)), width: width)
    }
  }

  /// A full tile that came into being while the tree grew.
  public struct FullTile: Hashable, Sendable {
    public let level: Int
    public let index: Int
    public let hashes: [TreeHash]
  }

  /// Adds a leaf. Returns the tiles that it filled: mostly none.
  @discardableResult public mutating func append(_ leaf: TreeHash) -> [FullTile] {
    var filled: [FullTile] = []
    var hash = leaf
    var level = 0
    while true {
      if level == levels.count { levels.append([]) }
      levels[level].append(hash)
      guard levels[level].count == EditionLimits.width else { break }
      filled.append(FullTile(level: level, index: size >> (8 * (level + 1)), hashes: levels[level]))
      hash = .root(of: levels[level])
      levels[level].removeAll(keepingCapacity: true)
      level += 1
    }
    size += 1
    return filled
  }

  /// The tree's hash (RFC 6962, section 2.1).
  public var root: TreeHash {
    var acc: TreeHash?
    for level in levels {
      // The perfect subtrees that this level's hashes make up, the smallest first: each is the left one of what came so far.
      var end = level.count
      var width = 1
      while end > 0 {
        if end & width != 0 {
          let subtree = TreeHash.root(of: level[(end - width)..<end])
          acc = acc.map { .node(subtree, $0) } ?? subtree
          end -= width
        }
        width <<= 1
      }
    }
    return acc ?? .empty
  }
}
