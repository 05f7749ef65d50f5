import CurlTransport
import MirrorLab
import TLSLab
import Testing
import Wire

/// With a SOCKS proxy for all, there is no other way out: not for names, not for addresses that a request brings, not
/// where a redirect leads, not for the look at a certificate.
@Suite("Beside a proxy for all goes nothing", .timeLimit(.minutes(1)))
struct LeakTests {
  /// The mirror stands on 127.0.0.1 behind the proxy. Whoever goes without meets a trap: in the name's place, in that of
  /// the addresses given and redirected to, and in that of the name server over HTTPS.
  private struct Stage {
    let scene: TLSScene
    let proxy: LabProxy
    let plain: LabMirror
    let traps: [LabMirror]
    let secureNames: LabDoH

    var namesOverHTTPS: WireRoute.Names {
      .https(url: "https://dns.lab.example:\(secureNames.mirror.port)/dns-query", addresses: ["127.0.0.4"])
    }

    /// The address that answers `news.example`; nil where it is the proxy's to know.
    func address(_ route: WireRoute = WireRoute()) async throws -> String? {
      let url = "http://news.example:\(plain.port)/feed"
      return try await scene.transport.exchange(WireRequest(url, limits: Scene.limits(), route: route)).address
    }

    func failure(_ request: WireRequest) async -> WireFailure {
      do throws(WireFailure) {
        let response = try await scene.transport.exchange(request)
        Issue.record("answered \(response.status)")
        return WireFailure(.other)
      } catch {
        return error
      }
    }

    /// Nothing went another way, and as many connections came to the proxy as to the mirrors behind it.
    func expectNoLeak(asked hosts: Set<String>, sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(traps.map(\.connections) == traps.map { _ in 0 }, sourceLocation: sourceLocation)
      #expect(scene.names.questions.isEmpty, sourceLocation: sourceLocation)
      #expect(secureNames.mirror.connections == 0, sourceLocation: sourceLocation)
      #expect(Set(proxy.questions.map(\.host)) == hosts, sourceLocation: sourceLocation)
      let behind = scene.mirror.connections + plain.connections
      #expect(behind <= proxy.connections, sourceLocation: sourceLocation)
    }
  }

  private static let addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]

  private func play(_ act: (Stage) async throws -> Void) async throws {
    let proxy = try await LabProxy.start()
    let plain = try await Row.mirrors(LabSite(["/feed": .init("news")]), Self.addresses)
    let names = LabNames([TLSScene.host: .addresses(["127.0.0.2"]), "news.example": .addresses(["127.0.0.2"])])
    let secureNames = try await LabDoH.start(names, address: "127.0.0.4", authority: TLSScene.authority.get())
    try await TLSScene.play(addresses: Self.addresses, resolver: .addresses(["127.0.0.3"])) { scene in
      let ports = [plain[0].mirrors[0].port, scene.mirror.port]
      for host in [TLSScene.host, "news.example", "news.onion", "127.0.0.2", "127.0.0.3"] {
        for port in ports { proxy.routes["\(host):\(port)"] = "127.0.0.1:\(port)" }
      }
      scene.transport.setRoute(WireRoute(proxy: .socks5h(host: proxy.address, port: proxy.port)))
      try await act(
        Stage(
          scene: scene, proxy: proxy, plain: plain[0].mirrors[0],
          traps: plain.dropFirst().flatMap(\.mirrors) + scene.mirrors.dropFirst(), secureNames: secureNames))
    }
    await secureNames.stop()
    for lab in plain { await lab.stop() }
    await proxy.stop()
  }

  @Test("though the request says nothing, brings addresses, or has a name server of its own")
  func requests() async throws {
    try await play { stage in
      let routes = [
        WireRoute(), WireRoute(addresses: ["127.0.0.2", "127.0.0.3"]), WireRoute(names: stage.namesOverHTTPS),
        WireRoute(names: .system, pins: [stage.scene.authority.pin]),
      ]
      for route in routes {
        let response = try await stage.scene.ask(route, isFresh: true)
        #expect(response.status == 200)
        #expect(response.tries.map(\.source) == [.proxy])
      }
      stage.expectNoLeak(asked: [TLSScene.host])
      #expect(stage.proxy.connections == routes.count)
    }
  }

  @Test("though a redirect leads to another name or address, over http or https")
  func redirects() async throws {
    try await play { stage in
      let (plain, secure) = (stage.plain.port, stage.scene.mirror.port)
      let start = "http://news.example:\(plain)/feed"
      let goals = [
        "https://\(TLSScene.host):\(secure)/feed", "http://127.0.0.2:\(plain)/",
        "http://news.onion:\(plain)/", "https://127.0.0.3:\(secure)/",
      ]
      for goal in goals {
        stage.plain.fault = .redirect(goal)
        _ = try? await stage.scene.transport.exchange(
          WireRequest(start, limits: Scene.limits(), redirects: .anyHost, route: WireRoute(addresses: ["127.0.0.2"])))
      }
      stage.expectNoLeak(asked: ["news.example", "news.onion", TLSScene.host, "127.0.0.2", "127.0.0.3"])
    }
  }

  @Test("though a certificate is refused and looked at, or TLS breaks")
  func looks() async throws {
    try await play { stage in
      for certificate in [LabCertificate.selfSigned, .wrongName, .expired] {
        stage.scene.mirror.fault = .certificate(certificate)
        let failure = try await stage.scene.failure(WireRoute(names: stage.namesOverHTTPS, addresses: ["127.0.0.2"]))
        #expect(failure.tries.first?.certificate != nil)
      }
      #expect(stage.proxy.questionCount == 6)
      stage.scene.mirror.fault = .resetAfterHello
      #expect(try await stage.scene.failure(WireRoute(addresses: ["127.0.0.2"])).kind == .resetInTLS)
      stage.expectNoLeak(asked: [TLSScene.host])
    }
  }

  @Test("though the proxy fails, is gone, or the network changes")
  func broken() async throws {
    try await play { stage in
      for fault in [ProxyFault.reply(1), .resetRequest, .noLogin, .refuse] {
        stage.proxy.fault = fault
        let request = WireRequest(
          stage.scene.url, limits: Scene.limits(),
          route: WireRoute(names: stage.namesOverHTTPS, addresses: ["127.0.0.2"]))
        #expect([.proxyFailed, .proxyRefused].contains(await stage.failure(request).kind))
        stage.scene.transport.networkChanged()
      }
      stage.expectNoLeak(asked: [TLSScene.host])
    }
  }

  @Test("until it is set otherwise; a request that says direct is heeded")
  func set() async throws {
    try await play { stage in
      let transport = stage.scene.transport
      var answered = [try await stage.address()]
      stage.expectNoLeak(asked: ["news.example"])
      answered.append(try await stage.address(WireRoute(proxy: .direct)))
      transport.setRoute(
        WireRoute(names: stage.namesOverHTTPS, addresses: ["127.0.0.1"], pins: [stage.scene.authority.pin]))
      transport.networkChanged()
      answered.append(try await stage.address())
      transport.setRoute(WireRoute())
      transport.networkChanged()
      answered.append(try await stage.address())
      // Addresses and pins are a request's own.
      #expect(answered == [nil, "127.0.0.3", "127.0.0.2", "127.0.0.3"])
      #expect(stage.proxy.connections == 1)
    }
  }
}
