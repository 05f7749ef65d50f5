import Foundation
import News
import Seal

/// Writes the signed files of an edition again, byte for byte, from what a reader keeps: every reader a mirror.
///
///     let copied = try TreeCopy(folder: "/srv/www/strike").write(source)
///
/// Incremental: what the folder's own checkpoint covers is left as it is. Nothing is written that the signed tree does not
/// prove, the checkpoint last. A kill leaves the old copy or the new one.
public struct TreeCopy {
  /// What was done.
  public struct Copied: Hashable, Sendable {
    public var point: TreePoint
    /// The oldest index that the copy holds: 0 for a whole one.
    public var first: Int
    /// Files that were written.
    public var files: Int
  }

  private let folder: TreeFolder

  /// Opens the folder for writing, makes it where there is none.
  public init(folder path: String) throws(TreeFolderFault) {
    folder = try TreeFolder(path)
    folder.sweep()
  }

  /// - Parameters:
  ///   - isThorough: looks at every file, also those that an earlier copy wrote: after a damage to the disk.
  ///   - progress: bundles written, and of how many.
  /// - Throws: `TreeFolderFault`, what the source throws, `CancellationError`.
  public func write(
    _ source: some TreeSource, isThorough: Bool = false, progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> Copied {
    let state = source.state
    guard let signed = state.checkpoint else { throw TreeFolderFault.notProven("nothing of this edition is here yet") }
    let size = signed.point.size
    // Bundles are whole: a copy begins at the first bundle of which all is held.
    let first = (state.first + 255) / 256 * 256
    guard first < size || size == 0 else {
      throw TreeFolderFault.notProven("the newest entries of this edition are not here yet")
    }
    let before = try standing(state: state, first: first)
    var job = CopyJob(folder: folder, state: state)
    let start = isThorough ? first : max(first, before & ~255)
    let bundles = Array((start / 256)..<((size + 255) / 256))
    for (place, bundle) in bundles.enumerated() {
      try Task.checkCancellation()
      try job.write(bundle: bundle, from: source)
      progress(place + 1, bundles.count)
    }
    for bundle in Set(state.removals.keys.map { $0 / 256 }).sorted() where bundle >= first / 256 && bundle < start / 256
    {
      try job.rewrite(bundle: bundle, from: source)
    }
    try job.writeSegments(from: source, isThorough: isThorough)
    let blobs = try source.blobs()
    for name in job.erased.subtracting(blobs) { try folder.remove(TreePath.blob(name).text) }
    for name in blobs where isThorough || !folder.exists(TreePath.blob(name).text) {
      try Task.checkCancellation()
      guard let bytes = try source.bytes(of: name) else { continue }
      try name.prove(bytes)
      try job.write(bytes, to: TreePath.blob(name).text)
    }
    try job.writeStanding(from: source)
    try job.writeTiles()
    for root in state.roots.files { try job.write(root.bytes, to: TreePath.root(root.number).text) }
    try job.write(signed.note.bytes, to: TreePath.checkpoint.text)
    // The files of the copy before stay for whoever reads it just now; not if they have what was removed since.
    try folder.sweepPartials(keeping: job.hasErased ? [size] : [before, size])
    return Copied(point: signed.point, first: first, files: job.files)
  }

  /// Entries that the folder's own copy covers: 0 where it is none of this edition, or began later.
  private func standing(state: EditionState, first: Int) throws(TreeFolderFault) -> Int {
    guard let bytes = try folder.read(.checkpoint) else { return 0 }
    guard
      let signed = state.roots.files.reversed().lazy.compactMap({ try? SignedCheckpoint(reading: bytes, root: $0) })
        .first
    else { throw .foreign(path: folder.path, why: "it holds another newsroom's edition") }
    let point = signed.point
    guard point.size <= state.size, state.recent.contains(point) || point == state.checkpoint?.point,
      folder.exists(TreePath.entries(index: first / 256, width: min(256, point.size - first)).text)
        || first >= point.size
    else { return 0 }
    return point.size
  }
}
