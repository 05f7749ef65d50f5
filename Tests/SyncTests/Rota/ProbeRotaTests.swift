import Foundation
import News
import Testing

@testable import Sync

@Suite struct ProbeRotaTests {
  private let sample = MirrorSample()

  private func take(
    _ rota: inout ProbeRota, _ mirrors: [Mirror], busy: Set<NewsroomID> = [], at milliseconds: Int = 0
  ) -> [Int64] {
    rota.take(from: mirrors, busy: busy, now: sample.now, milliseconds: milliseconds, hasProxy: false)
      .map(\.id.rawValue)
  }

  @Test func thoseAreProbedWhoseRestIsOverTheLongestWaitingFirst() {
    var rota = ProbeRota()
    let over = [sample.mirror(1, [.hard], ago: 60), sample.mirror(2, [.hard], ago: 90)]
    let others = [
      sample.mirror(3, [.hard]), sample.mirror(4, [.good(9)]), sample.mirror(5),
      sample.mirror(6, [.hard], ago: 60, disabled: true), sample.mirror(7, [.hard], ago: 60, url: "http://a.onion/"),
      sample.mirror(8, [.asked(600)], ago: 60),
    ]
    #expect(take(&rota, over + others) == [2, 1])
    #expect(take(&rota, over, busy: [NewsroomID(rawValue: 1)], at: 99_000).isEmpty, "its round asks them")
  }

  @Test func whoWasLateOrFailedLastIsAskedThoughItMayBeAskedInRounds() {
    var rota = ProbeRota()
    var failed = sample.mirror(2, [.good(9)], ago: 40)
    failed.verdict = Verdict(.refused)
    var justFailed = sample.mirror(3, [.good(9)], ago: 5)
    justFailed.verdict = Verdict(.refused)
    let mirrors = [sample.mirror(1, [.good(9)]), failed, justFailed, sample.mirror(4, [.good(9)])]
    var report = RoundReport(newsroom: NewsroomID(rawValue: 1), name: "Lab", started: sample.now)
    report.mirrors = [
      MirrorOutcome(mirror: mirrors[0].id, url: "", kind: .lost, milliseconds: 400),
      MirrorOutcome(mirror: mirrors[3].id, url: "", kind: .lost, milliseconds: 40),
    ]
    rota.note(report)
    #expect(Set(take(&rota, mirrors)) == [1, 2])
    #expect(take(&rota, mirrors, at: 10_000).isEmpty)
    #expect(take(&rota, mirrors, at: 31_000) == [2], "once is enough for who was late")
  }

  @Test func besideAPinnedMirrorNobodyIsProbed() {
    var rota = ProbeRota()
    let mirrors = [sample.mirror(1, [.hard], ago: 60), sample.mirror(2, [.hard], ago: 60, pinned: true)]
    #expect(take(&rota, mirrors) == [2])
  }

  @Test func whatWasChargedToNobodyIsNotAskedMoreOftenForIt() throws {
    var rota = ProbeRota()
    let mirror = sample.mirror(1, [.hard], ago: 60)
    var asked: [Int] = []
    for time in stride(from: 0, to: 5 * 3_600_000, by: 10_000) where !take(&rota, [mirror], at: time).isEmpty {
      asked.append(time)
      rota.note(MirrorOutcome(mirror: mirror.id, url: mirror.url, kind: .failed))
    }
    for time in asked { #expect(asked.count { (time..<time + 60_000).contains($0) } <= 2) }
    let late = asked.filter { $0 > 600_000 }
    for time in late { #expect(late.count { (time..<time + 3_600_000).contains($0) } == 1) }
    #expect(late.count >= 4)
    rota.forget()
    #expect(take(&rota, [mirror], at: try #require(asked.last) + 1) == [1])
  }

  @Test func aThousandAreProbedFewAtATime() {
    var rota = ProbeRota()
    let mirrors = (1...1_000).map { sample.mirror($0, [.hard], ago: 60) }
    let first = take(&rota, mirrors)
    #expect(first.count == 16)
    #expect(Set(first).isDisjoint(with: take(&rota, mirrors, at: 10_000)))
  }
}
