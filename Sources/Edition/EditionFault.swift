public import News

/// Why something of an edition is refused. Each has its line on the screen, and nothing of it is stored.
public enum EditionFault: Error, Hashable, Sendable {
  /// Which editors' signatures a root file lacks: those of the file before, or its own.
  public enum Signers: Hashable, Sendable { case old, new }

  // The newsroom's keys.
  case wrongFingerprint
  case rootMalformed(Phrase)
  case rootWrongNumber(expected: Int, found: Int)
  case rootUnsigned(by: Signers, signers: Int, needed: Int)
  case rootBadSignature
  case rootSignedTwice
  case rootOfAnother(origin: String)
  case tooManyRoots

  // The checkpoint.
  case checkpointMalformed(Phrase)
  case checkpointOfAnother(origin: String)
  case checkpointForged
  case checkpointUntimed
  case unknownSigner
  case retiredSigner
  case stale(size: Int, held: Int)
  case belowTrunk(size: Int, trunk: Int)
  case fork(size: Int)

  // The tree.
  case tooLong(TreePath, most: Int)
  case wrongLength(TreePath)
  case treeMismatch(size: Int)
  case tileMismatch(TreePath)
  case entriesCut(bundle: Int)
  case entriesMismatch(bundle: Int)
  case hiddenEntry(Int)
  case missing(TreePath)

  // What entries point at.
  case bodyOutOfPlace(segment: Int, offset: Int)
  case bodyCut(segment: Int, offset: Int)
  case bodyNoGzip(segment: Int, offset: Int)
  case bodyTooLong(segment: Int, offset: Int)
  case bodyMismatch(segment: Int, offset: Int)
  case blobMismatch(BlobName)
}
