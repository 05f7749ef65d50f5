/// What to ask of which address, and within which limits.
public struct WireRequest: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable { case get = "GET", head = "HEAD" }

  public var method: Method
  /// Absolute, http or https.
  public var url: String
  public var headers: [WireHeader]
  public var limits: WireLimits
  public var redirects: RedirectRule

  public init(
    _ url: String, method: Method = .get, headers: [WireHeader] = [], limits: WireLimits = .init(),
    redirects: RedirectRule = .sameHost
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.limits = limits
    self.redirects = redirects
  }
}

/// One header field. Names compare without case (RFC 9110).
public struct WireHeader: Hashable, Sendable {
  public var name: String
  public var value: String
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How long and how much. Times are milliseconds.
public struct WireLimits: Hashable, Sendable {
  public var dns = 2_000
  public var connect = 4_000
  public var tls = 4_000
  /// From the request sent to the first byte of the answer.
  public var firstByte = 6_000
  /// Longest silence in mid-body.
  public var stall = 5_000
  /// The whole exchange.
  public var total = 120_000
  /// Bytes of body on the wire.
  public var wireBytes = 32 << 20
  /// Bytes of body after decompression.
  public var bodyBytes = 64 << 20
  public init() {}
}
