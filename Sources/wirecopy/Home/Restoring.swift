import Foundation
import News
import Seal
import Store

/// Restores a backup into a home that has nothing yet: unpacked and checked beside it, then put in its place.
struct Restoring: Sendable {
  let places: Places

  /// What has to be so before, and is looked at again right before the home changes.
  /// - Parameter store: where it is open already.
  /// - Throws: `BackupFault.occupied`; `StoreFault` of a store that can't be read.
  func checkIsEmpty(_ store: NewsStore? = nil) async throws {
    var paths = HomeContents(places: places).inTheWay()
    if let store {
      if try await !store.isUntouched() { paths.append(places.storePath) }
    } else if FileManager.default.fileExists(atPath: places.storePath) {
      let store = try NewsStore.open(path: places.storePath)
      if try await !store.isUntouched() { paths.append(places.storePath) }
      try store.close()
    }
    if !paths.isEmpty { throw BackupFault.occupied(paths) }
  }

  /// Once nobody else has the home open: from here on it is the restored one, whatever happens. Who opens it next, this process or
  /// another, moves the files.
  func commit(_ unpacked: BackupReader.Unpacked) throws(BackupFault) {
    guard let alone = try HomeHold.takeAlone(places) else { throw .inUse }
    try RestoredHome.commit(unpacked.folder, places, alone)
  }

  /// What was missing in the home already when the backup was made; nil where nothing was.
  static func remark(damaged: Int) -> Phrase? {
    guard damaged > 0 else { return nil }
    return Phrase(
      damaged, one: "%1 file that a report names was missing or damaged when the backup was made",
      many: "%1 files that reports name were missing or damaged when the backup was made")
  }
}
