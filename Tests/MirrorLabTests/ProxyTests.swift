import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// The SOCKS5 server, byte by byte (RFC 1928).
@Suite(.timeLimit(.minutes(1)))
struct ProxyTests {
  static let greeting: [UInt8] = [5, 1, 0]
  static let yes: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]

  static func request(_ name: String, _ port: Int) -> [UInt8] {
    [5, 1, 0, 3, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(port >> 8), UInt8(port & 255)]
  }

  func scene(_ site: LabSite = LabSite(["/": .init("here")]), _ look: (LabProxy, LabMirror) async throws -> Void)
    async throws
  {
    let lab = try await Lab.start(site: site, addresses: ["127.0.0.3"])
    let proxy = try await LabProxy.start()
    do {
      try await look(proxy, lab.mirrors[0])
    } catch {
      await proxy.stop()
      await lab.stop()
      throw error
    }
    await proxy.stop()
    await lab.stop()
  }

  /// A client that has greeted and asked, and what it was told.
  func asked(_ proxy: LabProxy, _ request: [UInt8]) async throws -> (client: RawClient, code: UInt8?) {
    let client = try await RawClient(port: proxy.port)
    try await client.send(Self.greeting)
    let (method, _) = await client.read(2)
    guard method == [5, 0] else { return (client, nil) }
    try await client.send(request)
    let (reply, _) = await client.read(10)
    return (client, reply.count == 10 ? reply[1] : nil)
  }

  @Test func aNameIsConnectedToWhereItsRouteLeads() async throws {
    try await scene { proxy, mirror in
      proxy.routes = ["news.onion": "127.0.0.3:\(mirror.port)", "plain.example": "127.0.0.3"]
      for (name, port) in [("News.onion", 80), ("plain.example", mirror.port)] {
        let (client, code) = try await asked(proxy, Self.request(name, port))
        #expect(code == 0)
        let response = try await client.get("/")
        #expect(response.text == "here")
      }
      #expect(
        proxy.questions == [
          .init(host: "news.onion", port: 80, isName: true),
          .init(host: "plain.example", port: mirror.port, isName: true),
        ])
      #expect(mirror.connections == 2 && proxy.connections == 2 && proxy.url == "socks5h://127.0.0.1:\(proxy.port)")
    }
  }

  @Test func aRouteMayBeForOnePortAlone() async throws {
    try await scene { proxy, mirror in
      proxy.routes = ["a.onion:443": "127.0.0.3:\(mirror.port)"]
      let codes = [
        try await asked(proxy, Self.request("a.onion", 443)).code,
        try await asked(proxy, Self.request("a.onion", 80)).code,
      ]
      #expect(codes == [0, 4])
    }
  }

  @Test func anAddressOfLoopbackLeadsToItselfAndAllElseNowhere() async throws {
    try await scene { proxy, mirror in
      let port = [UInt8(mirror.port >> 8), UInt8(mirror.port & 255)]
      let direct = try await asked(proxy, [5, 1, 0, 1, 127, 0, 0, 3] + port)
      let far = try await asked(proxy, [5, 1, 0, 1, 192, 0, 2, 1] + port)
      let six = try await asked(proxy, [5, 1, 0, 4] + [UInt8](repeating: 0, count: 15) + [1] + port)
      proxy.routes = ["192.0.2.1": "127.0.0.3", "leak.example": "192.0.2.9"]
      let mapped = try await asked(proxy, [5, 1, 0, 1, 192, 0, 2, 1] + port)
      let leak = try await asked(proxy, Self.request("leak.example", 80))
      #expect([direct.code, far.code, six.code, mapped.code, leak.code] == [0, 3, 3, 0, 3])
      #expect(proxy.questions.map(\.host) == ["127.0.0.3", "192.0.2.1", "::1", "192.0.2.1", "leak.example"])
      #expect(proxy.questions.map(\.isName) == [false, false, false, false, true])
    }
  }

  @Test func whatCannotBeDoneHasItsCode() async throws {
    try await scene { proxy, mirror in
      mirror.fault = .refuse
      let port = [UInt8(mirror.port >> 8), UInt8(mirror.port & 255)]
      let codes = [
        try await asked(proxy, [5, 1, 0, 1, 127, 0, 0, 3] + port).code,
        try await asked(proxy, [5, 2, 0, 1, 127, 0, 0, 3] + port).code,
        try await asked(proxy, [5, 1, 0, 9, 127, 0, 0, 3] + port).code,
        try await asked(proxy, Self.request("unknown.example", 80)).code,
      ]
      #expect(codes == [5, 7, 8, 4])
    }
  }

  @Test func whatIsSentBeforeTheYesArrivesToo() async throws {
    try await scene { proxy, mirror in
      proxy.routes = ["news.onion": "127.0.0.3:\(mirror.port)"]
      let client = try await RawClient(port: proxy.port)
      let request = Array("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8)
      try await client.send(Self.greeting + Self.request("news.onion", 80) + request)
      let (bytes, end) = await client.read()
      #expect(bytes.starts(with: [5, 0] + Self.yes) && end == .closed)
      #expect(RawResponse(Array(bytes.dropFirst(12)), end)?.text == "here")
    }
  }

  @Test func aLongBodyPassesWholeAndNoFasterThanItIsRead() async throws {
    let body = [UInt8]((0..<(8 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
    try await scene(LabSite(["/": .init(bytes: body)])) { proxy, mirror in
      proxy.routes = ["news.onion": "127.0.0.3:\(mirror.port)"]
      let (client, code) = try await asked(proxy, Self.request("news.onion", 80))
      let response = try await client.get("/")
      #expect(code == 0 && response.body == body)
      mirror.fault = .endless
      let (slow, _) = try await asked(proxy, Self.request("news.onion", 80))
      try await slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = await slow.read(1)
      // Whoever reads nothing stops the mirror, in the end: after that, nothing more is served.
      var served = 0
      var isStill = false
      for _ in 0..<50 where !isStill {
        try await Task.sleep(for: .milliseconds(200))
        let now = mirror.requests.last?.servedBytes ?? 0
        isStill = now == served && now > 0
        served = now
      }
      #expect(isStill && served < 64 << 20)
    }
  }

  @Test(arguments: [(Fault.resetAt(4), RawClient.End.reset), (.cut(at: 4), .closed)])
  func theEndOfAMirrorsConnectionPasses(fault: Fault, expected: RawClient.End) async throws {
    try await scene { proxy, mirror in
      mirror.fault = fault
      proxy.routes = ["news.onion": "127.0.0.3:\(mirror.port)"]
      let (client, _) = try await asked(proxy, Self.request("news.onion", 80))
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let (bytes, end) = await client.read()
      #expect(end == expected && RawResponse(bytes, end)?.text == "here")
    }
  }

  // MARK: Faults

  @Test(
    arguments: [
      (ProxyFault.swallow, [], RawClient.End.silent), (.reset, [], .reset), (.noLogin, [5, 0xFF], .closed),
    ] as [(ProxyFault, [UInt8], RawClient.End)])
  func aFaultOfTheGreeting(fault: ProxyFault, bytes: [UInt8], end: RawClient.End) async throws {
    try await scene { proxy, _ in
      proxy.fault = fault
      let client = try await RawClient(port: proxy.port)
      try await client.send(Self.greeting)
      let seen = await client.read(within: .milliseconds(end == .silent ? 200 : 5000)) { _ in false }
      #expect(seen.bytes == bytes && seen.end == end && proxy.questionCount == 0)
    }
  }

  @Test(
    arguments: [
      (ProxyFault.swallowRequest, [], RawClient.End.silent), (.resetRequest, [], .reset),
      (.reply(1), [5, 1, 0, 1, 0, 0, 0, 0, 0, 0], .closed), (.reply(8), [5, 8, 0, 1, 0, 0, 0, 0, 0, 0], .closed),
    ] as [(ProxyFault, [UInt8], RawClient.End)])
  func aFaultOfTheRequest(fault: ProxyFault, bytes: [UInt8], end: RawClient.End) async throws {
    try await scene { proxy, _ in
      proxy.fault = fault
      let client = try await RawClient(port: proxy.port)
      try await client.send(Self.greeting)
      let method = await client.read(2)
      #expect(method.bytes == [5, 0])
      try await client.send(Self.request("news.onion", 80))
      let seen = await client.read(within: .milliseconds(end == .silent ? 200 : 5000)) { _ in false }
      #expect(seen.bytes == bytes && seen.end == end && proxy.questions.map(\.host) == ["news.onion"])
    }
  }

  @Test func aProxyThatRefusesComesBackOnItsPort() async throws {
    try await scene { proxy, mirror in
      proxy.routes = ["news.onion": "127.0.0.3:\(mirror.port)"]
      let (open, _) = try await asked(proxy, Self.request("news.onion", 80))
      let port = proxy.port
      proxy.fault = .refuse
      await #expect(throws: RawClient.SocketError(code: ECONNREFUSED, call: "connect")) {
        _ = try await RawClient(port: port)
      }
      let (_, end) = await open.read()
      proxy.fault = .none
      let (client, code) = try await asked(proxy, Self.request("news.onion", 80))
      let response = try await client.get("/")
      #expect(end == .reset && code == 0 && response.text == "here" && proxy.port == port)
    }
  }

  @Test func whoSpeaksAnotherProtocolIsReset() async throws {
    try await scene { proxy, _ in
      let client = try await RawClient(port: proxy.port)
      try await client.send("GET / HTTP/1.1\r\n\r\n")
      let (bytes, end) = await client.read()
      #expect(bytes.isEmpty && end == .reset)
    }
  }

  @Test func eachFaultHasItsOwnNameAndPhrase() {
    let all: [ProxyFault] = [
      .none, .refuse, .swallow, .reset, .noLogin, .reply(1), .reply(2), .swallowRequest, .resetRequest,
    ]
    #expect(Set(all.map(\.name)).count == all.count && Set(all.map(\.phrase)).count == all.count)
  }
}
