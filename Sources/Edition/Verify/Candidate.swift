/// A signed checkpoint on its way to being accepted.
///
/// ```
/// appended ──▶ accepted           the new bundles alone make its tree: it goes on from ours
///     │ no
///     ▼
/// tiled ─────▶ accepted           its edge's tiles make its tree, and ours is its beginning
///     │ no
///     ▼
///   fork, or a fault of the tiles
/// ```
struct Candidate: Sendable {
  enum Way: Hashable, Sendable {
    /// By the entries behind those that are held.
    case appended
    /// By tiles: at a first visit, over a long distance, and where the other way does not do.
    case tiled
  }

  let signed: SignedCheckpoint
  var way: Way
  /// Bundles that came, while appending: from their first new entry.
  var bundles: [Int: Bundle] = [:]
  /// The edge's hashes by level, while tiling.
  var levels: [Int: [TreeHash]] = [:]
  /// The tree's edge, once its tiles make the signed hash.
  var edge: TreeEdge?
  /// Full tiles, proven by the edge.
  var shelf = TileShelf()

  struct Bundle: Sendable {
    var entries: [[UInt8]]
    /// Bytes of the whole bundle.
    var bytes: Int
  }

  var point: TreePoint { signed.point }
}

/// A smaller signed tree, to be compared with ours.
struct Comparison: Sendable {
  let signed: SignedCheckpoint
}

/// Entries of a bundle that were read and can't be judged yet.
struct ParkedBundle: Sendable {
  var entries: [[UInt8]]
  var bytes: Int
  var path: TreePath
}
