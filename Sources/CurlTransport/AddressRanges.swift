import Glibc
import Wire

/// A set of address ranges, IPv4 and IPv6.
public struct AddressRanges: Hashable, Sendable {
  private struct Range: Hashable {
    var start: [UInt8]
    var bits: Int

    func contains(_ bytes: [UInt8]) -> Bool {
      guard bytes.count == start.count else { return false }
      let whole = bits / 8
      guard bytes[..<whole] == start[..<whole] else { return false }
      guard bits % 8 > 0 else { return true }
      return (bytes[whole] ^ start[whole]) >> (8 - bits % 8) == 0
    }
  }
  private var ranges: [Range]

  /// - Parameter ranges: as `192.0.2.0/24` or `2001:db8::/32`.
  /// - Returns: nil when one of them is not of that form.
  public init?(_ ranges: [String]) {
    self.ranges = []
    for range in ranges {
      let parts = range.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let start = Self.bytes(String(parts[0])), let bits = Int(parts[1]),
        (0...start.count * 8).contains(bits)
      else { return nil }
      self.ranges.append(Range(start: start, bits: bits))
    }
  }

  /// No address at all: for tests, whose servers are all on loopback.
  public static let none = AddressRanges(checked: [])

  /// Where no public server stands: RFC 6890 and IANA's registries of special-purpose addresses, and multicast. An answer
  /// of a resolver that lies here is most likely a false one.
  ///
  /// 64:ff9b::/96 (RFC 6052) is judged by the IPv4 address within, and 64:ff9b:1::/48 (RFC 8215) not at all: in networks
  /// with IPv6 alone, every honest answer may lie there.
  public static let standard = AddressRanges(checked: [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "::ffff:0:0/96", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
    "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
  ])

  private static let translated = Range(start: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 12), bits: 96)

  /// What is written here by hand is right: the tests see to it.
  private init(checked ranges: [String]) { self = AddressRanges(ranges) ?? AddressRanges(empty: ()) }
  private init(empty: ()) { ranges = [] }

  /// Whether a literal lies in one of the ranges; a text that is none lies nowhere.
  public func contains(_ literal: String) -> Bool {
    guard var bytes = Self.bytes(literal) else { return false }
    if Self.translated.contains(bytes) { bytes = Array(bytes.suffix(4)) }
    return ranges.contains { $0.contains(bytes) }
  }

  private static func bytes(_ literal: String) -> [UInt8]? {
    let isSix = literal.contains(":")
    var bytes = [UInt8](repeating: 0, count: isSix ? 16 : 4)
    return inet_pton(isSix ? AF_INET6 : AF_INET, String(literal.prefix { $0 != "%" }), &bytes) == 1 ? bytes : nil
  }
}
