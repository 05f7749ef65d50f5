import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct VersionTests {
  private func isRefused(_ work: () async throws -> Void) async -> Bool {
    do {
      try await work()
      return false
    } catch {
      if case .refused? = error as? StoreFault { return true }
      return false
    }
  }

  @Test func aReportThatNobodyHoldsIsADraftAgain() async throws {
    let scene = try await Scene(onDisk: true)
    let report = try await scene.filed()
    let drop = try scene.packed("packed")
    try await scene.store.setDrop(report.id, name: drop.name, size: drop.size)
    try await scene.store.record(report.id, RelayRecord(url: "https://r/", attempts: 3, nextTry: Scene.at(9)))
    let draft = try await scene.store.withdraw(report.id, now: Scene.at(2))
    #expect(draft.id == report.id && draft.report == report.report && draft.saved == Scene.at(2))
    #expect(try await scene.store.drafts() == [draft])
    #expect(try await scene.store.outbox().isEmpty)
    #expect(try scene.names(in: scene.store.dropsFolder).isEmpty)
    // A process that was about to send it may not.
    await #expect(throws: StoreFault.notFound("report \(report.id.rawValue) in the outbox")) {
      try await scene.store.record(report.id, RelayRecord(url: "https://r/", state: .sending))
    }
    let again = try await scene.store.file(draft.id, nonce: Array(Scene.nonce.reversed()), now: Scene.at(3))
    #expect(again.relays.isEmpty && again.drop == nil && again.report.version == 1)
    #expect(try await scene.store.filing(draft.id)?.nonce.first == 31)
  }

  @Test(arguments: [RelayRecord.State.held, .confirmed, .sending])
  func aReportThatARelayMayHoldIsNotTakenBack(_ state: RelayRecord.State) async throws {
    let scene = try await Scene()
    let report = try await scene.filed()
    try await scene.store.record(report.id, RelayRecord(url: "https://r/", state: state))
    #expect(await isRefused { try await scene.store.withdraw(report.id, now: Scene.at(1)) })
    let next = try await scene.store.revise(report.id, now: Scene.at(2))
    #expect(next.report.version == 2 && next.report.id == report.report.id && next.id != report.id)
    let old = try #require(try await scene.store.outboxReport(report.id))
    #expect(old.state == .filed && old.relays.map(\.state) == [state])
  }

  @Test func aNewVersionTakesTheFilesAlongAndWithdrawsTheOld() async throws {
    let scene = try await Scene(onDisk: true)
    let begun = try await scene.draft()
    let kept = try await scene.store.attach(begun.id, scene.copy("picture"), now: Scene.noon)
    _ = try await scene.store.setCaption(begun.id, kept.id, "square")
    let report = try await scene.store.file(begun.id, nonce: Scene.nonce, now: Scene.noon)
    let next = try await scene.store.revise(report.id, now: Scene.at(1))
    #expect(next.report.attachments.map(\.caption) == ["square"] && next.report.attachments[0].id != kept.id)
    #expect(try await scene.store.outboxReport(report.id)?.state == .withdrawn)
    #expect(try await scene.store.dueReports(now: Scene.at(2)).isEmpty)
    #expect(
      await isRefused { try await scene.store.record(report.id, RelayRecord(url: "https://r/", state: .sending)) })
    // Asked again, it goes on with the draft there is.
    #expect(try await scene.store.keepDraft(next.id, DraftChange(title: "Better"), now: Scene.at(3)))
    #expect(try await scene.store.revise(report.id, now: Scene.at(4)).report.title == "Better")
    let second = try await scene.store.file(next.id, nonce: Scene.nonce, now: Scene.at(5))
    #expect(second.report.version == 2)
    #expect(try await scene.store.revise(report.id, now: Scene.at(6)).report.version == 3)
    try await scene.store.forget(report.id)
    #expect(try scene.names(in: scene.store.filesFolder) == [kept.sha256])
  }

  @Test func whatIsForgottenIsGoneFromTheFileAndItsLog() async throws {
    let scene = try await Scene(onDisk: true)
    // Neighbours on the same pages, so that cells and not whole pages are freed.
    for number in 0..<20 { _ = try await scene.draft("neighbour \(number)", body: "stays") }
    let marks = ["SECRETTITLE", "SECRETBODY", "SECRETCAPTION", "SECRETSOURCE", "SECRETFILE", "SECRETRELAY"]
    let draft = try await scene.draft("SECRETTITLE", body: "SECRETSOURCE told me")
    _ = try await scene.store.keepDraft(
      draft.id, DraftChange(title: "SECRETTITLE", body: String(repeating: "SECRETSOURCE ", count: 3000)),
      now: Scene.at(1))
    _ = try await scene.store.keepDraft(
      draft.id, DraftChange(title: "SECRETTITLE", body: "SECRETBODY, and the name is out"), now: Scene.at(2))
    var copy = try scene.copy("picture")
    copy.originalName = "SECRETFILE.jpg"
    let kept = try await scene.store.attach(draft.id, copy, now: Scene.at(3))
    _ = try await scene.store.setCaption(draft.id, kept.id, "SECRETCAPTION")
    _ = try await scene.store.file(draft.id, nonce: Scene.nonce, now: Scene.at(4))
    try await scene.store.record(draft.id, RelayRecord(url: "https://SECRETRELAY/", state: .held))
    let drop = try scene.packed("packed")
    try await scene.store.setDrop(draft.id, name: drop.name, size: drop.size)
    for mark in marks { #expect(try scene.isOnDisk(mark), "\(mark)") }
    try await scene.store.forget(draft.id)
    for mark in marks { #expect(try !scene.isOnDisk(mark), "\(mark)") }
    #expect(try scene.names(in: scene.store.filesFolder).isEmpty)
    #expect(try scene.names(in: scene.store.dropsFolder).isEmpty)
    #expect(try await scene.store.drafts().count == 20)
    #expect(try await scene.store.outbox().isEmpty)
    #expect(try await scene.store.check().isEmpty)
  }

  @Test func aDiscardedDraftIsGoneFromTheFileAndItsLog() async throws {
    let scene = try await Scene(onDisk: true)
    let stays = try await scene.draft("stays")
    let draft = try await scene.draft("SECRETTITLE", body: String(repeating: "SECRETBODY ", count: 90_000))
    #expect(try scene.isOnDisk("SECRETTITLE") && scene.isOnDisk("SECRETBODY"))
    try await scene.store.discardDraft(draft.id)
    #expect(try !scene.isOnDisk("SECRETTITLE") && !scene.isOnDisk("SECRETBODY"))
    #expect(try await scene.store.drafts() == [stays])
    await #expect(throws: StoreFault.notFound("draft \(draft.id.rawValue)")) {
      try await scene.store.discardDraft(draft.id)
    }
  }
}
