import Foundation

// Where both it and Foundation are there, the compiler takes it for the module that `stat` is of.
#if canImport(CDispatch)
  import CDispatch
#endif

/// What makes a file or folder the same one, whatever path leads to it.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// Of something open.
  init?(_ descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
