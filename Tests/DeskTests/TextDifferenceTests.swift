import Testing

@testable import Desk

@Suite struct TextDifferenceTests {
  @Test func `a changed word is one deletion and one insertion`() {
    let difference = TextDifference(from: "Police counted 300 people.", to: "Police counted 900 people.")
    #expect(difference.pieces == [.same("Police counted "), .deleted("300"), .inserted("900"), .same(" people.")])
  }

  @Test func `a mark after a word is no change of the word`() {
    let difference = TextDifference(from: "노조는 300명", to: "노조는 300명, 경찰은 90명")
    #expect(difference.pieces == [.same("노조는 300명"), .inserted(", 경찰은 90명")])
  }

  @Test(arguments: [("", ""), ("a", ""), ("", "b"), ("a b c", "c b a"), ("하나 둘", "둘 셋 넷")])
  func `the pieces give both wordings back`(_ old: String, _ new: String) {
    expectWhole(old, new)
  }

  @Test func `the pieces of any two wordings give both back`() {
    var dice = Dice(state: 5)
    let words = [
      "the ", "strike", ",", " ", "노조", "는", "\n", "e\u{301}", "\u{301}", "👩‍🚒", "\u{1F1F0}", "\u{1F1F7}", "\r", "\n",
    ]
    for _ in 0..<500 {
      let (old, new) = (0..<2).map { _ in
        (0..<Int.random(in: 0...12, using: &dice)).map { _ in words.randomElement(using: &dice) ?? "" }.joined()
      }.reduce(into: ("", "")) { $0 = ($0.1, $1) }
      expectWhole(old, new)
    }
  }

  @Test func `long wordings are compared in bounded memory`() {
    let old = (0..<5_000).map { "a\($0)" }.joined(separator: " ")
    let new = (0..<5_000).map { "b\($0)" }.joined(separator: " ")
    expectWhole(old, new)
    #expect(TextDifference(from: old, to: new).pieces.count == 2)
  }

  private func expectWhole(_ old: String, _ new: String) {
    var (before, after) = ("", "")
    for piece in TextDifference(from: old, to: new).pieces {
      switch piece {
      case .same(let text):
        before += text
        after += text
      case .deleted(let text): before += text
      case .inserted(let text): after += text
      }
    }
    #expect(before == old && after == new)
  }
}
