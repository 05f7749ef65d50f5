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
