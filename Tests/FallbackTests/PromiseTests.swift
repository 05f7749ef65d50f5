import MirrorLab
import News
import Store
import Sync
import Testing
import Wire

/// The figures that the design promises, by rounds over real sockets. `wirecopy-bench mirrors` measures them.
@Suite("Promises", .serialized, .timeLimit(.minutes(3))) struct PromiseTests {
  /// A round of eight mirrors, the last one honest.
  private func eight(_ strike: (Stage, Int) -> Void) async throws -> RoundReport {
    try await Stage.play {
      $0.mirrors = 8
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2, 3, 4, 5, 6, 7)
      for place in 0..<7 { strike(stage, place) }
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.servedURL == stage.url(7))
      return report
    }
  }

  @Test("Seven of eight blocked in any way, and the news is there in 2 s", arguments: 0..<8)
  func sevenOfEight(_ number: Int) async throws {
    var draw = Draw(seed: 80 + number)
    let ailments = (0..<7).map { _ in draw.one(of: Ailment.all) }
    let report = try await eight { ailments[$1].strike($0, $1) }
    #expect(report.milliseconds <= 2_000, "\(ailments.map(\.name))")
  }

  @Test("Seven of eight silent after the TLS hello: in 2 s, too") func sevenSilent() async throws {
    #expect(try await eight { $0.mirrors[$1].fault = .swallowHello }.milliseconds <= 2_000)
  }

  @Test("Seven of eight reset after the TLS hello: in 0.3 s") func sevenReset() async throws {
    let report = try await eight {
      $0.mirrors[$1].filteredNames = [Stage.host($1)]
      $0.mirrors[$1].fault = .resetAfterHello
    }
    #expect(report.milliseconds <= 300)
  }

  @Test("None good: it says so in 10 s", arguments: [Fault.swallowHello, .swallow, .stall(after: 300)])
  func noneGood(_ fault: Fault) async throws {
    try await Stage.play {
      // All time runs ten times as fast.
      ($0.mirrors, $0.speed) = (8, 10)
      ($0.limits.dns, $0.limits.connect, $0.limits.tls) = (200, 400, 400)
      ($0.limits.firstByte, $0.limits.stall) = (600, 500)
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2, 3, 4, 5, 6, 7)
      for mirror in stage.mirrors { mirror.fault = fault }
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.served == nil && !report.isOffline && report.mirrors.count == 8)
      // What this machine itself needs counts ten times.
      #expect(report.milliseconds <= 10_000 + 500)
      #expect(report.mirrors.allSatisfy { $0.verdict != nil && $0.verdict?.isBlocked == false })
    }
  }

  @Test("None good, all resetting: it says so in 0.3 s") func allReset() async throws {
    try await Stage.play {
      $0.mirrors = 8
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2, 3, 4, 5, 6, 7)
      for mirror in stage.mirrors { mirror.fault = .resetAfterHello }
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.served == nil && report.mirrors.count == 8 && report.milliseconds <= 300)
    }
  }

  @Test("A healthy best mirror: one connection, no further request, one question of each kind to the resolver")
  func healthy() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2)
      for _ in 0..<3 { #expect(try await stage.sync(newsroom).first?.servedURL == stage.url(0)) }
      #expect(stage.mirrors.map(\.connections) == [1, 0, 0, 0])
      #expect(stage.mirrors.map(\.requestCount) == [3, 0, 0, 0])
      #expect(stage.mirrors[0].requests.map { $0.header("If-None-Match") != nil } == [false, true, true])
      #expect(Set(stage.names.questions.map(\.name)) == [Stage.host(0)] && stage.names.questions.count == 2)
    }
  }

  @Test("An unblocked mirror is in use within a minute, as probes find it; and it is asked no more than twice a minute")
  func recovery() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0)
      stage.mirrors[0].fault = .reset
      for _ in 0..<3 { #expect(try await stage.sync(newsroom).first?.served == nil) }
      stage.forgetRequests()
      for _ in 0..<30 {
        stage.clock.jump(seconds: 10)
        _ = try await stage.engine.probe { stage.note($0) }
      }
      #expect((5...10).contains(stage.mirrors[0].requestCount))
      stage.mirrors[0].fault = .none
      var outcomes: [MirrorOutcome] = []
      for _ in 0..<6 where outcomes.isEmpty {
        stage.clock.jump(seconds: 10)
        outcomes = try await stage.engine.probe { stage.note($0) }
      }
      #expect(outcomes.map(\.kind) == [.served])
      #expect(try await stage.store.count(.newsroom(newsroom.id)) == 3)
      #expect(try await stage.sync(newsroom).first?.served != nil)
    }
  }
}
