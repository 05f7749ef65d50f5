import CurlTransport
import MirrorLab
import Testing
import Wire

@Suite("Names", .timeLimit(.minutes(1)))
struct NameTests {
  private func failure(
    limits: WireLimits = Scene.limits(), _ answer: @escaping @Sendable (String, Bool) -> NameServer.Answer
  ) async throws -> WireFailure {
    let server = try NameServer(answer)
    defer { server.stop() }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let failure = try await Scene.failure(of: "http://mirror.example/feed", by: transport, limits: limits)
    transport.close()
    #expect(failure.addresses.isEmpty)
    #expect(failure.timings.resolved == nil)
    return failure
  }

  @Test("A name that does not exist, and one without addresses, is no such name")
  func noSuchName() async throws {
    #expect(try await failure { _, _ in .noSuchName }.kind == .noSuchName)
    #expect(try await failure { _, _ in .none }.kind == .noSuchName)
  }

  @Test("A resolver that fails or refuses is no missing name")
  func refused() async throws {
    #expect(try await failure { _, _ in .serverFailure }.kind == .resolverRefused)
    #expect(try await failure { _, _ in .refused }.kind == .resolverRefused)
    #expect(try await failure { _, isSix in isSix ? .none : .serverFailure }.kind == .resolverRefused)
  }

  @Test("A resolver whose port is closed refuses")
  func closedPort() async throws {
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\((try? Loopback.closedPort()) ?? 9)" }
    let failure = try await Scene.failure(of: "http://mirror.example/", by: transport)
    #expect(failure.kind == .resolverRefused)
  }

  @Test("A silent resolver is given up in the time given")
  func silent() async throws {
    let failure = try await failure(limits: Scene.limits { $0.dns = 400 }) { _, _ in .silence }
    #expect(failure.kind == .resolverSilent)
    #expect(try (400...1_500).contains(#require(failure.timings.total)))
  }

  @Test("An answer in one family is enough, though the resolver keeps silent about the other")
  func oneFamily() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let server = try NameServer { _, isSix in isSix ? .silence : .addresses(["127.0.0.1"]) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let url = "http://mirror.example:\(lab.mirrors[0].port)/feed"
    let response = try await transport.exchange(WireRequest(url, limits: Scene.limits()))
    #expect(response.status == 200)
    #expect(response.address == "127.0.0.1")
    #expect(lab.mirrors[0].requests.first?.header("Host") == "mirror.example:\(lab.mirrors[0].port)")
    transport.close()
    server.stop()
    await lab.stop()
  }

  @Test("The next address is tried when one refuses, and every address tried is told")
  func nextAddress() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]), addresses: ["127.0.0.3"])
    let server = try NameServer { name, isSix in
      if isSix { return .addresses(["::1"]) }
      return .addresses(name == "dead.example" ? ["127.0.0.4", "127.0.0.5"] : ["127.0.0.4", "127.0.0.3"])
    }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let port = lab.mirrors[0].port
    let response = try await transport.exchange(
      WireRequest("http://mirror.example:\(port)/feed", limits: Scene.limits()))
    #expect(response.address == "127.0.0.3")
    let failure = try await Scene.failure(of: "http://dead.example:\(port)/feed", by: transport)
    #expect(failure.kind == .refused)
    #expect(Set(failure.addresses) == ["::1", "127.0.0.4", "127.0.0.5"])
    #expect(failure.addresses.first == "::1")
    server.stop()
    await lab.stop()
  }

  @Test("An address that does not connect in 250 ms has the next one beside it")
  func swallowedAddress() async throws {
    let full = try FullListener(address: "127.0.0.6")
    defer { full.close() }
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]), addresses: ["127.0.0.7"], ports: [full.port])
    let server = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.6", "127.0.0.7"]) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let limits = Scene.limits { $0.connect = 8_000 }
    let response = try await transport.exchange(WireRequest("http://mirror.example:\(full.port)/feed", limits: limits))
    #expect(response.address == "127.0.0.7")
    #expect(try #require(response.timings.total) < 5_000)
    let failure = try await Scene.failure(
      of: "http://127.0.0.6:\(full.port)/", by: transport, limits: Scene.limits { $0.connect = 300 })
    #expect(failure.kind == .connectTimedOut)
    #expect(failure.timings.connected == nil)
    server.stop()
    await lab.stop()
  }

  @Test("A name is asked for once, however many wait for it, and kept for a while")
  func askedOnce() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let server = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.1"]) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let url = "http://mirror.example:\(lab.mirrors[0].port)/feed"
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 {
        group.addTask { try await transport.exchange(WireRequest(url, limits: Scene.limits())).status }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(Set(server.questions) == ["mirror.example A", "mirror.example AAAA"])
    #expect(server.questions.count == 2)
    transport.close()
    server.stop()
    await lab.stop()
  }

  @Test("localhost and literals need no resolver")
  func noResolver() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let server = try NameServer { _, _ in .noSuchName }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    for host in ["localhost", "127.0.0.1", "news.localhost"] {
      let response = try await transport.exchange(WireRequest("http://\(host):\(lab.mirrors[0].port)/feed"))
      #expect(response.address == "127.0.0.1")
    }
    #expect(server.questions.isEmpty)
    transport.close()
    server.stop()
    await lab.stop()
  }

  @Test("A name in Hangul is asked for as IDNA writes it, whatever the locale")
  func hangul() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let server = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.1"]) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let url = "http://신문.example:\(lab.mirrors[0].port)/feed"
    let response = try await transport.exchange(WireRequest(url, limits: Scene.limits()))
    #expect(response.status == 200)
    #expect(Set(server.questions) == ["xn--z92b13l.example A", "xn--z92b13l.example AAAA"])
    #expect(lab.mirrors[0].requests.first?.header("host")?.hasPrefix("xn--z92b13l.example:") == true)
    transport.close()
    server.stop()
    await lab.stop()
  }
}
