import Foundation
public import News

/// One process at a time syncs: a lock beside the store that dies with its process (flock(2)).
public final class SyncLock: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }
  deinit { close(descriptor) }

  /// Path of the lock of a store.
  public static func path(besideStore store: String) -> String { store + ".sync" }

  /// Takes the lock at once, or says why not. It is held as long as the value lives.
  public static func take(besideStore store: String) throws(SyncLockFault) -> SyncLock {
    try take(path: path(besideStore: store))
  }

  /// The same with a file of one's own.
  public static func take(path: String) throws(SyncLockFault) -> SyncLock {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let reason = errno
      if reason == EINTR { continue }
      close(descriptor)
      if reason == EWOULDBLOCK { throw .held }
      throw .unusable(path: path, reason: String(cString: strerror(reason)))
    }
    return SyncLock(descriptor)
  }
}

/// Why the lock was not to be had.
public enum SyncLockFault: Error, Hashable, Sendable {
  /// Another process has it: the work is in good hands.
  case held
  /// The file can't be made or locked.
  case unusable(path: String, reason: String)

  public var phrase: Phrase {
    switch self {
    case .held: "another Wirecopy is syncing"
    case .unusable(let path, let reason): "the lock \(path) can't be used: \(reason)"
    }
  }
}
