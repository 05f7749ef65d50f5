import Edition
import News
import Wire

/// A picture or another file that an entry names.
struct BlobWish: Hashable, Sendable {
  var name: BlobName
  /// Its bytes, as the entry says.
  var size: Int
}

/// What came of asking for a picture or another file.
enum FileResult: Sendable {
  case arrived([UInt8])
  case missing
  /// Longer than its newsroom says that it is: whose mistake that is can't be told.
  case tooLarge
  /// Other bytes than those of its name.
  case tampered([UInt8])
  case failed(Verdict)
  case cancelled
}

extension PieceFetch {
  func file(
    _ name: BlobName, over transport: any Transport, clock: any SyncClock,
    watch: @escaping @Sendable (WireProgress) -> Void
  ) async -> FileResult {
    switch await run(over: transport, clock: clock, watch: watch) {
    case .cancelled: return .cancelled
    case .missing: return .missing
    case .failed(let verdict, _, _): return verdict.symptom == .tooLarge ? .tooLarge : .failed(verdict)
    case .bytes(let bytes, _, _):
      guard (try? name.prove(bytes)) != nil else { return .tampered(bytes) }
      return .arrived(bytes)
    }
  }
}

extension RoundPlan {
  /// A file of an edition, to be asked of a mirror.
  func piece(
    _ path: TreePath, of mirror: MirrorID, range: Range<Int>? = nil, patience: Int? = nil, size: Int? = nil
  ) -> PieceFetch {
    let known = mirrors[mirror]
    var limits = limits
    if let patience { limits.total = min(limits.total, patience) }
    return PieceFetch(
      mirror: mirror, url: known?.treeURL ?? "", path: path, range: range, limits: limits,
      route: known?.pieceRoute ?? .init(), size: size)
  }
}
