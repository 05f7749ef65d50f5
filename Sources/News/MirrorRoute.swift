/// How a mirror is reached where that differs from the settings, as the user wrote it; nil and empty are the settings'.
public struct MirrorRoute: Hashable, Sendable, Codable {
  /// `direct`, or `socks5h://host:port`.
  public var proxy: String?
  /// `system`, or the URL of a DNS server over HTTPS and its addresses.
  public var names: String?
  /// Literals that serve it, too.
  public var addresses: [String]
  /// Keys, one of which its certificate must have: `sha256//…`.
  public var pins: [String]

  public init(proxy: String? = nil, names: String? = nil, addresses: [String] = [], pins: [String] = []) {
    self.proxy = proxy
    self.names = names
    self.addresses = addresses
    self.pins = pins
  }

  public var isDefault: Bool { self == MirrorRoute() }
}
