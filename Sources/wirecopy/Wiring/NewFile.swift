import Foundation
import Glibc
import News

/// A file that the user asked for: new, readable for its owner alone, and whole on the disk or not there.
enum NewFile {
  /// Away from the loop: it waits for the disk.
  /// - Throws: `Failure` that says why; what is there already is left alone.
  static func write(_ text: String, to path: String) async throws(Failure) {
    try await SlowWork.run { () throws(Failure) in try make(text, at: path) }
  }

  private static func make(_ text: String, at path: String) throws(Failure) {
    let place = NSString(string: path).expandingTildeInPath
    let file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let reason = errno
      if reason == EEXIST { throw Failure(BackupFault.exists(place).phrase) }
      throw Failure("can't write \(place): \(String(cString: strerror(reason)))")
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
    } catch {
      unlink(place)
      throw Failure("can't write \(place): the disk may be full")
    }
  }
}
