import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct DeliverTests {
  private let r1 = "https://r1.example/"
  private let r2 = "https://r2.example/"

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
        == "on this disk, not yet sent; next try in 1 s: r1.example: asked us to wait 600 s (429)")
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

  @Test func offlineIsNobodysFault() async throws {
    let scene = try await DeliveryScene()
    let (report, second) = (try await scene.file(), try await scene.file("The strike"))
    for relay in [r1, r2] { scene.script(relay, report, .fail(WireFailure(.resolverSilent))) }
    let came = try await scene.deliver()
    #expect(came.isOffline)
    #expect(came.nextDue == scene.clock.now + 30)
    #expect(scene.methods(r1, second).isEmpty, "nobody goes on asking into the void")
    let now = try #require(try await scene.report(report))
    #expect(now.relays.map(\.attempts) == [0, 0])
    #expect(now.relays.allSatisfy { $0.state == .waiting && $0.nextTry == nil })
    #expect(try await scene.sentence(report) == "on this disk, not yet sent: no network")
    let mirrors = try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now).filter(\.takesDrops)
    #expect(mirrors.allSatisfy { $0.verdict == nil && $0.lastTried == nil })
    for relay in [r1, r2] {
      scene.script(relay, report)
      scene.script(relay, second)
    }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(try await scene.report(second)?.state == .relayed)
  }

  @Test func whatWasTakenBackBetweenTwoTriesIsNotSent() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report, .status(503).after(1_000))
    scene.script(r2, report)
    let delivery = Task { try await scene.deliver() }
    await scene.clock.sleeper(until: 1_000)
    await #expect(throws: StoreFault.self, "while it may be on its way") {
      try await scene.store.withdraw(report.id, now: scene.clock.now)
    }
    // Another process forgets it altogether.
    try await scene.store.forget(report.id)
    scene.clock.advance(to: 1_000)
    _ = try await delivery.value
    #expect(scene.methods(r2, report).isEmpty)
    #expect(try await scene.report(report) == nil)
  }

  @Test func aWordTakenBackInTheMiddleHolds() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report, .status(503).after(1_000))
    scene.script(r2, report)
    let delivery = Task { try await scene.deliver() }
    await scene.clock.sleeper(until: 1_000)
    try await scene.store.setConsent(of: report.id, .none)
    scene.clock.advance(to: 1_000)
    _ = try await delivery.value
    #expect(scene.methods(r2, report).isEmpty)
    #expect(try await scene.record(r2, report)?.state == .waiting, "and it can be withdrawn")
    _ = try await scene.store.withdraw(report.id, now: scene.clock.now)
  }

  @Test func aReportThatWasTakenBackBeforeIsNotSent() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    _ = try await scene.store.withdraw(report.id, now: scene.clock.now)
    let came = try await scene.deliver([report.id], hurry: true)
    #expect(came.reports.isEmpty && scene.network.requests.isEmpty)
  }

  @Test func cancelledInTheMiddleItIsAsItWasAndGoesOnLater() async throws {
    let scene = try await DeliveryScene()
    let (report, second) = (try await scene.file(), try await scene.file("The strike"))
    let size = try #require(report.dropSize)
    scene.script(r1, report)
    scene.script(r2, report, ScriptedTransport.Answer.never.sending([(100, 1_000)]))
    let delivery = Task { try await scene.deliver() }
    await scene.clock.pass(100)
    await scene.clock.sleeper(until: .max)
    delivery.cancel()
    let came = try await delivery.value
    #expect(came.wasCancelled)
    #expect(scene.network.cancelled == [RelayAddress.dropURL(r2, report.drop ?? "")])
    let now = try #require(try await scene.report(report))
    #expect(now.relays.map(\.state) == [.confirmed, .waiting])
    #expect(now.relays[1].attempts == 0 && now.state == .filed)
    #expect(scene.methods(r1, second).isEmpty)
    // All of it left before the next one was cancelled: it may be there.
    scene.script(r2, report, ScriptedTransport.Answer.never.sending([(100, size)]))
    let again = Task { try await scene.deliver([report.id]) }
    await scene.clock.pass(200)
    await scene.clock.sleeper(until: .max)
    again.cancel()
    _ = try await again.value
    #expect(try await scene.record(r2, report)?.state == .sending)
    scene.script(r2, report)
    for relay in [r1, r2] { scene.script(relay, second) }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(try await scene.report(second)?.state == .relayed)
  }

  @Test func aDeadProcessLeavesAReportThatIsSentAgain() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    try await scene.store.record(report.id, RelayRecord(url: r1, state: .sending, lastTried: scene.clock.now))
    #expect(try await scene.sentence(report) == "r1.example: may have it already, asked again")
    scene.script(r1, report)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
  }

  @Test func aCrashBetweenPackingAndItsRowGivesTheSameName() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    let filing = try #require(try await scene.store.filing(report.id))
    let folder = try TemporaryFolder()
    let made = try ReportPack.write(filing, newsroomName: report.newsroomName, to: folder.path)
    #expect(made.name == report.drop && made.size == report.dropSize)
    // The file itself is gone or damaged: it is packed again, under its name.
    let path = scene.store.dropsFolder + "/" + made.name
    try Data(repeating: 7, count: made.size).write(to: URL(fileURLWithPath: path))
    scene.script(r1, report)
    scene.script(r2, report)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(scene.relays[r1]?.drops.keys.first == made.name)
  }

  @Test func urgentReportsGoFirstThenTheOldest() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let first = try await scene.file("First")
    scene.clock.advance(to: 1_000)
    let second = try await scene.file("Second")
    let urgent = try await scene.file("Urgent", urgent: true)
    for report in [first, second, urgent] { scene.script(r1, report) }
    let came = try await scene.deliver()
    #expect(came.reports.map(\.report.title) == ["Urgent", "First", "Second"])
  }

  @Test func whileOneIsSentTheOthersTimesAreToldToo() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let (first, second) = (try await scene.file("First"), try await scene.file("Second"))
    scene.script(r1, first, .status(429, [WireHeader("Retry-After", "900")]))
    scene.script(r1, second)
    try await scene.deliver([first.id])
    let came = try await scene.deliver([second.id])
    #expect(came.reports.map(\.id) == [second.id])
    #expect(came.nextDue == scene.clock.now + 900)
  }

  @Test func aRelayThatIsAwayIsAskedForTheFirstReportAlone() async throws {
    let scene = try await DeliveryScene()
    let reports = [try await scene.file("One"), try await scene.file("Two"), try await scene.file("Three")]
    for report in reports {
      scene.script(r1, report, .fail(WireFailure(.refused)))
      scene.script(r2, report)
    }
    let came = try await scene.deliver(hurry: true)
    #expect(reports.map { scene.methods(r1, $0).count } == [1, 0, 0])
    let first = try #require(try await scene.record(r1, reports[0]))
    for report in reports {
      #expect(try await scene.record(r2, report)?.state == .confirmed)
      let record = try #require(try await scene.record(r1, report))
      #expect(record.verdict?.symptom == .refused && record.nextTry == first.nextTry)
    }
    let due = try #require(first.nextTry)
    #expect(came.nextDue.map { abs($0.timeIntervalSince(due)) < 0.01 } == true, "milliseconds are kept")
    for report in reports { scene.script(r1, report) }
    try await scene.deliver(hurry: true)
    for report in reports { #expect(try await scene.report(report)?.state == .relayed) }
  }

  @Test func twoDeliveriesAtOnceAreOneAfterTheOther() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report)
    scene.script(r2, report)
    async let a = scene.deliver()
    async let b = scene.deliver()
    _ = try await (a, b)
    #expect(scene.methods(r1, report) == ["PUT", "HEAD"])
    #expect(scene.network.mostAtOnce == 1)
  }

  @Test func withoutARelayItSaysWhatToDo() async throws {
    let scene = try await DeliveryScene(relays: [])
    let report = try await scene.file()
    #expect(try await scene.deliver().withoutRelays == [report.id])
    #expect(
      try await scene.sentence(report)
        == "no relay is known for Base21: wirecopy mirrors add --relay Base21 URL")
  }

  @Test func aLoginGoesToItsHostAloneAndOnlyWhereNobodyReadsAlong() async throws {
    let netrc = try Netrc.read(text: "machine r1.example login desk password s3cret\n")
    let clear = "http://r1.example/"
    let scene = try await DeliveryScene(relays: [r1, r2, clear], consent: .inClear, credentials: netrc)
    let report = try await scene.file()
    for url in [r1, r2, clear] { scene.script(url, report, .status(503)) }
    try await scene.deliver()
    let sent = scene.network.requests.filter { $0.headers.contains { $0.name == "Authorization" } }.map(\.url)
    #expect(sent == [RelayAddress.dropURL(r1, report.drop ?? "")])
    #expect(
      scene.network.requests.first?.headers.last == WireHeader("Authorization", "Basic ZGVzazpzM2NyZXQ="))
  }

  @Test func aCarriedReportGoesToTheRelaysThatCameWithIt() async throws {
    let writer = try await DeliveryScene()
    let report = try await writer.file()
    let folder = try TemporaryFolder()
    let stick = folder.file("report.wirecopy")
    try DropCarrier(
      newsroom: "Base21", relays: [r1, "https://u:p@evil.example/", r2], drop: report.drop ?? "",
      size: report.dropSize ?? 0, consent: .overTLS
    ).write(to: stick, dropsFolder: writer.store.dropsFolder)

    let carrier = try await DeliveryScene(
      relays: [], credentials: try Netrc.read(text: "default login me password mine"))
    let (read, packed) = try DropCarrier.read(path: stick, into: carrier.store.dropsFolder)
    #expect(read.relays == [r1, r2])
    let carried = try await carrier.store.carry(
      packed.report, newsroomName: read.newsroom, newsroom: nil, drop: read.drop, size: read.size,
      relays: read.relays, consent: read.consent, now: carrier.clock.now)
    let doubles = (RelayDouble(), RelayDouble())
    carrier.script(r1, carried, .respond { doubles.0.answer($0) })
    carrier.script(r2, carried, .respond { doubles.1.answer($0) })
    try await carrier.deliver()
    #expect(try await carrier.report(carried)?.state == .relayed)
    #expect(doubles.0.drops == doubles.1.drops && doubles.0.drops.keys.first == report.drop)
    #expect(
      !carrier.network.requests.contains { $0.headers.contains { $0.name == "Authorization" } },
      "a stranger's list of relays gets no login that was meant for everyone")
  }

  @Test func anAttachmentThatIsGoneIsAPlainTroubleAndTheOthersAreSent() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let draft = try await scene.store.beginDraft(
      Report(title: "With a file"), for: scene.newsroom.id, now: scene.clock.now)
    let path = scene.store.workFolder + "/a"
    try FileManager.default.createDirectory(atPath: scene.store.workFolder, withIntermediateDirectories: true)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
    let attachment = try await scene.store.attach(
      draft.id,
      NewAttachment(
        path: path, originalName: "march.bin", type: "application/octet-stream", size: 3,
        sha256: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", cleaning: .untouched),
      now: scene.clock.now)
    let filed = try await scene.store.file(draft.id, nonce: [UInt8](repeating: 1, count: 32), now: scene.clock.now)
    try FileManager.default.removeItem(atPath: scene.store.filesFolder + "/" + attachment.sha256)
    let good = try await scene.file("Good")
    scene.script(r1, good)
    let came = try await scene.deliver()
    #expect(
      came.troubles[filed.id].map(Phrasebook.english.callAsFunction)
        == "the kept copy of march.bin is gone or was changed: attach it again")
    #expect(try await scene.report(good)?.state == .relayed)
    #expect(came.nextDue == scene.clock.now + 30, "and it is not tried again at once")
  }
}
