import Glibc
import News
import Sync

/// The file with names and passwords for relays: read only where nobody else can read it.
enum NetrcFile {
  struct Fault: Error, Hashable, Sendable {
    /// What is wrong with which file and what to do; nothing of what is in it.
    var phrase: Phrase
  }

  /// - Returns: none where there is no file.
  static func read(_ path: String) throws(Fault) -> Netrc {
    if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return Netrc() }
    do throws(NetrcFault) {
      return try Netrc.read(path: path)
    } catch {
      throw Fault(phrase: "passwords: \(path) is not used: \(error.phrase)")
    }
  }
}
