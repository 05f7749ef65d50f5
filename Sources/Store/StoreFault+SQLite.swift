import Foundation
import GRDB

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
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
      case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
      default: self = .unreadable(path: path, detail: detail)
      }
    case is DecodingError: self = .corrupt(path: path, detail: "what a report consists of can't be read")
    default: self = .unreadable(path: path, detail: error.localizedDescription)
    }
  }
}
