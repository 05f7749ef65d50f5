import Foundation
import News
import Sync
import Testing

@Suite struct MirrorWhyTests {
  private let sample = MirrorSample()

  private func why(_ mirror: Mirror, _ others: Mirror..., hasProxy: Bool = false) -> [String] {
    MirrorWhy.lines(mirror, among: [mirror] + others, now: sample.now, hasProxy: hasProxy)
      .map(Phrasebook.english.callAsFunction)
  }

  @Test func anUntriedMirrorSaysWhatItIsTakenFor() {
    #expect(
      why(sample.mirror(1), sample.mirror(2)) == [
        "asked first, of 2", "score 35 %: fresh 100 % × good 70 % × fast 50 %", "not tried in the last 7 days",
      ])
  }

  @Test func theFirstIsOneOfThoseThatAreAboutAsGood() {
    let fast: [MirrorSample.Try] = [.good(100), .good(100), .good(100)]
    let slow = sample.mirror(3, [.good(300), .good(300), .soft, .good(300)], behind: 7_200)
    #expect(
      why(sample.mirror(1, fast), sample.mirror(2, fast), slow).first
        == "one of 2 that are about as good: which of them is asked first is drawn")
    #expect(
      why(slow, sample.mirror(1, fast), sample.mirror(2, fast)) == [
        "asked in place 3 of 3", "score 34 %: fresh 92 % × good 75 % × fast 50 %", "good: 3 of the last 4 tries",
        "usually 300 ms; the fastest here: 100 ms", "m3.example: its news is 2 h behind",
      ])
  }

  @Test func aRestingMirrorSaysForHowLong() {
    let resting = why(sample.mirror(1, [.hard]), sample.mirror(2))
    #expect(resting.first == "asked last: only when no other mirror answers")
    #expect(resting.dropFirst().first == "left alone for 18 s yet, after it failed")
    #expect(why(sample.mirror(1, [.hard])).contains("all mirrors of this newsroom fail: all are asked all the same"))
    let asked = why(sample.mirror(1, [.asked(600)]), sample.mirror(2))
    #expect(asked.first == "not asked now: it wants to be left alone for a while")
    #expect(asked.dropFirst().first == "it asked to be left alone: for 10 min yet")
    #expect(why(sample.mirror(1, [.hard], ago: 60))[1].hasPrefix("it failed before, and its rest is over"))
  }

  @Test func whoIsNotAskedAtAllIsToldWhy() {
    #expect(why(sample.mirror(1, disabled: true), sample.mirror(2)) == ["disabled: never asked"])
    #expect(why(sample.mirror(1), sample.mirror(2, pinned: true)).first == "not asked: another mirror is pinned")
    #expect(why(sample.mirror(1, pinned: true), sample.mirror(2)).first == "pinned: asked alone")
    let onion = sample.mirror(1, url: "http://aaaa.onion/")
    #expect(why(onion, sample.mirror(2)).first == "not asked: an onion address needs Tor (a SOCKS proxy)")
    #expect(why(onion, sample.mirror(2), hasProxy: true).first == "asked first, of 2")
  }

  @Test func aThousandAreExplainedInNoTime() {
    let mirrors = (1...1_000).map { sample.mirror($0, [.good(Int($0)), .good(90), .soft]) }
    let clock = ContinuousClock()
    var lines = 0
    let time = clock.measure {
      let why = MirrorWhy(mirrors, now: sample.now, hasProxy: false)
      lines = mirrors.reduce(0) { $0 + why.lines($1).count }
    }
    #expect(lines == 4_000)
    #expect(time < .seconds(2))
  }
}
