import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(2))) struct RedirectAndTestTests {
  @Test func aPermanentRedirectWithinTheRulesBecomesTheMirrorsAddress() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    let body = Array(SampleFeed.atom([SampleFeed.march]).utf8)
    scene.script(
      "kr1.example",
      .respond { _ in
        WireResponse(
          status: 200, headers: [WireHeader("ETag", "\"1\"")], body: body, url: "https://www.kr1.example/atom",
          permanentURL: "https://www.kr1.example/atom")
      })
    _ = try await scene.sync()
    scene.network.script("https://www.kr1.example/atom", .status(304))
    let report = try #require(try await scene.sync().first)
    #expect(report.servedURL == "https://www.kr1.example/atom")
    #expect(report.mirrors.map(\.kind) == [.unchanged])
  }

  @Test(arguments: [true, false]) func aRedirectToAnotherHostIsOfferedWithWhatStandsThere(isSame: Bool) async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    let target = "https://new.example/feed"
    scene.script("kr1.example", .feed(SampleFeed.march), .status(301, [WireHeader("Location", target)]))
    scene.script("de1.example", .feed(SampleFeed.march))
    let other = SampleFeed.Item(id: "recipe", title: "Soup", day: 9)
    scene.network.script(
      target, isSame ? .feed(SampleFeed.march, host: "new.example") : .feed(other, host: "new.example"))
    _ = try await scene.sync()
    let report = try #require(try await scene.sync().first)
    #expect(report.mirrors.first?.verdict?.symptom == .redirected)
    let mirror = try #require(try await scene.mirror("kr1.example"))
    #expect(mirror.url == "https://kr1.example/feed", "it is not followed by itself")
    #expect(mirror.offer == MovedOffer(url: target, found: .feed(title: "Base21", isSame: isSame)))
    #expect(scene.network.requests(of: target).first?.redirects == .anyHost)
    try await scene.store.setPinned(mirror.id, true)
    _ = try await scene.sync()
    #expect(scene.network.requests(of: target).count == 1, "it is looked at once")
  }

  @Test func testingAsksEachMirrorAndTellsAnswersAsTheyCome() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example", "us1.example")
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike))
    scene.script("us1.example", .feed(SampleFeed.march).after(5_000))
    let ids = try await scene.store.mirrors(now: scene.clock.now).map(\.id)
    async let outcomes = scene.engine.test(ids) { scene.told.note($0) }
    await scene.told.wait { $0.filter { if case .tested = $0 { true } else { false } }.count == 2 }
    await scene.clock.pass(5_000)
    #expect(try await outcomes.map(\.kind) == [.failed, .served, .served])
    #expect(try await scene.mirror("kr1.example")?.state == .resting)
    #expect(try await scene.mirror("us1.example")?.state == .up)
    let order = scene.told.all.compactMap { if case .tested(_, let outcome, _, _) = $0 { outcome.url } else { nil } }
    #expect(order.last == "https://us1.example/feed")
    #expect(try await scene.titles() == ["The strike", "The march"])
  }
}
