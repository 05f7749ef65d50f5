public import News
import Seal
import Wire

/// Addresses at a relay.
public enum RelayAddress {
  /// Where a drop of that name is brought, asked after and fetched: `<relay>/drop/<name>`.
  public static func dropURL(_ relay: String, _ name: String) -> String { listURL(relay) + name }

  /// Where the desk asks for all names: `<relay>/drop/`.
  public static func listURL(_ relay: String) -> String { relay + (relay.hasSuffix("/") ? "drop/" : "/drop/") }

  /// The name that no drop has: asking after it shows whether a relay answers.
  static let nobody = String(repeating: "0", count: 2 * Digest.size)

  /// Whether nobody on the way can read what goes there: TLS, this machine (127.0.0.0/8, ::1, localhost), an onion address.
  public static func isPrivate(_ relay: String) -> Bool {
    guard let address = WireAddress(relay) else { return false }
    return address.isSecure || isLoopback(address.host) || address.host.hasSuffix(".onion")
  }

  /// Whether a report may go there with no more than this word of its writer.
  public static func allows(_ consent: UnsealedConsent, _ relay: String) -> Bool {
    switch consent {
    case .none: false
    case .overTLS: isPrivate(relay)
    case .inClear: true
    }
  }

  /// What counts as one place: relays on one host fall together.
  static func host(_ relay: String) -> String {
    let host = WireAddress(relay)?.host ?? relay
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  /// An address from outside as we keep it: http or https, without user, password, query or fragment; nil for any other.
  static func checked(_ text: String) -> String? {
    guard text.utf8.count <= 2_000, let url = AskedAddress.normal(text) else { return nil }
    let parts = WireURL(url)
    return parts.userInfo == nil && parts.query == nil ? url : nil
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
