import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct OutboxTests {
  @Test func filingMovesADraftAndKeepsItsNumber() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.store.setConsent(scene.newsroom.id, .overTLS)
    let draft = try await scene.draft(body: "촛불")
    let kept = try await scene.store.attach(draft.id, scene.copy("picture"), now: Scene.noon)
    let filed = try await scene.store.file(draft.id, nonce: Scene.nonce, now: Scene.at(5))
    #expect(filed.id == draft.id && filed.state == .filed && filed.filed == Scene.at(5))
    #expect(filed.newsroom == scene.newsroom.id && filed.newsroomName == "strike" && filed.consent == .overTLS)
    #expect(filed.report.body == "촛불" && filed.report.attachments == [kept] && filed.report.id == draft.report.id)
    #expect(filed.drop == nil && filed.relays.isEmpty && !filed.isCarried)
    #expect(try await scene.store.drafts().isEmpty)
    #expect(try await scene.otherProcess().outbox() == [filed])
    let filing = try #require(try await scene.store.filing(draft.id))
    #expect(filing.report == filed && filing.nonce == Scene.nonce)
    #expect(filing.files == [scene.store.filesFolder + "/" + kept.sha256] && filing.files.allSatisfy(isThere))
    #expect(try await scene.store.outboxCounts() == (drafts: 0, waiting: 1))
  }

  @Test func draftsHaveNoPlaceInTheOutbox() async throws {
    let scene = try await Scene()
    let draft = try await scene.draft()
    let number = draft.id
    #expect(try await scene.store.outboxReport(number) == nil)
    #expect(try await scene.store.filing(number) == nil)
    let gone = StoreFault.notFound("report \(number.rawValue) in the outbox")
    let relay = RelayRecord(url: "https://r.example/", state: .sending)
    await #expect(throws: gone) { try await scene.store.record(number, relay) }
    await #expect(throws: gone) { try await scene.store.setState(number, .relayed) }
    await #expect(throws: gone) { try await scene.store.setExported(number, Scene.noon) }
    await #expect(throws: gone) { try await scene.store.forget(number) }
    await #expect(throws: gone) { try await scene.store.withdraw(number, now: Scene.noon) }
    await #expect(throws: gone) { try await scene.store.revise(number, now: Scene.noon) }
    #expect(try await scene.store.drafts() == [draft])
  }

  @Test func relaysKeepTheOrderInWhichTheyWereAsked() async throws {
    let scene = try await Scene()
    let report = try await scene.filed()
    var verdict = Verdict(.reset, weight: .soft, confidence: .likely)
    verdict.evidence.code = 35
    let first = RelayRecord(
      url: "https://r1.example/", state: .waiting, attempts: 2, lastTried: Scene.at(1), nextTry: Scene.at(2),
      verdict: verdict)
    try await scene.store.record(report.id, RelayRecord(url: first.url, state: .sending, attempts: 1))
    try await scene.store.record(report.id, RelayRecord(url: "https://r2.example/", state: .held, attempts: 1))
    try await scene.store.record(report.id, first)
    let relays = try #require(try await scene.store.outboxReport(report.id)).relays
    #expect(relays == [first, RelayRecord(url: "https://r2.example/", state: .held, attempts: 1)])
    try await scene.store.setState(report.id, .relayed)
    try await scene.store.setExported(report.id, Scene.at(9))
    let last = try #require(try await scene.store.outboxReport(report.id))
    #expect(last.state == .relayed && last.exported == Scene.at(9) && last.relays == relays)
    #expect(try await scene.store.dueReports(now: Scene.at(10)).isEmpty)
  }

  @Test func aDropThatIsNotOnDiskIsNotNamed() async throws {
    let scene = try await Scene(onDisk: true)
    let report = try await scene.filed()
    let drop = try scene.packed("packed")
    let names = [
      (String(repeating: "a", count: 64), 6), (drop.name, 7), ("../store.sqlite", 1), (drop.name.uppercased(), 6),
    ]
    for (name, size) in names {
      await #expect(throws: StoreFault.notFound("drop \(name)")) {
        try await scene.store.setDrop(report.id, name: name, size: size)
      }
    }
    #expect(try await scene.store.outboxReport(report.id)?.drop == nil)
    try await scene.store.setDrop(report.id, name: drop.name, size: drop.size)
    let packed = try #require(try await scene.store.outboxReport(report.id))
    #expect(packed.drop == drop.name && packed.dropSize == 6)
  }

  @Test func aRelayThatRestsHoldsNobodyBack() async throws {
    let scene = try await Scene()
    let rests = try await scene.filed("rests", minute: 0)
    let fresh = try await scene.filed("fresh", minute: 2)
    let asked = try await scene.filed("asked", minute: 1)
    try await scene.store.record(rests.id, RelayRecord(url: "https://r/", attempts: 1, nextTry: Scene.at(20)))
    try await scene.store.record(asked.id, RelayRecord(url: "https://r/", attempts: 1, nextTry: Scene.at(20)))
    try await scene.store.record(asked.id, RelayRecord(url: "https://s/", state: .sending, attempts: 1))
    let due = { (minute: Int) in try await scene.store.dueReports(now: Scene.at(minute)).map(\.id) }
    #expect(try await due(10) == [asked.id, fresh.id, rests.id])
    #expect(try await due(20) == [rests.id, asked.id, fresh.id])
  }

  @Test func consentFollowsTheNewsroomWhileAReportWaits() async throws {
    let scene = try await Scene(onDisk: true)
    let store = scene.store
    let waiting = try await scene.filed("waiting")
    let done = try await scene.filed("done")
    try await store.setState(done.id, .relayed)
    let drop = try scene.packed("carried")
    let carried = try await store.carry(
      Report(title: "carried"), newsroomName: "strike", newsroom: scene.newsroom.id, drop: drop.name, size: drop.size,
      relays: [], consent: .overTLS, now: Scene.noon)
    try await store.setConsent(scene.newsroom.id, .inClear)
    #expect(try await store.newsrooms().map(\.consent) == [.inClear])
    #expect(try await store.newsroom(named: "strike")?.consent == .inClear)
    #expect(try await store.outboxReport(waiting.id)?.consent == .inClear)
    #expect(try await store.outboxReport(done.id)?.consent == UnsealedConsent.none)
    #expect(try await store.outboxReport(carried.id)?.consent == .overTLS)
    try await store.setConsent(of: waiting.id, .none)
    #expect(try await store.outboxReport(waiting.id)?.consent == UnsealedConsent.none)
  }

  @Test func aCarriedDropIsTakenInOnce() async throws {
    let scene = try await Scene(onDisk: true)
    let drop = try scene.packed("carried")
    var report = Report(version: 3, title: "From elsewhere", body: "words")
    report.attachments = [
      News.Attachment(
        id: AttachmentID(rawValue: 0), originalName: "photo-1.jpg", name: "photo-1.jpg", type: "image/jpeg", size: 9,
        sha256: String(repeating: "b", count: 64), cleaning: .cleaned(found: []))
    ]
    let sent = report
    let carry = { (name: String, newsroom: NewsroomID?) in
      try await scene.store.carry(
        sent, newsroomName: "far", newsroom: newsroom, drop: name, size: 7, relays: ["https://r1/", "https://r2/"],
        consent: .inClear, now: Scene.noon)
    }
    let first = try await carry(drop.name, nil)
    #expect(first.isCarried && first.state == .filed && first.newsroom == nil && first.newsroomName == "far")
    #expect(first.relays.map(\.url) == ["https://r1/", "https://r2/"] && first.consent == .inClear)
    #expect(first.report.version == 3 && first.report.attachments.map(\.size) == [9] && first.drop == drop.name)
    #expect(try await carry(drop.name, nil) == first)
    #expect(try await scene.store.outbox() == [first])
    #expect(try await scene.store.filing(first.id) == nil)
    #expect(try await scene.store.check().isEmpty)
    for change in [scene.store.withdraw, scene.store.revise] {
      await #expect {
        _ = try await change(first.id, Scene.noon)
      } throws: { error in
        if case .refused? = error as? StoreFault { true } else { false }
      }
    }
    let absent = String(repeating: "c", count: 64)
    await #expect(throws: StoreFault.notFound("drop \(absent)")) { try await carry(absent, nil) }
    // Followed since: the same file again is for that newsroom, and stays so.
    let near = try await scene.store.addNewsroom(name: "near", mirrors: [])
    let other = try await scene.store.addNewsroom(name: "other", mirrors: [])
    #expect(try await carry(drop.name, near.id).newsroom == near.id)
    #expect(try await carry(drop.name, other.id).newsroom == near.id)
    try await scene.store.forget(first.id)
    #expect(try scene.names(in: scene.store.dropsFolder).isEmpty)
  }
}
