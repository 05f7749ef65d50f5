public import News

/// Why a folder can't be served.
public enum ServeFault: Error, Sendable, Hashable {
  /// What is wrong in a line of a file of passwords.
  public enum AuthLineFault: Sendable, Hashable { case notUserAndHash, otherHash, sameUser }

  /// Another program listens there.
  case portInUse(host: String, port: Int)
  /// Ports below 1024 are the administrator's.
  case portForbidden(port: Int)
  /// The address is none of this machine's, or the name is unknown.
  case noSuchAddress(host: String)
  case noSuchFolder(path: String)
  case notAFolder(path: String)
  case noPermission(path: String)
  /// The folder for drops can't be made, read, written or linked in, for a reason in the system's words.
  case spoolUnfit(path: String, detail: String)
  /// Another server takes drops into it.
  case spoolInUse(path: String)
  /// It is the very folder that is served.
  case spoolIsServed(path: String)
  /// The file of passwords can't be read, for a reason in the system's words.
  case authUnreadable(path: String, detail: String)
  /// Group or others may write the file of passwords.
  case authWritable(path: String)
  /// It names nobody.
  case authEmpty(path: String)
  case authLine(path: String, line: Int, fault: AuthLineFault)
  /// Anything else, in the system's words.
  case other(detail: String)

  /// What was attempted, on what, why it failed and what to do.
  public var phrase: Phrase {
    switch self {
    case .portInUse(let host, let port):
      "can't serve on \(host):\(String(port)): another program listens there; choose another port with --listen"
    case .portForbidden(let port):
      "can't serve on port \(String(port)): only the administrator may; choose one from 1024 up with --listen"
    case .noSuchAddress(let host): "can't serve on \(host): this machine has no such address; choose one with --listen"
    case .noSuchFolder(let path): "can't serve \(path): there is no such folder"
    case .notAFolder(let path): "can't serve \(path): it is not a folder"
    case .noPermission(let path): "can't serve \(path): it may not be read by this user; check its permissions"
    case .spoolUnfit(let path, let detail):
      "can't take drops into \(path): \(detail); choose a folder that this user may write, on a file system with hard links"
    case .spoolInUse(let path): "can't take drops into \(path): another server does; stop it, or choose another folder"
    case .spoolIsServed(let path):
      "can't take drops into \(path): it is the folder that is served; choose another with --drop"
    case .authUnreadable(let path, let detail): "can't read the passwords in \(path): \(detail)"
    case .authWritable(let path):
      "can't trust the passwords in \(path): others may write it; run chmod go-w on it"
    case .authEmpty(let path): "can't use the passwords in \(path): it names nobody; make a line with htpasswd -B"
    case .authLine(let path, let line, .notUserAndHash):
      "can't use the passwords in \(path): line \(line) is not user:hash; make it with htpasswd -B"
    case .authLine(let path, let line, .otherHash):
      "can't use the passwords in \(path): the hash in line \(line) is neither bcrypt nor scrypt; make it with htpasswd -B"
    case .authLine(let path, let line, .sameUser):
      "can't use the passwords in \(path): the user in line \(line) is there already; remove one of the lines"
    case .other(let detail): "can't serve: \(detail)"
    }
  }
}
