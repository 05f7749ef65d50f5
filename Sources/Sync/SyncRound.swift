public import News

/// One round of one newsroom, decided as a value: events go in, what to do next comes out. No clock, no network, no store.
///
///          began             read                 committed: nothing newer is known
///     idle ─────▶ racing ──────────▶ settling ──────────────────────────────────────▶ finished
///                  │  ▲                 │  committed: older than what we know,            ▲
///                  │  └─────────────────┘  and somebody may have more                     │
///                  └──────────────────────────────────────────────────────────────────────┘
///                     all failed · 10 s · cancelled · the store failed
///
/// Invariants:
/// 1. A mirror runs at most once at a time, and at most `mostAtOnce` run.
/// 2. No time counts before a transfer has left the queue (`begun`).
/// 3. While a body is read, or comes at a good rate, nobody else is started: a healthy first mirror is the only one asked.
/// 4. The first that is read whole wins; all others are cancelled in the same step, and are not to blame.
/// 5. A commit is not taken back: what an older feed brought stays, and newer news is only added to it.
/// 6. When it has finished, every mirror that was started has one outcome, and no event leads to an action any more.
/// 7. Events of a mirror that no longer runs change nothing.
///
/// Times are milliseconds of one steady clock.
public struct SyncRound: Sendable {
  public enum Event: Hashable, Sendable {
    case began
    /// The transfer left the queue.
    case begun(MirrorID)
    /// So many bytes of body came, in all.
    case progressed(MirrorID, bytes: Int)
    /// The answer is whole, and is being read.
    case received(MirrorID)
    /// It is a well-formed feed, or `unchanged`: 304, or the same bytes as last time.
    case read(MirrorID, unchanged: Bool)
    /// What it brought is in the store. `behindSeconds`: its newest article is that much older than the newest known.
    case committed(MirrorID, behindSeconds: Int?)
    /// The store failed, for a reason of our own.
    case commitFailed(MirrorID)
    /// It failed in a way that is final for it in this round.
    case failed(MirrorID, Verdict)
    case timerFired
    case cancelled
  }

  public enum Action: Hashable, Sendable {
    case start(MirrorID)
    /// Give up the transfer.
    case cancel(MirrorID)
    /// Wake up then; it takes the place of an earlier timer.
    case setTimer(at: Int)
    case commit(MirrorID)
    case finish
  }

  public static let mostAtOnce = 8
  /// Milliseconds for a head, from the first transfer's begin.
  public static let patience = 10_000
  /// How many more mirrors are asked when a feed turned out to be older than what we know.
  public static let mostForNewer = 2

  /// Bytes a second from which on a body counts as coming.
  static let goodRate = 2_048
  /// Bytes a second under which a body that is still coming after `patience` is given up.
  static let creepingRate = 256
  /// Milliseconds between looks at a body that comes.
  static let glance = 500

  private enum Stage { case idle, racing, settling(MirrorID), finished }

  /// A transfer that runs.
  private struct Run {
    var begun: Int?
    var bytes = 0
    /// When its answer was whole: from then on it is our own time.
    var received: Int?
    /// Since when, and from how many bytes, its rate is measured.
    var windowStart = 0
    var windowBytes = 0

    /// Bytes a second since the window's start.
    func rate(at now: Int) -> Int { (bytes - windowBytes) * 1000 / max(1, now - windowStart) }
  }

  private var stage = Stage.idle
  private var waiting: [MirrorRota.Candidate]
  private var started: [MirrorID: MirrorRota.Candidate] = [:]
  private var runs: [MirrorID: Run] = [:]
  /// The one whose own usual time decides when the next is started.
  private var last: MirrorID?
  private var nextStart: Int?
  private var deadline: Int?
  /// How many may still be started; fewer once some news is here.
  private var startsLeft = Int.max
  private var best: (mirror: MirrorID, behind: Int)?

  /// One for each mirror that was started, in that order.
  public private(set) var outcomes: [MirrorOutcome] = []
  public private(set) var wasCancelled = false
  /// The mirror whose news is shown: of several, the one that is least behind.
  public var served: MirrorID? { best?.mirror }
  public var isFinished: Bool { if case .finished = stage { true } else { false } }

  public init(_ candidates: [MirrorRota.Candidate]) { waiting = candidates }

  /// Takes an event in and says what to do, in this order.
  public mutating func handle(_ event: Event, at now: Int) -> [Action] {
    switch (stage, event) {
    case (.finished, _): return []
    case (.idle, .began):
      stage = .racing
      return race(failures: 1, at: now)
    case (_, .cancelled):
      wasCancelled = true
      return cancelAll(at: now) + finish()
    case (_, .begun(let mirror)): return begin(mirror, at: now)
    case (_, .progressed(let mirror, let bytes)):
      if let run = runs[mirror] { runs[mirror]?.bytes = max(run.bytes, bytes) }
      return []
    case (_, .received(let mirror)):
      if runs[mirror]?.received == nil { runs[mirror]?.received = now }
      return []
    case (.racing, .read(let mirror, let unchanged)):
      guard let run = runs.removeValue(forKey: mirror) else { return [] }
      end(mirror, run, unchanged ? .unchanged : .served, at: now)
      stage = .settling(mirror)
      return cancelAll(at: now) + [.commit(mirror)]
    case (.racing, .failed(let mirror, let verdict)):
      guard let run = runs.removeValue(forKey: mirror) else { return [] }
      end(mirror, run, .failed, verdict, at: now)
      return race(failures: 1, at: now)
    case (.racing, .timerFired): return race(failures: 0, at: now)
    case (.settling(let winner), .committed(let mirror, let behind)) where winner == mirror:
      return settle(mirror, behind: behind ?? 0, at: now)
    case (.settling(let winner), .commitFailed(let mirror)) where winner == mirror: return finish()
    case (.idle, _), (.racing, _), (.settling, _): return []
    }
  }

  private mutating func begin(_ mirror: MirrorID, at now: Int) -> [Action] {
    guard let run = runs[mirror], run.begun == nil else { return [] }
    runs[mirror]?.begun = now
    runs[mirror]?.windowStart = now
    deadline = deadline ?? now + Self.patience
    if mirror == last { nextStart = now + Self.stagger(after: started[mirror]?.usualMilliseconds) }
    return timer()
  }

  /// max(250 ms, 1.5 × its own usual time to a head, at most 1 s).
  static func stagger(after usual: Int?) -> Int { max(250, min(1_000, (usual ?? 0) * 3 / 2)) }

  /// Starts whom it is time to start, gives up whom it is time to give up, and finishes when nothing is left.
  private mutating func race(failures: Int, at now: Int) -> [Action] {
    var actions: [Action] = []
    let isLate = deadline.map { now >= $0 } ?? false
    if isLate {
      actions += giveUp(at: now)
    } else {
      if runs.isEmpty || (failures > 0 && !runs.values.contains { $0.received != nil }) { actions += startNext() }
      if let time = nextStart, now >= time {
        if isComing(at: now) {
          nextStart = now + Self.glance
          deadline = now + Self.patience
        } else {
          actions += startNext()
        }
      }
    }
    if runs.isEmpty { return actions + finish() }
    return actions + timer()
  }

  private mutating func startNext() -> [Action] {
    nextStart = nil
    guard startsLeft > 0, runs.count < Self.mostAtOnce, !waiting.isEmpty else { return [] }
    let next = waiting.removeFirst()
    startsLeft -= 1
    started[next.mirror] = next
    runs[next.mirror] = Run()
    last = next.mirror
    if !outcomes.contains(where: { $0.mirror == next.mirror }) {
      outcomes.append(MirrorOutcome(mirror: next.mirror, url: next.url, kind: .lost))
    }
    return [.start(next.mirror)]
  }

  /// Whether somebody is read, or sends at a good rate since we last looked.
  private mutating func isComing(at now: Int) -> Bool {
    var isComing = false
    for (mirror, run) in runs {
      if run.received != nil || (run.bytes > 0 && run.rate(at: now) >= Self.goodRate) { isComing = true }
      runs[mirror]?.windowStart = now
      runs[mirror]?.windowBytes = run.bytes
    }
    return isComing
  }

  /// The time for a head is over: only those go on that are read, still in the queue, or still sending.
  private mutating func giveUp(at now: Int) -> [Action] {
    var actions: [Action] = []
    for mirror in runs.keys.sorted() {
      guard let run = runs[mirror], let begun = run.begun, run.received == nil else { continue }
      if run.bytes > 0, run.rate(at: now) >= Self.creepingRate {
        runs[mirror]?.windowStart = now
        runs[mirror]?.windowBytes = run.bytes
        continue
      }
      runs[mirror] = nil
      end(mirror, run, .failed, FailureJudge.outOfTime(milliseconds: now - begun, bytes: run.bytes), at: now)
      actions.append(.cancel(mirror))
    }
    nextStart = nil
    deadline = now + 4 * Self.glance
    return actions
  }

  /// What was read is in the store. If it is older than what we know, one who may have more is asked as well.
  private mutating func settle(_ mirror: MirrorID, behind: Int, at now: Int) -> [Action] {
    if let index = outcomes.firstIndex(where: { $0.mirror == mirror }) {
      outcomes[index].behindSeconds = behind > 0 ? behind : nil
    }
    if best.map({ behind < $0.behind }) ?? true { best = (mirror, behind) }
    guard behind > 0, now < deadline ?? .max else { return finish() }
    if startsLeft > Self.mostForNewer { startsLeft = Self.mostForNewer }
    waiting.removeAll { ($0.behindSeconds ?? 0) >= behind }
    stage = .racing
    return race(failures: 1, at: now)
  }

  private mutating func cancelAll(at now: Int) -> [Action] {
    let losers = runs.keys.sorted()
    for mirror in losers {
      if let run = runs.removeValue(forKey: mirror) { end(mirror, run, .lost, at: now) }
    }
    // They were asked first, so they come first if the winner turns out to be behind.
    waiting.insert(contentsOf: outcomes.compactMap { losers.contains($0.mirror) ? started[$0.mirror] : nil }, at: 0)
    return losers.map(Action.cancel)
  }

  private mutating func end(
    _ mirror: MirrorID, _ run: Run, _ kind: MirrorOutcome.Kind, _ verdict: Verdict? = nil, at now: Int
  ) {
    guard let index = outcomes.firstIndex(where: { $0.mirror == mirror }) else { return }
    outcomes[index].kind = kind
    outcomes[index].verdict = verdict
    outcomes[index].milliseconds = run.begun.map { (run.received ?? now) - $0 } ?? 0
  }

  private mutating func finish() -> [Action] {
    stage = .finished
    return [.finish]
  }

  private func timer() -> [Action] {
    let start = waiting.isEmpty || startsLeft == 0 || runs.count >= Self.mostAtOnce ? nil : nextStart
    guard let time = [start, deadline].compactMap({ $0 }).min() else { return [] }
    return [.setTimer(at: time)]
  }
}
