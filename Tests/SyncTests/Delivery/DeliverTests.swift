import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct DeliverTests {
  let r1 = "https://r1.example/"
  let r2 = "https://r2.example/"

  @Test func twoRelaysHoldItOneAfterTheOtherAndEachIsAskedAgain() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report)
    scene.script(r2, report)
    let came = try await scene.deliver()
    let now = try #require(try await scene.report(report))
    #expect(now.state == .relayed)
    #expect(now.relays.map(\.state) == [.confirmed, .confirmed])
    #expect(scene.network.requests.map(\.method) == [.put, .head, .put, .head])
    #expect(scene.network.mostAtOnce == 1)
    #expect(scene.relays.values.allSatisfy { $0.drops.keys.elementsEqual([report.drop ?? ""]) })
    #expect(came.reports == [now] && came.nextDue == nil && !came.isOffline)
    #expect(try await scene.sentence(report) == "2 relays hold it")
    let put = try #require(scene.network.requests.first)
    #expect(put.headers.contains(WireHeader("If-None-Match", "*")))
    #expect(put.headers.contains(WireHeader("Idempotency-Key", "\"\(report.drop ?? "")\"")))
    #expect(!put.headers.contains { $0.name == "Authorization" })
  }

  @Test func theFirstDiesInMidBodyAndComesBackLyingAndTheGoodRelayHoldsItOnce() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(
      r1, report, .fail(WireFailure(.reset, errno: 104)).sending([(0, 1_000)]),
      .respond { WireResponse(status: $0.method == .put ? 201 : 404, url: $0.url) })
    scene.script(r2, report)
    let first = try await scene.deliver()
    #expect(try await scene.record(r1, report)?.state == .waiting, "half of it is nothing")
    #expect(try await scene.record(r2, report)?.state == .confirmed)
    #expect(try await scene.report(report)?.state == .filed)
    #expect(try await scene.sentence(report).hasPrefix("1 of 2 relays holds it (r2.example); next try in "))
    #expect(try await scene.sentence(report).hasSuffix(": r1.example: reset the connection"))
    let due = try #require(first.nextDue)
    #expect(due > scene.clock.now)
    scene.clock.advance(to: 61_000)
    try await scene.deliver()
    let lost = try #require(try await scene.record(r1, report))
    #expect(lost.state == .lost && lost.attempts == 2)
    #expect(try await scene.report(report)?.state == .filed, "a lie does not count")
    #expect(
      Phrasebook.english(OutboxSentence.relay(lost, now: scene.clock.now)).hasPrefix(
        "r1.example: said that it held it, and keeps nothing; next try in "))
    #expect(scene.methods(r1, report) == ["PUT", "PUT", "HEAD"])
    #expect(scene.methods(r2, report) == ["PUT", "HEAD"], "who holds it is left alone")
    #expect(scene.relays[r2]?.drops.count == 1)
    let mirror = try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now).first { $0.url == r1 }
    #expect(mirror?.verdict?.symptom == .keptNothing)
  }

  @Test func aLostAcknowledgementIsAnsweredByAskingAgainAndCountsOnce() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    let size = try #require(report.dropSize)
    let relay = try #require(scene.relays[r1])
    let bytes = try #require(
      FileManager.default.contents(atPath: scene.store.dropsFolder + "/" + (report.drop ?? "")))
    relay.keep([UInt8](bytes))
    scene.script(
      r1, report, .fail(WireFailure(.noFirstByte)).sending([(0, size)]), .respond { relay.answer($0) })
    try await scene.deliver()
    let doubtful = try #require(try await scene.record(r1, report))
    #expect(doubtful.state == .sending, "it may have it")
    #expect(try await scene.sentence(report).hasPrefix("r1.example: may have it already, asked again in "))
    await #expect(throws: StoreFault.self) { try await scene.store.withdraw(report.id, now: scene.clock.now) }
    scene.clock.advance(to: 61_000)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(scene.methods(r1, report) == ["PUT", "PUT", "HEAD"])
    #expect(relay.drops.count == 1)
    #expect(try await scene.sentence(report) == "1 relay holds it")
  }

  @Test(arguments: [409, 422]) func aRelayThatRefusesTheDropItselfIsNotAskedAgain(status: Int) async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report, .status(status))
    scene.script(r2, report)
    let came = try await scene.deliver()
    #expect(try await scene.record(r1, report)?.state == .refused)
    #expect(try await scene.record(r2, report)?.state == .confirmed)
    #expect(came.nextDue == nil)
    scene.clock.advance(to: 8_000_000)
    try await scene.deliver(hurry: true)
    #expect(scene.methods(r1, report) == ["PUT"])
    #expect(
      try await scene.sentence(report)
        == "1 of 2 relays holds it (r2.example); no other relay is left; add one: r1.example: refuses this report itself (\(status))"
    )
  }

  @Test func whatIsTooLargeForOneRelayGoesToAnother() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report, .status(413))
    scene.script(r2, report)
    try await scene.deliver()
    let record = try #require(try await scene.record(r1, report))
    #expect(record.state == .tooLarge && record.nextTry == nil)
    #expect(
      Phrasebook.english(OutboxSentence.relay(record, now: scene.clock.now))
        == "r1.example: takes no report that large (413)")
    #expect(try await scene.record(r2, report)?.state == .confirmed)
    let mirror = try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now).first { $0.url == r1 }
    #expect(mirror?.verdict == nil, "a relay with a limit is well")
  }

  @Test func aRelayThatAsksToWaitIsLeftAloneForSoLong() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    let relay = try #require(scene.relays[r1])
    scene.script(r1, report, .status(429, [WireHeader("Retry-After", "600")]), .respond { relay.answer($0) })
    let came = try await scene.deliver()
    #expect(came.nextDue == scene.clock.now + 600)
    scene.clock.advance(to: 599_000)
    try await scene.deliver()
    #expect(scene.methods(r1, report) == ["PUT"])
    #expect(
      try await scene.sentence(report)
        == "on this disk, not yet sent; next try in 1 s: r1.example: asked us to wait 10 min")
    try await scene.deliver(hurry: true)
    #expect(try await scene.report(report)?.state == .relayed, "unless the user wants it now")
  }

  @Test func withoutTheWritersWordNothingLeaves() async throws {
    let scene = try await DeliveryScene(consent: .none)
    let report = try await scene.file()
    let came = try await scene.deliver(hurry: true)
    #expect(came.waitingForConsent == [report.id])
    #expect(scene.network.requests.isEmpty)
    #expect(try await scene.sentence(report) == "waits for your word: it can't be sealed, see review")
    try await scene.store.setConsent(scene.newsroom.id, .overTLS)
    scene.script(r1, report)
    scene.script(r2, report)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
  }

  @Test func theWordForTLSIsNoWordForPlainHTTP() async throws {
    let (clear, onion) = ("http://r1.example/", "http://relay.onion/")
    let scene = try await DeliveryScene(relays: [clear, onion])
    let report = try await scene.file()
    scene.script(onion, report)
    try await scene.deliver()
    #expect(scene.methods(clear, report).isEmpty)
    #expect(try await scene.report(report)?.state == .relayed, "one of one that it may go to")
    let other = try await DeliveryScene(relays: [clear])
    let waiting = try await other.file()
    #expect(try await other.deliver().waitingForConsent == [waiting.id])
    #expect(
      try await other.sentence(waiting)
        == "waits for your word: its relays are asked without TLS, where anybody on the way can read it; see review")
    try await other.store.setConsent(other.newsroom.id, .inClear)
    other.script(clear, waiting)
    try await other.deliver()
    #expect(other.methods(clear, waiting) == ["HEAD", "PUT", "HEAD"], "a portal would have answered the first")
    #expect(try await other.report(waiting)?.state == .relayed)
  }

  @Test func whereSomebodyMayReadAlongAnEmptyRequestGoesFirst() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    let relay = try #require(scene.relays[r1])
    scene.script(
      r1, report, .fail(WireFailure(.unknownIssuer)), .fail(WireFailure(.unknownIssuer)), .respond { relay.answer($0) })
    try await scene.deliver()
    #expect(scene.methods(r1, report) == ["PUT"])
    try await scene.deliver(hurry: true)
    #expect(scene.methods(r1, report) == ["PUT", "HEAD"], "the report stays here")
    try await scene.deliver(hurry: true)
    #expect(scene.methods(r1, report) == ["PUT", "HEAD", "HEAD", "PUT", "HEAD"])
    #expect(try await scene.report(report)?.state == .relayed)
  }

  @Test func threeRelaysOnOneHostAreOne() async throws {
    let urls = ["https://r1.example/a", "https://r1.example:8443/", "https://r1.example/c"]
    let scene = try await DeliveryScene(relays: urls + [r2])
    let report = try await scene.file()
    for url in urls { scene.script(url, report) }
    scene.script(r2, report)
    try await scene.deliver()
    #expect(urls.map { scene.methods($0, report).count } == [2, 0, 0])
    #expect(scene.methods(r2, report) == ["PUT", "HEAD"])
    #expect(try await scene.report(report)?.state == .relayed)
    let alone = try await DeliveryScene(relays: urls)
    let other = try await alone.file()
    alone.script(urls[0], other, .status(503))
    alone.script(urls[1], other)
    try await alone.deliver()
    #expect(try await alone.report(other)?.state == .relayed, "one host, one that holds it")
    #expect(alone.methods(urls[2], other).isEmpty)
  }

  @Test func aPortalsPageIsNoYes() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    scene.script(r1, report, .page("<html><head><title>Hotel guest</title></head><body>Log in</body></html>"))
    try await scene.deliver()
    let record = try #require(try await scene.record(r1, report))
    #expect(record.state == .waiting && record.verdict?.symptom == .notAFeed)
    #expect(
      Phrasebook.english(OutboxSentence.relay(record, now: scene.clock.now)).hasPrefix(
        "r1.example: a block page or captive portal answers in its place: a web page titled “Hotel guest”; next try in "
      ))
    try await scene.deliver(hurry: true)
    #expect(scene.methods(r1, report) == ["PUT", "HEAD"], "from then on it is asked with an empty request")
    #expect(try await scene.report(report)?.state == .filed)
  }

  @Test func aRelayThatDoesNotTellIsTakenAtItsWord() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    scene.script(r1, report, .status(204), .status(403))
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    let record = try #require(try await scene.record(r1, report))
    #expect(record.state == .held)
    #expect(
      Phrasebook.english(OutboxSentence.relay(record, now: scene.clock.now)) == "r1.example: says that it holds it")
  }
}
