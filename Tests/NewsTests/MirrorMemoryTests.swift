import Foundation
import News
import Testing

struct MirrorMemoryTests {
  @Test func whoLosesTakesAtLeastAsLongAndIsNotBlamed() {
    var memory = MirrorMemory()
    memory.succeed(milliseconds: 50)
    memory.lose(milliseconds: 200)
    #expect(memory.usualMilliseconds == 50, "beaten, and not late")
    for _ in 0..<20 { memory.lose(milliseconds: 1_000) }
    #expect((memory.usualMilliseconds ?? 0) > 900)
    #expect(memory.tries == [true] && memory.breaker.isClosed)
    let late = memory
    memory.lose(milliseconds: 300)
    #expect(memory == late, "given up sooner than its usual time, it may be as fast as ever")
  }

  private let noon = Date(timeIntervalSince1970: 1_760_000_000)

  @Test func theLastTwentyTriesAreRemembered() {
    var memory = MirrorMemory()
    for index in 0..<50 {
      if index.isMultiple(of: 7) {
        memory.fail(Verdict(.refused), at: noon, draw: 0)
      } else {
        memory.succeed(milliseconds: 10)
      }
    }
    #expect(memory.tries == (30..<50).map { !$0.isMultiple(of: 7) })
  }

  @Test func aNewMeasurementCountsAFifth() {
    var memory = MirrorMemory()
    memory.succeed(milliseconds: 100, bytes: 16_384)
    #expect(memory.usualMilliseconds == 100 && memory.bytesPerSecond == 163_840)
    memory.succeed(milliseconds: 200, bytes: 16_383)
    #expect(memory.usualMilliseconds == 120 && memory.bytesPerSecond == 163_840)
    memory.succeed(milliseconds: 0, bytes: 65_536)
    #expect(memory.usualMilliseconds == 96 && memory.bytesPerSecond == 163_840 * 0.8 + 65_536_000 * 0.2)
    memory.succeed(milliseconds: nil, bytes: 65_536)
    #expect(memory.usualMilliseconds == 96 && memory.tries == [true, true, true, true])
  }

  @Test func anAverageStaysBetweenTheLeastAndTheMostThatWasMeasured() {
    var dice = SeededDice(2)
    for _ in 0..<100 {
      let times = (0..<40).map { _ in Int.random(in: 0..<60_000, using: &dice) }
      var memory = MirrorMemory()
      for time in times { memory.succeed(milliseconds: time, bytes: 100_000) }
      let (least, most) = (Double(times.min() ?? 0), Double(times.max() ?? 0))
      #expect(memory.usualMilliseconds.map { (least - 0.001...most + 0.001).contains($0) } == true)
      #expect(memory.bytesPerSecond.map { $0 >= 100_000_000 / max(1, most) - 0.001 } == true)
    }
  }

  @Test func whatIsNotHeldAgainstItLeavesNothing() {
    var memory = MirrorMemory()
    for symptom in [Verdict.Symptom.offline, .stale, .proxyFailed, .onionNeedsProxy] {
      memory.fail(Verdict(symptom, weight: .none), at: noon, draw: 0)
    }
    #expect(memory == MirrorMemory())
  }

  @Test func aHardVerdictAndAskedTimesReachItsBreaker() {
    var memory = MirrorMemory()
    memory.fail(Verdict(.notAFeed, weight: .hard), at: noon, draw: 0)
    #expect(memory.breaker.state(at: noon) == .open(until: noon + 15) && memory.tries == [false])
    var asked = Verdict(.askedToWait)
    asked.evidence.retryAfter = 90
    var other = MirrorMemory()
    other.fail(asked, at: noon, draw: 0)
    #expect(other.breaker.state(at: noon) == .open(until: noon + 90))
  }

  @Test func itsLineIsReadBackAsItWas() throws {
    var memory = MirrorMemory()
    #expect(memory.description == "- - -" && MirrorMemory("- - -") == memory)
    memory.succeed(milliseconds: 240, bytes: 65_536)
    #expect(memory.description.hasPrefix("1 240.0 273066.") && MirrorMemory(memory.description) == memory)
    let moment = Date(timeIntervalSince1970: 1_760_000_000.123)
    for _ in 0..<3 { memory.fail(Verdict(.refused), at: moment, draw: 0.5) }
    #expect(memory.description.hasSuffix(" 3 1760000000123 22.5 1 s- 0"))
    let read = try #require(MirrorMemory(memory.description + " and what a newer version says"))
    #expect(read == memory)
  }

  @Test(arguments: [
    "", "1", "1 2", "x - -", "111111111111111111111 - -", "1 - - 3", "1 - - 3 x 15.0 1 s- 0", "1 - - -1 5 15.0 1 s- 0",
    "1 - - 3 5 1e9 1 s- 0", "1 - - 3 5 nan 1 s- 0", "1 - - 3 5 15.0 99999999999999999999 s- 0",
  ]) func whatIsNoLineOfMemoryIsNone(line: String) {
    #expect(MirrorMemory(line) == nil)
  }

  @Test func noLineHoweverDamagedIsReadAsAnythingThatCantBeWritten() {
    var dice = SeededDice(3)
    let letters = Array("01-- .s ah9e+nif")
    for _ in 0..<10_000 {
      var line = Array("0110 240.5 81920.0 3 1760000000123 22.5 1 s- 0")
      for _ in 0..<Int.random(in: 1..<6, using: &dice) {
        line[Int.random(in: 0..<line.count, using: &dice)] = letters[Int.random(in: 0..<letters.count, using: &dice)]
      }
      guard let memory = MirrorMemory(String(line)) else { continue }
      #expect(MirrorMemory(memory.description) == memory, "\(String(line))")
      #expect(memory.breaker.rest <= Breaker.mostRest && (memory.usualMilliseconds ?? 0).isFinite)
    }
  }
}
