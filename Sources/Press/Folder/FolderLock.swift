import Foundation
import News

#if canImport(Glibc)
  import Glibc
#endif

/// One command at a time in a newsroom's folder: two at once would give one number to two entries, or forget an import. It is a
/// lock of the kernel's on the file `lock`, and dies with its process.
final class FolderLock {
  private let descriptor: Int32

  /// - Throws: where another command holds it, or the folder can't be written to.
  init(_ folder: String) throws(PressFault) {
    let file = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      let reason = String(cString: strerror(errno))
      throw .newsroom("\(folder) can't be written to: \(reason)")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw .newsroom("another command is at work in \(folder): nothing was changed; try again when it has ended")
    }
    descriptor = file
  }

  deinit { close(descriptor) }
}
