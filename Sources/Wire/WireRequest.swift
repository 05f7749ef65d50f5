/// A file that a request brings. It is read while it is sent, never whole into memory.
///
/// It goes where it was sent, whatever the rule of redirects: a 3xx comes back as it is. A refusal (3xx and up) that comes
/// while it is being sent is the answer; a yes before all of it was sent is a failure, `cutOff`.
public struct WireUpload: Hashable, Sendable {
  /// Of a plain file that nobody changes meanwhile, and no symbolic link.
  public var path: String
  /// In bytes; a file that is found to have another size is not sent (`other`), and one that becomes shorter while it is
  /// sent never arrives as if it were whole.
  public var size: Int
  public init(path: String, size: Int) {
    self.path = path
    self.size = size
  }
}

/// What to ask of which address, and within which limits.
public struct WireRequest: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable { case get = "GET", head = "HEAD", put = "PUT" }

  public var method: Method
  /// Absolute, http or https.
  public var url: String
  public var headers: [WireHeader]
  public var limits: WireLimits
  public var redirects: RedirectRule
  /// What is sent: with `put` alone, and then always.
  public var upload: WireUpload?
  public var route: WireRoute
  /// Over a connection of its own, not over one that was kept from before.
  public var isFresh: Bool

  public init(
    _ url: String, method: Method = .get, headers: [WireHeader] = [], limits: WireLimits = .init(),
    redirects: RedirectRule = .sameHost, upload: WireUpload? = nil, route: WireRoute = .init(),
    isFresh: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.limits = limits
    self.redirects = redirects
    self.upload = upload
    self.route = route
    self.isFresh = isFresh
  }
}
