import Foundation
import Glibc
import News

/// Which alerts have been told of on this machine: their numbers in a file beside the store, one a line. So each is told
/// once, also after a restart, and by one of several processes.
struct ToldAlerts: Sendable {
  let path: String

  /// The numbers that are kept: the highest.
  static let most = 4_096
  private static let mostBytes = 1 << 17

  init(besideStore store: String) { path = store + ".alerts" }

  /// Of these, those that nobody has told of; they count as told from now on.
  /// - Throws: `Failure` where the file can't be read or written: nothing is claimed then.
  @concurrent
  func claim(_ alerts: [ArticleID]) async throws(Failure) -> Set<ArticleID> {
    guard !alerts.isEmpty else { return [] }
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure() }
    // Closing lets go of the lock.
    defer { close(file) }
    while flock(file, LOCK_EX) != 0 { guard errno == EINTR else { throw failure() } }
    let told = try read(file)
    let fresh = Set(alerts.map(\.rawValue)).subtracting(told)
    guard !fresh.isEmpty else { return [] }
    let kept = told.union(fresh).sorted(by: >).prefix(Self.most)
    let text = Array(kept.map { "\($0)\n" }.joined().utf8)
    // Written over what is there, then cut: a kill in between tells an alert twice at worst.
    guard pwrite(file, text, text.count, 0) == text.count, ftruncate(file, off_t(text.count)) == 0 else {
      throw failure()
    }
    return Set(fresh.map(ArticleID.init(rawValue:)))
  }

  private func read(_ file: Int32) throws(Failure) -> Set<Int64> {
    var bytes = [UInt8](repeating: 0, count: Self.mostBytes)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { place in
        pread(file, place.baseAddress.map { $0 + count }, place.count - count, off_t(count))
      }
      if got < 0 { if errno == EINTR { continue } else { throw failure() } }
      if got == 0 { break }
      count += got
    }
    return Set(String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").compactMap { Int64($0) })
  }

  private func failure() -> Failure {
    Failure("alerts: can't keep \(path): \(String(cString: strerror(errno)))")
  }
}
