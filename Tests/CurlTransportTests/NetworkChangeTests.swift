import CurlTransport
import MirrorLab
import Synchronization
import TLSLab
import Testing
import Wire

@testable import CurlTransport

@Suite("When the network has changed", .timeLimit(.minutes(1)))
struct NetworkChangeTests {
  @Test("kept connections are not used again, and close; new ones are kept")
  func connections() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let transport = Scene.transport()
    let mirror = lab.mirrors[0]
    for count in 1...3 {
      for _ in 0..<3 {
        #expect(try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits())).status == 200)
      }
      #expect(mirror.connections == count)
      transport.networkChanged()
    }
    transport.close()
    await lab.stop()
  }

  @Test("TLS begins anew, and by a proxy too")
  func secure() async throws {
    let proxy = try await LabProxy.start()
    try await TLSScene.play { scene in
      proxy.routes[TLSScene.host] = "127.0.0.1:\(scene.mirror.port)"
      let routes = [WireRoute(), WireRoute(proxy: .socks5h(host: proxy.address, port: proxy.port))]
      for count in 1...2 {
        for _ in 0..<2 { for route in routes { _ = try await scene.ask(route) } }
        #expect(scene.mirror.connections == count * 2)
        #expect(proxy.connections == count)
        scene.transport.networkChanged()
      }
    }
    await proxy.stop()
  }

  @Test("a transfer under way goes on to its end, and its connection is not used again")
  func underWay() async throws {
    let (halves, isHalf) = AsyncStream<Void>.makeStream()
    let (rests, goOn) = (Gate(), 5)
    let server = try RawServer { peer in
      while !peer.readHead().isEmpty {
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
        rests.wait()
        peer.write("67890")
      }
    }
    let transport = Scene.transport()
    let url = "http://127.0.0.1:\(server.port)/"
    let task = Task {
      try await transport.exchange(WireRequest(url, limits: Scene.limits())) {
        if $0 == .body(bytes: goOn) { isHalf.finish() }
      }
    }
    for await _ in halves {}
    transport.networkChanged()
    rests.open()
    let response = try await task.value
    #expect(response.body == Array("1234567890".utf8))
    #expect(try await transport.exchange(WireRequest(url, limits: Scene.limits())).status == 200)
    #expect(server.connections == 2)
    transport.close()
    server.stop()
  }

  @Test("names are asked for again, and an address that worked has no precedence")
  func names() async throws {
    let lab = try await Lab.start(onOnePortOf: ["127.0.0.1", "127.0.0.2"], site: LabSite(["/feed": .init("news")]))
    let answers = Shared(Mutex(["127.0.0.2", "127.0.0.1"]))
    let server = try NameServer { _, isSix in isSix ? .none : .addresses(answers.value.withLock(\.self), ttl: 3600) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let request = WireRequest("http://news.example:\(lab.mirrors[0].port)/feed", limits: Scene.limits())
    for _ in 0..<2 { #expect(try await transport.exchange(request).address == "127.0.0.2") }
    #expect(server.questions.count == 2)
    answers.value.withLock { $0 = ["127.0.0.1", "127.0.0.2"] }
    transport.networkChanged()
    #expect(try await transport.exchange(request).address == "127.0.0.1")
    #expect(server.questions.count == 4)
    transport.close()
    server.stop()
    await lab.stop()
  }

  @Test("a name that is asked for still is asked for again, by a channel of its own")
  func askedStill() async throws {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    let (questions, wasAsked) = AsyncStream<Void>.makeStream()
    // As on a network that is gone, nothing comes back to the old channel, however often it asks.
    let server = try NameServer(isSilentToFirst: true) { _, isSix in
      wasAsked.yield()
      return isSix ? .none : .addresses(["127.0.0.1"])
    }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(server.port)" }
    let request = WireRequest("http://news.example:\(lab.mirrors[0].port)/feed", limits: Scene.limits())
    let task = Task { try await transport.exchange(request) }
    for await _ in questions { break }
    transport.networkChanged()
    let response = try await task.value
    #expect(response.address == "127.0.0.1")
    #expect(Set(server.questions) == ["news.example A", "news.example AAAA"])
    transport.close()
    server.stop()
    await lab.stop()
  }

  @Test("what a name server over HTTPS said is forgotten, and what it says too late is not heeded")
  func secureNames() {
    let start = Moment(microseconds: 0)
    let name = SecureNames.Name(server: .https(url: "https://192.0.2.53/", addresses: []), host: "news.example")
    let left = SecureNames.Name(server: name.server, host: "left.example")
    let known = SecureNames.Name(server: name.server, host: "known.example")
    let said = SecureNames.Outcome.answer(.init(code: 0, addresses: ["192.0.2.1"], life: 60))
    var names = SecureNames()
    for query in names.ask(known, for: 1, now: start) { names.came(said, to: query, now: start) }
    _ = names.takeAnswers(now: start)
    let old = names.ask(name, for: 2, now: start)
    _ = names.ask(left, for: 3, now: start)
    names.leave(left, id: 3)
    let again = names.networkChanged()
    #expect(again.map(\.name) == [name, name])
    for query in old { names.came(said, to: query, now: start) }
    #expect(!names.hasAnswers)
    #expect(names.ask(known, for: 4, now: start).count == 2)
    #expect(names.ask(left, for: 5, now: start).count == 2)
    for query in again { names.came(said, to: query, now: start) }
    #expect(names.takeAnswers(now: start).map(\.id) == [2])
  }

  @Test("again and again in the midst of a crowd, everybody is answered all the same")
  func crowd() async throws {
    let body = [UInt8](repeating: 0x2E, count: 200_000)
    let lab = try await Lab.start(mirrors: 3, site: LabSite(["/feed": .init(bytes: body)]))
    let names = try NameServer { _, isSix in isSix ? .none : .addresses(["127.0.0.1"]) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(names.port)" }
    let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
      for place in 0..<90 {
        let url = lab.mirrors[place % 3].url("/feed", host: place % 2 == 0 ? nil : "news\(place % 5).example")
        group.addTask {
          try await transport.exchange(WireRequest(url, limits: Scene.limits())) { progress in
            if place % 7 == 0, case .body = progress { transport.networkChanged() }
          }.body.count
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(sizes == Array(repeating: body.count, count: 90))
    transport.close()
    names.stop()
    await lab.stop()
  }

  @Test("a transport that is closed does not mind")
  func closed() async throws {
    let transport = Scene.transport()
    transport.close()
    transport.networkChanged()
    transport.setRoute(WireRoute(proxy: .direct))
    #expect(try await Scene.failure(of: "http://127.0.0.1:9/", by: transport).kind == .cancelled)
  }
}
