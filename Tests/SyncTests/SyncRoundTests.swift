import News
import Testing

@testable import Sync

private let a = MirrorID(rawValue: 1)
private let b = MirrorID(rawValue: 2)
private let c = MirrorID(rawValue: 3)
private let d = MirrorID(rawValue: 4)

private func candidate(_ id: MirrorID, usual: Int? = nil, behind: Int? = nil) -> MirrorRota.Candidate {
  MirrorRota.Candidate(
    mirror: id, url: "https://m\(id.rawValue).example/feed", usualMilliseconds: usual, behindSeconds: behind)
}

private let refused = Verdict(.refused)

@Suite struct SyncRoundTests {
  @Test func aHealthyBestMirrorIsTheOnlyOneAsked() {
    var round = SyncRound([candidate(a, usual: 100), candidate(b)])
    #expect(round.handle(.began, at: 0) == [.start(a)])
    #expect(round.handle(.begun(a), at: 5) == [.setTimer(at: 255)])
    #expect(round.handle(.received(a), at: 90) == [])
    #expect(round.handle(.read(a, unchanged: false), at: 95) == [.commit(a)])
    #expect(round.handle(.committed(a, behindSeconds: nil), at: 99) == [.finish])
    #expect(round.served == a)
    #expect(round.outcomes.map(\.kind) == [.served])
    #expect(round.outcomes[0].milliseconds == 85, "from its begin until the answer was whole")
  }

  @Test(arguments: [(nil, 250), (100, 250), (200, 300), (400, 600), (5_000, 1_000)] as [(Int?, Int)])
  func theNextStartsAfterOneAndAHalfTimesTheUsualTime(usual: Int?, wait: Int) {
    var round = SyncRound([candidate(a, usual: usual), candidate(b)])
    _ = round.handle(.began, at: 0)
    #expect(round.handle(.begun(a), at: 0) == [.setTimer(at: wait)])
    #expect(round.handle(.timerFired, at: wait - 1) == [.setTimer(at: wait)], "a timer that fires early starts nobody")
    #expect(round.handle(.timerFired, at: wait).first == .start(b))
  }

  @Test func aFailureStartsTheNextAtOnce() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    #expect(round.handle(.failed(a, refused), at: 3).first == .start(b))
    _ = round.handle(.begun(b), at: 4)
    #expect(round.handle(.read(b, unchanged: false), at: 50) == [.commit(b)])
    #expect(round.handle(.committed(b, behindSeconds: nil), at: 51) == [.finish])
    #expect(round.outcomes.map(\.kind) == [.failed, .served])
    #expect(round.outcomes[0].verdict == refused)
  }

  @Test func theFirstFeedWinsAndTheOthersAreCancelledInTheSameStep() {
    var round = SyncRound([candidate(a), candidate(b), candidate(c)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.timerFired, at: 250)
    _ = round.handle(.begun(b), at: 250)
    _ = round.handle(.timerFired, at: 500)
    _ = round.handle(.begun(c), at: 500)
    #expect(round.handle(.read(b, unchanged: true), at: 520) == [.cancel(a), .cancel(c), .commit(b)])
    #expect(round.handle(.failed(a, refused), at: 521) == [], "what a loser still says changes nothing")
    #expect(round.handle(.committed(b, behindSeconds: nil), at: 522) == [.finish])
    #expect(round.outcomes.map(\.kind) == [.lost, .unchanged, .lost])
    #expect(round.outcomes.allSatisfy { $0.verdict == nil })
  }

  @Test func timeInTheQueueIsNotHeldAgainstAMirror() {
    var round = SyncRound([candidate(a), candidate(b)])
    #expect(round.handle(.began, at: 0) == [.start(a)], "no timer before the transfer begins")
    #expect(round.handle(.begun(a), at: 30_000) == [.setTimer(at: 30_250)])
  }

  @Test func aBodyThatComesWellHoldsTheRaceAndAStallRacesTheNextIn() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.progressed(a, bytes: 40_000), at: 200)
    #expect(round.handle(.timerFired, at: 250) == [.setTimer(at: 750)])
    _ = round.handle(.progressed(a, bytes: 90_000), at: 700)
    #expect(round.handle(.timerFired, at: 750) == [.setTimer(at: 1_250)])
    // Nothing came since.
    #expect(round.handle(.timerFired, at: 1_250).first == .start(b))
    #expect(round.outcomes.map(\.kind) == [.lost, .lost], "the slow one goes on and has not failed")
  }

  @Test func aBodyThatDribblesDoesNotHoldTheRace() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.progressed(a, bytes: 40), at: 200)
    #expect(round.handle(.timerFired, at: 250).first == .start(b))
  }

  @Test func whatIsBeingReadHoldsTheRace() {
    var round = SyncRound([candidate(a), candidate(b), candidate(c)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.timerFired, at: 250)
    _ = round.handle(.begun(b), at: 250)
    _ = round.handle(.received(b), at: 400)
    #expect(!round.handle(.failed(a, refused), at: 450).contains(.start(c)))
    #expect(!round.handle(.timerFired, at: 500).contains(.start(c)))
    #expect(
      round.handle(.failed(b, Verdict(.notAFeed)), at: 600).contains(.start(c)), "until it turns out to be no feed")
  }

  @Test func atMostEightAreAskedAtOnce() {
    var round = SyncRound((1...20).map { candidate(MirrorID(rawValue: $0)) })
    var started: [MirrorID] = []
    var now = 0
    var actions = round.handle(.began, at: 0)
    for _ in 0..<60 {
      for case .start(let mirror) in actions {
        started.append(mirror)
        actions += round.handle(.begun(mirror), at: now)
      }
      now += 100
      actions = round.handle(.timerFired, at: now)
    }
    #expect(started.count == 8)
    #expect(round.handle(.failed(started[0], refused), at: now).first == .start(MirrorID(rawValue: 9)))
  }

  @Test func afterTenSecondsWithoutAHeadItSaysSo() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.timerFired, at: 250)
    #expect(round.handle(.begun(b), at: 260) == [.setTimer(at: 9_900)])
    #expect(round.handle(.timerFired, at: 9_900) == [.cancel(a), .cancel(b), .finish])
    #expect(round.outcomes.map(\.verdict?.symptom) == [.silent, .silent])
    #expect(round.served == nil)
  }

  @Test func bodiesThatDripHoldNobodyUp() {
    var round = SyncRound([candidate(a), candidate(b), candidate(c), candidate(d)])
    var now = 0
    var started = round.handle(.began, at: now).compactMap { if case .start(let mirror) = $0 { mirror } else { nil } }
    while started.count < 4, now < 3_000 {
      let mirror = started[started.count - 1]
      _ = round.handle(.begun(mirror), at: now)
      let next = now + 250
      for time in stride(from: now, to: next, by: 25) {
        for dripping in started { _ = round.handle(.progressed(dripping, bytes: time / 25 + 1), at: time) }
      }
      now = next
      started += round.handle(.timerFired, at: now).compactMap {
        if case .start(let mirror) = $0 { mirror } else { nil }
      }
    }
    #expect(started == [a, b, c, d] && now == 750)
  }

  @Test func aBodyThatBeganWithABurstAndIsSilentHoldsNobodyUp() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.progressed(a, bytes: 14_000), at: 10)
    #expect(round.handle(.timerFired, at: 250).first == .start(b))
  }

  @Test func whoCrawledForFiveSecondsUnderAFastOnesEyesIsThrottled() throws {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    for now in stride(from: 250, through: 5_000, by: 250) {
      _ = round.handle(.progressed(a, bytes: now / 10), at: now - 1)
      _ = round.handle(.timerFired, at: now)
    }
    _ = round.handle(.begun(b), at: 5_000)
    _ = round.handle(.read(b, unchanged: false), at: 5_100)
    #expect(round.outcomes.first?.kind == .failed && round.outcomes.first?.verdict?.symptom == .tooSlow)
  }

  @Test func afterTenSecondsOnlyWhatStillComesGoesOn() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.progressed(a, bytes: 100), at: 100)
    _ = round.handle(.timerFired, at: 250)
    _ = round.handle(.begun(b), at: 260)
    _ = round.handle(.progressed(b, bytes: 12_000), at: 9_890)
    #expect(round.handle(.timerFired, at: 9_900) == [.cancel(a), .setTimer(at: 11_900)])
    #expect(round.outcomes[0].verdict?.symptom == .tooSlow)
    _ = round.handle(.progressed(b, bytes: 14_000), at: 11_000)
    #expect(round.handle(.timerFired, at: 12_000) == [.setTimer(at: 14_000)])
    #expect(round.handle(.timerFired, at: 14_000) == [.cancel(b), .finish], "and is given up when it stops")
  }

  @Test func anOlderFeedIsKeptAndTheNextIsAskedForNewerNews() {
    var round = SyncRound([candidate(a), candidate(b), candidate(c)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    #expect(round.handle(.read(a, unchanged: false), at: 40) == [.commit(a)])
    #expect(round.handle(.committed(a, behindSeconds: 3_600), at: 45).first == .start(b))
    _ = round.handle(.begun(b), at: 46)
    #expect(round.handle(.read(b, unchanged: false), at: 90) == [.commit(b)])
    #expect(round.handle(.committed(b, behindSeconds: nil), at: 95) == [.finish])
    #expect(round.served == b)
    #expect(round.outcomes.map(\.kind) == [.served, .served])
    #expect(round.outcomes.map(\.behindSeconds) == [3_600, nil])
  }

  @Test func theLookForNewerNewsIsBounded() {
    var round = SyncRound([candidate(a), candidate(b), candidate(c), candidate(d)])
    _ = round.handle(.began, at: 0)
    var now = 0
    for (mirror, next) in [(a, b), (b, c)] {
      _ = round.handle(.begun(mirror), at: now)
      _ = round.handle(.read(mirror, unchanged: false), at: now + 10)
      now += 20
      #expect(round.handle(.committed(mirror, behindSeconds: 100 - now), at: now).first == .start(next))
    }
    _ = round.handle(.begun(c), at: now)
    _ = round.handle(.read(c, unchanged: false), at: now + 10)
    #expect(round.handle(.committed(c, behindSeconds: 90), at: now + 10) == [.finish])
    #expect(round.served == b, "the one that is least behind")
  }

  @Test func oneThatIsKnownToLagAsMuchIsNotAskedForNewerNews() {
    var round = SyncRound([candidate(a), candidate(b, behind: 7_200)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.read(a, unchanged: false), at: 10)
    #expect(round.handle(.committed(a, behindSeconds: 3_600), at: 11) == [.finish])
    #expect(round.served == a)
  }

  @Test func newsThatCameStaysWhenTheLookForNewerFails() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.read(a, unchanged: true), at: 10)
    _ = round.handle(.committed(a, behindSeconds: 60), at: 11)
    _ = round.handle(.begun(b), at: 12)
    #expect(round.handle(.failed(b, refused), at: 20) == [.finish])
    #expect(round.served == a)
    #expect(round.outcomes.map(\.kind) == [.unchanged, .failed])
  }

  @Test func aLoserIsAskedAgainWhenTheWinnerIsBehind() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.timerFired, at: 250)
    _ = round.handle(.begun(b), at: 250)
    #expect(round.handle(.read(b, unchanged: false), at: 300) == [.cancel(a), .commit(b)])
    #expect(round.handle(.committed(b, behindSeconds: 60), at: 310).first == .start(a))
    _ = round.handle(.begun(a), at: 311)
    _ = round.handle(.read(a, unchanged: false), at: 900)
    #expect(round.handle(.committed(a, behindSeconds: nil), at: 901) == [.finish])
    #expect(round.outcomes.map(\.mirror) == [a, b], "each mirror has one outcome")
    #expect(round.served == a)
  }

  @Test func cancellingGivesEveryTransferUpAndNothingFollows() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.timerFired, at: 250)
    #expect(round.handle(.cancelled, at: 300) == [.cancel(a), .cancel(b), .finish])
    #expect(round.wasCancelled)
    for event in [
      .timerFired, .read(a, unchanged: false), .failed(b, refused), .committed(a, behindSeconds: nil), .cancelled,
      .began,
    ] as [SyncRound.Event] {
      #expect(round.handle(event, at: 400) == [])
    }
  }

  @Test func aStoreThatFailsEndsTheRoundForNoMirrorCanHelp() {
    var round = SyncRound([candidate(a), candidate(b)])
    _ = round.handle(.began, at: 0)
    _ = round.handle(.begun(a), at: 0)
    _ = round.handle(.read(a, unchanged: false), at: 10)
    #expect(round.handle(.commitFailed(a), at: 12) == [.finish])
    #expect(round.served == nil)
  }

  @Test func withoutMirrorsItFinishesAtOnce() {
    var round = SyncRound([])
    #expect(round.handle(.began, at: 0) == [.finish])
  }
}
