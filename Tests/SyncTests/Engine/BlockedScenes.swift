import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct BlockedScenes {
  private let page = ScriptedTransport.Answer.page("<html><title>Stop</title></html>")

  private func isBlocked(_ reports: [RoundReport]) -> [Bool] {
    reports.flatMap(\.mirrors).filter { $0.kind == .failed }.map { $0.verdict?.isBlocked ?? false }
  }

  @Test func aBlockedMirrorIsToldAfterTheNewsAndIsInTheReportTheLogAndTheStore() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", page)
    scene.script("de1.example", .feed(SampleFeed.march))
    let reports = try await scene.sync()
    #expect(isBlocked(reports) == [true])
    #expect(isBlocked(try await scene.store.rounds(limit: 1)) == [true])
    #expect(try await scene.mirror("kr1.example")?.verdict?.isBlocked == true)
    let told = scene.told.all
    let finished = told.firstIndex { if case .roundFinished = $0 { true } else { false } }
    let judged = told.firstIndex { if case .judged(_, let outcome) = $0 { outcome.url.contains("kr1") } else { false } }
    #expect(try #require(judged) > #require(finished))
    #expect(told[try #require(judged)].sentences.count == 1)
  }

  @Test func withoutAWitnessNobodyIsCalledBlocked() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", page)
    scene.script("de1.example", .status(451))
    #expect(isBlocked(try await scene.sync()) == [false, false])
    #expect(!scene.told.all.contains { if case .judged = $0 { true } else { false } })
    #expect(try await scene.store.rounds(limit: 1).count == 1)
  }

  @Test func aMirrorOfAnotherNewsroomIsAWitnessThoughItAnswersLater() async throws {
    let scene = try EngineScene()
    try await scene.newsroom("One", hosts: "kr1.example")
    try await scene.newsroom("Two", hosts: "de1.example")
    scene.script("kr1.example", .status(451))
    scene.script("de1.example", .feed(SampleFeed.march).after(3_000))
    async let reports = scene.sync()
    await scene.told.wait { $0.contains { if case .roundFinished = $0 { true } else { false } } }
    await scene.clock.pass(3_000)
    #expect(isBlocked(try await reports) == [true])
  }

  @Test(arguments: [(59_000, false, true), (61_000, false, false), (1_000, true, false)])
  func aWitnessSpeaksForAMinuteAndOnItsNetwork(time: Int, isElsewhere: Bool, isBlocked: Bool) async throws {
    let scene = try EngineScene()
    let one = try await scene.newsroom("One", hosts: "kr1.example")
    let two = try await scene.newsroom("Two", hosts: "de1.example")
    scene.script("kr1.example", .status(451))
    scene.script("de1.example", .feed(SampleFeed.march))
    _ = try await scene.engine.sync([two.id])
    if isElsewhere { await scene.engine.networkChanged() }
    scene.clock.advance(to: time)
    #expect(self.isBlocked(try await scene.engine.sync([one.id])) == [isBlocked])
  }

  @Test(arguments: [true, false]) func aResetIsBlockedWhenTheAddressAnswersWithoutTheName(answers: Bool) async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .fail(WireFailure(.resetInTLS, addresses: ["192.0.2.1"])))
    scene.script("de1.example", .feed(SampleFeed.march))
    scene.network.script("https://kr1.example:443/", .fail(WireFailure(.resetInTLS)))
    scene.network.script("https://192.0.2.1:443/", .fail(WireFailure(answers ? .wrongName : .resetInTLS)))
    #expect(isBlocked(try await scene.sync()) == [answers])
    let symptom = try await scene.mirror("kr1.example")?.verdict
    #expect(symptom?.symptom == .resetInHello && symptom?.evidence.answersNameless == answers)
  }

  @Test func whileItIsProbedItIsBlockedStill() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", page)
    scene.script("de1.example", .feed(SampleFeed.march))
    _ = try await scene.sync()
    scene.clock.advance(to: 120_000)
    #expect(try await scene.engine.probe().map(\.verdict?.isBlocked) == [true])
    #expect(try await scene.mirror("kr1.example")?.verdict?.isBlocked == true)
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    scene.clock.advance(to: 240_000)
    #expect(try await scene.engine.probe().map(\.verdict?.isBlocked) == [false], "it shows something else now")
    await scene.engine.networkChanged()
    scene.script("kr1.example", page)
    let id = try #require(try await scene.mirror("kr1.example")).id
    #expect(try await scene.engine.test([id]).map(\.verdict?.isBlocked) == [false], "nobody knows that on this network")
  }

  @Test func aTestFindsOutTooAndTellsIt() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", page)
    scene.script("de1.example", .feed(SampleFeed.march))
    let ids = try await scene.store.mirrors(now: scene.clock.now).map(\.id)
    let outcomes = try await scene.engine.test(ids) { scene.told.note($0) }
    #expect(outcomes.map { $0.verdict?.isBlocked ?? false } == [true, false])
    #expect(try await scene.mirror("kr1.example")?.verdict?.isBlocked == true)
    #expect(scene.told.all.contains { if case .judged = $0 { true } else { false } })
  }
}
