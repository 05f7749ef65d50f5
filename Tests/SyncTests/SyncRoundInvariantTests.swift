import News
import Testing

@testable import Sync

@Suite struct SyncRoundInvariantTests {
  /// 600 rounds with events in any order: the invariants hold in each.
  @Test func theInvariantsHoldForEventsInAnyOrder() {
    var draw = SeededNumbers(seed: 7)
    for _ in 0..<600 {
      var scene = RandomRound(&draw)
      scene.play(steps: 400, &draw)
      scene.expectAnEnd()
    }
  }

  /// Whatever came before, a round in which nothing more comes ends by its own timers.
  @Test func aRoundThatIsLeftToItselfEnds() {
    var draw = SeededNumbers(seed: 23)
    for _ in 0..<200 {
      var scene = RandomRound(&draw)
      scene.play(steps: Int.random(in: 0..<60, using: &draw), &draw)
      scene.fallSilent()
      #expect(scene.round.isFinished)
    }
  }
}

/// A round that is told anything, and what is known of it from outside.
private struct RandomRound {
  var round: SyncRound
  private let candidates: [MirrorRota.Candidate]
  private var ids: [MirrorID] { candidates.map(\.mirror) }
  private var running: Set<MirrorID> = []
  private var begun: [MirrorID: Int] = [:]
  private var starts: [MirrorID: Int] = [:]
  private var received: Set<MirrorID> = []
  private var commits: Set<MirrorID> = []
  private var isNewsHere = false
  private var finishes = 0
  private var now = 0
  private var timer: Int?
  private var settling: MirrorID?
  private var lastOrdinaryBegun: Int?
  private var hasResorted = false

  init(_ draw: inout SeededNumbers) {
    candidates = (1...Int64.random(in: 1...12, using: &draw)).map {
      MirrorRota.Candidate(
        mirror: MirrorID(rawValue: $0), url: "https://m.example/",
        usualMilliseconds: Bool.random(using: &draw) ? 300 : nil,
        isLastResort: Int.random(in: 0..<4, using: &draw) == 0, isNameless: Int.random(in: 0..<4, using: &draw) == 0)
    }
    round = SyncRound(candidates)
    take(round.handle(.began, at: 0), isTimer: false)
  }

  private func isLastResort(_ mirror: MirrorID) -> Bool {
    candidates.contains { $0.mirror == mirror && $0.isLastResort }
  }

  private mutating func take(_ actions: [SyncRound.Action], isTimer: Bool) {
    for action in actions {
      #expect(finishes == 0, "nothing follows the end")
      switch action {
      case .start(let mirror):
        #expect(running.isDisjoint(with: received), "nobody is started while one is read")
        if isLastResort(mirror) { expectNobodyElse(than: mirror) }
        #expect(running.insert(mirror).inserted)
        starts[mirror, default: 0] += 1
        begun[mirror] = nil
        received.remove(mirror)
      case .cancel(let mirror): #expect(running.remove(mirror) != nil)
      case .commit(let mirror):
        #expect(running.isEmpty, "the others are cancelled in the same step")
        #expect(commits.insert(mirror).inserted, "no mirror wins twice")
        settling = mirror
      case .finish: finishes += 1
      case .setTimer(let time):
        #expect(time > now || !isTimer, "a timer that fired is not set for the past again")
        timer = time
      }
    }
    #expect(running.count <= SyncRound.mostAtOnce)
  }

  /// Invariant 8.
  private mutating func expectNobodyElse(than mirror: MirrorID) {
    #expect(!isNewsHere)
    let others = ids.filter { !isLastResort($0) }
    #expect(others.allSatisfy { starts[$0] != nil })
    let isTime = lastOrdinaryBegun.map { now >= $0 + SyncRound.resortPause } ?? false
    #expect(running.isEmpty || isTime || hasResorted || running.allSatisfy { begun[$0] != nil })
    hasResorted = true
  }

  mutating func play(steps: Int, _ draw: inout SeededNumbers) {
    for _ in 0..<steps where finishes == 0 {
      now += Int.random(in: 0...400, using: &draw)
      guard let mirror = ids.randomElement(using: &draw), let other = ids.randomElement(using: &draw) else { return }
      let isRunning = running.contains(mirror)
      var event = SyncRound.Event.timerFired
      switch Int.random(in: 0..<50, using: &draw) {
      case 0..<8:
        event = .begun(mirror)
        if isRunning, begun[mirror] == nil {
          begun[mirror] = now
          if !isLastResort(mirror) { lastOrdinaryBegun = now }
        }
      case 8..<14: event = .progressed(mirror, bytes: now * Int.random(in: 0...30, using: &draw))
      case 14..<17:
        event = .received(mirror)
        if isRunning { received.insert(mirror) }
      case 17..<19: event = .read(mirror, unchanged: Bool.random(using: &draw))
      case 19..<24: event = .failed(mirror, Verdict(Bool.random(using: &draw) ? .cutOff : .resetInHello))
      case 24..<30: event = .committed(mirror, behindSeconds: Bool.random(using: &draw) ? 60 : nil)
      case 30: event = .commitFailed(mirror)
      case 31..<35: event = .resumable(mirror)
      case 35..<38:
        event = .continues(mirror, after: [other], at: Int.random(in: 0..<100_000, using: &draw))
      case 38:
        event = .askedAgain(mirror)
        received.remove(mirror)
      default: break
      }
      tell(event, of: mirror)
    }
  }

  private mutating func tell(_ event: SyncRound.Event, of mirror: MirrorID) {
    let before = round.outcomes
    switch event {
    case .failed, .read:
      if settling == nil, running.remove(mirror) != nil { received.remove(mirror) }
    case .committed:
      if settling == mirror {
        settling = nil
        isNewsHere = true
      }
    default: break
    }
    received.formIntersection(running)
    take(round.handle(event, at: now), isTimer: event == .timerFired)
    for (old, new) in zip(before, round.outcomes) {
      #expect(old.mirror == new.mirror)
      #expect(old.kind != .served || new.kind == .served, "a commit is not taken back")
      #expect(old.kind != .failed || new.kind != .lost, "one that failed did not merely lose")
    }
  }

  /// Nobody says anything any more; what is stored is stored, and what is read turns out to be nothing.
  mutating func fallSilent() {
    for _ in 0..<200 where finishes == 0 {
      if let mirror = settling {
        tell(.committed(mirror, behindSeconds: nil), of: mirror)
      } else if let mirror = running.first(where: { begun[$0] == nil }) {
        begun[mirror] = now
        if !isLastResort(mirror) { lastOrdinaryBegun = now }
        tell(.begun(mirror), of: mirror)
      } else if let mirror = received.first {
        tell(.failed(mirror, Verdict(.notAFeed)), of: mirror)
      } else {
        now = max(now + 1, timer ?? now)
        tell(.timerFired, of: ids[0])
      }
    }
  }

  func expectAnEnd() {
    #expect(Set(round.outcomes.map(\.mirror)) == Set(starts.keys))
    #expect(round.outcomes.count == starts.count)
    // Once, once more as the loser of each of three wins that were behind, and where it broke.
    #expect(starts.values.allSatisfy { $0 <= 1 + SyncRound.mostForNewer + 1 + SyncRound.Line.mostAgain })
    if round.isFinished { #expect(running.isEmpty) }
  }
}

/// SplitMix64: the same numbers on every machine.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
