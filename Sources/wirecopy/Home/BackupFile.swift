import Foundation
import Glibc

/// The file that a backup is written to: beside its place, flushed, and then under its name. Until `commit` there is nothing
/// under its name, and one that is let go of before is removed.
final class BackupFile {
  let path: String
  private let part: String
  private let descriptor: Int32
  private var isThere = true

  /// - Throws: `BackupFault` where something has that name already, or nothing can be written there.
  init(_ path: String) throws(BackupFault) {
    self.path = path
    part = path + ".part"
    var status = stat()
    if lstat(path, &status) == 0 { throw .exists(path) }
    descriptor = open(part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      isThere = false
      throw .writing(part)
    }
    // What a killed backup left is begun anew; another one that is at work has it locked, and a file of somebody's is left alone.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isOurs(descriptor) else {
      close(descriptor)
      isThere = false
      throw .exists(part)
    }
    // A stick without modes says no; then nobody else's are there either.
    fchmod(descriptor, 0o600)
    guard ftruncate(descriptor, 0) == 0 else {
      close(descriptor)
      unlink(part)
      isThere = false
      throw .writing(part)
    }
  }

  deinit {
    guard isThere else { return }
    unlink(part)
    close(descriptor)
  }

  /// Empty, or the beginning of a file that a passphrase seals.
  private static func isOurs(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else {
      return false
    }
    let head = Array("age-encryption.org/v1\n-> scrypt ".utf8)
    var found = [UInt8](repeating: 0, count: head.count)
    return status.st_size == 0 || pread(descriptor, &found, found.count, 0) == found.count && found == head
  }

  func write(_ bytes: [UInt8]) throws(BackupFault) { try Bytes.write(bytes[...], to: descriptor, path: part) }

  /// On the disk, under its name, when this returns. What came to have the name meanwhile is left alone.
  func commit() throws(BackupFault) {
    guard fsync(descriptor) == 0 else { throw .writing(part) }
    if link(part, path) == 0 {
      unlink(part)
    } else {
      if errno == EEXIST { throw .exists(path) }
      // Sticks know no second names.
      var status = stat()
      if lstat(path, &status) == 0 { throw .exists(path) }
      guard rename(part, path) == 0 else { throw .writing(path) }
    }
    isThere = false
    close(descriptor)
    try RestoredHome.flush(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }
}
