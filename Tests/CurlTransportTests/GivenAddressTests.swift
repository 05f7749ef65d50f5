import CurlTransport
import MirrorLab
import TLSLab
import Testing
import Wire

@Suite("Addresses that are given beside a name", .timeLimit(.minutes(1)))
struct GivenAddressTests {
  /// One honest address, in the hand of whoever asks; what the resolver says is the scene's.
  private let route = WireRoute(addresses: ["127.0.0.7"])

  @Test(
    "are tried at once when the name can't be resolved, and why it can't is kept",
    arguments: [
      (.noSuchName, .noSuchName), (.none, .noSuchName), (.refused, .resolverRefused),
      (.serverFailure, .resolverRefused),
    ] as [(NameServer.Answer, WireFailure.Kind)])
  func noName(answer: NameServer.Answer, kind: WireFailure.Kind) async throws {
    try await TLSScene.play(addresses: ["127.0.0.7"], resolver: answer) { scene in
      let response = try await scene.ask(route)
      #expect(response.body == Array("news of 127.0.0.7".utf8))
      #expect(response.nameFailure == kind)
      #expect(response.tries.map(\.source) == [.given])
      #expect(response.timings.resolved == nil)
      #expect(response.tries.first?.timings.secured != nil)
      scene.mirror.fault = .resetAfterHello
      let failure = try await scene.failure(route)
      #expect(failure.kind == .resetInTLS)
      #expect(failure.name?.failure == kind)
      #expect(try await scene.failure().kind == kind)
    }
  }

  @Test("do not wait for a resolver that is silent; the second time not at all")
  func silence() async throws {
    try await TLSScene.play(addresses: ["127.0.0.7"], resolver: .silence) { scene in
      let response = try await scene.ask(route)
      #expect(response.address == "127.0.0.7")
      // Before the resolver is given up, nothing is known of the name.
      #expect(response.name == WireName())
      #expect(try (300..<2_000).contains(#require(response.tries.first?.timings.connected)))
      let again = try await scene.ask(route)
      #expect(try #require(again.timings.total) < 300)
      #expect(scene.mirror.connections == 1)
    }
  }

  @Test("that fail while the resolver is silent leave the last word to its limit")
  func allSilent() async throws {
    try await TLSScene.play(addresses: ["127.0.0.7"], resolver: .silence) { scene in
      scene.mirror.fault = .refuse
      let failure = try await scene.failure(route, limits: Scene.limits { $0.dns = 700 })
      #expect(failure.kind == .refused)
      #expect(failure.name?.failure == .resolverSilent)
      #expect(try (700..<3_000).contains(#require(failure.timings.total)))
    }
  }

  @Test("come before a resolver's answer in a reserved range, which is told and not even tried")
  func reserved() async throws {
    let trap = ["127.0.0.7", "127.0.0.6"]
    try await TLSScene.play(
      addresses: trap, reserved: try #require(AddressRanges(["127.0.0.6/32"])), resolver: .addresses(["127.0.0.6"])
    ) { scene in
      let response = try await scene.ask(route)
      #expect(response.address == "127.0.0.7")
      #expect(response.name == WireName(answers: [.init("127.0.0.6", isReserved: true)]))
      #expect(response.nameFailure == nil)
      #expect(response.tries.map(\.address) == ["127.0.0.7"])
      #expect(scene.mirrors[1].connections == 0)
      // Without them, it is tried all the same, and labelled.
      let only = try await scene.ask()
      #expect(only.tries.map(\.isReserved) == [true])
      #expect(only.address == "127.0.0.6")
      // Whoever wrote it meant it.
      let meant = try await scene.ask(WireRoute(addresses: ["127.0.0.6"]))
      #expect(meant.name?.answers == [.init("127.0.0.6")])
      #expect(meant.tries.map(\.isReserved) == [false])
    }
  }

  @Test("keep a slow start: one in a reserved range is not begun beside them, only when all have failed")
  func reservedLast() async throws {
    let full = try FullListener(address: "127.0.0.7")
    defer { full.close() }
    let trap = try await Lab.start(
      site: LabSite(["/": .init("block page")]), addresses: ["127.0.0.6"], ports: [full.port])
    let names = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.6"]) }
    let transport = Scene.transport(reserved: try #require(AddressRanges(["127.0.0.6/32"]))) {
      $0.resolvers = "127.0.0.1:\(names.port)"
    }
    let response = try await transport.exchange(
      WireRequest("http://news.example:\(full.port)/", limits: Scene.limits { $0.connect = 900 }, route: route))
    #expect(response.tries.map(\.failure) == [.connectTimedOut, nil])
    #expect(response.tries.map(\.isReserved) == [false, true])
    #expect(try #require(response.tries.last?.timings.connected) >= 900)
    transport.close()
    names.stop()
    await trap.stop()
  }

  @Test("take over where the resolver's answer shows another's certificate: the proof of a false answer")
  func falseAnswer() async throws {
    try await TLSScene.play(addresses: ["127.0.0.6", "127.0.0.7"], resolver: .addresses(["127.0.0.6"])) { scene in
      scene.mirrors[0].fault = .certificate(.wrongName)
      let response = try await scene.ask(route)
      #expect(response.body == Array("news of 127.0.0.7".utf8))
      #expect(response.tries.map(\.source) == [.resolver, .given])
      #expect(response.tries.map(\.failure) == [.wrongName, nil])
      #expect(response.tries.last?.timings.secured != nil)
      #expect(scene.mirrors[0].requestCount == 0)
    }
  }

  @Test("are not needed where the resolver's answer is good: one connection, no other try")
  func healthy() async throws {
    try await TLSScene.play(addresses: ["127.0.0.6", "127.0.0.7"], resolver: .addresses(["127.0.0.6"])) { scene in
      let response = try await scene.ask(route)
      #expect(response.tries.map(\.source) == [.resolver])
      #expect(scene.mirrors.map(\.connections) == [1, 0])
    }
  }

  @Test("that are no literals are left out: nobody is asked for them")
  func noLiterals() async throws {
    try await TLSScene.play(addresses: ["127.0.0.7"], resolver: .noSuchName) { scene in
      let mixed = WireRoute(addresses: ["evil.example", "127.0.0.7:1", "", "127.0.0.7"])
      let response = try await scene.ask(mixed)
      #expect(response.tries.map(\.address) == ["127.0.0.7"])
      #expect(Set(scene.names.questions) == ["\(TLSScene.host) A", "\(TLSScene.host) AAAA"])
    }
  }

  @Test("are the asked host's alone: not those of another one that a redirect leads to")
  func otherHost() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]), addresses: ["127.0.0.7"])
    let names = try NameServer { _, _ in .noSuchName }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(names.port)" }
    let port = lab.mirrors[0].port
    lab.mirrors[0].fault = .redirect("http://other.example:\(port)/feed", status: 302)
    do throws(WireFailure) {
      _ = try await transport.exchange(
        WireRequest("http://news.example:\(port)/feed", limits: Scene.limits(), redirects: .anyHost, route: route))
      Issue.record("it was answered")
    } catch {
      #expect(error.kind == .noSuchName)
      #expect(error.tries.isEmpty)
    }
    #expect(lab.mirrors[0].requestCount == 1)
    transport.close()
    names.stop()
    await lab.stop()
  }

  @Test("serve a host that is an address itself, too")
  func literalHost() async throws {
    try await TLSScene.play(addresses: ["127.0.0.7"]) { scene in
      let url = "https://127.0.0.8:\(scene.mirror.port)/feed"
      let response = try await scene.transport.exchange(WireRequest(url, limits: Scene.limits(), route: route))
      #expect(response.tries.map(\.source) == [.literal, .given])
      #expect(response.tries.map(\.failure) == [.refused, nil])
      #expect(response.tries.first?.errno == 111)
      #expect(response.name == nil)
    }
  }
}
