import Foundation

/// An interface that leads out of this machine, by what the kernel says of it in `/sys/class/net`.
struct NetworkInterface: Hashable, Sendable {
  var name: String
  /// `DEVTYPE` of its `uevent`: `wwan`, `wlan`, `bluetooth`, `wireguard`; nil for plain Ethernet.
  var kind: String?
  /// The name of its driver.
  var driver: String?
  /// A tunnel: what it goes through is another interface.
  var isTunnel = false

  /// A modem for mobile networks, or a phone that shares its line.
  var isMobile: Bool {
    kind == "wwan" || kind == "bluetooth" || driver.map(Self.mobileDrivers.contains) ?? false
  }

  /// Modems, and the two drivers that only phones have: Android's and Apple's.
  private static let mobileDrivers: Set<String> = [
    "qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra_net", "option", "hso", "mhi_net", "iosm", "t7xx", "rndis_host",
    "ipheth",
  ]

  /// Those that the default routes name. Where one of them is a tunnel, every other one that is up counts, too: through
  /// which of them it goes is not told.
  static func outward(proc: String = "/proc/net", sys: String = "/sys/class/net") -> [NetworkInterface] {
    let contents = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
    let names = defaults(routes: contents("\(proc)/route"), farRoutes: contents("\(proc)/ipv6_route"))
    let named = names.sorted().map { NetworkInterface($0, sys: sys) }
    guard named.contains(where: \.isTunnel) else { return named }
    let all = ((try? FileManager.default.contentsOfDirectory(atPath: sys)) ?? []).sorted()
    let others = all.filter { name in
      let state = contents("\(sys)/\(name)/operstate").trimmingCharacters(in: .whitespacesAndNewlines)
      return !names.contains(name) && name != "lo" && ["up", "unknown"].contains(state)
    }
    return named + others.map { NetworkInterface($0, sys: sys) }
  }

  private init(_ name: String, sys: String) {
    self.name = name
    let folder = "\(sys)/\(name)"
    let event = (try? String(contentsOfFile: "\(folder)/uevent", encoding: .utf8)) ?? ""
    kind = event.split(separator: "\n").first { $0.hasPrefix("DEVTYPE=") }.map { String($0.dropFirst(8)) }
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/device/driver")
    driver = link.flatMap { $0.split(separator: "/").last }.map(String.init)
    isTunnel = kind == "wireguard" || FileManager.default.fileExists(atPath: "\(folder)/tun_flags")
  }

  /// Interfaces of the default routes: destination and mask 0 in `/proc/net/route`, `::/0` in `/proc/net/ipv6_route`; of each
  /// table those with the least metric.
  static func defaults(routes: String, farRoutes: String) -> Set<String> {
    var found: Set<String> = []
    let near = routes.split(separator: "\n").dropFirst().compactMap { line -> (name: String, metric: Int)? in
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count > 7, fields[1] == "00000000", fields[7] == "00000000", let metric = Int(fields[6]) else {
        return nil
      }
      return (String(fields[0]), metric)
    }
    let far = farRoutes.split(separator: "\n").compactMap { line -> (name: String, metric: Int)? in
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count > 9, fields[1] == "00", fields[0].allSatisfy({ $0 == "0" }), fields[9] != "lo",
        let metric = Int(fields[5], radix: 16), metric != 0xFFFF_FFFF
      else { return nil }
      return (String(fields[9]), metric)
    }
    for table in [near, far] {
      guard let least = table.map(\.metric).min() else { continue }
      found.formUnion(table.filter { $0.metric == least }.map(\.name))
    }
    return found
  }
}
