import Foundation

#if canImport(Glibc)
  import Glibc
#endif

extension PrivateFolder {
  /// Puts a file in its place (0600): written beside it, flushed, renamed.
  func write(_ bytes: [UInt8], as name: String) throws(StoreFault) {
    let beside = file(".part-\(UUID().uuidString)")
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.fault(beside) }
    var isDone = false
    defer {
      close(descriptor)
      if !isDone { unlink(beside) }
    }
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.fault(beside) }
      start += count
    }
    guard fsync(descriptor) == 0 else { throw Self.fault(beside) }
    try take(beside, as: name)
    isDone = true
  }
}
