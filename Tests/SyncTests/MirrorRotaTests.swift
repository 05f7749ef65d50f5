import Foundation
import News
import Sync
import Testing

@Suite struct MirrorRotaTests {
  let now = Date(timeIntervalSince1970: 1_750_000_000)

  private func mirror(
    _ id: Int64, position: Int, verdict: Verdict? = nil, tried: TimeInterval? = nil, good: TimeInterval? = nil,
    behind: Int? = nil, pinned: Bool = false, disabled: Bool = false
  ) -> Mirror {
    Mirror(
      id: MirrorID(rawValue: id), newsroom: NewsroomID(rawValue: 1), url: "https://m\(id).example/", position: position,
      isPinned: pinned, isDisabled: disabled, verdict: verdict, lastTried: tried.map { now.addingTimeInterval(-$0) },
      lastGood: good.map { now.addingTimeInterval(-$0) }, latencyMilliseconds: 100, behindSeconds: behind)
  }

  private func order(_ mirrors: [Mirror]) -> [Int64] { MirrorRota(mirrors, now: now).candidates.map(\.mirror.rawValue) }

  @Test func thoseThatWorkedComeFirstThenTheUntriedThenTheLaggingThenTheFailing() {
    #expect(
      order([
        mirror(1, position: 0, verdict: Verdict(.notAFeed, weight: .hard), tried: 60),
        mirror(2, position: 1, verdict: Verdict(.refused), tried: 60, good: 90),
        mirror(3, position: 2, tried: 60, good: 60, behind: 100),
        mirror(4, position: 3),
        mirror(5, position: 4, tried: 60, good: 60),
      ]) == [5, 4, 3, 2, 1])
  }

  @Test func amongEqualsTheUsersOrderCounts() {
    #expect(
      order([
        mirror(1, position: 2, tried: 10, good: 10), mirror(2, position: 0, tried: 900, good: 900),
        mirror(3, position: 1, tried: 5, good: 5),
      ]) == [2, 3, 1])
  }

  @Test func aFailureIsForgottenAfterAnHour() {
    let failed = { (seconds: Double) in
      self.mirror(1, position: 0, verdict: Verdict(.refused), tried: seconds, good: 90_000)
    }
    let other = mirror(2, position: 1, tried: 5, good: 5)
    #expect(order([failed(3_500), other]) == [2, 1])
    #expect(order([failed(3_700), other]) == [1, 2])
  }

  @Test func aClockThatWasSetBackHoldsNothingAgainstAMirrorForEver() {
    let other = mirror(2, position: 1, tried: 5, good: 5)
    #expect(order([mirror(1, position: 0, verdict: Verdict(.refused), tried: -90_000, good: 5), other]) == [1, 2])
  }

  @Test func aPinnedMirrorIsTheOnlyOne() {
    let rota = MirrorRota(
      [
        mirror(1, position: 0, tried: 5, good: 5),
        mirror(2, position: 1, verdict: Verdict(.refused), tried: 5, pinned: true),
      ],
      now: now)
    #expect(rota.candidates.map(\.mirror.rawValue) == [2])
    #expect(rota.isPinned)
  }

  @Test func aDisabledMirrorIsNeverAskedPinnedOrNot() {
    #expect(order([mirror(1, position: 0, disabled: true), mirror(2, position: 1)]) == [2])
    #expect(order([mirror(1, position: 0, pinned: true, disabled: true), mirror(2, position: 1)]) == [2])
    #expect(order([mirror(1, position: 0, disabled: true)]).isEmpty)
  }

  @Test func theOnlyMirrorIsNoRestrictionWhenPinned() {
    #expect(!MirrorRota([mirror(1, position: 0, pinned: true)], now: now).isPinned)
  }
}
