/// Which redirects an exchange follows by itself. One that is not followed comes back as its own 3xx response.
public enum RedirectRule: Hashable, Sendable {
  /// The same host, the same with or without `www.`, http to https; never https to http. At most 5 hops.
  case sameHost
  /// Any host, never https to http: only while adding a newsroom. At most 5 hops.
  case anyHost

  public static let mostHops = 5

  /// Whether a hop from one absolute URL to another may be taken.
  public func allows(from: String, to: String) -> Bool {
    guard let a = WireAddress(from), let b = WireAddress(to) else { return false }
    if a.isSecure && !b.isSecure { return false }
    switch self {
    case .anyHost: return true
    case .sameHost:
      let bare = { (host: String) in host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }
      guard bare(a.host) == bare(b.host) else { return false }
      // Another port of one host is another server, except for the move from http to https.
      return a.port == b.port || (!a.isSecure && b.isSecure && a.port == 80 && b.port == 443)
    }
  }
}
