import Foundation

/// Why a drop is not taken.
enum DropFault: Error, Hashable {
  /// Larger than a drop may be.
  case tooLarge
  /// Its bytes are not those that its name says.
  case mismatch
  /// The quota is used up, or the disk.
  case full
  /// As many are coming in as may, or the machine is short of something.
  case busy
  /// The disk failed.
  case broken

  /// - Parameter code: an error number of open(2), write(2), fsync(2), linkat(2)
  init(code: CInt) {
    switch code {
    case ENOSPC, EDQUOT, EFBIG: self = .full
    case EMFILE, ENFILE, ENOMEM: self = .busy
    default: self = .broken
    }
  }
}
