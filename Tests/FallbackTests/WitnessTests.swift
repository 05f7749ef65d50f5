import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// "Blocked" rests on another mirror, verified a moment ago on the same network.
@Suite("Witnesses", .serialized, .timeLimit(.minutes(2))) struct WitnessTests {
  /// Syncs a newsroom that is filtered by name, a witness before it.
  private func isBlocked(
    fault: Fault = .resetAfterHello, _ between: (Stage) async throws -> Void
  ) async throws -> Bool? {
    try await Stage.play { stage in
      let (witness, newsroom) = (try await stage.newsroom("Witness", 2), try await stage.newsroom("Filtered", 0))
      GoldenTable.filter(stage, fault)
      #expect(try await stage.sync(witness).first?.served != nil)
      try await between(stage)
      return try await stage.sync(newsroom).first?.mirrors.first?.verdict?.isBlocked
    }
  }

  @Test("One of another newsroom, verified before, is enough") func fresh() async throws {
    #expect(try await isBlocked { _ in } == true)
    #expect(try await isBlocked { $0.clock.jump(seconds: 50) } == true)
  }

  @Test("After 60 s its word is worth nothing") func old() async throws {
    #expect(try await isBlocked { $0.clock.jump(seconds: 61) } == false)
  }

  @Test("On another network its word is worth nothing") func elsewhere() async throws {
    #expect(try await isBlocked { await $0.engine.networkChanged() } == false)
  }

  @Test("A test of the witness is as good as a round") func tested() async throws {
    let isBlocked = try await isBlocked { stage in
      stage.clock.jump(seconds: 61)
      let witness = try #require(try await stage.store.mirrors().first { $0.url == stage.url(2) })
      #expect(try await stage.engine.test([witness.id]).first?.kind == .unchanged)
    }
    #expect(isBlocked == true)
  }

  @Test("The honest mirror of the same round is a witness, and what became certain is told after the news")
  func sameRound() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      GoldenTable.filter(stage, .resetAfterHello)
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.mirrors.map { $0.verdict?.isBlocked } == [true, nil])
      #expect(report.mirrors.first?.verdict?.evidence.witness == stage.url(1))
      let events = stage.events
      let served = events.firstIndex { if case .served = $0 { true } else { false } }
      let judged = events.firstIndex { if case .judged = $0 { true } else { false } }
      #expect(try #require(served) < #require(judged))
    }
  }

  @Test(
    "A resolver that is proven to lie by a given address keeps its readers from the mirror", arguments: [false, true])
  func lyingResolver(isTest: Bool) async throws {
    try await Stage.play { stage in
      let witness = try await stage.newsroom("Witness", 2)
      let route = MirrorRoute(addresses: [stage.mirrors[0].address])
      let newsroom = try await stage.newsroom("Lied of", urls: [stage.url(0)], route: route)
      stage.names[Stage.host(0)] = .addresses([stage.mirrors[3].address])
      stage.mirrors[3].fault = .certificate(.wrongName)
      #expect(try await stage.sync(witness).first?.served != nil)
      let mirror = try #require(try await stage.mirror(stage.url(0), of: newsroom))
      let outcome =
        isTest
        ? try await stage.engine.test([mirror.id]).first : try await stage.sync(newsroom).first?.mirrors.first
      let verdict = try #require(outcome?.verdict)
      #expect(GoldenRow.Word(verdict) == .init(.falseAnswer, .none, .confirmed) && verdict.isBlocked)
      #expect(try await stage.store.count(.newsroom(newsroom.id)) == 3)
    }
  }

  @Test("One address for hosts that have nothing to do with each other is a false answer", arguments: [true, false])
  func sharedAddress(isWitnessed: Bool) async throws {
    try await Stage.play { stage in
      let hosts = ["news.one.example", "news.other.example"]
      for host in hosts { stage.names[host] = .addresses(["127.0.0.77"]) }
      if isWitnessed { _ = try await stage.sync(try await stage.newsroom("Witness", 2)) }
      let urls = hosts.map { stage.mirrors[0].url(FeedText.path, host: $0) }
      let report = try #require(try await stage.sync(try await stage.newsroom("Lied of", urls: urls)).first)
      #expect(report.served == nil && !report.isOffline)
      for outcome in report.mirrors {
        #expect(outcome.verdict.map(GoldenRow.Word.init) == .init(.falseAnswer, .soft, .likely))
        #expect(outcome.verdict?.isBlocked == false)
      }
    }
  }

  @Test("A mirror that stands at a literal address has no name to be filtered by") func literal() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", urls: [stage.mirrors[0].url(FeedText.path), stage.url(1)])
      stage.mirrors[0].fault = .resetAfterHello
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.mirrors.first?.verdict?.symptom == .resetInHello)
      #expect(report.mirrors.first?.verdict?.isBlocked == false)
    }
  }

  @Test("A clock that is off is told by an honest mirror, where a certificate seems expired") func clock() async throws
  {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      stage.mirrors[0].fault = .certificate(.expired)
      let date = HTTPDate.text(Int(stage.clock.now.timeIntervalSince1970) + 3 * 86_400)
      stage.mirrors[1].site[FeedText.path]?.headers = [.init(name: "Date", value: date)]
      let report = try #require(try await stage.sync(newsroom).first)
      let verdict = try #require(report.mirrors.first?.verdict)
      #expect(verdict.symptom == .certificateTime && !verdict.isBlocked)
      #expect(abs(try #require(verdict.evidence.clockOff) + 3 * 86_400) < 60)
    }
  }
}
