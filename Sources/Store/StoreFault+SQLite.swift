import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#endif

extension StoreFault {
  /// What an error of SQLite means to the one who uses the store.
  init(_ error: any Error, path: String) {
    switch error {
    case let fault as StoreFault: self = fault
    case is CancellationError: self = .cancelled
    case let error as DatabaseError:
      let detail = error.message ?? error.resultCode.description
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
      case .SQLITE_FULL: self = .full(path: path)
      // SQLite can't make room for its shared index: that is said as an error of the disk.
      case .SQLITE_IOERR where Self.isFull(besides: path): self = .full(path: path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
      case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
      default: self = .unreadable(path: path, detail: detail)
      }
    case is DecodingError: self = .corrupt(path: path, detail: "what a report consists of can't be read")
    default: self = .unreadable(path: path, detail: error.localizedDescription)
    }
  }

  /// Whether its disk has not even room for what SQLite keeps beside it, 64 KiB.
  private static func isFull(besides path: String) -> Bool {
    var status = statvfs()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return statvfs(folder, &status) == 0 && status.f_bavail * status.f_frsize < 64 << 10
  }
}
