public import News

/// Why a folder can't be served.
public enum ServeFault: Error, Sendable, Hashable {
  /// Another program listens there.
  case portInUse(host: String, port: Int)
  /// Ports below 1024 are the administrator's.
  case portForbidden(port: Int)
  /// The address is none of this machine's, or the name is unknown.
  case noSuchAddress(host: String)
  case noSuchFolder(path: String)
  case notAFolder(path: String)
  case noPermission(path: String)
  /// Anything else, in the system's words.
  case other(detail: String)

  /// What was attempted, on what, why it failed and what to do.
  public var phrase: Phrase {
    switch self {
    case .portInUse(let host, let port):
      "can't serve on \(host):\(port): another program listens there; choose another port with --listen"
    case .portForbidden(let port):
      "can't serve on port \(port): only the administrator may; choose one from 1024 up with --listen"
    case .noSuchAddress(let host): "can't serve on \(host): this machine has no such address; choose one with --listen"
    case .noSuchFolder(let path): "can't serve \(path): there is no such folder"
    case .notAFolder(let path): "can't serve \(path): it is not a folder"
    case .noPermission(let path): "can't serve \(path): it may not be read by this user; check its permissions"
    case .other(let detail): "can't serve: \(detail)"
    }
  }
}
