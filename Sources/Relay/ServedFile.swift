import Foundation
import NIOCore
import News

// Where both it and Foundation are there, the compiler takes it for the module that `stat` is of.
#if canImport(CDispatch)
  import CDispatch
#endif

/// A regular file, open for reading, as it was when it was opened.
final class ServedFile: Sendable {
  let size: Int
  let type: String
  let validators: Validators
  private let descriptor: CInt

  /// The file ended before its size: somebody cut it short meanwhile.
  struct Shortened: Error {}

  /// Takes the descriptor over.
  init(_ descriptor: CInt, _ status: stat, name: String) {
    self.descriptor = descriptor
    size = Int(status.st_size)
    type = MediaType.forPath(name)
    let time = status.modified
    let stamp = [Int(status.st_size), Int(time.tv_sec), Int(time.tv_nsec)].map { String($0, radix: 16) }
    validators = Validators(etag: "\"\(stamp.joined(separator: "-"))\"", modified: Int(time.tv_sec))
  }

  deinit { close(descriptor) }

  /// `count` bytes from `offset` on, or what there is of them; at least one. Blocks for the disk.
  func read(from offset: Int, count: Int) throws -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: count)
    try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
      while true {
        let got = pread(descriptor, space.baseAddress, count, off_t(offset))
        if got > 0 { return got }
        if got == 0 { throw Shortened() }
        if errno != EINTR { throw IOError(errnoCode: errno, reason: "pread") }
      }
    }
    return buffer
  }
}

extension stat {
  /// When the bytes were last written.
  var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}
