import Foundation
import News
import Testing

@testable import Store

/// How mirrors did, as the store remembers it.
struct MirrorMemoryTests {
  private func outcome(
    _ mirror: Mirror, _ kind: MirrorOutcome.Kind, _ verdict: Verdict? = nil, milliseconds: Int = 100, bytes: Int? = nil
  ) -> MirrorOutcome {
    MirrorOutcome(
      mirror: mirror.id, url: mirror.url, kind: kind, verdict: verdict, milliseconds: milliseconds, bytes: bytes)
  }

  private func report(_ scene: Scene, minute: Int = 0, _ outcomes: MirrorOutcome...) -> RoundReport {
    RoundReport(newsroom: scene.newsroom.id, name: "strike", started: Scene.at(minute), mirrors: outcomes)
  }

  private func mirrors(_ scene: Scene, minute: Int = 0) async throws -> [Mirror] {
    try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.at(minute))
  }

  @Test func aRoundIsRememberedAsTheValueSays() async throws {
    let scene = try await Scene()
    let (one, two) = (scene.mirrors[0], scene.mirrors[1])
    var expected = [MirrorMemory(), MirrorMemory()]
    for minute in 0..<30 {
      try await scene.store.record(
        report(
          scene, minute: minute, outcome(one, .failed, Verdict(.resetInHello)),
          outcome(two, minute.isMultiple(of: 2) ? .served : .unchanged, milliseconds: minute, bytes: 70_000)),
        draw: { 0.25 })
      expected[0].fail(Verdict(.resetInHello), at: Scene.at(minute), draw: 0.25)
      expected[1].succeed(milliseconds: minute, bytes: 70_000)
    }
    #expect(try await mirrors(scene).map(\.memory) == expected)
    #expect(expected[0].tries.count == 20 && !expected[0].breaker.isClosed)
    #expect(try await scene.store.newsrooms()[0].rounds == 30)
  }

  @Test func testsAndDeliveriesAreRememberedInTheSameWay() async throws {
    let scene = try await Scene()
    let relay = try await scene.store.addRelay(url: "https://r.example/", to: scene.newsroom.id)
    let block = Verdict(.notAFeed, weight: .hard)
    try await scene.store.record(
      test: outcome(scene.mirrors[0], .failed, block), at: Scene.noon, draw: { 0 })
    try await scene.store.record(relay: relay.id, verdict: block, at: Scene.noon, milliseconds: nil, draw: { 0 })
    var known = try await mirrors(scene)
    for mirror in [known[0], known[2]] {
      #expect(mirror.memory.breaker.state(at: Scene.noon) == .open(until: Scene.noon + 15))
      #expect(mirror.memory.tries == [false])
    }
    for milliseconds in [120, nil] {
      try await scene.store.record(relay: relay.id, verdict: nil, at: Scene.at(1), milliseconds: milliseconds)
    }
    known = try await mirrors(scene)
    #expect(known[2].memory.tries == [false, true, true] && known[2].memory.breaker.isClosed)
    #expect(known[2].memory.usualMilliseconds == 120 && known[2].latencyMilliseconds == 120)
    #expect(try await scene.store.newsrooms()[0].rounds == 0)
  }

  @Test func beingOfflineOrWithoutAProxyIsHeldAgainstNobody() async throws {
    let scene = try await Scene()
    let one = scene.mirrors[0]
    try await scene.store.record(report(scene, outcome(one, .served)))
    let before = try await mirrors(scene)
    var offline = report(scene, outcome(one, .failed, Verdict(.unreachable)))
    offline.isOffline = true
    try await scene.store.record(offline)
    try await scene.store.record(test: outcome(one, .failed, Verdict(.offline, weight: .none)), at: Scene.at(1))
    #expect(try await mirrors(scene) == before)
    #expect(try await scene.store.newsrooms()[0].rounds == 1)
    try await scene.store.record(report(scene, minute: 2, outcome(one, .failed, Verdict(.proxyFailed, weight: .none))))
    let after = try await mirrors(scene)[0]
    #expect(after.memory == before[0].memory && after.verdict?.symptom == .proxyFailed && after.state == .up)
  }

  @Test func aMirrorThatServesOlderNewsKeepsThatAsARemark() async throws {
    let scene = try await Scene()
    let one = scene.mirrors[0]
    let stale = Verdict(.stale, weight: .none)
    try await scene.store.record(report(scene, outcome(one, .served, stale)))
    #expect(try await mirrors(scene)[0].verdict == stale)
    #expect(try await mirrors(scene)[0].state == .up)
    // What weighs is said of those that failed alone.
    try await scene.store.record(report(scene, outcome(one, .unchanged, Verdict(.cutOff))))
    #expect(try await mirrors(scene)[0].verdict == nil)
  }

  @Test func aRoundKeepsAllThatIsKnownOfItsOutcomes() async throws {
    let scene = try await Scene()
    var verdict = Verdict(.falseAnswer, confidence: .confirmed, isBlocked: true)
    verdict.evidence.answers = [.init("10.0.0.1", isReserved: true)]
    verdict.evidence.tries = [.init("192.0.2.1", source: "given")]
    verdict.evidence.witness = "https://b.example/"
    var served = outcome(scene.mirrors[1], .served, Verdict(.disagrees, weight: .none), bytes: 4_096)
    served.behindSeconds = 90
    served.disagreeing = 2
    let round = report(scene, outcome(scene.mirrors[0], .failed, verdict), served)
    try await scene.store.record(round)
    #expect(try await scene.store.rounds(limit: 1) == [round])
  }

  @Test func aBetterVerdictTakesThePlaceOfTheSameSymptomAlone() async throws {
    let scene = try await Scene()
    let one = scene.mirrors[0]
    try await scene.store.record(report(scene, outcome(one, .failed, Verdict(.tlsSwallowed))))
    try await scene.store.record(report(scene, minute: 1, outcome(one, .failed, Verdict(.tlsSwallowed))))
    let memory = try await mirrors(scene)[0].memory
    var blocked = Verdict(.tlsSwallowed, confidence: .confirmed, isBlocked: true)
    blocked.evidence.witness = "https://b.example/"
    try await scene.store.record(verdict: Verdict(.refused), of: one.id)
    try await scene.store.record(verdict: blocked, of: scene.mirrors[1].id)
    #expect(try await mirrors(scene).map(\.verdict) == [Verdict(.tlsSwallowed), nil])
    try await scene.store.record(verdict: blocked, of: one.id)
    #expect(try await mirrors(scene)[0].verdict == blocked)
    #expect(try await mirrors(scene)[0].memory == memory)
    #expect(
      try await scene.store.rounds(limit: 5).map { $0.mirrors[0].verdict } == [blocked, Verdict(.tlsSwallowed)])
    let offline = Verdict(.offline, weight: .none)
    try await scene.store.record(verdict: offline, of: one.id)
    #expect(try await mirrors(scene)[0].verdict == offline)
  }

  @Test func whatIsOlderThanAWeekIsForgottenAndTheRouteIsNot() async throws {
    let scene = try await Scene()
    let route = MirrorRoute(proxy: "socks5h://127.0.0.1:9050")
    try await scene.store.setRoute(scene.mirrors[0].id, route)
    try await scene.store.record(report(scene, outcome(scene.mirrors[0], .failed, Verdict(.broken))))
    let week = 7 * 1_440
    #expect(try await mirrors(scene, minute: week)[0].memory.tries == [false])
    var known = try await mirrors(scene, minute: week + 1)[0]
    #expect(known.memory == MirrorMemory() && known.verdict == nil && known.route == route)
    // A deed of today begins anew, also where nobody swept before.
    try await scene.store.record(test: outcome(scene.mirrors[0], .served), at: Scene.at(week + 1))
    #expect(try await mirrors(scene, minute: week + 1)[0].memory.tries == [true])
    try await scene.store.record(report(scene, minute: 3 * week, outcome(scene.mirrors[1], .served)))
    known = try await mirrors(scene)[0]
    #expect(known.memory == MirrorMemory() && known.lastTried == nil && known.route == route)
    #expect(try await scene.store.number("SELECT count(*) FROM mirror WHERE memory IS NOT NULL") == 1)
  }

  @Test func whatIsSoftIsForgivenInOneNewsroomOrInAll() async throws {
    let scene = try await Scene()
    let other = try await scene.store.addNewsroom(name: "other", mirrors: ["http://o.example/"])
    let third = try #require(try await scene.store.mirrors(of: other.id).first)
    var asked = Verdict(.askedToWait)
    asked.evidence.retryAfter = 600
    let hard = Verdict(.notAFeed, weight: .hard)
    func fail() async throws {
      for mirror in [scene.mirrors[0], third] {
        for _ in 0..<3 {
          try await scene.store.record(test: outcome(mirror, .failed, Verdict(.reset)), at: Scene.noon)
        }
      }
    }
    func states() async throws -> [Bool] {
      try await scene.store.mirrors(now: Scene.noon).sorted { $0.id < $1.id }.map(\.memory.breaker.isClosed)
    }
    try await fail()
    try await scene.store.record(test: outcome(scene.mirrors[1], .failed, hard), at: Scene.noon)
    #expect(try await states() == [false, false, false])
    try await scene.store.forgiveBreakers(of: other.id)
    #expect(try await states() == [false, false, true])
    try await fail()
    try await scene.store.forgiveBreakers(of: nil)
    #expect(try await states() == [true, false, true])
    // What they did is not: it still says where they stand.
    #expect(try await mirrors(scene)[0].memory.tries == Array(repeating: false, count: 6))
    try await scene.store.record(test: outcome(scene.mirrors[0], .failed, asked), at: Scene.noon)
    try await scene.store.forgiveBreakers(of: nil)
    #expect(try await states() == [false, false, true])
    try await scene.store.forgiveBreakers(of: nil, evenAsked: true)
    #expect(try await states() == [true, false, true])
  }

  @Test func twoProcessesThatRecordAtOnceLoseNothing() async throws {
    let scene = try await Scene(onDisk: true)
    let stores = [scene.store, try scene.otherProcess()]
    let one = scene.mirrors[0]
    // Nineteen tries: none falls out.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for turn in 0..<18 {
        let store = stores[turn % 2]
        let verdict = turn.isMultiple(of: 3) ? Verdict(.broken) : nil
        let round = report(scene, minute: turn, outcome(one, verdict == nil ? .served : .failed, verdict))
        group.addTask { try await store.record(round) }
        group.addTask { try await stores[(turn + 1) % 2].forgiveBreakers(of: nil) }
      }
      try await group.waitForAll()
    }
    let memory = try await mirrors(scene)[0].memory
    #expect(memory.tries.count == 18 && memory.tries.count { !$0 } == 6)
    #expect(try await scene.store.newsrooms()[0].rounds == 18)
    #expect(try await scene.store.rounds(limit: 50).count == 18)
  }
}
