import Foundation
import News
import Testing

@testable import Store

struct MirrorTests {
  @Test func namesAndAddressesAreUnique() async throws {
    let scene = try await Scene()
    await #expect(throws: StoreFault.exists("STRIKE")) {
      try await scene.store.addNewsroom(name: "STRIKE", mirrors: [])
    }
    let other = try await scene.store.addNewsroom(name: "other", mirrors: ["http://o.example/", "http://o.example/"])
    #expect(try await scene.store.mirrors(of: other.id).count == 1)
    await #expect(throws: StoreFault.exists("http://o.example/")) {
      try await scene.store.addMirror(url: "http://o.example/", to: other.id)
    }
    await #expect(throws: StoreFault.exists("strike")) { try await scene.store.renameNewsroom(other.id, to: "strike") }
    try await scene.store.renameNewsroom(other.id, to: "Other")
    #expect(try await scene.store.newsrooms().map(\.name) == ["Other", "strike"])
    #expect(try await scene.store.newsroom(named: "oTHER")?.id == other.id)
    await #expect(throws: StoreFault.notFound("mirror 99")) {
      try await scene.store.setPinned(MirrorID(rawValue: 99), true)
    }
  }

  @Test func theReaderOrdersPinsAndDisablesMirrors() async throws {
    let scene = try await Scene(mirrors: ["http://a.example/", "http://b.example/", "http://c.example/"])
    let ids = scene.mirrors.map(\.id)
    try await scene.store.setPinned(ids[0], true)
    try await scene.store.setPinned(ids[2], true)
    try await scene.store.setDisabled(ids[1], true)
    try await scene.store.moveMirror(ids[2], to: 0)
    let mirrors = try await scene.store.mirrors(of: scene.newsroom.id)
    #expect(mirrors.map(\.id) == [ids[2], ids[0], ids[1]])
    #expect(mirrors.map(\.isPinned) == [true, false, false])
    #expect(mirrors.map(\.state) == [.unknown, .unknown, .disabled])
    try await scene.store.removeMirror(ids[0])
    #expect(try await scene.store.mirrors().map(\.id) == [ids[2], ids[1]])
  }

  @Test func aRoundLeavesVerdictsTimesAndALineOfTheLog() async throws {
    let scene = try await Scene()
    var verdict = Verdict(.reset, weight: .soft, confidence: .likely)
    verdict.evidence.code = 35
    let report = RoundReport(
      newsroom: scene.newsroom.id, name: "strike", started: Scene.noon, milliseconds: 500, served: scene.mirrors[1].id,
      servedURL: scene.mirrors[1].url, new: 3, revised: 1,
      mirrors: [
        MirrorOutcome(
          mirror: scene.mirrors[0].id, url: scene.mirrors[0].url, kind: .failed, verdict: verdict, milliseconds: 40),
        MirrorOutcome(mirror: scene.mirrors[1].id, url: scene.mirrors[1].url, kind: .served, milliseconds: 240),
      ])
    try await scene.store.record(report)
    #expect(try await scene.store.rounds(limit: 5) == [report])
    let mirrors = try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.noon.addingTimeInterval(60))
    #expect(mirrors.map(\.state) == [.resting, .up])
    #expect(mirrors[0].verdict == verdict && mirrors[0].lastGood == nil)
    #expect(mirrors[1].latencyMilliseconds == 240)
    #expect(mirrors[1].lastGood == Scene.noon.addingTimeInterval(0.5))
    #expect(try await scene.store.newsrooms()[0].lastServed == Scene.noon.addingTimeInterval(0.5))

    let later = try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.noon.addingTimeInterval(8 * 86_400))
    #expect(later.map(\.state) == [.unknown, .unknown])
    try await scene.store.record(
      test: MirrorOutcome(mirror: scene.mirrors[0].id, url: scene.mirrors[0].url, kind: .served, milliseconds: 9),
      at: Scene.noon.addingTimeInterval(60))
    #expect(try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.noon)[0].state == .up)
  }

  @Test func beingOfflineIsNoMirrorsFault() async throws {
    let scene = try await Scene()
    let failed = MirrorOutcome(
      mirror: scene.mirrors[0].id, url: scene.mirrors[0].url, kind: .failed, verdict: Verdict(.offline, weight: .none))
    try await scene.store.record(
      RoundReport(
        newsroom: scene.newsroom.id, name: "strike", started: Scene.noon, mirrors: [failed], isOffline: true))
    #expect(try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.noon)[0].verdict == nil)
    #expect(try await scene.store.rounds(limit: 1).count == 1)
  }

  @Test func theLogForgetsOldAndManyRounds() async throws {
    let scene = try await Scene()
    func report(_ minute: Int) -> RoundReport {
      RoundReport(
        newsroom: scene.newsroom.id, name: "strike", started: Scene.noon.addingTimeInterval(Double(minute) * 60),
        new: minute)
    }
    try await scene.store.record(report(-8 * 1440))
    try await scene.store.record((0..<(RoundLog.limit + 50)).map(report))
    let rounds = try await scene.store.rounds(limit: 10_000)
    #expect(rounds.map(\.new) == (50..<(RoundLog.limit + 50)).reversed())
  }
}
