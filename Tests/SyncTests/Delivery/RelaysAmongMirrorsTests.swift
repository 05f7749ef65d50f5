import Feeds
import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct RelaysAmongMirrorsTests {
  private let relay = "https://r1.example/"
  private var nobody: String { relay + "drop/" + String(repeating: "0", count: 64) }

  @Test func aRelayIsNeverAskedForNews() async throws {
    let scene = try await DeliveryScene(relays: [relay])
    scene.network.script("https://kr1.example/feed", .fail(WireFailure(.refused)))
    let reports = try await scene.engine.sync()
    #expect(reports.first?.mirrors.map(\.url) == ["https://kr1.example/feed"])
    #expect(scene.network.requests.map(\.url) == ["https://kr1.example/feed"])
  }

  @Test func aNewsroomWithRelaysAloneHasNoMirrors() async throws {
    let scene = try await DeliveryScene(relays: [relay])
    let feed = try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now).first { $0.servesNews }
    try await scene.store.removeMirror(try #require(feed).id)
    let report = try #require(try await scene.engine.sync().first)
    #expect(report.trouble == RoundTrouble.noMirrors.rawValue)
    #expect(scene.network.requests.isEmpty)
  }

  @Test func whetherThisMachineIsOfflineIsNotARelaysToSay() async throws {
    let scene = try await DeliveryScene(relays: [relay])
    scene.network.script("https://kr1.example/feed", .fail(WireFailure(.unreachable)))
    _ = try await scene.engine.sync()
    #expect(try await scene.engine.sync().first?.isOffline == true)
  }

  @Test func anAddressThatIsARelayCanBeFollowedAsAFeed() async throws {
    let scene = try await DeliveryScene(relays: [relay])
    scene.network.script(relay, .feed(SampleFeed.march))
    let report = await scene.engine.follow([relay])
    #expect(report.kept.map(\.url) == [relay] && report.new == 1)
    let list = [Subscription(name: "Other", mirrors: ["https://r1.example/"])]
    #expect(try await scene.engine.importSubscriptions(list).known == [report.newsroom?.name])
  }

  @Test func anImportedListIsNotARelaysNewsroom() async throws {
    let scene = try await DeliveryScene(relays: [relay])
    let report = try await scene.engine.importSubscriptions([Subscription(name: "Other", mirrors: [relay])])
    #expect(report.added.map(\.name) == ["Other"])
  }

  @Test(
    arguments: [
      (200, nil), (404, nil), (401, nil), (403, nil), (405, nil), (410, nil), (451, .legalReasons), (503, .broken),
      (429, .askedToWait),
    ]
      as [(Int, Verdict.Symptom?)])
  func testingARelayAsksAfterADropThatNobodyHas(status: Int, symptom: Verdict.Symptom?) async throws {
    let scene = try await DeliveryScene(
      relays: [relay], credentials: try Netrc.read(text: "machine r1.example login a password b"))
    scene.network.script(nobody, .status(status))
    let id = try #require(try await scene.store.mirrors(now: scene.clock.now).first { $0.takesDrops }).id
    let outcome = try #require(try await scene.engine.test([id]).first)
    #expect(outcome.verdict?.symptom == symptom)
    #expect(outcome.kind == (symptom == nil ? .served : .failed))
    let request = try #require(scene.network.requests.first)
    #expect(request.method == .head && !request.headers.contains { $0.name == "Authorization" })
    let mirror = try #require(try await scene.store.mirrors(now: scene.clock.now).first { $0.takesDrops })
    #expect(mirror.state == (symptom == nil ? .up : .resting))
  }

  @Test func aPortalThatAnswersForTheRelayIsToldFromIt() async throws {
    let scene = try await DeliveryScene(relays: [relay])
    let id = try #require(try await scene.store.mirrors(now: scene.clock.now).first { $0.takesDrops }).id
    for answer: ScriptedTransport.Answer in [
      .page(""), .status(302, [WireHeader("Location", "https://portal.example/")]), .status(511),
      .fail(WireFailure(.unknownIssuer)),
    ] {
      scene.network.script(nobody, answer)
      let outcome = try #require(try await scene.engine.test([id]).first)
      #expect(outcome.kind == .failed && outcome.verdict?.weight == .hard)
    }
    // After that, a report does not go there before it was asked with an empty request.
    let report = try await scene.file()
    scene.script(relay, report, .status(511))
    try await scene.deliver()
    #expect(scene.methods(relay, report) == ["HEAD"])
  }

  @Test func aPinnedOrDisabledRelayIsHeeded() async throws {
    let urls = ["https://r1.example/", "https://r2.example/"]
    let scene = try await DeliveryScene(relays: urls)
    let ids = try await scene.store.mirrors(now: scene.clock.now).filter(\.takesDrops).map(\.id)
    let report = try await scene.file()
    for url in urls { scene.script(url, report) }
    try await scene.store.setDisabled(ids[0], true)
    try await scene.deliver()
    #expect(scene.methods(urls[0], report).isEmpty)
    #expect(try await scene.report(report)?.state == .relayed, "of one that there is")
  }
}
