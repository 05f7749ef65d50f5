/// What a reader has of an edition, for whoever copies from it: what the store keeps, as it came.
public protocol TreeSource {
  var state: EditionState { get }
  /// Entries of a stretch that is held, in order: bytes as served (empty for removed ones) and their leaves.
  func entries(_ range: Range<Int>) throws -> [(bytes: [UInt8], leaf: TreeHash)]
  /// The gzip members of a segment that are held, with where they begin.
  func members(of segment: Int) throws -> [(offset: Int, bytes: [UInt8])]
  /// Pictures and files that are held.
  func blobs() throws -> [BlobName]
  func bytes(of blob: BlobName) throws -> [UInt8]?
}
