import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

/// Several reports, several deliveries, reports of others, and what is missing.
extension DeliverTests {
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
      try #require(packed).report, newsroomName: read.newsroom, newsroom: nil, drop: read.drop, size: read.size,
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
