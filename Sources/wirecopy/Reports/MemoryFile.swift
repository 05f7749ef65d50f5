import CIntl
import Glibc

/// Bytes for a program to read, in memory alone: no file that stays, no pipe that fills up.
final class MemoryFile: Sendable {
  struct Fault: Error {
    /// The system's word for it.
    var reason: String
  }

  /// At its beginning.
  let descriptor: Int32

  init(_ bytes: [UInt8]) throws(Fault) {
    descriptor = memfd_create("wirecopy", wirecopy_memory_flags())
    guard descriptor >= 0 else { throw Fault(reason: String(cString: strerror(errno))) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(done))
      }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw Fault(reason: String(cString: strerror(errno)))
      }
    }
  }

  deinit { close(descriptor) }
}
