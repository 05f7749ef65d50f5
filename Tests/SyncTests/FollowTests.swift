import Feeds
import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(2))) struct FollowTests {
  @Test func theURLsAreMirrorsOfOneNewsroomAndItsFirstArticlesAreThereAtOnce() async throws {
    let scene = try EngineScene()
    scene.script("kr1.example", .feed(SampleFeed.march, SampleFeed.strike, etag: "\"1\""))
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike))
    let report = await scene.engine.follow(["https://kr1.example/feed", "https://de1.example/feed"])
    #expect(report.trouble == nil)
    #expect(report.newsroom?.name == "Base21")
    #expect(report.new == 2)
    #expect(report.kept.map(\.url) == ["https://kr1.example/feed", "https://de1.example/feed"])
    #expect(report.kept.allSatisfy { $0.isVerified && !$0.isUnlike })
    #expect(try await scene.titles() == ["The strike", "The march"])
    #expect(try await scene.mirror("de1.example")?.state == .up)
    let sync = try #require(try await scene.sync().first)
    #expect(sync.mirrors.map(\.kind) == [.unchanged], "the validators of the first reading count")
  }

  @Test func aPagesFeedsAreDiscoveredTheFirstGoodOneTakenAndTheOthersNamed() async throws {
    let scene = try EngineScene()
    scene.network.script(
      "https://newsroom.example/",
      .page(
        """
        <html><head><title>Newsroom</title>
        <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
        <link rel="alternate" type="application/atom+xml" title="Broken" href="/broken">
        <link rel="alternate" type="application/atom+xml" title="News" href="/atom"></head><body></body></html>
        """))
    scene.network.script("https://newsroom.example/broken", .status(500))
    scene.network.script("https://newsroom.example/atom", .feed(SampleFeed.march))
    scene.network.script("https://newsroom.example/comments/feed", .feed(SampleFeed.talks))
    let report = await scene.engine.follow(["https://newsroom.example"])
    #expect(report.kept.map(\.url) == ["https://newsroom.example/atom"])
    #expect(
      report.kept.first?.further == ["https://newsroom.example/broken", "https://newsroom.example/comments/feed"])
    #expect(try await scene.titles() == ["The march"])
  }

  @Test func theBadOneOfSeveralIsNamedAndTheOthersAreKept() async throws {
    let scene = try EngineScene()
    scene.script("kr1.example", .feed(SampleFeed.march))
    scene.script("us1.example", .status(404))
    scene.script("de1.example", .page("<html><head><title>Parked</title></head><body>Buy me</body></html>"))
    scene.script(
      "fr1.example",
      .status(200, [WireHeader("Content-Type", "image/png")], body: "\u{89}PNG\r\n\u{1a}\n"))
    let asked = ["https://us1.example/feed", "https://kr1.example/feed", "https://de1.example/feed", "mailto:x@y"]
    let report = await scene.engine.follow(asked, name: "Mine")
    #expect(report.newsroom?.name == "Mine")
    #expect(report.kept.map(\.url) == ["https://kr1.example/feed"])
    #expect(report.refused.map(\.asked) == ["https://us1.example/feed", "https://de1.example/feed", "mailto:x@y"])
    let reasons = report.refused.map { Phrasebook.english($0.reason) }
    #expect(reasons[0] == "us1.example: has no feed there (404)")
    #expect(reasons[1].contains("“Parked”"))
    #expect(reasons[2] == "this is no web address")
    #expect(try await scene.store.mirrors(now: scene.clock.now).count == 1)
  }

  @Test func whereNothingIsAFeedNothingIsAdded() async throws {
    let scene = try EngineScene()
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    let report = await scene.engine.follow(["https://kr1.example/feed"])
    #expect(report.newsroom == nil)
    #expect(report.refused.map { Phrasebook.english($0.reason) } == ["kr1.example: connection refused"])
    #expect(report.refused.first?.isUnreachable == true)
    #expect(try await scene.store.newsrooms().isEmpty)
  }

  @Test func withTheNetworkCutAddressesCanBeKeptUnseenButWhatIsNoFeedCannot() async throws {
    let scene = try EngineScene()
    scene.script("kr1.example", .fail(WireFailure(.resolverSilent)))
    scene.script("de1.example", .status(404))
    let report = await scene.engine.follow(
      ["https://kr1.example/feed", "https://de1.example/feed"], keepUnreachable: true)
    #expect(report.kept.map(\.isVerified) == [false])
    #expect(report.newsroom?.name == "kr1.example")
    #expect(report.refused.map(\.asked) == ["https://de1.example/feed"])
  }

  @Test func withoutASchemeHTTPSIsTriedAndThenHTTP() async throws {
    let scene = try EngineScene()
    scene.network.script("https://kr1.example/feed", .fail(WireFailure(.refused)))
    scene.network.script("http://kr1.example/feed", .feed(SampleFeed.march))
    let report = await scene.engine.follow(["kr1.example/feed"])
    #expect(report.kept.map(\.url) == ["http://kr1.example/feed"])
    #expect(scene.network.requests.map(\.url) == ["https://kr1.example/feed", "http://kr1.example/feed"])
  }

  @Test func aRedirectToAnotherHostIsFollowedWhileAddingAndTheFinalAddressKept() async throws {
    let scene = try EngineScene()
    let body = Array(SampleFeed.atom([SampleFeed.march]).utf8)
    scene.script(
      "old.example", .respond { _ in WireResponse(status: 200, body: body, url: "https://new.example/atom") })
    let report = await scene.engine.follow(["https://old.example/feed"])
    #expect(report.kept.map(\.url) == ["https://new.example/atom"])
    #expect(scene.network.requests.first?.redirects == .anyHost)
    #expect(try await scene.store.mirrors(now: scene.clock.now).map(\.url) == ["https://new.example/atom"])
  }

  @Test func whatIsGivenTwiceOrFollowedAlreadyIsTold() async throws {
    let scene = try EngineScene()
    scene.script("kr1.example", .feed(SampleFeed.march))
    scene.script("de1.example", .feed(SampleFeed.march))
    let first = await scene.engine.follow(["https://kr1.example/feed", "https://KR1.example/feed#top"])
    #expect(first.kept.count == 1)
    #expect(
      first.refused.map { Phrasebook.english($0.reason) } == ["given twice: it leads to https://kr1.example/feed"])
    let second = await scene.engine.follow(["https://kr1.example/feed", "https://de1.example/feed"])
    #expect(
      second.refused.map { Phrasebook.english($0.reason) } == ["already followed, as a mirror of Base21"])
    #expect(second.newsroom?.name == "Base21 2")
  }

  @Test func aNameThatIsTakenIsRefusedAndNothingIsAdded() async throws {
    let scene = try EngineScene()
    try await scene.newsroom("Mine", hosts: "kr1.example")
    scene.script("de1.example", .feed(SampleFeed.march))
    let report = await scene.engine.follow(["https://de1.example/feed"], name: "Mine")
    #expect(report.newsroom == nil)
    #expect(report.trouble != nil)
    #expect(try await scene.store.newsrooms().count == 1)
  }

  @Test func aFurtherMirrorIsAddedByTheSameRulesAndAnUnlikeOneIsMarked() async throws {
    let scene = try EngineScene()
    scene.script("kr1.example", .feed(SampleFeed.march))
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike))
    scene.script("fr1.example", .feed(.init(id: "soup", title: "Soup", day: 3)))
    scene.script("us1.example", .status(200, body: "hello"))
    let newsroom = try #require(await scene.engine.follow(["https://kr1.example/feed"]).newsroom)
    let good = await scene.engine.addMirror("de1.example/feed", to: newsroom.id)
    #expect(good.newsroom?.id == newsroom.id)
    #expect(good.new == 1)
    #expect(good.kept.map(\.isUnlike) == [false])
    #expect(await scene.engine.addMirror("https://fr1.example/feed", to: newsroom.id).kept.map(\.isUnlike) == [true])
    let bad = await scene.engine.addMirror("https://us1.example/feed", to: newsroom.id)
    #expect(bad.newsroom == nil)
    #expect(bad.refused.count == 1)
    #expect(try await scene.store.mirrors(of: newsroom.id, now: scene.clock.now).count == 3)
  }

  @Test func aSubscriptionListIsBroughtInWithoutANetwork() async throws {
    let scene = try EngineScene()
    try await scene.newsroom("Base21", hosts: "kr1.example")
    let report = try await scene.engine.importSubscriptions([
      Subscription(name: "Base21 again", mirrors: ["https://kr1.example/feed", "https://de1.example/feed"]),
      Subscription(name: "Base21", mirrors: ["https://other.example/feed"]),
      Subscription(name: "", mirrors: ["us1.example/feed", "ftp://nowhere.example/"]),
      Subscription(name: "Known", mirrors: ["https://de1.example/feed"]),
    ])
    #expect(report.added.map(\.name) == ["Base21 2", "us1.example"])
    #expect(report.extended.map(\.name) == ["Base21"])
    #expect(report.known == ["Base21"])
    #expect(report.refused == ["ftp://nowhere.example/"])
    #expect(scene.network.requests.isEmpty)
  }
}
