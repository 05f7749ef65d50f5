import Glibc

/// Scheme, host and port of an absolute http or https URL.
///
/// Stricter than RFC 3986 where libcurl and browsers are known to read one authority in two ways: what decides on a
/// redirect must never name another host than the one that is then asked.
public struct WireAddress: Hashable, Sendable {
  public var isSecure: Bool
  /// Lower case, without brackets.
  public var host: String
  public var port: Int

  /// - Returns: nil for anything but an absolute http or https URL with a host.
  public init?(_ url: String) {
    let parts = WireURL(url)
    switch parts.scheme?.lowercased() {
    case "http": isSecure = false
    case "https": isSecure = true
    default: return nil
    }
    guard var authority = parts.authority?[...], authority.unicodeScalars.allSatisfy(Self.isPlain) else { return nil }
    if let at = authority.utf8.firstIndex(of: UInt8(ascii: "@")) {
      authority = authority[authority.utf8.index(after: at)...]
    }
    let name: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      name = Substring(authority[..<end].utf8.dropFirst())
      authority = Substring(authority[end...].utf8.dropFirst())
      guard authority.isEmpty || authority.hasPrefix(":") else { return nil }
    } else {
      name = Substring(authority.utf8.prefix { $0 != UInt8(ascii: ":") })
      authority = authority[name.endIndex...]
      guard !name.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) else { return nil }
    }
    port = isSecure ? 443 : 80
    let digits = Substring(authority.utf8.dropFirst())
    if !digits.isEmpty {
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
        (1...65_535).contains(number)
      else { return nil }
      port = number
    }
    guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "@")) else { return nil }
    host = name.lowercased()
  }

  /// Whether a text is an IPv4 address in four numbers or an IPv6 address, without brackets; with a zone, if one is named.
  public static func isLiteral(_ text: String) -> Bool {
    // What C reads ends there, and what we hand on would not.
    guard !text.utf8.contains(0) else { return false }
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return true }
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    if let zone = parts.dropFirst().first {
      let isPlain = { (byte: UInt8) in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "-._".utf8.contains(byte)
      }
      guard !zone.isEmpty, zone.utf8.allSatisfy(isPlain) else { return false }
    }
    var six = in6_addr()
    return inet_pton(AF_INET6, String(parts.first ?? ""), &six) == 1
  }

  /// Neither white space nor what some readers take for the end of the authority.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x20 && scalar.value != 0x7F && !"\\<>\"^`{|}".unicodeScalars.contains(scalar)
  }
}
