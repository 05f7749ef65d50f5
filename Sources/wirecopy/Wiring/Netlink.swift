import Glibc

/// The kernel's word that links, addresses or routes changed (rtnetlink(7)). What changed is not read: who hears it looks.
enum Netlink {
  // linux/netlink.h and linux/rtnetlink.h are not in Swift's Glibc.
  private static let family = UInt16(16)
  private static let route = Int32(0)
  /// RTMGRP_LINK, _IPV4_IFADDR, _IPV4_ROUTE, _IPV6_IFADDR, _IPV6_ROUTE.
  private static let groups: UInt32 = 0x1 | 0x10 | 0x40 | 0x100 | 0x400

  /// `struct sockaddr_nl`.
  private struct Address {
    var family: UInt16
    var padding: UInt16 = 0
    var process: UInt32 = 0
    var groups: UInt32
  }

  /// A socket that becomes readable when something changes; nil where it is not allowed (sandboxes, other systems).
  static func open() -> Int32? {
    let kind = Int32(SOCK_RAW.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let file = socket(Int32(family), kind, route)
    guard file >= 0 else { return nil }
    var address = Address(family: family, groups: groups)
    let size = socklen_t(MemoryLayout<Address>.size)
    let status = withUnsafePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, size) }
    }
    guard status == 0 else {
      close(file)
      return nil
    }
    return file
  }

  /// Takes what has come. That some was lost (ENOBUFS) is a change as well.
  static func drain(_ file: Int32) {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    // Bounded: whoever floods us with routes must not hold the loop.
    for _ in 0..<64 where recv(file, &buffer, buffer.count, Int32(MSG_DONTWAIT)) <= 0 && errno != ENOBUFS {
      return
    }
  }
}
