/// What a newsroom itself says of a mirror, in its signed record.
public struct SignedMirror: Hashable, Sendable, Codable {
  /// As the newsroom names it; from outside.
  public var url: String
  public var operatorName: String?
  /// ISO 3166.
  public var country: String?
  /// Literals that serve it, too.
  public var addresses: [String]
  /// `sha256//…`.
  public var pins: [String]
  /// `read`, `drop`.
  public var capabilities: [String]
  /// The oldest entry that it holds.
  public var first: Int

  public init(
    url: String, operatorName: String? = nil, country: String? = nil, addresses: [String] = [], pins: [String] = [],
    capabilities: [String] = ["read"], first: Int = 0
  ) {
    self.url = url
    self.operatorName = operatorName
    self.country = country
    self.addresses = addresses
    self.pins = pins
    self.capabilities = capabilities
    self.first = first
  }

  public var servesNews: Bool { capabilities.contains("read") }
  public var takesDrops: Bool { capabilities.contains("drop") }
}
