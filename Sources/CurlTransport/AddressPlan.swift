import Glibc

/// The addresses of one host, in the order in which they are tried.
struct AddressPlan {
  /// So many at most: a name with thousands of addresses is not an honest one.
  static let most = 8

  private var waiting: ArraySlice<String>

  /// - Parameters:
  ///   - addresses: literals, each family in its own order of preference.
  ///   - preferred: goes first if it is among them: a connection to it may be open still.
  init(_ addresses: [String], preferred: String? = nil) {
    var order = Self.interleaved(addresses)
    if let preferred, let place = order.firstIndex(of: preferred) {
      order.remove(at: place)
      order.insert(preferred, at: 0)
    }
    waiting = order.prefix(Self.most)
  }

  var isEmpty: Bool { waiting.isEmpty }
  mutating func next() -> String? { waiting.popFirst() }
  /// Takes one back, to be the next.
  mutating func again(_ address: String) { waiting = [address] + waiting }

  /// One of each family in turn, beginning with the first one's (RFC 8305, section 4).
  static func interleaved(_ addresses: [String]) -> [String] {
    var seen: Set<String> = []
    let all = addresses.filter { seen.insert($0).inserted }
    let isSix = all.first?.contains(":") ?? false
    let first = all.filter { $0.contains(":") == isSix }
    let second = all.filter { $0.contains(":") != isSix }
    var order: [String] = []
    for place in 0..<max(first.count, second.count) {
      if place < first.count { order.append(first[place]) }
      if place < second.count { order.append(second[place]) }
    }
    return order
  }

  /// What needs no resolver: a literal, or this machine's own name (RFC 6761, section 6.3). IPv4 first for the latter:
  /// what people start by hand listens there.
  static func known(_ host: String) -> [String]? {
    if host == "localhost" || host.hasSuffix(".localhost") { return ["127.0.0.1", "::1"] }
    return isLiteral(host) ? [host] : nil
  }

  static func isLiteral(_ host: String) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 { return true }
    var six = in6_addr()
    return inet_pton(AF_INET6, String(host.prefix { $0 != "%" }), &six) == 1
  }
}
