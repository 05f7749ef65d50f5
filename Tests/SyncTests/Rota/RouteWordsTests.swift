import News
import Store
import Sync
import Testing
import Wire

@Suite struct RouteWordsTests {
  private let pin = "sha256//" + String(repeating: "A", count: 43) + "="

  private func read(_ words: String, onto route: MirrorRoute = MirrorRoute()) throws -> MirrorRoute {
    try RouteWords.read(words, onto: route)
  }

  @Test func eachWordSetsItsPart() throws {
    #expect(try read("direct") == MirrorRoute(proxy: "direct"))
    #expect(try read("tor").proxy == "socks5h://127.0.0.1:9050")
    #expect(try read("socks5h://[::1]:1080").proxy == "socks5h://[::1]:1080")
    #expect(try read("system").names == "system")
    #expect(
      try read("doh https://dns.example/dns-query 192.0.2.1,192.0.2.2 2001:db8::1").names
        == "https://dns.example/dns-query 192.0.2.1 192.0.2.2 2001:db8::1")
    #expect(try read("address 192.0.2.1,2001:DB8::1").addresses == ["192.0.2.1", "2001:db8::1"])
    #expect(try read("pin \(pin)").pins == [pin])
  }

  @Test func groupsFollowEachOtherAndTheRestStays() throws {
    let route = try read("Tor address 192.0.2.1 pin \(pin)")
    #expect(route == MirrorRoute(proxy: RouteWords.tor, addresses: ["192.0.2.1"], pins: [pin]))
    #expect(try read("direct no-pin", onto: route) == MirrorRoute(proxy: "direct", addresses: ["192.0.2.1"]))
    #expect(try read("no-address", onto: route) == MirrorRoute(proxy: RouteWords.tor, pins: [pin]))
    #expect(try read("settings", onto: route).isDefault)
    #expect(try read("settings system", onto: route) == MirrorRoute(names: "system"))
  }

  @Test(
    arguments: [
      "", "   ", "socks5://127.0.0.1:9050", "socks4a://h:1", "http://proxy.example:8080", "socks5h://h", "doh",
      "doh http://dns.example/ 192.0.2.1", "doh https://dns.example/", "doh system",
      "doh https://a:b@dns.example/ 192.0.2.1",
      "address", "address example.org", "address 192.0.2.1/24", "pin", "pin sha256//AAAA", "vpn", "direct now",
      "address 1.1.1.1,1.1.1.2,1.1.1.3,1.1.1.4,1.1.1.5,1.1.1.6,1.1.1.7,1.1.1.8,1.1.1.9",
      "doh https://dns.example/\u{1B}[2J 192.0.2.1",
      String(repeating: "direct ", count: 1_000),
    ])
  func whatCantBeReadIsRefusedWithWhatIsAllowed(words: String) throws {
    #expect { try read(words) } throws: { error in
      guard case .refused(let phrase)? = error as? StoreFault else { return false }
      return Phrasebook.english(phrase).count < 400
    }
  }

  @Test func theSettingsTakeTheWayAndTheNamesAlone() throws {
    #expect(try RouteWords.global("tor") == WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9_050)))
    #expect(
      try RouteWords.global("direct doh https://192.0.2.1/dns-query")
        == WireRoute(proxy: .direct, names: .https(url: "https://192.0.2.1/dns-query", addresses: [])))
    #expect(throws: StoreFault.self) { try RouteWords.global("address 192.0.2.1") }
    #expect(throws: StoreFault.self) { try RouteWords.global("tor pin \(pin)") }
  }

  @Test func wordsLeadBackToTheirRoute() throws {
    let routes = [
      MirrorRoute(), MirrorRoute(proxy: "direct"), MirrorRoute(proxy: RouteWords.tor, names: "system"),
      MirrorRoute(names: "https://dns.example/dns-query 192.0.2.1", addresses: ["192.0.2.1", "::1"], pins: [pin]),
    ]
    for route in routes { #expect(try read(RouteWords.words(route)) == route) }
    #expect(RouteWords.words(MirrorRoute()) == "settings")
  }

  @Test func aReaderIsToldTheWay() {
    #expect(RouteWords.phrase(MirrorRoute()) == nil)
    let route = MirrorRoute(
      proxy: RouteWords.tor, names: "https://dns.example/dns-query 192.0.2.1", addresses: ["192.0.2.7"], pins: [pin])
    #expect(
      RouteWords.phrase(route).map(Phrasebook.english.callAsFunction)
        == "through Tor on this machine, names from dns.example, also at 192.0.2.7, with 1 pinned key")
    #expect(RouteWords.phrase(WireRoute(proxy: .direct)).map(Phrasebook.english.callAsFunction) == "directly")
  }
}
