public import Edition
public import News
import Seal
public import Store

/// Every reader a mirror: a followed newsroom's signed files, written again from the store alone, byte for byte.
public enum EditionCopy {
  /// Writes them into a folder; again, only what is new.
  ///
  /// - Parameters:
  ///   - isThorough: looks at every file, also those that an earlier copy wrote.
  ///   - progress: stretches of the log written, and of how many; from any thread.
  /// - Throws: `TreeFolderFault`, `StoreFault`, `CancellationError`.
  public static func write(
    _ newsroom: NewsroomID, of store: NewsStore, to folder: String, isThorough: Bool = false,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> TreeCopy.Copied {
    try await store.withTree(of: newsroom) { tree in
      guard let state = EditionState(decoding: tree.state) else {
        throw TreeFolderFault.notProven("what is kept of this edition can't be read; follow it anew")
      }
      // Bundles are whole: nobody copies the entries before this one.
      let first = (state.first + EditionLimits.width - 1) / EditionLimits.width * EditionLimits.width
      let missing = try tree.missingTexts(from: first)
      guard missing == 0 else {
        throw TreeFolderFault.notProven(
          Phrase(
            missing, one: "%1 text of this edition is not here yet: sync first",
            many: "%1 texts of this edition are not here yet: sync first"))
      }
      return try TreeCopy(folder: folder).write(
        KeptTree(tree: tree, state: state), isThorough: isThorough, progress: progress)
    }
  }
}

/// What the store keeps of an edition, as the copier wants it.
private struct KeptTree: TreeSource {
  let tree: StoredTree
  let state: EditionState

  func entries(_ range: Range<Int>) throws -> [(bytes: [UInt8], leaf: TreeHash)] {
    try tree.entries(range).map { entry in
      switch entry {
      case .kept(let bytes): return (bytes, TreeHash.leaf(bytes))
      case .removed(let leaf):
        guard let hash = TreeHash(leaf) else { throw TreeFolderFault.notProven("a removed entry has lost its proof") }
        return ([], hash)
      }
    }
  }

  func members(of segment: Int) throws -> [(offset: Int, bytes: [UInt8])] {
    try tree.members(of: segment).map { ($0.start, $0.bytes) }
  }

  func blobs() throws -> [BlobName] { try tree.files().compactMap { BlobName($0) } }
  func bytes(of blob: BlobName) throws -> [UInt8]? { tree.bytes(of: blob.text) }
}
