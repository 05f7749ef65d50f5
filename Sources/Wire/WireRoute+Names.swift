extension WireRoute {
  /// Who says which addresses a name has.
  public enum Names: Hashable, Sendable, LosslessStringConvertible {
    /// The resolvers of this machine.
    case system
    /// DNS over HTTPS (RFC 8484): the server's URL, and the literals at which it stands. Its name is never resolved; with
    /// a literal in the URL, no addresses are needed.
    case https(url: String, addresses: [String])

    static let mostAddresses = 8

    /// Reads `system`, or the URL and then the addresses, with spaces or commas between.
    public init?(_ text: String) {
      if text == "system" {
        self = .system
        return
      }
      let words = text.split { $0 == " " || $0 == "," }.map(String.init)
      guard var url = words.first, words.count <= Self.mostAddresses + 1 else { return nil }
      // As servers write their template (RFC 6570): a POST has no query.
      if url.hasSuffix("{?dns}") { url.removeLast(6) }
      let addresses = Array(words.dropFirst())
      guard let address = WireAddress(url), address.isSecure, WireURL(url).userInfo == nil,
        addresses.allSatisfy(WireAddress.isLiteral), !addresses.isEmpty || WireAddress.isLiteral(address.host)
      else { return nil }
      self = .https(url: url, addresses: addresses)
    }

    public var description: String {
      switch self {
      case .system: "system"
      case .https(let url, let addresses): ([url] + addresses).joined(separator: " ")
      }
    }
  }
}

extension WireRoute.Names: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let names = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither system nor https://… addresses")
    }
    self = names
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
