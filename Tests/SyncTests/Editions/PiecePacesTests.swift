import Edition
import News
import Testing

@testable import Sync

/// Which pieces are taken from who is slow, as a value.
@Suite struct PiecePacesTests {
  private let key = PieceBoard.Key(path: .segment(0))
  private let slow = MirrorID(rawValue: 1)
  private let quick = MirrorID(rawValue: 2)
  private let other = MirrorID(rawValue: 3)

  /// Looks twice a second, as bytes come at this rate; when it was found slow first, nil where it never was.
  private func firstSlow(_ rate: (Int) -> Int, for milliseconds: Int = 12_000) -> Int? {
    var paces = PiecePaces()
    paces.start(key, at: slow)
    paces.begin(key, at: 0)
    var bytes = 0.0
    for now in stride(from: 100, through: milliseconds, by: 100) {
      bytes += Double(rate(now)) / 10
      paces.take(key, bytes: Int(bytes), at: now)
      if now % 500 == 0, let found = paces.look(at: now).first {
        #expect(found.key == key && found.mirror == slow && found.milliseconds == now && found.bytes == Int(bytes))
        return now
      }
    }
    return nil
  }

  @Test func whoComesAtUnderTwoKilobytesForFiveSecondsIsSlow() {
    #expect(firstSlow { _ in 300 } == 5_500)
    #expect(firstSlow { _ in 20_000 } == nil)
    #expect(firstSlow { _ in 4_000 } == nil, "slow from the beginning, and not under the rate")
    #expect(firstSlow { now in now % 4_000 < 3_000 ? 300 : 20_000 } == nil, "now and then it is good")
    #expect(firstSlow { now in now < 600 ? 9_000 : 0 } == 6_000, "silence is slow")
  }

  @Test func whoFallsUnderAQuarterOfItsOwnAverageIsSlowAtOnce() throws {
    let found = try #require(firstSlow { now in now < 4_000 ? 400_000 : 20_000 })
    #expect((4_500...6_500).contains(found), "\(found)")
  }

  @Test func inTheQueueNobodyIsSlowAndAPieceMovesOnce() {
    var paces = PiecePaces()
    paces.start(key, at: slow)
    for now in stride(from: 0, through: 20_000, by: 500) { #expect(paces.look(at: now).isEmpty) }
    paces.begin(key, at: 20_000)
    paces.take(key, bytes: 10, at: 20_100)
    for now in stride(from: 20_500, to: 25_500, by: 500) { #expect(paces.look(at: now).isEmpty, "\(now)") }
    #expect(paces.look(at: 25_500).map(\.key) == [key])
    paces.move(key)
    paces.end(key)
    #expect(paces.isEmpty)
    paces.start(key, at: quick)
    paces.begin(key, at: 26_000)
    for now in stride(from: 26_500, through: 40_000, by: 500) {
      paces.take(key, bytes: now / 100, at: now)
      #expect(paces.look(at: now).isEmpty)
    }
  }

  @Test func whoWasSlowIsAskedForWhatNobodyElseHas() {
    var board = PieceBoard([slow, quick, other])
    #expect(board.hasFaster(than: slow, for: key))
    board.slow(slow)
    #expect(board.choice(for: key, isMuch: false) == .ask(quick))
    #expect(board.choice(for: key, isMuch: true) == .ask(quick))
    board.refuse(key, by: quick, .missing)
    board.refuse(key, by: other, .missing)
    #expect(!board.hasFaster(than: slow, for: key))
    #expect(board.choice(for: key, isMuch: false) == .ask(slow))
    board.slow(quick)
    board.slow(other)
    #expect(board.choice(for: PieceBoard.Key(path: .segment(1)), isMuch: false) == .ask(slow), "all are alike then")
  }
}
