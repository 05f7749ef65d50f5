import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(2))) struct SyncEngineTests {
  @Test func aHealthyMirrorIsAskedOnceAndNobodyElse() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .feed(SampleFeed.march, SampleFeed.strike))
    let reports = try await scene.sync()
    #expect(reports.count == 1)
    #expect(reports[0].new == 2)
    #expect(reports[0].servedURL == "https://kr1.example/feed")
    #expect(reports[0].mirrors.map(\.kind) == [.served])
    #expect(scene.network.requests.map(\.url) == ["https://kr1.example/feed"])
    #expect(try await scene.titles() == ["The strike", "The march"])
    #expect(try await scene.mirror("kr1.example")?.state == .up)
    #expect(try await scene.store.rounds(limit: 10).count == 1)
  }

  @Test(
    arguments: [
      (.fail(WireFailure(.noSuchName)), .noSuchName), (.fail(WireFailure(.refused)), .refused),
      (.fail(WireFailure(.connectTimedOut)), .swallowed), (.fail(WireFailure(.resetInTLS)), .resetInHello),
      (.fail(WireFailure(.unknownIssuer)), .unknownIssuer), (.fail(WireFailure(.noFirstByte)), .silent),
      (.fail(WireFailure(.cutOff, status: 200, bodyBytes: 9)), .cutOff),
      (.fail(WireFailure(.stalled, status: 200, bodyBytes: 9)), .stalled), (.fail(WireFailure(.tooLarge)), .tooLarge),
      (.status(404), .notFound), (.status(451), .legalReasons), (.status(503), .broken), (.status(200), .empty),
      (.page("<html><head><title>Warning</title></head><body>Blocked</body></html>"), .notAFeed),
      (.status(200, body: "\u{1}\u{2}\u{3}noise"), .notAFeed),
      (.status(200, body: String(SampleFeed.atom([SampleFeed.march, SampleFeed.strike]).prefix(700))), .cutOff),
      (.status(302, [WireHeader("Location", "https://other.example/")]), .redirected),
    ] as [(ScriptedTransport.Answer, Verdict.Symptom)])
  func anyFailureFallsBackToTheNextMirror(answer: ScriptedTransport.Answer, symptom: Verdict.Symptom) async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", answer)
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike))
    let report = try #require(try await scene.sync().first)
    #expect(report.servedURL == "https://de1.example/feed")
    #expect(report.mirrors.map(\.kind) == [.failed, .served])
    #expect(report.mirrors.first?.verdict?.symptom == symptom)
    #expect(report.new == 2)
    #expect(try await scene.mirror("kr1.example")?.verdict?.symptom == symptom)
    let moves = scene.told.all.compactMap { if case .moved(_, _, _, let to) = $0 { to.url } else { nil } }
    #expect(moves == ["https://de1.example/feed"])
  }

  @Test func aMirrorThatNeverAnswersIsOvertakenAfterAQuarterOfASecond() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .never)
    scene.script("de1.example", .feed(SampleFeed.march))
    async let reports = scene.sync()
    await scene.clock.pass(250)
    let report = try #require(try await reports.first)
    #expect(report.servedURL == "https://de1.example/feed")
    #expect(report.mirrors.map(\.kind) == [.lost, .served])
    #expect(scene.network.cancelled == ["https://kr1.example/feed"])
    #expect(report.milliseconds == 250)
  }

  @Test func whenNobodyAnswersItSaysSoAfterTenSeconds() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .never)
    scene.script("de1.example", .never)
    async let reports = scene.sync()
    await scene.clock.pass(250)
    await scene.clock.pass(SyncRound.patience)
    let report = try #require(try await reports.first)
    #expect(report.served == nil)
    #expect(report.mirrors.map(\.verdict?.symptom) == [.silent, .silent])
    #expect(!report.isOffline)
    #expect(scene.network.cancelled.count == 2)
  }

  @Test func fromTheSecondSyncOnEveryRequestIsConditionalAndValidatorsThatA304OmitsAreKept() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    let url = EngineScene.url("kr1.example")
    let feed = SampleFeed.atom([SampleFeed.march])
    scene.network.script(
      url,
      .status(
        200, [WireHeader("ETag", "\"1\""), WireHeader("Last-Modified", "Tue, 10 Jun 2025 09:00:00 GMT")], body: feed),
      .status(304))
    _ = try await scene.sync()
    for _ in 0..<2 {
      let report = try #require(try await scene.sync().first)
      #expect(report.mirrors.map(\.kind) == [.unchanged])
      #expect(report.served != nil)
    }
    let requests = scene.network.requests(of: url)
    #expect(requests.count == 3)
    #expect(!requests[0].headers.contains { $0.name.hasPrefix("If-") })
    for request in requests.dropFirst() {
      #expect(request.headers.contains(WireHeader("If-None-Match", "\"1\"")))
      #expect(request.headers.contains(WireHeader("If-Modified-Since", "Tue, 10 Jun 2025 09:00:00 GMT")))
    }
  }

  @Test func oneMirrorsValidatorsAreNeverSentToAnother() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .feed(SampleFeed.march, etag: "\"kr\""), .fail(WireFailure(.refused)))
    scene.script("de1.example", .feed(SampleFeed.march, etag: "\"de\""))
    _ = try await scene.sync()
    _ = try await scene.sync()
    let request = try #require(scene.network.requests(of: EngineScene.url("de1.example")).first)
    #expect(!request.headers.contains { $0.name.hasPrefix("If-") })
  }

  @Test func theSameBytesWithoutValidatorsAreUnchanged() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    scene.script("kr1.example", .feed(SampleFeed.march))
    _ = try await scene.sync()
    let report = try #require(try await scene.sync().first)
    #expect(report.mirrors.map(\.kind) == [.unchanged])
    #expect(report.new == 0)
  }

  @Test func theSameArticleFromTwoMirrorsIsOneRow() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .feed(SampleFeed.march), .fail(WireFailure(.refused)))
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike))
    _ = try await scene.sync()
    let report = try #require(try await scene.sync().first)
    #expect(report.new == 1)
    #expect(try await scene.titles() == ["The strike", "The march"])
  }

  @Test func aMirrorThatLagsTakesNothingAwayAndTheNextIsAsked() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .feed(SampleFeed.march, SampleFeed.strike), .feed(SampleFeed.march))
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike, SampleFeed.talks))
    _ = try await scene.sync()
    let report = try #require(try await scene.sync().first)
    #expect(report.servedURL == "https://de1.example/feed")
    #expect(report.mirrors.map(\.kind) == [.served, .served])
    #expect(report.mirrors.map(\.behindSeconds) == [86_400, nil])
    #expect(try await scene.titles() == ["The talks", "The strike", "The march"])
    #expect(try await scene.mirror("kr1.example")?.behindSeconds == 86_400)
    #expect(RoundSentence.line(report).contains("kr1.example: its news is 24 h behind"))
  }

  @Test func aPinnedMirrorIsTheOnlyOneAskedAndTheWayOutIsShown() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    scene.script("de1.example", .feed(SampleFeed.march))
    try await scene.store.setPinned(try #require(try await scene.mirror("kr1.example")).id, true)
    let report = try #require(try await scene.sync().first)
    #expect(report.served == nil)
    #expect(report.trouble == RoundTrouble.pinnedFailed.rawValue)
    #expect(scene.network.requests.count == 1)
  }

  @Test func aDisabledMirrorIsNeverAsked() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    try await scene.store.setDisabled(try #require(try await scene.mirror("kr1.example")).id, true)
    let report = try #require(try await scene.sync().first)
    #expect(report.trouble == RoundTrouble.allDisabled.rawValue)
    #expect(scene.network.requests.isEmpty)
  }

  @Test func offlineIsChargedToNobody() async throws {
    let scene = try EngineScene()
    try await scene.newsroom("One", hosts: "kr1.example", "de1.example")
    try await scene.newsroom("Two", hosts: "us1.example")
    for host in ["kr1.example", "de1.example", "us1.example"] {
      scene.script(host, .fail(WireFailure(.resolverSilent)))
    }
    let reports = try await scene.sync()
    #expect(reports.map(\.name) == ["One", "Two"])
    #expect(reports.allSatisfy { $0.isOffline })
    for mirror in try await scene.store.mirrors(now: scene.clock.now) { #expect(mirror.verdict == nil) }
    scene.script("us1.example", .feed(SampleFeed.march))
    #expect(try await scene.sync().allSatisfy { !$0.isOffline }, "one answer means that there is a network")
    #expect(try await scene.mirror("kr1.example")?.verdict?.symptom == .resolverSilent)
  }

  @Test func cancellingLeavesEachNewsroomWhole() async throws {
    let scene = try EngineScene()
    try await scene.newsroom("One", hosts: "kr1.example")
    try await scene.newsroom("Two", hosts: "de1.example")
    scene.script("kr1.example", .never)
    scene.script("de1.example", .never)
    let sync = Task { try await scene.sync() }
    await scene.clock.sleeper(until: SyncRound.patience)
    sync.cancel()
    let reports = try await sync.value
    #expect(reports.allSatisfy { $0.trouble == RoundTrouble.cancelled.rawValue })
    #expect(Set(scene.network.cancelled).isSubset(of: ["https://kr1.example/feed", "https://de1.example/feed"]))
    for mirror in try await scene.store.mirrors(now: scene.clock.now) { #expect(mirror.verdict == nil) }
    #expect(try await scene.store.rounds(limit: 10).isEmpty)
  }

  @Test func aFeedThatIsCutEverywhereStillBringsItsWholeArticles() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    let text = SampleFeed.atom([SampleFeed.talks, SampleFeed.strike, SampleFeed.march])
    let end = try #require(text.range(of: "tag:newsroom.example,2025:march"))
    scene.script("kr1.example", .status(200, [WireHeader("ETag", "\"1\"")], body: String(text[..<end.lowerBound])))
    let report = try #require(try await scene.sync().first)
    #expect(report.served == nil)
    #expect(report.mirrors.map(\.verdict?.symptom) == [.cutOff])
    #expect(try await scene.titles().first == "The talks")
    _ = try await scene.sync()
    #expect(scene.network.requests.allSatisfy { request in !request.headers.contains { $0.name == "If-None-Match" } })
  }

  @Test func aFeedThatEndsThatWayByItselfIsServedAndItsValidatorsCount() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    let text = SampleFeed.atom([SampleFeed.talks, SampleFeed.strike, SampleFeed.march])
    let body = String(text[..<(try #require(text.range(of: "tag:newsroom.example,2025:march"))).lowerBound])
    let headers = [WireHeader("ETag", "\"1\""), WireHeader("Content-Length", "\(body.utf8.count)")]
    scene.script("kr1.example", .status(200, headers, body: body), .status(304))
    let report = try #require(try await scene.sync().first)
    #expect(report.mirrors.map(\.kind) == [.served])
    #expect(report.mirrors.map(\.verdict?.symptom) == [.cutOff], "and it is said")
    #expect(try await scene.titles().first == "The talks")
    #expect(try await scene.mirror("kr1.example")?.state == .up)
    #expect(try await scene.sync().first?.mirrors.map(\.kind) == [.unchanged])
  }

  @Test func manyNewsroomsAreServedAtOnceAndInOrder() async throws {
    let scene = try EngineScene()
    for number in 100..<180 {
      try await scene.newsroom("N\(number)", hosts: "m\(number).example")
      scene.script("m\(number).example", .feed(SampleFeed.march, SampleFeed.strike))
    }
    let reports = try await scene.sync()
    #expect(reports.map(\.name) == (100..<180).map { "N\($0)" })
    #expect(reports.allSatisfy { $0.new == 2 })
    #expect(scene.network.mostAtOnce <= 32)
    #expect(try await scene.store.count(.all) == 160)
    let done = scene.told.all.compactMap { if case .roundFinished(_, let done, _) = $0 { done } else { nil } }
    #expect(done == Array(1...80))
  }
}
