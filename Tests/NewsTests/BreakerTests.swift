import Foundation
import News
import Testing

struct BreakerTests {
  private let noon = Date(timeIntervalSince1970: 1_760_000_000)

  private func failed(_ times: Int = 1, isHard: Bool = false, draw: Double = 0) -> Breaker {
    var breaker = Breaker()
    for _ in 0..<times { breaker.fail(isHard: isHard, at: noon, draw: draw) }
    return breaker
  }

  @Test func threeSoftFailuresInARowOpenItAndOneHardDoes() {
    #expect(failed(2).state(at: noon) == .closed)
    #expect(failed(3).state(at: noon) == .open(until: noon + 15))
    #expect(failed(1, isHard: true).state(at: noon) == .open(until: noon + 15))
    var breaker = failed(2)
    breaker.succeed()
    breaker.fail(isHard: false, at: noon, draw: 0)
    breaker.fail(isHard: false, at: noon, draw: 0)
    #expect(breaker.isClosed)
  }

  @Test func afterItsRestTwoSuccessesCloseItAndAFailureOpensItForLonger() {
    var breaker = failed(3)
    #expect(breaker.state(at: noon + 15) == .halfOpen)
    var worse = breaker
    worse.fail(isHard: false, at: noon + 15, draw: 0)
    #expect(worse.state(at: noon + 15) == .open(until: noon + 45))
    breaker.succeed()
    #expect(breaker.state(at: noon + 15) == .halfOpen)
    var relapsed = breaker
    relapsed.fail(isHard: false, at: noon + 16, draw: 0)
    #expect(relapsed.state(at: noon + 16) == .open(until: noon + 46) && relapsed.successes == 0)
    breaker.succeed()
    #expect(breaker == Breaker())
  }

  @Test func aRestIsDoubledEachTimeHalfOfItCertainUpToAnHour() {
    var dice = SeededDice(1)
    for times in -1...40 {
      let span = 30 * pow(2, Double(max(1, times) - 1))
      for draw in [0, 1.0.nextDown] + (0..<20).map({ _ in Double.random(in: 0..<1, using: &dice) }) {
        let rest = Breaker.rest(times, draw: draw)
        if span < 3_600 { #expect(rest >= span / 2 && rest <= span) } else { #expect(rest == 3_600) }
      }
    }
  }

  @Test func askedWhileItRestsItIsNoWorseForFailingAgain() {
    var breaker = failed(3)
    let before = breaker.state(at: noon)
    for second in 1..<15 { breaker.fail(isHard: false, at: noon + Double(second), draw: 0.9) }
    #expect(breaker.state(at: noon) == before && breaker.times == 1)
    breaker.fail(isHard: true, at: noon + 14, draw: 0)
    breaker.forgive()
    #expect(breaker.state(at: noon) == before)
  }

  @Test func aClockThatWasSetBackLengthensNoRest() {
    var breaker = failed(12, isHard: true)
    #expect(breaker.state(at: noon - 7_200) == .halfOpen)
    breaker.fail(isHard: true, at: noon - 7_200, draw: 0)
    #expect(breaker.state(at: noon - 7_200) == .open(until: noon - 7_200 + 30))
    // Two clocks of one machine differ by less than that.
    #expect(breaker.state(at: noon - 7_200.5) == .open(until: noon - 7_200 + 30))
  }

  @Test func whatIsSoftIsForgivenWhatIsHardIsNot() {
    var soft = failed(3)
    soft.forgive()
    #expect(soft == Breaker())
    var counted = failed(2)
    counted.forgive()
    #expect(counted.failures == 0)
    let hard = failed(1, isHard: true)
    var same = hard
    same.forgive(evenAsked: true)
    #expect(same == hard)
  }

  // MARK: Retry-After

  private func asked(_ seconds: Int, draw: Double = 0) -> Breaker {
    var breaker = Breaker()
    breaker.fail(isHard: false, retryAfter: seconds, at: noon, draw: draw)
    return breaker
  }

  @Test(arguments: [(1, 1.0), (120, 120), (3_600, 3_600), (86_400, 3_600), (.max, 3_600)])
  func aTimeThatTheMirrorAskedForIsKeptUpToAnHour(seconds: Int, rest: Double) {
    for inForeground in [false, true] {
      #expect(asked(seconds).state(at: noon, inForeground: inForeground) == .open(until: noon + rest))
    }
    #expect(asked(seconds).wasAsked)
  }

  @Test(arguments: [0, -5, .min]) func askingForNoTimeAsksForNothing(seconds: Int) {
    #expect(asked(seconds).isClosed && !asked(seconds).wasAsked)
  }

  @Test func neitherAnotherFailureNorAnotherNetworkShortensIt() {
    var breaker = asked(1_800)
    breaker.fail(isHard: false, at: noon + 60, draw: 0)
    breaker.fail(isHard: false, retryAfter: 5, at: noon + 60, draw: 0)
    breaker.forgive()
    #expect(breaker.state(at: noon + 60) == .open(until: noon + 1_800))
    breaker.fail(isHard: false, retryAfter: 3_000, at: noon + 60, draw: 0)
    #expect(breaker.state(at: noon + 60) == .open(until: noon + 3_060))
    breaker.forgive(evenAsked: true)
    #expect(breaker == Breaker())
  }

  @Test func comeBackInASecondIsNoWayAroundTheRests() {
    var breaker = Breaker()
    var now = noon
    for _ in 0..<3 {
      breaker.fail(isHard: false, retryAfter: 1, at: now, draw: 0)
      guard case .open(let end) = breaker.state(at: now) else {
        Issue.record("not open")
        return
      }
      now = end
    }
    #expect(now == noon + 1 + 30 + 60)
  }

  // MARK: How often a dead mirror is asked

  /// When it is asked, by somebody who looks each second whether it is half open, in so many seconds.
  private func probes(
    _ seconds: Int, inForeground: Bool, isHard: Bool = false, retryAfter: Int? = nil, dice: inout SeededDice
  ) -> [Int] {
    var breaker = Breaker()
    while breaker.isClosed {
      breaker.fail(isHard: isHard, retryAfter: retryAfter, at: noon, draw: .random(in: 0..<1, using: &dice))
    }
    return (1...seconds).filter { second in
      let now = noon + Double(second)
      guard breaker.state(at: now, inForeground: inForeground) == .halfOpen else { return false }
      breaker.fail(isHard: isHard, retryAfter: retryAfter, at: now, draw: .random(in: 0..<1, using: &dice))
      return true
    }
  }

  private func mostWithin(_ span: Int, of times: [Int]) -> Int {
    times.indices.map { first in times[first...].prefix { $0 < times[first] + span }.count }.max() ?? 0
  }

  @Test(arguments: [true, false], [true, false])
  func aDeadMirrorIsProbedTwiceAMinuteAtMostAndLaterOnceAnHour(inForeground: Bool, isHard: Bool) {
    var dice = SeededDice(4)
    for _ in 0..<20 {
      let times = probes(10 * 3_600, inForeground: inForeground, isHard: isHard, dice: &dice)
      #expect(mostWithin(60, of: times) <= 2)
      // Ten in the foreground, within eight minutes; else the rests double up to an hour within two.
      let late = times.filter { $0 > (inForeground ? 480 : 3_900) }
      #expect(mostWithin(3_600, of: late) == 1 && late.count >= 7)
    }
  }

  @Test func aDeadMirrorThatAsksForASecondEachTimeIsProbedNoMoreOften() {
    var dice = SeededDice(5)
    for inForeground in [true, false] {
      let times = probes(3 * 3_600, inForeground: inForeground, retryAfter: 1, dice: &dice)
      #expect(mostWithin(60, of: Array(times.dropFirst())) <= 2)
    }
  }

  @Test(arguments: [true, false]) func inTheForegroundTheFirstTriesAreNeverMoreThan45SecondsApart(isHard: Bool) {
    var dice = SeededDice(6)
    for _ in 0..<50 {
      let times = probes(900, inForeground: true, isHard: isHard, dice: &dice)
      #expect(zip([0] + times, times).allSatisfy { $1 - $0 <= 45 } && times.count == Breaker.foregroundTries)
    }
  }

  // MARK: Whatever happens

  @Test func whateverHappensNoRestIsLongerThanAnHour() throws {
    var dice = SeededDice(7)
    for _ in 0..<60 {
      var memory = MirrorMemory()
      var now = noon
      for _ in 0..<200 {
        let before = memory.breaker
        var isFailure = false
        switch Int.random(in: 0..<10, using: &dice) {
        case 0: memory.breaker.forgive(evenAsked: .random(using: &dice))
        case 1, 2: memory.breaker.succeed()
        case 3: now -= Double(Int.random(in: 0..<200_000, using: &dice)) / 8
        case 4, 5: now += Double(Int.random(in: 0..<30_000, using: &dice)) / 8
        default:
          isFailure = true
          memory.breaker.fail(
            isHard: .random(using: &dice),
            retryAfter: Int.random(in: 0..<4, using: &dice) == 0 ? .random(in: -10...9_999, using: &dice) : nil,
            at: now, draw: .random(in: 0..<1, using: &dice))
        }
        let after = memory.breaker
        #expect(after.isClosed == (after.state(at: now) == .closed))
        #expect(!after.isClosed || after.failures < Breaker.mostSoft && after == reset(after))
        if case .open(let end) = after.state(at: now) {
          #expect(end > now && end <= now + 3_601 && after.successes == 0)
          if case .open(let early) = after.state(at: now, inForeground: true) { #expect(early <= end) }
        }
        if isFailure, case .open(let end) = before.state(at: now), case .open(let later) = after.state(at: now) {
          // Only a probe of the foreground may change the end, and only what was asked for moves it within its rest.
          #expect(later == end || after.wasAsked || before.state(at: now, inForeground: true) == .halfOpen)
          if before.wasAsked { #expect(later >= end) }
        }
        #expect(MirrorMemory(memory.description) == memory)
      }
    }
  }

  /// One that is closed has nothing but its failures.
  private func reset(_ breaker: Breaker) -> Breaker {
    failed(breaker.failures)
  }
}
