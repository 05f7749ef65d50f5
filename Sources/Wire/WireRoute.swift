/// How an exchange reaches its address.
///
/// It holds for every hop of an exchange, `addresses` for the asked host alone. Kept connections are never shared between
/// two routes with another proxy or other pins.
public struct WireRoute: Hashable, Sendable, Codable {
  /// Nil: the transport's own (`Transport.setRoute`).
  public var proxy: Proxy?
  /// Nil: the transport's own. Not used with a proxy, which resolves names itself.
  public var names: Names?
  /// Literals that serve the asked host, too (signed, or the user's): tried beside the resolver's answers, one try each,
  /// and at once where the name can't be resolved. Not used with a proxy. What is no literal is left out.
  public var addresses: [String] = []
  /// Keys, one of which the certificate must have, in libcurl's form: `sha256//`, and the SHA-256 of the public key
  /// (SubjectPublicKeyInfo, DER) in Base64. They are checked beside the issuer, not in its place.
  public var pins: [String] = []

  public init(
    proxy: Proxy? = nil, names: Names? = nil, addresses: [String] = [], pins: [String] = []
  ) {
    self.proxy = proxy
    self.names = names
    self.addresses = addresses
    self.pins = pins
  }

  /// What is nil here is that route's.
  public func filled(from other: WireRoute) -> WireRoute {
    var route = self
    route.proxy = proxy ?? other.proxy
    route.names = names ?? other.names
    return route
  }

  /// Nobody stands between: no proxy, and this machine's own resolver.
  public var isDirect: Bool { (proxy ?? .direct) == .direct && (names ?? .system) == .system }

  /// Whether a text has the form of a pin.
  public static func isPin(_ text: String) -> Bool {
    guard text.hasPrefix("sha256//") else { return false }
    let digits = text.dropFirst(8).utf8
    let isDigit = { (byte: UInt8) in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2F
    }
    // 32 bytes are 43 digits and one to fill up.
    return digits.count == 44 && digits.last == UInt8(ascii: "=") && digits.dropLast().allSatisfy(isDigit)
  }

  private enum CodingKeys: String, CodingKey { case proxy, names, addresses, pins }

  /// What is absent has its default: a route that was kept by an older version can be read.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    proxy = try values.decodeIfPresent(Proxy.self, forKey: .proxy)
    names = try values.decodeIfPresent(Names.self, forKey: .names)
    addresses = try values.decodeIfPresent([String].self, forKey: .addresses) ?? []
    pins = try values.decodeIfPresent([String].self, forKey: .pins) ?? []
  }
}
