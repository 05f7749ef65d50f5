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

/// Scheme, host and port of an absolute http or https URL.
public struct WireAddress: Hashable, Sendable {
  public var isSecure: Bool
  /// Lower case, without brackets.
  public var host: String
  public var port: Int

  /// - Returns: nil for anything but an absolute http or https URL with a host.
  public init?(_ url: String) {
    guard let mark = url.firstRange(of: "://") else { return nil }
    switch url[..<mark.lowerBound].lowercased() {
    case "http": isSecure = false
    case "https": isSecure = true
    default: return nil
    }
    var authority = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    port = isSecure ? 443 : 80
    var name = authority
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      name = authority[authority.index(after: authority.startIndex)..<end]
      authority = authority[authority.index(after: end)...]
    } else if let colon = authority.firstIndex(of: ":") {
      name = authority[..<colon]
      authority = authority[colon...]
    } else {
      authority = ""
    }
    if authority.hasPrefix(":"), authority.count > 1 {
      guard let number = Int(authority.dropFirst()), (1...65_535).contains(number) else { return nil }
      port = number
    }
    guard !name.isEmpty else { return nil }
    host = name.lowercased()
  }
}
