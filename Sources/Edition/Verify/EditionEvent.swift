public import Seal

/// A file, or the rest of one, that the verifier wants next.
public struct EditionWish: Hashable, Sendable {
  public let path: TreePath
  /// Bytes of it that are here already: a `Range` from there will do. The whole file is as good.
  public let from: Int

  init(_ path: TreePath, from: Int = 0) {
    self.path = path
    self.from = from
  }
}

/// What came of a piece. The order is that in which they are to be stored, all of one call in one transaction.
public enum EditionEvent: Hashable, Sendable {
  /// A root file was accepted. `isFirstSeen`: nothing but the first sight vouches for it.
  case root(RootFile, isFirstSeen: Bool)
  /// A new root trusts nothing behind this size: entries from there on are withdrawn, those before will be asked for again
  /// (and may be answered from the store).
  case wentBack(to: Int)
  /// What the tree that was let go of has in common with the one that was accepted just now: all that is held below this index,
  /// and behind it what has these leaves, in their order. The rest of what is held is of another history, and withdrawn.
  case agreed(upTo: Int, leaves: [TreeHash])
  /// A newer state of the tree is proven to go on from the one held.
  case checkpoint(SignedCheckpoint)
  /// The mirror has what is held: the round is over.
  case upToDate(SignedCheckpoint)
  /// Entries that were proven, in the order of the log.
  case entries([Entry])
  /// Entries held before that are to be erased with their bodies, if their leaf has this hash.
  case erase([EntryRemoval])
  /// Something was refused. `pieces`: the files that are to blame, one of them at least; whoever gave them is charged.
  case fault(EditionFault, pieces: [TreePath])
  /// Two signed states exclude each other. Nothing goes on from here.
  case fork(ForkEvidence)
}

/// Two notes that one key signed, and that can't both be true.
public struct ForkEvidence: Hashable, Sendable {
  /// The one that was held.
  public let held: SignedNote
  public let other: SignedNote
}
