import Glibc
import Wire

/// The file of an upload, open for reading. Lives on the curl thread, and closes with its exchange.
///
/// It is read there, too, though that blocks: 64 KiB at a time of a local file that was just written, as a rule out of the
/// page cache, take microseconds; a thread of its own would cost more in handing over, and every try would need one.
final class UploadFile {
  let size: Int
  private let descriptor: Int32

  /// - Throws: `other` where it is not a plain file of that size.
  init(_ upload: WireUpload) throws(WireFailure) {
    // Without waiting: a pipe in the file's place would hold up the thread.
    let descriptor = open(upload.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      let number = errno
      let reason = number == ELOOP ? "it is a symbolic link" : String(cString: strerror(number))
      throw WireFailure(.other, errno: Int(number), detail: "the file to send can't be opened: \(reason)")
    }
    do throws(WireFailure) {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw WireFailure(.other, detail: "the file to send is no plain file")
      }
      guard Int(status.st_size) == upload.size else {
        throw WireFailure(
          .other, detail: "the file to send has \(status.st_size) bytes, and not \(upload.size) as was said")
      }
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    size = upload.size
  }

  deinit { close(descriptor) }

  /// - Returns: how many bytes were read, at least one; nil where the file has become shorter, or can't be read.
  func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Int? {
    while true {
      let count = pread(descriptor, bytes.baseAddress, min(bytes.count, size - offset), off_t(offset))
      if count > 0 { return count }
      guard count < 0, errno == EINTR else { return nil }
    }
  }
}
