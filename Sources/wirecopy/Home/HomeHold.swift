import Foundation
import Glibc
import News
import Synchronization

/// Who has a home open: whoever reads or writes its store holds a lock together with the others (flock(2)), for as long as the
/// process lives; who restores or destroys it wants it alone.
enum HomeHold {
  /// So long is waited for one who has it alone, in seconds.
  private static let patience = 5.0
  /// By their paths.
  private static let shared = Mutex<[String: Int32]>([:])

  static func path(_ places: Places) -> String { places.storePath + ".open" }

  /// Holds the home with the others. What was restored and not yet moved into place is, first.
  static func share(_ places: Places) throws(Failure) {
    let path = path(places)
    if shared.withLock({ $0[path] != nil }) { return }
    try RestoredHome.settle(places)
    try? FileManager.default.createDirectory(
      atPath: places.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let descriptor = take(path, LOCK_SH, waiting: true) else {
      // Where no lock can be made, no store can: that is told better by whoever opens it.
      if errno != EWOULDBLOCK { return }
      throw Failure("this home is being restored or destroyed by another process: try again in a moment")
    }
    shared.withLock { $0[path] = descriptor }
  }

  /// A home that nobody else has open.
  final class Alone: Sendable {
    fileprivate let descriptor: Int32
    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  /// - Returns: nil while another process has it open.
  static func takeAlone(_ places: Places, waiting: Bool = false) throws(BackupFault) -> Alone? {
    let path = path(places)
    do {
      try FileManager.default.createDirectory(
        atPath: places.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(places.data, reason: error.localizedDescription)
    }
    // What this process has of it, it lets go: a lock against itself would never come.
    if let own = shared.withLock({ $0.removeValue(forKey: path) }) { close(own) }
    if let descriptor = take(path, LOCK_EX, waiting: waiting) { return Alone(descriptor) }
    guard errno == EWOULDBLOCK else { throw .writing(path) }
    return nil
  }

  /// - Returns: nil with what `errno` says.
  private static func take(_ path: String, _ kind: Int32, waiting: Bool) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(patience)
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return nil }
      if flock(descriptor, kind | LOCK_NB) == 0 {
        if isStill(descriptor, path) { return descriptor }
        // It was destroyed with its home while we waited.
        close(descriptor)
        continue
      }
      let reason = errno
      close(descriptor)
      guard reason == EINTR || reason == EWOULDBLOCK && waiting && ContinuousClock.now < deadline else {
        errno = reason
        return nil
      }
      usleep(20_000)
    }
  }

  private static func isStill(_ descriptor: Int32, _ path: String) -> Bool {
    var (own, there) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && lstat(path, &there) == 0 && own.st_ino == there.st_ino
      && own.st_dev == there.st_dev
  }
}
