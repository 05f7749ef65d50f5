import Foundation
import News
import Sync
import Testing

@Suite struct MirrorRotaTests {
  private let sample = MirrorSample()
  private let fast: [MirrorSample.Try] = [.good(100), .good(100), .good(100)]

  @Test func onAFreshStoreTheUsersOrderCounts() {
    let mirrors = [sample.mirror(1, position: 2), sample.mirror(2, position: 0), sample.mirror(3, position: 1)]
    for seed in 0..<50 { #expect(sample.rota(mirrors, seed: UInt64(seed)).order == [2, 3, 1]) }
  }

  @Test func theClosedComeBeforeTheHalfOpenBeforeTheResting() {
    let rota = sample.rota([
      sample.mirror(1, [.hard]), sample.mirror(2, [.hard], ago: 40), sample.mirror(3, [.soft, .soft]),
      sample.mirror(4, fast),
    ])
    #expect(rota.order == [4, 3, 2, 1])
    #expect(rota.candidates.map(\.isLastResort) == [false, false, false, true])
  }

  /// However good it was: nineteen good tries and the fastest of all.
  @Test(arguments: [Verdict.Symptom.tampered, .fork]) func whoForksOrTampersLosesItsPlace(symptom: Verdict.Symptom) {
    let good = Array(repeating: MirrorSample.Try.good(20), count: 19)
    let slow = Array(repeating: MirrorSample.Try.good(300), count: 3)
    let (liar, honest) = (sample.mirror(1, good + [.charged(symptom)]), sample.mirror(2, slow))
    #expect(sample.rota([sample.mirror(1, good), honest]).order == [1, 2])
    for seed in 0..<50 { #expect(sample.rota([liar, honest], seed: UInt64(seed)).order == [2, 1]) }
    #expect(sample.rota([liar, honest]).candidates.map(\.isLastResort) == [false, true])
    #expect(MirrorScore.of(liar, among: [liar, honest], now: sample.now).success == 0.95)
    // After its rest it stands behind those that are closed still, and is asked for its head alone.
    let rested = sample.mirror(1, good + [.charged(symptom)], ago: 40)
    #expect(sample.rota([rested, honest]).order == [2, 1])
    var mirror = rested
    mirror.memory.succeed(milliseconds: 20)
    #expect(sample.rota([mirror, honest]).order == [2, 1], "one good answer is not enough")
    // Once more, and it rests for longer; another network does not forgive it.
    mirror.memory.fail(Verdict(symptom, weight: .hard), at: sample.now, draw: 0.5)
    #expect(mirror.memory.breaker.rest == Breaker.rest(2, draw: 0.5))
    mirror.memory.breaker.forgive()
    #expect(sample.rota([mirror, honest]).order == [2, 1])
    #expect(sample.rota([mirror]).isPanic, "where nobody else is, it is asked all the same: what it gives is checked")
  }

  @Test func whenAllRestNoneIsALastResort() {
    let rota = sample.rota([sample.mirror(1, [.hard]), sample.mirror(2, [.soft, .soft, .soft])])
    #expect(rota.isPanic)
    #expect(rota.order.count == 2)
    #expect(rota.candidates.allSatisfy { !$0.isLastResort })
  }

  @Test func whoAskedToBeLeftAloneIsNotAskedEvenThen() {
    let asked = sample.mirror(2, [.asked(600)])
    let rota = sample.rota([sample.mirror(1, [.hard]), asked])
    #expect(rota.order == [1])
    #expect(rota.leftAlone == [asked.id])
    #expect(sample.rota([asked]).order.isEmpty)
    #expect(sample.rota([sample.mirror(2, [.asked(600)], ago: 601)]).order == [2], "its time is over")
  }

  @Test func theFirstIsDrawnEvenlyFromThoseWithinAQuarterOfTheBest() {
    let mirrors = [
      sample.mirror(1, fast), sample.mirror(2, fast), sample.mirror(3, [.good(150), .good(150), .good(150)]),
      sample.mirror(4, [.good(400), .good(400), .good(400)]), sample.mirror(5),
    ]
    var first: [Int64: Int] = [:]
    for seed in 0..<3_000 { first[sample.rota(mirrors, seed: UInt64(seed)).order[0], default: 0] += 1 }
    #expect(Set(first.keys) == [1, 2, 3])
    #expect(first.values.allSatisfy { (900...1_100).contains($0) })
    for seed in 0..<50 {
      let rest = sample.rota(mirrors, seed: UInt64(seed)).order.dropFirst()
      #expect(Array(rest) == [1, 2, 3, 4, 5].filter { rest.contains($0) }, "the others follow by score")
    }
  }

  @Test func untriedOnesAreNotDrawn() {
    let mirrors = [sample.mirror(1), sample.mirror(2), sample.mirror(3, fast, behind: 70_000)]
    for seed in 0..<50 { #expect(sample.rota(mirrors, seed: UInt64(seed)).order == [1, 2, 3]) }
  }

  @Test func oneBackgroundRoundInTenBeginsWithTheLeastRecentlyTried() {
    let mirrors = [
      sample.mirror(1, fast), sample.mirror(2, fast, ago: 9_000), sample.mirror(3, [.good(900)], ago: 5_000),
      sample.mirror(4, [.hard], ago: 90_000),
    ]
    for rounds in 0..<40 {
      let first = sample.rota(mirrors, purpose: .background, rounds: rounds).order[0]
      if rounds % 10 == 9 { #expect(first == 2) }
      #expect(first != 4, "one that failed is not explored")
    }
    let unheard = mirrors + [sample.mirror(5)]
    #expect(sample.rota(unheard, purpose: .background, rounds: 9).order[0] == 5, "what nobody tried is tried")
    let wanted = (0..<50).map { sample.rota(unheard, rounds: 9, seed: UInt64($0)).order[0] }
    #expect(!wanted.contains(5), "who waits for the news is no explorer")
  }

  @Test func aPinnedMirrorIsTheOnlyOne() {
    let mirrors = [sample.mirror(1, fast), sample.mirror(2, [.hard], pinned: true)]
    let rota = sample.rota(mirrors, purpose: .background, rounds: 9)
    #expect(rota.order == [2])
    #expect(rota.isPinned && !rota.isPanic)
    let asked = sample.rota(mirrors, ignoresPin: true)
    #expect(asked.order == [1, 2])
    #expect(!asked.isPinned)
  }

  @Test func theOnlyMirrorIsNoRestrictionWhenPinned() {
    #expect(!sample.rota([sample.mirror(1, pinned: true)]).isPinned)
  }

  @Test func aDisabledMirrorIsNeverAskedPinnedOrNot() {
    #expect(sample.order([sample.mirror(1, disabled: true), sample.mirror(2)]) == [2])
    #expect(sample.order([sample.mirror(1, pinned: true, disabled: true), sample.mirror(2)]) == [2])
    #expect(sample.order([sample.mirror(1, disabled: true)]).isEmpty)
  }

  @Test func anOnionAddressNeedsAProxy() {
    let onion = sample.mirror(1, url: "http://\(String(repeating: "a", count: 56)).onion/feed")
    let web = sample.mirror(2)
    #expect(sample.order([onion, web]) == [2])
    #expect(sample.rota([onion, web], hasProxy: true).order == [1, 2])
    #expect(sample.order([onion]) == [1], "alone it is asked, and it is said what it needs")
    var own = onion
    own.route.proxy = "socks5h://127.0.0.1:9050"
    #expect(sample.order([own, web]) == [1, 2])
    own.route.proxy = "direct"
    #expect(sample.rota([own, web], hasProxy: true).order == [2])
  }

  @Test func addressesWithoutANameAreKnown() {
    let rota = sample.rota(
      [
        sample.mirror(1), sample.mirror(2, url: "https://192.0.2.1/"), sample.mirror(3, url: "https://[2001:db8::1]/"),
        sample.mirror(4, url: "http://\(String(repeating: "a", count: 56)).onion/"),
      ], hasProxy: true)
    #expect(rota.candidates.map(\.isNameless) == [false, true, true, true])
  }

  @Test func anHourAgoItMayHaveBeenBehindAndNobodyKnowsToday() {
    #expect(sample.rota([sample.mirror(1, fast, ago: 60, behind: 90)]).candidates[0].behindSeconds == 90)
    #expect(sample.rota([sample.mirror(1, fast, ago: 4_000, behind: 90)]).candidates[0].behindSeconds == nil)
  }

  @Test func aClockThatWasSetBackHoldsNothingAgainstAMirrorForEver() {
    let rota = sample.rota([sample.mirror(1, [.hard], ago: -90_000), sample.mirror(2)])
    #expect(rota.candidates.allSatisfy { !$0.isLastResort })
  }
}
