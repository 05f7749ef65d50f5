import Foundation
import MirrorLab
import News
import Sync

/// How long until a mirror that is unblocked is in use again, by the timer that the desk has while it is open.
struct RecoveryBench {
  private static let newsrooms = 8
  /// Seconds between two looks at whom to probe: the desk's.
  private static let tick = 10
  /// Seconds for which the mirrors are blocked.
  private static let blocked = 45.0
  private static let patience = 120.0

  func run(into figures: inout Figures) async throws {
    let times = try await MirrorsStage.with(mirrors: Self.newsrooms) { stage in
      try await withThrowingTaskGroup(of: (Double, Double).self) { group in
        for place in 0..<Self.newsrooms { group.addTask { try await Self.measure(stage, place) } }
        var times: [(Double, Double)] = []
        for try await time in group { times.append(time) }
        return times
      }
    }
    figures.add(
      "an unblocked mirror serves again", Spread(times.map(\.0)), "s", budget: 60, command: MirrorsBench.command)
    figures.add("asked while it was blocked, times a minute", Spread(times.map(\.1)), "", command: MirrorsBench.command)
  }

  /// Seconds from the end of the block to news, and how often a minute it was asked meanwhile.
  private static func measure(_ stage: MirrorsStage, _ place: Int) async throws -> (Double, Double) {
    let mirror = stage.lab.mirrors[place]
    let reader = try await stage.reader([mirror.url(MirrorsStage.path)])
    defer { reader.close() }
    mirror.fault = [.reset, .status(503), .resetOnAccept, .refuse][place % 4]
    // Until it is left alone, as somebody who presses the key would have it.
    for _ in 0..<3 { _ = try await reader.round() }
    mirror.forgetRequests()
    let began = ContinuousClock.now
    try await tick(reader) { _ in began.duration(to: .now).inSeconds >= blocked }
    let rate = Double(mirror.connections) * 60 / began.duration(to: .now).inSeconds
    mirror.fault = .none
    let unblocked = ContinuousClock.now
    try await tick(reader) { hasNews in hasNews || unblocked.duration(to: .now).inSeconds >= patience }
    let seconds = unblocked.duration(to: .now).inSeconds
    return (seconds < patience ? seconds : .infinity, rate)
  }

  private static func tick(_ reader: Reader, until isOver: (Bool) -> Bool) async throws {
    var hasNews = false
    while !isOver(hasNews) {
      try await Task.sleep(for: .seconds(tick))
      hasNews = try await reader.engine.probe().contains { $0.kind == .served || $0.kind == .unchanged }
    }
  }
}
