import Foundation
import News
import Sync

/// Mirrors with a past, for the rota.
struct MirrorSample {
  /// A try that a mirror is remembered by.
  enum Try { case good(Int), soft, hard, asked(Int), charged(Verdict.Symptom) }

  let now = Date(timeIntervalSince1970: 1_750_000_000)

  /// - Parameter past: the oldest first; all of it so many seconds ago.
  func mirror(
    _ id: Int64, _ past: [Try] = [], ago: TimeInterval = 5, position: Int? = nil, url: String? = nil,
    behind: Int? = nil, pinned: Bool = false, disabled: Bool = false, route: MirrorRoute = MirrorRoute()
  ) -> Mirror {
    let time = now.addingTimeInterval(-ago)
    var memory = MirrorMemory()
    var verdict: Verdict?
    for one in past {
      switch one {
      case .good(let milliseconds): memory.succeed(milliseconds: milliseconds)
      case .soft: verdict = Verdict(.refused)
      case .charged(let symptom): verdict = Verdict(symptom, weight: .hard, confidence: .confirmed)
      case .hard: verdict = Verdict(.notAFeed, weight: .hard)
      case .asked(let seconds):
        verdict = Verdict(.askedToWait)
        verdict?.evidence.retryAfter = seconds
      }
      if let bad = verdict, !one.isGood { memory.fail(bad, at: time, draw: 0.5) } else { verdict = nil }
    }
    return Mirror(
      id: MirrorID(rawValue: id), newsroom: NewsroomID(rawValue: 1), url: url ?? "https://m\(id).example/",
      position: position ?? Int(id), isPinned: pinned, isDisabled: disabled, verdict: verdict,
      lastTried: past.isEmpty ? nil : time, lastGood: past.contains(where: \.isGood) ? time : nil,
      behindSeconds: behind, memory: memory, route: route)
  }

  func rota(
    _ mirrors: [Mirror], purpose: SyncPurpose = .wanted, rounds: Int = 0, ignoresPin: Bool = false,
    inForeground: Bool = false, hasProxy: Bool = false, seed: UInt64 = 1
  ) -> MirrorRota {
    var numbers = SeededNumbers(seed: seed)
    return MirrorRota(
      mirrors, now: now, purpose: purpose, rounds: rounds, ignoresPin: ignoresPin, inForeground: inForeground,
      hasProxy: hasProxy, using: &numbers)
  }

  func order(_ mirrors: [Mirror]) -> [Int64] { rota(mirrors).order }
}

extension MirrorSample.Try {
  var isGood: Bool { if case .good = self { true } else { false } }
}

extension MirrorRota {
  var order: [Int64] { candidates.map(\.mirror.rawValue) }
}
