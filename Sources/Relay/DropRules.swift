/// How a relay takes drops.
///
///     var drops = DropRules(spool: "/srv/drops")
///     drops.auth = try DropAuth.read(path: "/etc/wirecopy/desk")
///     try await MirrorServer(root: "/srv/news", drops: drops).run { … }
public struct DropRules: Sendable {
  /// The folder that drops are kept in; made when it is absent. Nothing of it is ever served as a file.
  public var spool: String
  /// Who may list and fetch drops; nobody when nil.
  public var auth: DropAuth?
  /// The largest drop, in bytes.
  public var mostBytes: Int
  /// For all drops together, in bytes; each counts as whole blocks of 4 KiB, so that many small ones fill it too.
  public var quota: Int
  /// Whether passwords are asked for over plain HTTP where the server listens on more than loopback: right only behind a
  /// proxy that speaks TLS.
  public var allowsPlainAuth: Bool

  public init(
    spool: String, auth: DropAuth? = nil, mostBytes: Int = 32 << 20, quota: Int = 1 << 30, allowsPlainAuth: Bool = false
  ) {
    self.spool = spool
    self.auth = auth
    self.mostBytes = mostBytes
    self.quota = quota
    self.allowsPlainAuth = allowsPlainAuth
  }
}
