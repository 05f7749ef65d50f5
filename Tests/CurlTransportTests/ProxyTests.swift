import CurlTransport
import MirrorLab
import TLSLab
import Testing
import Wire

@Suite("Through a SOCKS proxy", .timeLimit(.minutes(1)))
struct ProxyTests {
  /// A mirror behind a proxy, and a trap in its place for whoever goes there without.
  private struct Stage {
    let proxy: LabProxy
    let mirror: LabMirror
    /// On 127.0.0.2, at the port that is asked for.
    let trap: LabMirror
    let names: NameServer
    let transport: CurlTransport
    var route: WireRoute { WireRoute(proxy: .socks5h(host: proxy.address, port: proxy.port), addresses: ["127.0.0.2"]) }

    func ask(_ host: String, _ route: WireRoute? = nil) async throws(WireFailure) -> WireResponse {
      let url = "http://\(host):\(trap.port)/feed"
      return try await transport.exchange(WireRequest(url, limits: Scene.limits(), route: route ?? self.route))
    }

    func failure(_ host: String = "news.example", limits: WireLimits = Scene.limits()) async throws -> WireFailure {
      try await Scene.failure(of: "http://\(host):\(trap.port)/feed", by: transport, limits: limits, route: route)
    }
  }

  private func play(_ scene: (Stage) async throws -> Void) async throws {
    let mirrors = try await Lab.start(site: LabSite(["/feed": .init("news")]), addresses: ["127.0.0.1"])
    let traps = try await Lab.start(site: LabSite(["/feed": .init("trap")]), addresses: ["127.0.0.2"])
    let proxy = try await LabProxy.start()
    let goal = "127.0.0.1:\(mirrors.mirrors[0].port)"
    for host in ["news.example", "news.onion", "localhost", "127.0.0.2"] { proxy.routes[host] = goal }
    let names = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.2"]) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(names.port)" }
    do {
      try await scene(
        Stage(
          proxy: proxy, mirror: mirrors.mirrors[0], trap: traps.mirrors[0], names: names, transport: transport))
    } catch {
      Issue.record(error)
    }
    transport.close()
    names.stop()
    await proxy.stop()
    await mirrors.stop()
    await traps.stop()
  }

  @Test(
    "names are the proxy's to resolve, and nothing goes another way: no question, no connection",
    arguments: ["news.example", "news.onion", "localhost", "127.0.0.2"])
  func noLeak(host: String) async throws {
    try await play { stage in
      let response = try await stage.ask(host)
      #expect(response.body == Array("news".utf8))
      #expect(response.address == nil)
      #expect(response.name == nil)
      #expect(response.tries.map(\.source) == [.proxy])
      #expect(response.tries.map(\.address) == ["127.0.0.1"])
      #expect(stage.proxy.questions.map(\.host) == [host])
      #expect(stage.proxy.questions.map(\.isName) == [host != "127.0.0.2"])
      #expect(stage.proxy.questions.map(\.port) == [stage.trap.port])
      #expect(stage.names.questions.isEmpty)
      #expect(stage.trap.connections == 0)
      #expect(stage.mirror.connections == 1)
    }
  }

  @Test("a failure leaks nothing either")
  func noLeakOfFailures() async throws {
    try await play { stage in
      for fault in [ProxyFault.reply(1), .resetRequest, .noLogin, .refuse] {
        stage.proxy.fault = fault
        let failure = try await stage.failure()
        #expect(failure.addresses.isEmpty)
      }
      #expect(stage.names.questions.isEmpty)
      #expect(stage.trap.connections == 0)
    }
  }

  @Test("an .onion is reached, and without a proxy not asked for at all", arguments: ["news.onion", "a.news.onion."])
  func onion(host: String) async throws {
    try await play { stage in
      for names in [WireRoute.Names.system, .https(url: "https://127.0.0.2/", addresses: [])] {
        do throws(WireFailure) {
          _ = try await stage.ask(host, WireRoute(names: names, addresses: ["127.0.0.2"]))
          Issue.record("it was answered")
        } catch {
          #expect(error.kind == .onionNeedsProxy)
          #expect(error.tries.isEmpty)
        }
      }
      #expect(stage.names.questions.isEmpty)
      #expect(stage.trap.connections == 0)
    }
  }

  @Test("a redirect to an .onion is not followed into the open")
  func redirectToOnion() async throws {
    try await play { stage in
      stage.trap.fault = .redirect("http://news.onion/", status: 302)
      do throws(WireFailure) {
        let url = "http://news.example:\(stage.trap.port)/feed"
        _ = try await stage.transport.exchange(WireRequest(url, limits: Scene.limits(), redirects: .anyHost))
        Issue.record("it was answered")
      } catch {
        #expect(error.kind == .onionNeedsProxy)
      }
    }
  }

  @Test(
    "what the proxy says of the other side is its failure, and what it says of itself the proxy's",
    arguments: [
      (1, .proxyFailed), (2, .proxyFailed), (3, .unreachable), (4, .unreachable), (5, .refused), (6, .connectTimedOut),
      (7, .proxyFailed), (8, .proxyFailed),
    ] as [(Int, WireFailure.Kind)])
  func replies(code: Int, kind: WireFailure.Kind) async throws {
    try await play { stage in
      stage.proxy.fault = .reply(code)
      let failure = try await stage.failure()
      #expect(failure.kind == kind)
      #expect(failure.detail.contains("(\(code))"))
      #expect(failure.tries.map(\.failure) == [kind])
    }
  }

  @Test(
    "a proxy that is not there, or is none, is the proxy's failure",
    arguments: [
      (.refuse, .proxyRefused), (.reset, .proxyFailed), (.noLogin, .proxyFailed), (.resetRequest, .proxyFailed),
    ] as [(ProxyFault, WireFailure.Kind)])
  func broken(fault: ProxyFault, kind: WireFailure.Kind) async throws {
    try await play { stage in
      stage.proxy.fault = fault
      let failure = try await stage.failure()
      #expect(failure.kind == kind)
    }
  }

  @Test("a proxy that speaks another protocol is none")
  func notSocks() async throws {
    let server = try RawServer { $0.write("HTTP/1.1 400 Bad Request\r\n\r\n") }
    defer { server.stop() }
    let route = WireRoute(proxy: .socks5h(host: "127.0.0.1", port: server.port))
    #expect(try await Scene.failure(of: "http://news.example/", route: route).kind == .proxyFailed)
  }

  @Test("silence is waited for five times as long, and is the other side's once the proxy is asked")
  func silence() async throws {
    try await play { stage in
      stage.proxy.fault = .swallowRequest
      let failure = try await stage.failure(limits: Scene.limits { $0.connect = 100 })
      #expect(failure.kind == .connectTimedOut)
      #expect(try (500..<3_000).contains(#require(failure.timings.total)))
      #expect(failure.timings.connected == nil)
    }
  }

  @Test("a proxy that swallows connections is given up in the time of one that is near")
  func swallowedProxy() async throws {
    let full = try FullListener(address: "127.0.0.6")
    defer { full.close() }
    let route = WireRoute(proxy: .socks5h(host: "127.0.0.6", port: full.port))
    let failure = try await Scene.failure(
      of: "http://news.example/", limits: Scene.limits { $0.connect = 300 }, route: route)
    #expect(failure.kind == .proxyFailed)
    #expect(try (300..<1_400).contains(#require(failure.timings.total)))
  }

  @Test("a proxy with a name is this machine's to find; that it has none is the proxy's failure")
  func namedProxy() async throws {
    try await play { stage in
      let named = WireRoute(proxy: .socks5h(host: "localhost", port: stage.proxy.port))
      #expect(try await stage.ask("news.example", named).status == 200)
      let names = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.1"]) }
      let none = try NameServer { _, _ in .noSuchName }
      for (server, isThere) in [(names, true), (none, false)] {
        let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
        let route = WireRoute(proxy: .socks5h(host: "tor.example", port: stage.proxy.port))
        let url = "http://news.example:\(stage.trap.port)/feed"
        if isThere {
          #expect(try await transport.exchange(WireRequest(url, route: route)).status == 200)
        } else {
          #expect(try await Scene.failure(of: url, by: transport, route: route).kind == .proxyFailed)
        }
        #expect(Set(server.questions) == ["tor.example A", "tor.example AAAA"])
        transport.close()
        server.stop()
      }
    }
  }

  @Test("TLS is with the mirror: its certificate is verified and pinned, and a bad one looked at by the same way")
  func secure() async throws {
    let proxy = try await LabProxy.start()
    try await TLSScene.play { scene in
      proxy.routes[TLSScene.host] = "127.0.0.1:\(scene.mirror.port)"
      let way = WireRoute.Proxy.socks5h(host: proxy.address, port: proxy.port)
      let response = try await scene.ask(WireRoute(proxy: way, pins: [scene.authority.pin]))
      #expect(response.status == 200)
      let times = [response.timings.connected, response.timings.secured, response.timings.firstByte]
      #expect(times.compactMap(\.self).count == 3)
      #expect(times.compactMap(\.self) == times.compactMap(\.self).sorted())
      #expect(try await scene.failure(WireRoute(proxy: way, pins: [scene.authority.otherPin])).kind == .pinMismatch)
      scene.mirror.fault = .certificate(.selfSigned)
      proxy.forgetQuestions()
      let failure = try await scene.failure(WireRoute(proxy: way))
      #expect(failure.kind == .unknownIssuer)
      #expect(failure.tries.first?.certificate?.subject == "CN = Lab mirror")
      #expect(proxy.questions.map(\.host) == [TLSScene.host, TLSScene.host])
      scene.mirror.fault = .swallowHello
      let swallowed = try await scene.failure(WireRoute(proxy: way), limits: Scene.limits { $0.tls = 100 })
      #expect(swallowed.kind == .tlsTimedOut)
      #expect(scene.names.questions.isEmpty)
    }
    await proxy.stop()
  }

  @Test("a host name that SOCKS can't say is refused before it is asked for")
  func longName() async throws {
    try await play { stage in
      let host = Array(repeating: String(repeating: "a", count: 50), count: 6).joined(separator: ".")
      let failure = try await stage.failure(host)
      #expect(failure.kind == .badURL)
      #expect(stage.proxy.connections == 0)
      #expect(stage.names.questions.isEmpty)
    }
  }
}

@Suite("A kept connection", .timeLimit(.minutes(1)))
struct KeptConnectionTests {
  @Test("is shared by neither another proxy, nor a direct way and a proxy, nor other pins")
  func apart() async throws {
    let proxies = [try await LabProxy.start(), try await LabProxy.start()]
    try await TLSScene.play { scene in
      for proxy in proxies { proxy.routes[TLSScene.host] = "127.0.0.1:\(scene.mirror.port)" }
      let ways = proxies.map { WireRoute(proxy: .socks5h(host: $0.address, port: $0.port)) }
      let pinned = WireRoute(pins: [scene.authority.pin])
      let routes = [WireRoute(), ways[0], ways[1], pinned]
      // Twice: each finds its own again, and none another's.
      for round in 1...2 {
        for (place, route) in routes.enumerated() {
          #expect(try await scene.ask(route).status == 200)
          #expect(scene.mirror.connections == (round == 1 ? place + 1 : routes.count))
        }
      }
      #expect(proxies.map(\.connections) == [1, 1])
      let failure = try await scene.failure(WireRoute(pins: [scene.authority.otherPin]))
      #expect(failure.kind == .pinMismatch)
    }
    for proxy in proxies { await proxy.stop() }
  }

  @Test("is not used where a new one is wished for")
  func fresh() async throws {
    try await TLSScene.play { scene in
      for _ in 0..<2 { _ = try await scene.ask() }
      #expect(scene.mirror.connections == 1)
      for count in 2...3 {
        _ = try await scene.ask(isFresh: true)
        #expect(scene.mirror.connections == count)
      }
    }
  }
}
