import Foundation
import News
import Sync
import Testing

/// What holds for any mirrors with any past.
@Suite struct RotaPropertyTests {
  private let sample = MirrorSample()

  private func anyMirror(_ id: Int64, _ numbers: inout SeededNumbers) -> Mirror {
    let past = (0..<Int.random(in: 0...24, using: &numbers)).map { _ -> MirrorSample.Try in
      switch Int.random(in: 0..<20, using: &numbers) {
      case 0: .hard
      case 1: .asked(Int.random(in: -5...9_000, using: &numbers))
      case 2...6: .soft
      default: .good(Int.random(in: 0...9_000, using: &numbers))
      }
    }
    let host = ["m\(id).example", "192.0.2.\(id % 250)", "m\(id).onion"][Int.random(in: 0..<3, using: &numbers)]
    return sample.mirror(
      id, past, ago: Double.random(in: -90...4_000, using: &numbers),
      position: Int.random(in: 0...9, using: &numbers), url: "https://\(host)/",
      behind: Bool.random(using: &numbers) ? Int.random(in: -9...200_000, using: &numbers) : nil,
      pinned: Int.random(in: 0..<40, using: &numbers) == 0, disabled: Int.random(in: 0..<5, using: &numbers) == 0)
  }

  @Test(arguments: 0..<400) func everyRotaKeepsItsPromises(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let mirrors = (0..<Int64.random(in: 0...12, using: &numbers)).map { anyMirror($0, &numbers) }
    let purpose = Bool.random(using: &numbers) ? SyncPurpose.wanted : .background
    let (rounds, hasProxy) = (Int.random(in: 0...30, using: &numbers), Bool.random(using: &numbers))
    let rota = sample.rota(mirrors, purpose: purpose, rounds: rounds, hasProxy: hasProxy, seed: seed)
    #expect(rota == sample.rota(mirrors, purpose: purpose, rounds: rounds, hasProxy: hasProxy, seed: seed))

    let known = Dictionary(uniqueKeysWithValues: mirrors.map { ($0.id, $0) })
    let asked = rota.candidates.compactMap { known[$0.mirror] }
    #expect(Set(asked.map(\.id)).count == asked.count && asked.count == rota.candidates.count)
    #expect(asked.allSatisfy { !$0.isDisabled })
    let enabled = mirrors.filter { !$0.isDisabled }
    if rota.isPinned {
      #expect(asked.allSatisfy(\.isPinned) && asked.count + rota.leftAlone.count == 1)
      return
    }
    let isPinned = enabled.contains(where: \.isPinned)
    if !isPinned {
      let named = enabled.filter { !$0.url.contains(".onion") }
      let reachable = hasProxy || named.isEmpty ? enabled : named
      #expect(Set(asked.map(\.id)).union(rota.leftAlone) == Set(reachable.map(\.id)), "nobody is forgotten")
    }

    let places = asked.map { place(of: $0) }
    #expect(places == places.sorted())
    #expect(places.allSatisfy { $0 < 3 })
    let isPanic = !places.isEmpty && places.allSatisfy { $0 == 2 }
    #expect(rota.candidates.map(\.isLastResort) == places.map { $0 == 2 && !isPanic })

    let scores = asked.map { MirrorScore.of($0, among: mirrors, now: sample.now) }
    for score in scores {
      for part in [score.freshness, score.success, score.speed] { #expect((0...1).contains(part)) }
    }
    let rest = zip(places, scores).dropFirst()
    for (a, b) in zip(rest, rest.dropFirst()) where a.0 == b.0 { #expect(a.1.value >= b.1.value) }
    guard purpose == .wanted, let best = zip(places, scores).filter({ $0.0 == places[0] }).map(\.1.value).max() else {
      return
    }
    #expect(scores[0].value >= best * 0.75)
    if scores[0].value < best { #expect(asked[0].memory.tries.count >= 3 && places[0] == 0) }
  }

  private func place(of mirror: Mirror) -> Int {
    switch mirror.memory.breaker.state(at: sample.now) {
    case .closed: 0
    case .halfOpen: 1
    case .open: mirror.memory.breaker.wasAsked ? 3 : 2
    }
  }

  @Test func aThousandMirrorsAreOrderedInNoTime() {
    var numbers = SeededNumbers(seed: 7)
    let mirrors = (0..<1_000).map { anyMirror(Int64($0), &numbers) }.filter { !$0.isPinned }
    let clock = ContinuousClock()
    var rota: MirrorRota?
    let time = clock.measure { rota = sample.rota(mirrors, hasProxy: true) }
    #expect((rota?.candidates.count ?? 0) > 500)
    #expect(time < .milliseconds(500))
  }
}
