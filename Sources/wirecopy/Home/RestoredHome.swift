import Foundation
import Glibc
import News

/// A restored home on its way into place. The folder `.wirecopy-restored` beside the store is whole and checked; from the moment it has
/// that name, its files belong here, and whoever opens the home next moves those that are not moved yet.
///
/// So a kill leaves the home as it was, or a home that is the restored one as soon as it is opened.
enum RestoredHome {
  static func path(_ places: Places) -> String { path(inData: places.data) }
  static func path(inData folder: String) -> String { folder + "/.wirecopy-restored" }

  static func isWaiting(_ places: Places) -> Bool { access(path(places), F_OK) == 0 }

  /// Before anything else is done with a home: what waits is moved into place, what killed processes left is removed.
  static func settle(_ places: Places) throws(Failure) {
    if isWaiting(places) {
      do throws(BackupFault) {
        guard let alone = try HomeHold.takeAlone(places, waiting: true) else { throw .inUse }
        // Another process may have done it while we waited.
        if isWaiting(places) { try finish(places, alone) }
      } catch {
        let path = path(places)
        throw Failure("what was restored stands whole in \(path), and can't be moved into place: \(error.phrase)")
      }
    }
    HeldFolder.sweep(places.data)
  }

  /// Gives the folder its name: from here on it is the home.
  static func commit(_ folder: HeldFolder, _ places: Places, _ alone: HomeHold.Alone) throws(BackupFault) {
    try flushFolders(folder.path)
    guard rename(folder.path, path(places)) == 0 else { throw .writing(path(places)) }
    try flush(places.data)
  }

  /// Moves what is there into its places; may be begun again at any point.
  static func finish(_ places: Places, _ alone: HomeHold.Alone) throws(BackupFault) {
    let restored = path(places)
    let store = HomeContents.store
    if access("\(restored)/\(store)", F_OK) == 0 {
      // Those of the empty store before it. They must not be taken for the new one's.
      for end in ["-wal", "-shm", "-journal"] { unlink(places.storePath + end) }
    }
    for (side, place) in [(HomeContents.config, places.config), (HomeContents.data, places.data)]
    where access("\(restored)/\(side)", F_OK) == 0 {
      try makeFolder(place)
      try moveContents("\(restored)/\(side)", to: place)
      try flush(place)
    }
    guard rmdir(restored) == 0 else { throw .writing(restored) }
    try flush(places.data)
  }

  /// A folder and the folders in it; the files are on the disk already.
  private static func flushFolders(_ path: String) throws(BackupFault) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      var status = stat()
      guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
      try flushFolders("\(path)/\(name)")
    }
    try flush(path)
  }

  private static func makeFolder(_ path: String) throws(BackupFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(path, reason: error.localizedDescription)
    }
  }

  private static func moveContents(_ folder: String, to place: String) throws(BackupFault) {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch { throw .reading(folder) }
    for name in names { try move("\(folder)/\(name)", to: "\(place)/\(name)") }
    guard rmdir(folder) == 0 else { throw .writing(folder) }
  }

  private static func move(_ path: String, to place: String) throws(BackupFault) {
    // An empty folder gives way to one that is moved over it.
    if rename(path, place) == 0 { return }
    let reason = errno
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .reading(path) }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    switch reason {
    case ENOTEMPTY, EEXIST,
      EXDEV where isFolder:
      if mkdir(place, 0o700) != 0, errno != EEXIST { throw .writing(place) }
      try moveContents(path, to: place)
      try flush(place)
    case EXDEV:
      // The settings are on another disk than the store.
      try copy(path, to: place)
      guard unlink(path) == 0 else { throw .writing(path) }
    default:
      errno = reason
      throw .writing(place)
    }
  }

  /// Beside its place, flushed, renamed.
  private static func copy(_ path: String, to place: String) throws(BackupFault) {
    let beside = place + ".restored"
    unlink(beside)
    let source = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard source >= 0 else { throw .reading(path) }
    defer { close(source) }
    let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .writing(beside) }
    defer { close(file) }
    var room = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(source, &room, room.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .reading(path) }
      if count == 0 { break }
      try Bytes.write(room[..<count], to: file, path: beside)
    }
    guard fsync(file) == 0, rename(beside, place) == 0 else { throw .writing(place) }
  }

  /// Makes a folder's entries durable.
  static func flush(_ path: String) throws(BackupFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .reading(path) }
    defer { close(descriptor) }
    // A file system that can't flush a folder says so: there is nothing more to be done.
    if fsync(descriptor) != 0, errno != EINVAL { throw .writing(path) }
  }
}
