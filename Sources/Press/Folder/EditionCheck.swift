public import Edition
import News
import Seal

/// A whole look at an edition wherever it is: every root, tile, entry, text and picture.
public struct EditionCheck: Sendable {
  public private(set) var verifier: EditionVerifier
  public private(set) var entries = 0
  public private(set) var bodies = 0
  public private(set) var pictures = 0
  public private(set) var faults: [EditionFault] = []

  public init(fingerprint: Fingerprint?) { verifier = EditionVerifier(fingerprint: fingerprint) }

  public var isSound: Bool { faults.isEmpty && verifier.state.isComplete }

  /// - Parameters:
  ///   - fetch: a file's bytes by its path below the tree; nil where it is not there.
  ///   - progress: entries, and of how many.
  public mutating func run(
    fetch: (TreePath) async throws -> [UInt8]?, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws {
    verifier.begin(looksForRoot: true)
    var pending: [EntryBody] = []
    var media: Set<BlobName> = []
    var refused: Set<TreePath> = []
    while let wish = verifier.wishes.first(where: { !refused.contains($0.path) }) {
      try Task.checkCancellation()
      let before = verifier.wishes
      let events: [EditionEvent]
      if let bytes = try await fetch(wish.path) {
        events = verifier.take(bytes, for: wish.path)
      } else {
        events = verifier.miss(wish.path)
      }
      for event in events {
        switch event {
        case .entries(let list):
          entries += list.count
          pending += list.compactMap(\.body)
          for case .article(let article) in list.map(\.content) { media.formUnion(article.media.map(\.name)) }
          progress(entries, verifier.state.size)
        case .fault(let fault, let pieces):
          faults.append(fault)
          refused.formUnion(pieces)
        case .fork(let evidence):
          faults.append(.fork(size: (try? Checkpoint(text: evidence.other.text))?.size ?? 0))
        case .root, .checkpoint, .upToDate, .wentBack, .agreed, .erase: break
        }
      }
      if verifier.wishes == before { refused.insert(wish.path) }
    }
    for wish in SegmentWish.list(for: pending) {
      try Task.checkCancellation()
      guard let bytes = try await fetch(wish.path) else {
        faults.append(.missing(wish.path))
        continue
      }
      let (proven, broken) = wish.prove(bytes, from: 0)
      bodies += proven.count
      faults += broken.map(\.1)
    }
    for name in media.sorted(by: { $0.text < $1.text }) {
      try Task.checkCancellation()
      guard let bytes = try await fetch(.blob(name)) else {
        faults.append(.missing(.blob(name)))
        continue
      }
      do throws(EditionFault) {
        try name.prove(bytes)
        pictures += 1
      } catch { faults.append(error) }
    }
  }

  /// A file of a tree in a folder; what may be long is refused before it is read.
  public static func file(_ path: TreePath, in folder: String) throws(TreeFolderFault) -> [UInt8]? {
    try TreeFolder.read(folder + "/" + path.text, most: path.mostBytes)
  }
}

extension NewsroomFolder {
  /// The state that the published tree had at a size: what a new root may name as its trunk.
  public func point(at size: Int) throws(PressFault) -> TreePoint {
    guard let signed = try published(), (0...signed.point.size).contains(size) else {
      throw .newsroom("the published edition has no \(size) entries")
    }
    var leaves: [TreeHash] = []
    for bundle in 0..<((size + 255) / 256) {
      let path = TreePath.tile(level: 0, index: bundle, width: min(256, signed.point.size - 256 * bundle))
      do throws(TreeFolderFault) {
        leaves += TreeHash.list(try TreeFolder.read(tree + "/" + path.text, most: path.mostBytes) ?? []) ?? []
      } catch { throw .tree(error) }
    }
    guard leaves.count >= size else { throw .newsroom("\(tree) is damaged") }
    return TreePoint(size: size, hash: .root(of: leaves.prefix(size)))
  }
}
