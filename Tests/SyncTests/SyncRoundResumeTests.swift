import News
import Testing

@testable import Sync

private let a = MirrorID(rawValue: 1)
private let b = MirrorID(rawValue: 2)
private let c = MirrorID(rawValue: 3)
private let d = MirrorID(rawValue: 4)

private func candidate(_ id: MirrorID, isLastResort: Bool = false, isNameless: Bool = false) -> MirrorRota.Candidate {
  MirrorRota.Candidate(
    mirror: id, url: "https://m\(id.rawValue).example/feed", isLastResort: isLastResort, isNameless: isNameless)
}

private let cut = Verdict(.cutOff)

/// A round of these in which the first was begun at 0.
private func begun(_ candidates: MirrorRota.Candidate...) -> SyncRound {
  var round = SyncRound(candidates)
  _ = round.handle(.began, at: 0)
  _ = round.handle(.begun(candidates[0].mirror), at: 0)
  return round
}

/// Who is next, where a body comes slowly, breaks or is gone on with.
@Suite struct SyncRoundResumeTests {
  // MARK: Last resorts

  @Test func oneThatIsLeftAloneIsAskedASecondAfterTheLastOfTheOthersBegan() {
    var round = begun(candidate(a), candidate(b), candidate(c, isLastResort: true), candidate(d, isLastResort: true))
    #expect(round.handle(.timerFired, at: 250).first == .start(b))
    #expect(round.handle(.timerFired, at: 900).contains(.start(c)) == false, "the last of the others is in the queue")
    #expect(round.handle(.begun(b), at: 1_000) == [.setTimer(at: 2_000)])
    #expect(round.handle(.timerFired, at: 2_000).first == .start(c))
    #expect(round.handle(.begun(c), at: 2_000) == [.setTimer(at: 2_250)], "from then on as in any race")
    #expect(round.handle(.timerFired, at: 2_250).first == .start(d))
  }

  @Test func oneThatIsLeftAloneIsAskedAtOnceWhereNobodyElseRuns() {
    var round = begun(candidate(a), candidate(b), candidate(c, isLastResort: true))
    #expect(round.handle(.failed(a, Verdict(.refused)), at: 5).first == .start(b))
    #expect(round.handle(.failed(b, Verdict(.refused)), at: 9).first == .start(c))
  }

  @Test func aFailureBesideOneThatStillRunsDoesNotBringALastResortBeforeItsTime() {
    var round = begun(candidate(a), candidate(b), candidate(c, isLastResort: true))
    _ = round.handle(.timerFired, at: 250)
    #expect(round.handle(.failed(b, Verdict(.refused)), at: 300) == [.setTimer(at: 1_300)])
    #expect(round.handle(.timerFired, at: 1_300).first == .start(c))
  }

  @Test func whereAllAreLeftAloneTheyRaceLikeAnyOthers() {
    var round = begun(candidate(a, isLastResort: true), candidate(b, isLastResort: true))
    #expect(round.handle(.timerFired, at: 250).first == .start(b))
  }

  @Test func forNewerNewsNobodyIsAskedWhoIsLeftAlone() {
    var round = begun(candidate(a), candidate(b, isLastResort: true))
    _ = round.handle(.read(a, unchanged: false), at: 10)
    #expect(round.handle(.committed(a, behindSeconds: 60), at: 11) == [.finish])
  }

  // MARK: Names

  @Test(arguments: [Verdict.Symptom.resetInHello, .closedInHello, .tlsSwallowed])
  func whereNamesAreFilteredTheNamelessComeFirst(symptom: Verdict.Symptom) {
    var round = begun(
      candidate(a), candidate(b), candidate(c, isLastResort: true, isNameless: true), candidate(d, isNameless: true))
    #expect(round.handle(.failed(a, Verdict(symptom)), at: 5).first == .start(d))
    #expect(round.handle(.failed(d, Verdict(symptom)), at: 9).first == .start(b), "but not those that are left alone")
  }

  @Test func anotherFailureChangesNoOrder() {
    var round = begun(candidate(a), candidate(b), candidate(d, isNameless: true))
    #expect(round.handle(.failed(a, Verdict(.reset)), at: 5).first == .start(b))
  }

  // MARK: Slow bodies

  @Test func besideASlowBodyOneIsStartedAtOnceAndTheNextFiveSecondsLater() {
    var round = begun(candidate(a), candidate(b), candidate(c))
    _ = round.handle(.progressed(a, bytes: 300), at: 240)
    #expect(round.handle(.timerFired, at: 250).first == .start(b))
    var now = 250
    _ = round.handle(.begun(b), at: now)
    var started: [Int] = []
    while now < 6_000 {
      now += 50
      _ = round.handle(.progressed(a, bytes: now), at: now)
      _ = round.handle(.progressed(b, bytes: now), at: now)
      if round.handle(.timerFired, at: now).contains(.start(c)) { started.append(now) }
    }
    #expect(started == [5_250])
  }

  @Test func besideASlowBodySilenceOfTheNextIsNotWaitedFor() {
    var round = begun(candidate(a), candidate(b), candidate(c))
    _ = round.handle(.progressed(a, bytes: 300), at: 240)
    _ = round.handle(.timerFired, at: 250)
    _ = round.handle(.begun(b), at: 250)
    _ = round.handle(.progressed(a, bytes: 500), at: 490)
    #expect(round.handle(.timerFired, at: 500).first == .start(c))
  }

  @Test func underAQuarterOfItsOwnAverageOverTwoSecondsIsSlowToo() {
    var round = begun(candidate(a), candidate(b))
    var (now, bytes) = (0, 0)
    var started: Int?
    while now < 10_000, started == nil {
      now += 50
      // 200 KB/s for four seconds, then 10 KB/s.
      bytes += now <= 4_000 ? 10_000 : 500
      _ = round.handle(.progressed(a, bytes: bytes), at: now)
      if round.handle(.timerFired, at: now).contains(.start(b)) { started = now }
    }
    #expect(started.map { (5_000...6_500).contains($0) } == true, "\(String(describing: started))")
  }

  @Test func aSteadyBodyIsLeftAloneForAsLongAsItComes() {
    var round = begun(candidate(a), candidate(b))
    for now in stride(from: 50, to: 60_000, by: 50) {
      _ = round.handle(.progressed(a, bytes: now * 3), at: now)
      #expect(!round.handle(.timerFired, at: now).contains { if case .start = $0 { true } else { false } })
    }
  }

  @Test func aFailureBesideABodyThatComesWellStartsNobody() {
    var round = begun(candidate(a), candidate(b), candidate(c))
    _ = round.handle(.timerFired, at: 250)
    _ = round.handle(.begun(b), at: 250)
    _ = round.handle(.progressed(a, bytes: 50_000), at: 300)
    #expect(round.handle(.failed(b, Verdict(.refused)), at: 310) == [.setTimer(at: 500)])
  }

  // MARK: Going on

  @Test func whatBrokeInMidBodyIsGoneOnWithElsewhereAndElseAtTheSameMirror() {
    var round = begun(candidate(a), candidate(b), candidate(c, isLastResort: true))
    _ = round.handle(.resumable(a), at: 100)
    #expect(round.handle(.failed(a, cut), at: 110).first == .start(b))
    _ = round.handle(.begun(b), at: 111)
    #expect(round.handle(.failed(b, Verdict(.refused)), at: 120).first == .start(a), "before any that is left alone")
    _ = round.handle(.begun(a), at: 121)
    _ = round.handle(.received(a), at: 150)
    _ = round.handle(.read(a, unchanged: false), at: 151)
    #expect(round.handle(.committed(a, behindSeconds: nil), at: 152) == [.finish])
    #expect(round.outcomes.map(\.kind) == [.served, .failed])
    #expect(round.outcomes[0].verdict == nil)
  }

  @Test func aMirrorThatBringsMoreEachTimeIsAskedAgainThreeTimes() {
    var round = begun(candidate(a))
    var starts = 0
    for time in 1...10 where !round.isFinished {
      _ = round.handle(.resumable(a), at: time * 100)
      if round.handle(.failed(a, cut), at: time * 100 + 1).first == .start(a) {
        starts += 1
        _ = round.handle(.begun(a), at: time * 100 + 2)
      }
    }
    #expect(starts == SyncRound.Line.mostAgain)
    #expect(round.isFinished)
    #expect(round.outcomes.map(\.verdict) == [cut])
  }

  @Test(arguments: [Verdict(.tooLarge, weight: .hard), Verdict(.contentFilter)])
  func whatWouldHappenAgainIsNotAskedAgain(verdict: Verdict) {
    var round = begun(candidate(a))
    _ = round.handle(.resumable(a), at: 100)
    #expect(round.handle(.failed(a, verdict), at: 110) == [.finish])
  }

  @Test func whoGoesOnHasTimeForAHeadOfItsOwn() {
    var round = begun(candidate(a))
    for now in stride(from: 500, to: 12_000, by: 500) {
      _ = round.handle(.progressed(a, bytes: now * 10), at: now)
      _ = round.handle(.timerFired, at: now)
    }
    _ = round.handle(.resumable(a), at: 12_000)
    #expect(
      round.handle(.failed(a, Verdict(.stalled)), at: 16_500).first == .start(a), "no sooner than its own watchdog")
    #expect(round.handle(.begun(a), at: 16_600) == [.setTimer(at: 16_600 + SyncRound.patience)])
  }

  @Test func theRestIsHereAndWhoeverSentTheBeginningIsGivenUpAndNotToBlame() {
    var round = begun(candidate(a), candidate(b))
    _ = round.handle(.progressed(a, bytes: 20_000), at: 200)
    _ = round.handle(.timerFired, at: 250)
    #expect(round.handle(.timerFired, at: 750).first == .start(b))
    _ = round.handle(.begun(b), at: 750)
    _ = round.handle(.continues(b, after: [a], at: 15_904), at: 800)
    #expect(round.handle(.received(b), at: 900) == [.cancel(a)])
    #expect(round.handle(.read(b, unchanged: false), at: 910) == [.commit(b)])
    #expect(round.handle(.committed(b, behindSeconds: nil), at: 911) == [.finish])
    #expect(round.outcomes.map(\.kind) == [.lost, .served])
  }

  @Test func whereTwoSendTheSameBytesTheSlowerIsGivenUpBefore64KiBCameTwice() {
    for isFollowerFaster in [true, false] {
      var round = begun(candidate(a), candidate(b))
      _ = round.handle(.progressed(a, bytes: 20_000), at: 200)
      _ = round.handle(.timerFired, at: 250)
      _ = round.handle(.timerFired, at: 750)
      _ = round.handle(.begun(b), at: 750)
      _ = round.handle(.continues(b, after: [a], at: 16_000), at: 800)
      #expect(round.handle(.progressed(a, bytes: 16_000 + (isFollowerFaster ? 49_200 : 90_000)), at: 900) == [])
      let actions = round.handle(.progressed(b, bytes: isFollowerFaster ? 60_000 : 49_200), at: 901)
      #expect(actions.first == .cancel(isFollowerFaster ? a : b))
      #expect(round.outcomes.allSatisfy { $0.verdict == nil })
    }
  }

  @Test func whatDoesNotFitIsAskedForWholeAndHoldsTheRaceNoLonger() {
    var round = begun(candidate(a), candidate(b), candidate(c))
    _ = round.handle(.resumable(a), at: 100)
    _ = round.handle(.failed(a, cut), at: 110)
    _ = round.handle(.begun(b), at: 111)
    _ = round.handle(.continues(b, after: [a], at: 16_000), at: 120)
    _ = round.handle(.received(b), at: 200)
    #expect(round.handle(.timerFired, at: 370) == [.setTimer(at: 870)], "it is read")
    _ = round.handle(.askedAgain(b), at: 400)
    #expect(round.handle(.timerFired, at: 870).first == .start(c), "and then it is silent")
  }
}
