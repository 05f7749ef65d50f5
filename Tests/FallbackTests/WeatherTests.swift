import Foundation
import MirrorLab
import News
import Store
import Sync
import TLSLab
import Testing
import Wire

/// Networks that are slow, lose, or go away are no censor.
@Suite("Bad weather is never called a block", .serialized, .timeLimit(.minutes(10))) struct WeatherTests {
  /// Rounds in each weather.
  private static let isLong = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1"
  private static let rounds = isLong ? 250 : 25
  private static let atOnce = 5

  /// What happens to the network while rounds run, one after the other until they are over.
  enum Weather: String, CaseIterable, Sendable { case clean, slow, lossy, offline }

  @Test(
    "Loss, slowness and absence made of packets",
    .enabled(if: LabNetwork.isAllowed, "\(LabNetwork.why)"))
  func packets() async throws {
    // A second program of the tests plays it: it inherits how many rounds there are.
    try await LabNetwork.offline.scene(within: .seconds(400)) {
      for weather in Weather.allCases {
        let tally = try await Self.play(weather) { stage, draw in
          await Self.packets(weather, stage, &draw)
        } after: {
          if weather == .slow { try await LabNetwork.hurry() }
        }
        try Self.check(tally, weather)
      }
    }
  }

  @Test("Loss, slowness and absence made by mirrors and resolvers", arguments: Weather.allCases)
  func faults(_ weather: Weather) async throws {
    let tally = try await Self.play(weather) { stage, draw in await Self.faults(weather, stage, &draw) }
    try Self.check(tally, weather)
  }

  // MARK: Rounds

  /// What came of the rounds.
  struct Tally {
    var rounds = 0
    var served = 0
    var offline = 0
    var failed = 0
    var lost = 0
    var blocked: [String] = []
  }

  private static func check(_ tally: Tally, _ weather: Weather) throws {
    #expect(tally.blocked.isEmpty, "\(weather)")
    #expect(tally.rounds == rounds, "\(weather)")
    // It was bad enough for mistakes, and not so bad that there was no witness.
    #expect(tally.served > (weather == .lossy ? rounds / 2 : 0), "\(weather): \(tally)")
    if weather == .clean {
      #expect(tally.served == rounds && tally.failed + tally.lost == 0)
    } else {
      #expect(tally.failed + tally.lost > rounds / 50, "\(weather): \(tally)")
    }
    // Whoever runs them all wants to know how bad it was.
    if isLong { print(weather, tally) }
  }

  /// - Parameters:
  ///   - gust: a change of the network; what it returns ends it.
  ///   - after: when all rounds are over.
  private static func play(
    _ weather: Weather, _ gust: @escaping @Sendable (Stage, inout Draw) async -> End,
    after: () async throws -> Void = {}
  ) async throws -> Tally {
    try await Stage.play {
      ($0.mirrors, $0.site) = (4, FeedText.site(days: 10...14, words: 90))
      ($0.limits.dns, $0.limits.connect, $0.limits.tls) = (500, 500, 500)
      ($0.limits.firstByte, $0.limits.stall, $0.limits.total) = (500, 500, 5_000)
    } _: { stage in
      var newsrooms: [NewsroomID] = []
      for number in 0..<atOnce {
        let urls = (0..<3).map { stage.url(($0 + number) % 4, FeedText.path + "?\(number)") }
        newsrooms.append(try await stage.newsroom("Lab \(number)", urls: urls).id)
      }
      // Somebody was verified a moment ago: "blocked" is possible.
      #expect(try await stage.sync(try await stage.newsroom("Witness", 3)).first?.served != nil)
      var tally = Tally()
      for number in 0..<(rounds / atOnce) {
        // Nobody goes on over a connection that is through the weather.
        stage.transport.networkChanged()
        var draw = Draw(seed: 1_000 * (1 + (Weather.allCases.firstIndex(of: weather) ?? 0)) + number)
        // Half of the rounds begin in it, and it comes over the others.
        let first: End = if number.isMultiple(of: 2) { await gust(stage, &draw) } else { {} }
        let gusts = Task { [draw] in
          var (draw, end) = (draw, first)
          while true {
            await pause(10...600, &draw)
            await end()
            guard !Task.isCancelled else { return }
            await pause(0...30, &draw)
            end = await gust(stage, &draw)
          }
        }
        for report in try await stage.engine.retryNow(newsrooms, progress: { stage.note($0) }) {
          tally.rounds += 1
          tally.served += report.served == nil ? 0 : 1
          tally.offline += report.isOffline ? 1 : 0
          tally.failed += report.mirrors.count { $0.kind == .failed }
          tally.lost += report.mirrors.count { $0.kind == .lost }
          tally.blocked += report.mirrors.filter { $0.verdict?.isBlocked == true }.map { "\($0)" }
        }
        gusts.cancel()
        await gusts.value
      }
      try await after()
      tally.blocked += stage.judged.map { "\($0)" }
      return tally
    }
  }

  // MARK: Gusts

  private static func pause(_ milliseconds: ClosedRange<Int>, _ draw: inout Draw) async {
    try? await Task.sleep(for: .milliseconds(Int.random(in: milliseconds, using: &draw)))
  }

  private typealias End = @Sendable () async -> Void

  private static func change(_ action: () async throws -> Void) async {
    do { try await action() } catch { Issue.record(error) }
  }

  private static func some(_ stage: Stage, _ draw: inout Draw) -> [LabMirror] {
    Array(stage.mirrors.shuffled(using: &draw).prefix(Int.random(in: 1...3, using: &draw)))
  }

  private static func packets(_ weather: Weather, _ stage: Stage, _ draw: inout Draw) async -> End {
    switch weather {
    case .clean: return {}
    case .slow:
      let rate = Int.random(in: 60_000...200_000, using: &draw)
      await change { try await LabNetwork.slow(to: rate, line: 40_000) }
      return {}
    case .lossy:
      let hit = some(stage, &draw).map(\.address)
      await change { for address in hit { try await LabNetwork.drop(from: address) } }
      return { await change { for address in hit { try await LabNetwork.pass(from: address) } } }
    case .offline:
      await change { try await LabNetwork.connect(false) }
      return { await change { try await LabNetwork.connect(true) } }
    }
  }

  private static func faults(_ weather: Weather, _ stage: Stage, _ draw: inout Draw) async -> End {
    switch weather {
    case .clean: return {}
    case .slow:
      for mirror in stage.mirrors {
        mirror.fault = draw.one(of: [
          .slow(milliseconds: Int.random(in: 20...600, using: &draw)),
          .drip(bytesPerSecond: Int.random(in: 500...50_000, using: &draw)), .none,
        ])
      }
      return {}
    case .lossy:
      let hit = some(stage, &draw)
      for mirror in hit {
        mirror.fault = draw.one(of: [
          .swallow, .reset, .resetOnAccept, .swallowHello, .resetAfterHello, .closeAfterHello, .refuse,
          .cut(at: Int.random(in: 0...20_000, using: &draw)), .resetAt(Int.random(in: 0...20_000, using: &draw)),
          .stall(after: Int.random(in: 0...20_000, using: &draw)),
        ])
      }
      return { for mirror in hit { mirror.fault = .none } }
    case .offline:
      // No name is known, and no mirror there; then all are again.
      for place in stage.mirrors.indices { stage.names[Stage.host(place)] = draw.one(of: [.silence, .serverFailure]) }
      for mirror in stage.mirrors { mirror.fault = .refuse }
      return {
        for (place, mirror) in stage.mirrors.enumerated() {
          stage.names[Stage.host(place)] = .addresses([mirror.address])
          mirror.fault = .none
        }
      }
    }
  }
}
