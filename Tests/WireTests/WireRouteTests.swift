import Foundation
import Testing
import Wire

@Suite("A route")
struct WireRouteTests {
  @Test(
    "A proxy is read as it is written",
    arguments: [
      ("direct", .direct), ("socks5h://127.0.0.1:9050", .socks5h(host: "127.0.0.1", port: 9050)),
      ("socks5h://[::1]:9050", .socks5h(host: "::1", port: 9050)),
      ("socks5h://tor.lan:443", .socks5h(host: "tor.lan", port: 443)),
    ] as [(String, WireRoute.Proxy)])
  func proxies(text: String, proxy: WireRoute.Proxy) {
    #expect(WireRoute.Proxy(text) == proxy)
    #expect(proxy.description == text)
  }

  @Test("Case and a slash at the end make no difference")
  func sloppy() {
    #expect(WireRoute.Proxy("SOCKS5H://LocalHost:9050/") == .socks5h(host: "localhost", port: 9050))
  }

  @Test(
    "A proxy that would leak names, or could be read in two ways, is none",
    arguments: [
      "", "socks5://127.0.0.1:9050", "socks4a://127.0.0.1:9050", "http://127.0.0.1:9050", "127.0.0.1:9050",
      "socks5h://127.0.0.1", "socks5h://:9050", "socks5h://127.0.0.1:0", "socks5h://127.0.0.1:65536",
      "socks5h://user:secret@127.0.0.1:9050", "socks5h://127.0.0.1:9050/x", "socks5h://127.0.0.1:9050?x",
      "socks5h://::1", "socks5h://[::1]", "socks5h://[evil.example:1]:9050", "socks5h://a b:1", "socks5h://a\n:1",
      "Direct",
    ])
  func noProxies(text: String) { #expect(WireRoute.Proxy(text) == nil) }

  @Test(
    "Who is asked for names is read as it is written",
    arguments: [
      ("system", .system),
      (
        "https://dns.example/dns-query 192.0.2.1 2001:db8::1",
        .https(url: "https://dns.example/dns-query", addresses: ["192.0.2.1", "2001:db8::1"])
      ),
      ("https://192.0.2.1/dns-query", .https(url: "https://192.0.2.1/dns-query", addresses: [])),
    ] as [(String, WireRoute.Names)])
  func names(text: String, names: WireRoute.Names) {
    #expect(WireRoute.Names(text) == names)
    #expect(names.description == text)
  }

  @Test("Commas part addresses, too, and a template's end is left away")
  func template() {
    #expect(
      WireRoute.Names("https://dns.example/q{?dns} 192.0.2.1,192.0.2.2")
        == .https(url: "https://dns.example/q", addresses: ["192.0.2.1", "192.0.2.2"]))
  }

  @Test(
    "A server whose name would have to be asked for, or that is not private, is none",
    arguments: [
      "", "https://dns.example/dns-query", "http://192.0.2.1/dns-query", "https://dns.example/ 192.0.2.1 other.example",
      "https://u:p@192.0.2.1/", "192.0.2.1",
      "https://dns.example/ " + Array(repeating: "192.0.2.1", count: 9).joined(separator: " "),
    ])
  func noNames(text: String) { #expect(WireRoute.Names(text) == nil) }

  @Test("A pin is the hash of a key and nothing else")
  func pins() {
    let pin = "sha256//" + Data(repeating: 7, count: 32).base64EncodedString()
    #expect(WireRoute.isPin(pin))
    for text in [
      "", "sha256//", String(pin.dropLast()), pin + "=", pin + ";" + pin, "/etc/passwd", "sha1//" + pin.dropFirst(8),
      String(pin.dropLast(2)) + ";=",
    ] { #expect(!WireRoute.isPin(text)) }
  }

  @Test("It is kept as texts, and what an older version did not keep is as it was")
  func coding() throws {
    let route = WireRoute(
      proxy: .socks5h(host: "::1", port: 9050), names: .https(url: "https://192.0.2.1/q", addresses: ["192.0.2.1"]),
      addresses: ["192.0.2.3"], pins: ["sha256//x"])
    let bytes = try JSONEncoder().encode(route)
    #expect(try JSONDecoder().decode(WireRoute.self, from: bytes) == route)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"proxy\":\"socks5h:\\/\\/[::1]:9050\""))
    #expect(try JSONDecoder().decode(WireRoute.self, from: Data("{}".utf8)) == WireRoute())
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(WireRoute.self, from: Data(#"{"proxy":"socks5://127.0.0.1:1"}"#.utf8))
    }
  }

  @Test("Through a proxy every wait is five times as long, and nothing else")
  func limits() {
    var limits = WireLimits()
    limits.stall = .max
    let far = limits.throughProxy
    let waits: [Int] = [far.dns, far.connect, far.tls, far.firstByte]
    #expect(waits == [10_000, 20_000, 20_000, 30_000])
    #expect(far.stall > .max / 2)
    let rest: [Int] = [far.total, far.wireBytes, far.bodyBytes]
    #expect(rest == [limits.total, limits.wireBytes, limits.bodyBytes])
  }

  @Test("Literals are told from names, and from what would say more than an address")
  func literals() {
    for text in ["192.0.2.1", "::1", "2001:DB8::1", "fe80::1%eth0", "::ffff:192.0.2.1"] {
      #expect(WireAddress.isLiteral(text))
    }
    for text in [
      "", "a.example", "1.2.3", "192.0.2.1:80", "[::1]", "fe80::1%", "fe80::1%eth0]:80", "192.0.2.1%eth0", " ::1",
      "::1 ", "192.0.2.1\u{0}x", "::1\u{0}",
    ] { #expect(!WireAddress.isLiteral(text)) }
  }
}
