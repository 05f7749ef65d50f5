import News
import Testing

@testable import Sync

@Suite struct SyncRoundInvariantTests {
  /// 2,000 rounds with events in any order: the invariants hold in each.
  @Test func theInvariantsHoldForEventsInAnyOrder() {
    var draw = SeededNumbers(seed: 7)
    for _ in 0..<2_000 {
      let ids = (1...Int64.random(in: 1...12, using: &draw)).map { MirrorID(rawValue: $0) }
      var round = SyncRound(
        ids.map {
          MirrorRota.Candidate(
            mirror: $0, url: "https://m.example/", usualMilliseconds: Bool.random(using: &draw) ? 300 : nil)
        })
      var running: Set<MirrorID> = []
      var everStarted: Set<MirrorID> = []
      var commits = 0
      var finishes = 0
      var now = 0
      var pending = round.handle(.began, at: 0)
      var wasTimer = false
      for step in 0..<400 where finishes == 0 || step < 20 {
        for action in pending {
          #expect(finishes == 0, "nothing follows the end")
          switch action {
          case .start(let mirror):
            #expect(running.insert(mirror).inserted)
            everStarted.insert(mirror)
          case .cancel(let mirror): #expect(running.remove(mirror) != nil)
          case .commit: commits += 1
          case .finish: finishes += 1
          case .setTimer(let time): #expect(time > now || !wasTimer, "a timer that fired is not set for the past again")
          }
        }
        #expect(running.count <= SyncRound.mostAtOnce)
        now += Int.random(in: 0...400, using: &draw)
        guard let mirror = ids.randomElement(using: &draw) else { break }
        wasTimer = false
        switch Int.random(in: 0..<40, using: &draw) {
        case 0..<8: pending = round.handle(.begun(mirror), at: now)
        case 8..<14: pending = round.handle(.progressed(mirror, bytes: now * 3), at: now)
        case 14..<17: pending = round.handle(.received(mirror), at: now)
        case 17..<19:
          let wasRunning = running.contains(mirror)
          pending = round.handle(.read(mirror, unchanged: Bool.random(using: &draw)), at: now)
          if wasRunning && pending.contains(.commit(mirror)) { running.remove(mirror) }
        case 19..<24:
          pending = round.handle(.failed(mirror, Verdict(.refused)), at: now)
          running.remove(mirror)
        case 24..<30:
          pending = round.handle(.committed(mirror, behindSeconds: Bool.random(using: &draw) ? 60 : nil), at: now)
        case 30: pending = round.handle(.commitFailed(mirror), at: now)
        default:
          pending = round.handle(.timerFired, at: now)
          wasTimer = true
        }
      }
      #expect(Set(round.outcomes.map(\.mirror)) == everStarted)
      #expect(round.outcomes.count == everStarted.count)
      if round.isFinished { #expect(running.isEmpty) }
    }
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
