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
///    Beside bodies that come slowly one is started at once, and one more every `slowPause`; a body that hardly comes at
///    all (`creepingRate`) holds nobody up.
/// 4. The first that is read whole wins; all others are cancelled in the same step, and are not to blame.
/// 5. A commit is not taken back: what an older feed brought stays, and newer news is only added to it.
/// 6. When it has finished, every mirror that was started has one outcome, and no event leads to an action any more.
/// 7. Events of a mirror that no longer runs change nothing.
/// 8. A mirror that is left alone (`isLastResort`) is started only when every other was started and none runs, or
///    `resortPause` after the last of them began; never once some news is here.
/// 9. A mirror is started again only where it lost and the winner was behind, or where it broke in mid-body and others can go
///    on from there: then at most `Line.mostAgain` times, after all others.
/// 10. Of two that send the same bytes of one document, one is cancelled before `mostTwice` came twice.
///
/// Times are milliseconds of one steady clock.
public struct SyncRound: Sendable {
  public static let mostAtOnce = 8
  /// Milliseconds for a head, from the first transfer's begin: what there is to say is said within 10 s.
  public static let patience = 9_900
  /// How many more mirrors are asked when a feed turned out to be older than what we know.
  public static let mostForNewer = 2
  /// Milliseconds from the last of the others' begin until one is asked that is left alone.
  public static let resortPause = 1_000
  /// Milliseconds between starts beside bodies that come, but slowly.
  public static let slowPause = 5_000

  /// Bytes a second from which on a body counts as coming.
  static let goodRate = 2_048
  /// Bytes a second under which a body that is still coming after `patience` is given up.
  static let creepingRate = 256
  /// Milliseconds under which silence says nothing.
  static let shortLook = 200
  /// Milliseconds between looks at a body that comes.
  static let glance = 500
  /// Bytes that two may send of the same.
  static let mostTwice = 48 << 10

  enum Stage { case idle, racing, settling(MirrorID), finished }

  private(set) var stage = Stage.idle
  var line: Line
  private(set) var started: [MirrorID: MirrorRota.Candidate] = [:]
  var runs: [MirrorID: Run] = [:]
  /// The one whose own usual time decides when the next is started.
  private var last: MirrorID?
  private var nextStart: Int?
  /// When one may be asked that is left alone; nil as long as nobody knows.
  private var resortFrom: Int?
  private var isResorting = false
  /// Beside bodies that come slowly nobody is started before.
  private var slowUntil: Int?
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

  public init(_ candidates: [MirrorRota.Candidate]) { line = Line(candidates) }

  /// Takes an event in and says what to do, in this order.
  public mutating func handle(_ event: Event, at now: Int) -> [Action] {
    switch (stage, event) {
    case (.finished, _): return []
    case (.idle, .began):
      stage = .racing
      return race(isHurried: true, at: now)
    case (_, .cancelled):
      wasCancelled = true
      return cancelAll(at: now) + finish()
    case (_, .begun(let mirror)): return begin(mirror, at: now)
    case (_, .progressed(let mirror, let bytes)):
      runs[mirror]?.pace.take(bytes: bytes, at: now)
      return stopDouble(mirror, at: now)
    case (_, .received(let mirror)):
      guard runs[mirror] != nil, runs[mirror]?.received == nil else { return [] }
      runs[mirror]?.received = now
      return stopPredecessors(of: mirror, at: now)
    case (_, .resumable(let mirror)):
      runs[mirror]?.isResumable = true
      return []
    case (_, .continues(let mirror, let others, let place)):
      runs[mirror]?.after = (others.filter { $0 != mirror }, place)
      return []
    case (_, .askedAgain(let mirror)):
      guard runs[mirror] != nil else { return [] }
      runs[mirror]?.received = nil
      runs[mirror]?.after = nil
      nextStart = nextStart ?? now + Self.glance
      return timer()
    case (.racing, .read(let mirror, let unchanged)):
      guard let run = runs.removeValue(forKey: mirror) else { return [] }
      end(mirror, run, unchanged ? .unchanged : .served, at: now)
      stage = .settling(mirror)
      return cancelAll(at: now) + [.commit(mirror)]
    case (.racing, .failed(let mirror, let verdict)):
      guard let run = runs.removeValue(forKey: mirror) else { return [] }
      end(mirror, run, .failed, verdict, at: now)
      if run.isResumable, verdict.weight == .soft, verdict.symptom != .contentFilter, let candidate = started[mirror] {
        line.putAgain(candidate)
      }
      if Self.filtersNames.contains(verdict.symptom) { line.preferNameless() }
      return race(isHurried: true, at: now)
    case (.racing, .timerFired): return race(isHurried: false, at: now)
    case (.settling(let winner), .committed(let mirror, let behind)) where winner == mirror:
      return settle(mirror, behind: behind ?? 0, at: now)
    case (.settling(let winner), .commitFailed(let mirror)) where winner == mirror: return finish()
    case (.idle, _), (.racing, _), (.settling, _): return []
    }
  }

  /// What is seen where a name in the TLS hello is filtered.
  private static let filtersNames: Set<Verdict.Symptom> = [.resetInHello, .closedInHello, .tlsSwallowed]

  private mutating func begin(_ mirror: MirrorID, at now: Int) -> [Action] {
    guard let run = runs[mirror], run.begun == nil, let candidate = started[mirror] else { return [] }
    runs[mirror]?.begun = now
    runs[mirror]?.pace = Pace(begun: now)
    // Who goes on with a body has time for a head of its own.
    deadline = line.isAgain(mirror) ? max(deadline ?? 0, now + Self.patience) : deadline ?? now + Self.patience
    if mirror == last {
      nextStart = now + Self.stagger(after: candidate.usualMilliseconds)
      if !line.hasOrdinary, !candidate.isLastResort {
        resortFrom = now + Self.resortPause
        nextStart = resortFrom
      }
    }
    return timer()
  }

  /// max(250 ms, 1.5 × its own usual time to a head, at most 1 s).
  static func stagger(after usual: Int?) -> Int { max(250, min(1_000, (usual ?? 0) * 3 / 2)) }

  /// Starts whom it is time to start, gives up whom it is time to give up, and finishes when nothing is left.
  private mutating func race(isHurried: Bool, at now: Int) -> [Action] {
    var actions: [Action] = []
    if deadline.map({ now >= $0 }) ?? false {
      actions += giveUp(at: now)
    } else {
      let isComing = runs.values.contains { $0.isComing(at: now) }
      if runs.isEmpty || (isHurried && !isComing) {
        actions += startNext(at: now)
      } else if isHurried {
        nextStart = nextStart ?? now + Self.glance
      }
      if let time = nextStart, now >= time { actions += look(at: now) }
    }
    if runs.isEmpty { return actions + finish() }
    return actions + timer()
  }

  /// It is time for the next one, unless those that run do well.
  private mutating func look(at now: Int) -> [Action] {
    let isComing = runs.values.contains { $0.isComing(at: now) }
    let isSlow =
      last.flatMap { runs[$0] }.map {
        $0.pace.kind(at: now) == .slow && $0.pace.rate(at: now) >= Self.creepingRate
      } ?? false
    for mirror in runs.keys { runs[mirror]?.pace.look(at: now) }
    if isComing {
      nextStart = now + Self.glance
      deadline = now + Self.patience
      return []
    }
    if isSlow {
      if let slowUntil, now < slowUntil {
        nextStart = min(now + Self.glance, slowUntil)
        return []
      }
      slowUntil = now + Self.slowPause
    }
    return startNext(at: now)
  }

  private mutating func startNext(at now: Int) -> [Action] {
    nextStart = nil
    guard startsLeft > 0, runs.count < Self.mostAtOnce else { return [] }
    let mayResort = runs.isEmpty || isResorting || resortFrom.map { now >= $0 } ?? false
    guard let next = line.next(mayResort: mayResort) else {
      // Only such are left that are left alone: their time comes, but not while the last of the others is in the queue.
      if !line.isEmpty, last.flatMap({ runs[$0] }).map({ $0.begun != nil }) ?? true {
        resortFrom = resortFrom ?? now + Self.resortPause
        nextStart = resortFrom
      }
      return []
    }
    startsLeft -= 1
    started[next.mirror] = next
    runs[next.mirror] = Run()
    last = next.mirror
    isResorting = isResorting || next.isLastResort
    if !outcomes.contains(where: { $0.mirror == next.mirror }) {
      outcomes.append(MirrorOutcome(mirror: next.mirror, url: next.url, kind: .lost))
    }
    return [.start(next.mirror)]
  }

  /// The time for a head is over: only those go on that are read, still in the queue, or still sending.
  private mutating func giveUp(at now: Int) -> [Action] {
    var actions: [Action] = []
    var isGood = false
    for mirror in runs.keys.sorted() {
      guard let run = runs[mirror], let begun = run.begun, run.received == nil else { continue }
      let rate = run.pace.rate(at: now)
      if run.pace.bytes > 0, rate >= Self.creepingRate {
        isGood = isGood || rate >= Self.goodRate
        runs[mirror]?.pace.look(at: now)
        continue
      }
      runs[mirror] = nil
      let verdict = FailureJudge.outOfTime(milliseconds: now - begun, bytes: run.pace.bytes)
      end(mirror, run, .failed, verdict, at: now)
      actions.append(.cancel(mirror))
    }
    nextStart = nil
    // Where a good one falls silent, the transport sees it and says so in time.
    deadline = now + (isGood ? 12 : 4) * Self.glance
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
    line.keepNewer(than: behind)
    stage = .racing
    return race(isHurried: true, at: now)
  }

  private mutating func cancelAll(at now: Int) -> [Action] {
    let losers = runs.keys.sorted()
    for mirror in losers {
      guard let run = runs.removeValue(forKey: mirror) else { continue }
      // Under a fast one's eyes, five seconds of next to nothing are a throttle.
      let verdict = run.throttle(at: now)
      end(mirror, run, verdict == nil ? .lost : .failed, verdict, at: now)
    }
    line.putBack(outcomes.compactMap { losers.contains($0.mirror) ? started[$0.mirror] : nil })
    return losers.map(Action.cancel)
  }

  mutating func end(
    _ mirror: MirrorID, _ run: Run, _ kind: MirrorOutcome.Kind, _ verdict: Verdict? = nil, at now: Int
  ) {
    guard let index = outcomes.firstIndex(where: { $0.mirror == mirror }) else { return }
    // It failed before, and only lost its second try.
    if kind == .lost, outcomes[index].kind == .failed { return }
    outcomes[index].kind = kind
    outcomes[index].verdict = verdict
    outcomes[index].milliseconds = run.begun.map { (run.received ?? now) - $0 } ?? 0
  }

  private mutating func finish() -> [Action] {
    stage = .finished
    return [.finish]
  }

  func timer() -> [Action] {
    let start = line.isEmpty || startsLeft == 0 || runs.count >= Self.mostAtOnce ? nil : nextStart
    guard let time = [start, deadline].compactMap({ $0 }).min() else { return [] }
    return [.setTimer(at: time)]
  }
}
