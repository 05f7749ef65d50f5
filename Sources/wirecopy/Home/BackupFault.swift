import Foundation
import Glibc
import News
import Store

/// Why a backup could not be made, read or put in place. What was begun is gone.
enum BackupFault: Error, Hashable, Sendable {
  /// A file with this name is there.
  case exists(String)
  /// It would lie in a folder of ours, where it would be part of itself.
  case inside(String)
  case unreadable(String, reason: String)
  case unwritable(String, reason: String)
  case emptyHome
  /// It is shorter than it was said to be a moment ago.
  case changed(String)

  case notAge
  /// It is sealed to keys.
  case sealedToKeys
  case wrongPassphrase
  /// scrypt would take more memory than there is, or than we give a stranger.
  case excessive
  case altered
  case cut
  case tar(TarFault)
  /// Sealed and whole, but not what `backup` writes.
  case foreign
  /// A name that no backup has.
  case oddName(String)
  case twice(String)
  /// Written in a form that came after ours.
  case newer
  case noRoom(needed: Int64, free: Int64)
  /// The store in it does not stand the check.
  case damagedStore(String)
  case occupied([String])
  case inUse
  case cancelled

  var phrase: Phrase {
    switch self {
    case .exists(let path): "\(path) is there already, and nothing is overwritten: choose another name"
    case .inside(let path):
      "\(path) would lie among the files that it is made of: choose a place elsewhere, a stick say"
    case .unreadable(let path, let reason): "can't read \(path): \(reason)"
    case .unwritable(let path, let reason): "can't write \(path): \(reason)"
    case .emptyHome: "there is nothing yet that could be kept: neither settings nor a store"
    case .changed(let path): "\(path) changed while it was read; try again"
    case .notAge: "it is no age file, so no backup of Wirecopy's; was it made by another program?"
    case .sealedToKeys: "it is sealed to keys, not with a passphrase: open it with `age -d` first"
    case .wrongPassphrase: "the passphrase is wrong; nothing was restored"
    case .excessive: "its passphrase would cost more memory than this machine gives; nothing was restored"
    case .altered: "it was altered, so nothing of it can be trusted; nothing was restored. Take another copy"
    case .cut:
      "it ends too early, or its end was altered: the copy is not whole; nothing was restored. Take another copy"
    case .tar(let fault): "its passphrase is right, but \(fault.phrase); nothing was restored"
    case .foreign: "its passphrase is right, but what it holds is no backup of Wirecopy's; nothing was restored"
    case .oddName(let name): "it holds a name that no backup has, \(name); nothing was restored"
    case .twice(let name): "it holds \(name) twice; nothing was restored"
    case .newer: "it was made by a newer Wirecopy: update this one, then restore it; nothing was restored"
    case .noRoom(let needed, let free):
      "it takes \(ByteText.text(needed)) and the disk has \(ByteText.text(free)) left: free some space; nothing was restored"
    case .damagedStore(let detail): "the store in it is damaged (\(detail)); nothing was restored"
    case .occupied(let paths):
      "this home is not empty: \(paths.joined(separator: ", ")). Move that away, or restore into another home: WIRECOPY_HOME=DIR"
    case .inUse: "another Wirecopy has this home open: close the desk, or wait for what runs"
    case .cancelled: "given up; nothing was changed"
    }
  }

  /// Whether its phrase names this file already.
  func isAbout(_ file: String) -> Bool {
    switch self {
    case .exists(let path), .inside(let path), .unreadable(let path, _), .unwritable(let path, _), .changed(let path):
      let place = { URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath).standardizedFileURL.path }
      return place(path) == place(file)
    default: return false
    }
  }

  static func reading(_ path: String) -> BackupFault {
    .unreadable(path, reason: String(cString: strerror(errno)))
  }

  static func writing(_ path: String) -> BackupFault {
    .unwritable(path, reason: String(cString: strerror(errno)))
  }
}
