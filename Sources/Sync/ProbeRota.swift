import Foundation
import News

/// Which mirrors are asked beside the rounds, to notice that they are back, or what is wrong with them: those whose rest is
/// over, those that failed last, and those that were late when another served.
///
/// None is asked more than twice a minute, nor, when that was in vain for long, more than once an hour: their breakers see to
/// it, and this where nothing was charged to them.
struct ProbeRota {
  /// At once, and in one go.
  static let most = 16
  /// Milliseconds between two probes of a mirror …
  static let pause = 30_000
  /// … and after so many in vain.
  static let longPause = 3_600_000
  static let mostInVain = Breaker.foregroundTries

  private struct Past {
    var last: Int
    var inVain = 0
  }
  private var past: [MirrorID: Past] = [:]
  private var late: Set<MirrorID> = []

  /// - Parameters:
  ///   - busy: newsrooms that have a round: it asks who is to be asked.
  ///   - milliseconds: of the steady clock.
  /// - Returns: at most `most`, those that wait for longest first; they count as asked.
  mutating func take(
    from mirrors: [Mirror], busy: Set<NewsroomID>, now: Date, milliseconds: Int, hasProxy: Bool
  ) -> [Mirror] {
    let pinned = Dictionary(grouping: mirrors.filter { $0.isPinned && !$0.isDisabled && $0.servesNews }, by: \.newsroom)
    let due = mirrors.filter { mirror in
      mirror.servesNews && !mirror.isDisabled && !busy.contains(mirror.newsroom)
        && isInDoubt(mirror, now: now)
        && mirror.isReachable(hasProxy: hasProxy)
        && (pinned[mirror.newsroom].map { $0.contains { $0.id == mirror.id } } ?? true)
        && isRested(mirror.id, milliseconds)
    }
    let taken = due.sorted { a, b in
      (a.lastTried ?? .distantPast, a.id) < (b.lastTried ?? .distantPast, b.id)
    }.prefix(Self.most)
    for mirror in taken {
      past[mirror.id, default: Past(last: 0)].last = milliseconds
      late.remove(mirror.id)
    }
    return Array(taken)
  }

  mutating func note(_ outcome: MirrorOutcome) {
    guard var one = past[outcome.mirror] else { return }
    one.inVain = outcome.kind == .failed ? one.inVain + 1 : 0
    past[outcome.mirror] = one
  }

  /// A round is over: who was late in it is asked once by itself, since a round does not wait for it.
  mutating func note(_ report: RoundReport) {
    for outcome in report.mirrors {
      if outcome.kind == .lost, outcome.milliseconds >= MirrorMemory.late {
        late.insert(outcome.mirror)
      } else {
        late.remove(outcome.mirror)
      }
    }
  }

  private func isInDoubt(_ mirror: Mirror, now: Date) -> Bool {
    switch mirror.memory.breaker.state(at: now, inForeground: true) {
    case .halfOpen: true
    case .open: false
    case .closed:
      late.contains(mirror.id)
        || (mirror.verdict.map { $0.weight != .none } ?? false)
          && mirror.lastTried.map { abs(now.timeIntervalSince($0)) * 1_000 >= Double(Self.pause) } ?? false
    }
  }

  /// Another network, or the user's wish.
  mutating func forget() { (past, late) = ([:], []) }

  private func isRested(_ mirror: MirrorID, _ now: Int) -> Bool {
    guard let past = past[mirror] else { return true }
    return now - past.last >= (past.inVain >= Self.mostInVain ? Self.longPause : Self.pause)
  }
}
