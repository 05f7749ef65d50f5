extension WireRoute {
  /// Through which program on the way.
  public enum Proxy: Hashable, Sendable, LosslessStringConvertible {
    case direct
    /// SOCKS 5 (RFC 1928) without a password; the proxy resolves the names: Tor. The host is without brackets.
    case socks5h(host: String, port: Int)

    /// Reads `direct`, or `socks5h://host:port`, an IPv6 literal in brackets.
    ///
    /// Other schemes are none: `socks5://` would ask the resolver of this network for every name.
    public init?(_ text: String) {
      if text == "direct" {
        self = .direct
        return
      }
      let parts = WireURL(text)
      guard parts.scheme?.lowercased() == "socks5h", let authority = parts.authority,
        parts.path.isEmpty || parts.path == "/",
        parts.query == nil, parts.fragment == nil, !authority.contains("@"), authority.last?.isNumber == true,
        authority.contains(":"), !(authority.hasSuffix("]")),
        // The rules of an authority are those of a web address.
        let address = WireAddress("https://" + authority), authority.hasSuffix(":\(address.port)"),
        !address.host.contains(":") || WireAddress.isLiteral(address.host)
      else { return nil }
      self = .socks5h(host: address.host, port: address.port)
    }

    public var description: String {
      switch self {
      case .direct: "direct"
      case .socks5h(let host, let port): "socks5h://\(host.contains(":") ? "[\(host)]" : host):\(port)"
      }
    }
  }
}

extension WireRoute.Proxy: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let proxy = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither direct nor socks5h://host:port")
    }
    self = proxy
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
