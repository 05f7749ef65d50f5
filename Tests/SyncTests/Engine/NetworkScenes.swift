import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct NetworkScenes {
  private let wait = ScriptedTransport.Answer.status(429, [WireHeader("Retry-After", "600")])

  @Test func anotherNetworkClosesSoftBreakersAndTellsTheTransport() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example", "us1.example")
    for host in ["kr1.example", "us1.example"] { scene.script(host, .fail(WireFailure(.resetInTLS))) }
    scene.script("de1.example", .page("<html></html>"))
    for _ in 0..<3 { _ = try await scene.sync() }
    let isClosed = { (host: String) in try await scene.mirror(host)?.memory.breaker.isClosed }
    #expect(try await isClosed("kr1.example") == false)
    #expect(try await isClosed("de1.example") == false)
    await scene.engine.networkChanged()
    #expect(scene.network.networkChanges == 1)
    #expect(try await isClosed("kr1.example") == true)
    #expect(try await isClosed("us1.example") == true)
    #expect(try await isClosed("de1.example") == false, "a block page does not pass with the network")
  }

  @Test func theGlobalWayIsHandedOnAndOnionsAreAskedByIt() async throws {
    let scene = try EngineScene()
    let onion = "http://\(String(repeating: "a", count: 56)).onion/feed"
    _ = try await scene.store.addNewsroom(
      name: "Base21", mirrors: [onion, EngineScene.url("kr1.example")], now: scene.clock.now)
    scene.network.script(onion, .feed(SampleFeed.march))
    scene.script("kr1.example", .feed(SampleFeed.march))
    #expect(try await scene.sync().first?.servedURL == EngineScene.url("kr1.example"))
    #expect(scene.network.routes.isEmpty, "without a word, the transport keeps its own way")
    let tor = WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9_050))
    await scene.engine.setRoute(tor)
    #expect(scene.network.routes == [tor])
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    #expect(try await scene.sync().first?.servedURL == onion)
    let other = SyncEngine(store: scene.store, transport: scene.network, clock: scene.clock, route: tor)
    #expect(scene.network.routes == [tor, tor])
    _ = other
  }

  @Test func aMirrorThatAskedToBeLeftAloneIsLeftAlone() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", wait)
    scene.script("de1.example", .feed(SampleFeed.march), .fail(WireFailure(.refused)))
    _ = try await scene.sync()
    for time in [1_000, 300_000, 599_000] {
      scene.clock.advance(to: time)
      #expect(try await scene.sync().first?.served == nil, "not even when nobody else answers")
      _ = try await scene.engine.probe()
    }
    await scene.engine.networkChanged()
    _ = try await scene.sync()
    #expect(scene.network.requests(of: EngineScene.url("kr1.example")).count == 1)
    scene.script("kr1.example", .feed(SampleFeed.march))
    scene.clock.advance(to: 601_000)
    #expect(try await scene.sync().first?.served != nil)
  }

  @Test(arguments: [false, true]) func whenAllAskedForItNobodyIsAskedUntilTheUserWantsIt(isPinned: Bool) async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    for host in ["kr1.example", "de1.example"] { scene.script(host, wait, .feed(SampleFeed.march)) }
    if isPinned { try await scene.store.setPinned(try #require(try await scene.mirror("kr1.example")).id, true) }
    _ = try await scene.sync()
    let asked = scene.network.requests.count
    let trouble: RoundTrouble = isPinned ? .pinnedLeftAlone : .leftAlone
    #expect(try await scene.sync().first?.trouble == trouble.rawValue)
    #expect(scene.network.requests.count == asked)
    #expect(try await scene.engine.retryNow().first?.served != nil)
  }

  @Test func retryNowForgetsTheRestsOfOneNewsroomAlone() async throws {
    let scene = try EngineScene()
    let one = try await scene.newsroom("One", hosts: "kr1.example")
    try await scene.newsroom("Two", hosts: "de1.example")
    for host in ["kr1.example", "de1.example"] { scene.script(host, wait, .feed(SampleFeed.march)) }
    _ = try await scene.sync()
    #expect(try await scene.engine.retryNow([one.id]).map(\.name) == ["One"])
    #expect(try await scene.mirror("kr1.example")?.state == .up)
    #expect(try await scene.mirror("de1.example")?.memory.breaker.isClosed == false)
  }

  @Test func theOthersAreAskedOnceThoughOneIsPinned() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    scene.script("de1.example", .feed(SampleFeed.march))
    try await scene.store.setPinned(try #require(try await scene.mirror("kr1.example")).id, true)
    #expect(try await scene.sync().first?.trouble == RoundTrouble.pinnedFailed.rawValue)
    #expect(scene.network.requests(of: EngineScene.url("de1.example")).isEmpty)
    let report = try #require(try await scene.engine.sync(ignoringPins: true).first)
    #expect(report.servedURL == EngineScene.url("de1.example") && report.trouble == nil)
    #expect(try await scene.mirror("kr1.example")?.isPinned == true, "it stays pinned")
    #expect(try await scene.sync().first?.trouble == RoundTrouble.pinnedFailed.rawValue)
  }

  @Test func aTestWithoutANetworkIsChargedToNobody() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    try await scene.engine.addRelay("https://r1.example/", to: try #require(try await scene.store.newsrooms().first).id)
    let relay = "https://r1.example/drop/" + String(repeating: "0", count: 64)
    for host in ["kr1.example", "de1.example"] { scene.script(host, .fail(WireFailure(.resolverSilent))) }
    scene.network.script(relay, .fail(WireFailure(.unreachable)))
    let mirrors = try await scene.store.mirrors(now: scene.clock.now)
    let outcomes = try await scene.engine.test(mirrors.map(\.id))
    #expect(outcomes.map(\.verdict?.symptom) == [.offline, .offline, .offline])
    #expect(try await scene.store.mirrors(now: scene.clock.now) == mirrors)
    scene.network.script(relay, .status(404))
    #expect(
      try await scene.engine.test(mirrors.map(\.id)).map(\.verdict?.symptom) == [.resolverSilent, .resolverSilent, nil])
    #expect(try await scene.mirror("kr1.example")?.verdict?.symptom == .resolverSilent)
  }

  @Test func aBackgroundRoundInTenBeginsWithTheOneThatNobodyTried() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .feed(SampleFeed.march))
    scene.script("de1.example", .feed(SampleFeed.march))
    for _ in 0..<20 { _ = try await scene.engine.sync(purpose: .background) }
    let asked = scene.network.requests.map { $0.url.contains("de1") }
    #expect(asked.count == 20)
    #expect(asked.enumerated().filter(\.element).map(\.offset) == [9])
    for _ in 0..<10 { _ = try await scene.engine.sync() }
    #expect(scene.network.requests(of: EngineScene.url("de1.example")).count == 1)
  }
}
