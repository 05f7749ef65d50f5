/// What a reader knows of an edition: kept by the store, in one transaction with the entries that it speaks of.
public struct EditionState: Hashable, Sendable {
  public internal(set) var roots = RootChain()
  /// The first root was trusted because it was the first: nobody gave a fingerprint.
  public internal(set) var isFirstSeen = false
  /// The newest proven state of the tree.
  public internal(set) var checkpoint: SignedCheckpoint?
  /// The right edge of that tree.
  public internal(set) var edge = TreeEdge()
  /// Full tiles above the leaves.
  public internal(set) var shelf = TileShelf()
  /// Entries that were given out.
  public internal(set) var held = IndexRanges()
  /// Bytes of the last bundle, where it is partial and held from its beginning; 0 otherwise.
  public internal(set) var tailBytes = 0
  /// What proven removals name: index and leaf.
  public internal(set) var removals: [Int: TreeHash] = [:]
  /// A new root's trunk that no checkpoint was proven to go on from yet.
  public internal(set) var trunk: TreePoint?
  /// The tree that was let go of for the trunk, until one is accepted that can be compared with it.
  var former: FormerTree?
  /// States that were accepted lately, the newest last: a mirror that is behind has one of them.
  public internal(set) var recent: [TreePoint] = []
  public internal(set) var fork: ForkEvidence?

  public init() {}

  public var size: Int { checkpoint?.point.size ?? 0 }
  public var fingerprint: Fingerprint? { roots.fingerprint }
  /// Every entry is held, or was removed.
  public var isComplete: Bool { checkpoint != nil && held.contains(0..<size) }
  /// The oldest index from which on all is held: what a copy of this one says as its `first`.
  public var first: Int { held.first(upTo: size) }
}
