import CurlTransport
import MirrorLab
import TLSLab
import Testing
import Wire

@Suite("Names over HTTPS", .timeLimit(.minutes(1)))
struct SecureNamesTests {
  /// A mirror, and a name server over HTTPS that knows where it is; the system's resolver would say something else.
  private struct Stage {
    let mirror: LabMirror
    let server: LabDoH
    let system: NameServer
    let transport: CurlTransport
    var known: WireRoute.Names {
      .https(url: "https://dns.lab.example:\(server.mirror.port)/dns-query", addresses: ["127.0.0.2"])
    }

    func ask(
      _ host: String = "news.example", _ names: WireRoute.Names? = nil, addresses: [String] = []
    ) async -> Result<WireResponse, WireFailure> {
      let route = WireRoute(names: names ?? known, addresses: addresses)
      let url = "http://\(host):\(mirror.port)/feed"
      do throws(WireFailure) {
        return .success(try await transport.exchange(WireRequest(url, limits: Scene.limits(), route: route)))
      } catch {
        return .failure(error)
      }
    }

    func failure(_ names: WireRoute.Names? = nil) async throws -> WireFailure {
      guard case .failure(let failure) = await ask("news.example", names) else {
        Issue.record("it was answered")
        return WireFailure(.other)
      }
      return failure
    }
  }

  private func play(_ answer: LabNames.Answer = .addresses(["127.0.0.1"]), _ scene: (Stage) async throws -> Void)
    async throws
  {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let authority = try TLSScene.authority.get()
    let server = try await LabDoH.start(
      LabNames(["news.example": answer]), address: "127.0.0.2", authority: authority)
    let system = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.3"]) }
    let transport = Scene.transport {
      $0.resolvers = "127.0.0.1:\(system.port)"
      $0.certificates = authority.root
      $0.mostTransfers = 2
    }
    do {
      try await scene(Stage(mirror: lab.mirrors[0], server: server, system: system, transport: transport))
    } catch {
      Issue.record(error)
    }
    transport.close()
    system.stop()
    await server.stop()
    await lab.stop()
  }

  @Test("are asked of the server that is given by address, in both families, and of nobody else")
  func asked() async throws {
    try await play { stage in
      let response = try await stage.ask().get()
      #expect(response.address == "127.0.0.1")
      #expect(response.name == WireName(answers: [.init("127.0.0.1")]))
      #expect(response.timings.resolved != nil)
      #expect(Set(stage.server.names.questions.map(\.type)) == [.a, .aaaa])
      #expect(stage.server.names.questions.allSatisfy { $0.name == "news.example" && $0.way == .https })
      #expect(stage.system.questions.isEmpty)
      let asked = try #require(stage.server.mirror.requests.first)
      #expect(asked.method == "POST")
      #expect(asked.path == "/dns-query")
      #expect(asked.header("accept") == "application/dns-message")
      #expect(asked.header("content-length") == "128")
      #expect(asked.header("host") == "dns.lab.example:\(stage.server.mirror.port)")
      for name in ["cookie", "referer", "authorization", "expect"] { #expect(asked.header(name) == nil) }
    }
  }

  @Test("are kept as long as they may, and asked for once, however many wait, all places taken")
  func once() async throws {
    try await play { stage in
      stage.mirror.fault = .slow(milliseconds: 50)
      await withTaskGroup(of: Int?.self) { group in
        for _ in 0..<12 { group.addTask { try? await stage.ask().get().status } }
        for await status in group { #expect(status == 200) }
      }
      #expect(stage.server.names.count(of: "news.example") == 2)
      // A question takes no place, and gives none back.
      #expect(stage.mirror.connections == 2)
    }
  }

  @Test("of a server whose URL has an address need nothing more")
  func literal() async throws {
    try await play { stage in
      let response = try await stage.ask("news.example", .https(url: stage.server.url, addresses: [])).get()
      #expect(response.status == 200)
    }
  }

  @Test(
    "that are not there, and a server that can't, are told apart",
    arguments: [
      (.noSuchName, .noSuchName), (.noAddress, .noSuchName), (.serverFailure, .resolverRefused),
      (.refused, .resolverRefused), (.noise, .resolverRefused), (.silence, .resolverSilent),
    ] as [(LabNames.Answer, WireFailure.Kind)])
  func failures(answer: LabNames.Answer, kind: WireFailure.Kind) async throws {
    try await play(answer) { stage in
      let failure = try await stage.failure()
      #expect(failure.kind == kind)
      #expect(failure.name == WireName(failure: kind))
      #expect(failure.tries.isEmpty)
      if kind == .resolverSilent { #expect(try (1_900..<5_000).contains(#require(failure.timings.total))) }
      #expect(stage.system.questions.isEmpty)
    }
  }

  @Test(
    "of a server that breaks are refused, and of one that hangs silent",
    arguments: [
      (.refuse, .resolverRefused), (.certificate(.wrongName), .resolverRefused),
      (.certificate(.selfSigned), .resolverRefused), (.resetAfterHello, .resolverRefused),
      (.blockPage, .resolverRefused),
      (.status(503), .resolverRefused), (.redirect("https://127.0.0.2/"), .resolverRefused), (.empty, .resolverRefused),
      (.endless, .resolverRefused), (.swallowHello, .resolverSilent), (.swallow, .resolverSilent),
    ] as [(Fault, WireFailure.Kind)])
  func faults(fault: Fault, kind: WireFailure.Kind) async throws {
    try await play { stage in
      stage.server.mirror.fault = fault
      let failure = try await stage.failure()
      #expect(failure.kind == kind)
      #expect(try #require(failure.timings.total) < 5_000)
      #expect(stage.system.questions.isEmpty)
      #expect(stage.mirror.connections == 0)
    }
  }

  @Test("of a server without an address, or in the open, are not asked for")
  func unusable() async throws {
    try await play { stage in
      stage.mirror.names = stage.server.names
      let open = stage.mirror.url(LabMirror.namesPath)
      for url in ["https://dns.lab.example:\(stage.server.mirror.port)/", open, "https://dns.onion/"] {
        let failure = try await stage.failure(.https(url: url, addresses: []))
        #expect(failure.kind == .resolverRefused)
      }
      #expect(stage.system.questions.isEmpty)
      #expect(stage.server.names.questions.isEmpty)
      #expect(stage.mirror.connections == 0)
    }
  }

  @Test("are asked of the server's next address when the first fails")
  func nextAddress() async throws {
    try await play { stage in
      let names = WireRoute.Names.https(
        url: "https://dns.lab.example:\(stage.server.mirror.port)/dns-query", addresses: ["127.0.0.8", "127.0.0.2"])
      let response = try await stage.ask("news.example", names).get()
      #expect(response.status == 200)
    }
  }

  @Test("do not hold up addresses that are given")
  func given() async throws {
    try await play(.silence) { stage in
      let response = try await stage.ask(addresses: ["127.0.0.1"]).get()
      #expect(response.tries.map(\.source) == [.given])
      #expect(try (300..<1_900).contains(#require(response.timings.total)))
    }
  }

  @Test("that are none of the DNS are no such names")
  func impossible() async throws {
    try await play { stage in
      let label = String(repeating: "a", count: 64)
      guard case .failure(let failure) = await stage.ask("\(label).example") else {
        Issue.record("it was answered")
        return
      }
      #expect([.noSuchName, .badURL].contains(failure.kind))
      #expect(stage.server.names.questions.isEmpty)
    }
  }
}
