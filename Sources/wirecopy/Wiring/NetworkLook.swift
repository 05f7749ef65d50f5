import Foundation
import Glibc

/// What a network is known by, in memory alone: addresses and routes of this machine, its resolvers, and how long it slept.
struct NetworkLook: Hashable, Sendable {
  /// Differs where the network differs; not to be kept, not to be told.
  var fingerprint: Int
  /// There is an address beside those of this machine alone.
  var isConnected: Bool
  /// Seconds of sleep since this machine was started.
  var slept: Double

  init(fingerprint: Int, isConnected: Bool, slept: Double) {
    (self.fingerprint, self.isConnected, self.slept) = (fingerprint, isConnected, slept)
  }

  /// Away from the loop.
  @concurrent
  static func now() async -> NetworkLook {
    let addresses = addresses()
    let routes = text("/proc/net/route").map(Self.routes)
    let farRoutes = text("/proc/net/ipv6_route").map(Self.farRoutes)
    var hasher = Hasher()
    for part in [addresses, routes ?? [], farRoutes ?? [], [text("/etc/resolv.conf") ?? ""]] { hasher.combine(part) }
    return NetworkLook(fingerprint: hasher.finalize(), isConnected: !addresses.isEmpty, slept: slept())
  }

  /// Lines of `/proc/net/route` without what counts their use.
  static func routes(_ text: String) -> [String] {
    columns(text, [0, 1, 2, 3, 7])
  }

  /// Lines of `/proc/net/ipv6_route`: to, from, by, through. Those of this machine alone are left out.
  static func farRoutes(_ text: String) -> [String] {
    columns(text, [0, 1, 2, 3, 4, 9]).filter { !$0.hasSuffix(" lo") }
  }

  /// In an order of their own: the kernel's changes with its memory.
  private static func columns(_ text: String, _ wanted: [Int]) -> [String] {
    text.split(separator: "\n").map { line in
      let fields = line.split(whereSeparator: \.isWhitespace)
      return wanted.compactMap { $0 < fields.count ? String(fields[$0]) : nil }.joined(separator: " ")
    }.sorted()
  }

  /// Interfaces that are up, with their addresses; without those of this machine alone, and of one link alone.
  private static func addresses() -> [String] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var found: [String] = []
    for entry in sequence(first: first, next: { $0?.pointee.ifa_next }) {
      guard let entry, let address = entry.pointee.ifa_addr else { continue }
      let flags = Int32(bitPattern: entry.pointee.ifa_flags)
      let family = Int32(address.pointee.sa_family)
      guard flags & Int32(IFF_UP) != 0, flags & Int32(IFF_LOOPBACK) == 0,
        family == AF_INET || family == AF_INET6
      else { continue }
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let size = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
      guard getnameinfo(address, socklen_t(size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
        continue
      }
      let literal = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      if literal.hasPrefix("fe80:") || literal.hasPrefix("169.254.") { continue }
      found.append("\(String(cString: entry.pointee.ifa_name)) \(literal)")
    }
    return found.sorted()
  }

  private static func text(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    // A router's table has a million lines; what differs differs in the first.
    while bytes.count < 1 << 18 {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The one clock goes on while the machine sleeps, the other does not (clock_gettime(2)).
  private static func slept() -> Double {
    let seconds = { (clock: clockid_t) in
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    return seconds(CLOCK_BOOTTIME) - seconds(CLOCK_MONOTONIC)
  }
}

/// What was seen of the network last. Pure.
struct NetworkMemory {
  enum Change: Hashable, Sendable {
    /// Other addresses, routes or resolvers. `isConnected`: there is a network to go on with.
    case network(isConnected: Bool)
    /// This machine slept; wherever it is now, what was known of the network is old.
    case wake(isConnected: Bool)

    var isConnected: Bool {
      switch self {
      case .network(let isConnected), .wake(let isConnected): isConnected
      }
    }
  }

  /// Less is how long two clocks take to be read.
  static let leastSleep = 2.0

  private var last: NetworkLook?

  /// Nil for the first look, and for one that shows nothing new.
  mutating func saw(_ look: NetworkLook) -> Change? {
    defer { last = look }
    guard let last else { return nil }
    if look.slept - last.slept > Self.leastSleep { return .wake(isConnected: look.isConnected) }
    return look.fingerprint == last.fingerprint ? nil : .network(isConnected: look.isConnected)
  }
}
