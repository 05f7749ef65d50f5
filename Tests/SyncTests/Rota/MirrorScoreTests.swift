import Foundation
import News
import Sync
import Testing

@Suite struct MirrorScoreTests {
  private let sample = MirrorSample()

  private func score(_ mirror: Mirror, among others: [Mirror] = []) -> MirrorScore {
    MirrorScore.of(mirror, among: [mirror] + others, now: sample.now)
  }

  @Test func whatNobodyTriedHasTheScoreOfTheUnknown() {
    let score = score(sample.mirror(1))
    #expect((score.freshness, score.success, score.speed) == (1, 0.7, 0.5))
  }

  @Test(arguments: [(0, 1.0), (21_600, 0.75), (86_400, 0), (900_000, 0)])
  func newsThatIsADayOldIsWorthNothing(behind: Int, freshness: Double) {
    #expect(score(sample.mirror(1, [.good(100)], behind: behind)).freshness == freshness)
  }

  @Test(
    arguments: [
      ([.soft, .soft], 0.7), ([.good(9), .soft, .soft], 1.0 / 3), ([.good(9), .good(9), .good(9), .soft], 0.75),
      (Array(repeating: .soft, count: 30) + Array(repeating: .good(9), count: 20), 1.0),
    ] as [([MirrorSample.Try], Double)])
  func theLastTwentyTriesCountFromTheThirdOn(past: [MirrorSample.Try], success: Double) {
    #expect(abs(score(sample.mirror(1, past)).success - success) < 1e-9)
  }

  @Test func speedIsComparedWithTheFastestThatIsEnabled() {
    let slow = sample.mirror(1, [.good(900)])
    #expect(score(slow).speed == 1)
    #expect(score(slow, among: [sample.mirror(2, [.good(100)])]).speed == 0.2)
    #expect(score(slow, among: [sample.mirror(2, [.good(100)], disabled: true)]).speed == 1)
  }

  @Test func whatIsOlderThanAWeekIsForgotten() {
    let past: [MirrorSample.Try] = [.soft, .soft, .good(10)]
    #expect(score(sample.mirror(1, past, ago: 6 * 86_400)).success < 0.5)
    #expect(score(sample.mirror(1, past, ago: 8 * 86_400, behind: 90_000)).value == 0.35)
    let old = sample.mirror(2, [.good(10)], ago: 8 * 86_400)
    #expect(score(sample.mirror(1, [.good(900)]), among: [old]).speed == 1)
  }
}
