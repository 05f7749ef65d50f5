import Foundation
import News
import Sync

/// Where a mirror stands among those of its newsroom that do the same, at one moment.
struct MirrorPlace {
  let mirror: Mirror
  /// Itself among them.
  let others: [Mirror]
  let now: Date

  /// - Parameter all: of any newsroom.
  init(_ mirror: Mirror, among all: [Mirror], now: Date) {
    self.mirror = mirror
    others = all.filter { $0.newsroom == mirror.newsroom && $0.takesDrops == mirror.takesDrops }
    self.now = now
  }

  /// What the rota's order rests on, with three digits.
  var score: Double? {
    mirror.isDisabled ? nil : Self.rounded(MirrorScore.of(mirror, among: others, now: now).value)
  }

  /// Good ones of the last tries; nil before any.
  var success: Double? {
    let tries = mirror.memory.tries
    return tries.isEmpty ? nil : Self.rounded(Double(tries.count { $0 }) / Double(tries.count))
  }

  /// Left alone until then.
  var rest: Date? {
    guard case .open(let until) = mirror.memory.breaker.state(at: now) else { return nil }
    return until
  }

  private static func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}
