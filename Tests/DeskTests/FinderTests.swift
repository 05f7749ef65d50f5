import Screen
import Testing

@testable import Desk

@Suite struct FinderTests {
  private func marked(_ wanted: String, in text: String) -> StyledLine {
    var finder = Finder()
    finder.text = wanted
    let columns = TextWidth.columns(of: text)
    return finder.marked(StyledLine(pieces: [.init(text, style: .normal, columns: columns)]))
  }

  @Test func `every place is marked, whatever its case, and the line is as wide as before`() {
    let line = marked("the", in: "The march, the 행진, THE end")
    #expect(line.pieces.filter { $0.style.role == .match }.map(\.text) == ["The", "the", "THE"])
    #expect(line.text == "The march, the 행진, THE end")
    #expect(line.columns == TextWidth.columns(of: line.text))
  }

  @Test(arguments: [
    "\u{301}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{E0041}", " ", "ß", "İ", "ﬁ", "각", "\u{1100}", "\n", "\0",
  ])
  func `no text that is looked for loses any of the line, or looks without end`(_ wanted: String) {
    for text in ["e\u{301}te\u{301}", "각각 가", "fine STRASSE straße İstanbul", "a\u{200B}b", "", "  "] {
      #expect(marked(wanted, in: text).text == text)
    }
  }

  @Test func `what is found goes round from the last to the first`() {
    var finder = Finder()
    finder.text = "현장"
    finder.look(in: ["현장", "x", "그 현장에서", "y"])
    #expect(finder.rows == [0, 2])
    #expect(finder.next(after: 0) == 2)
    #expect(finder.next(after: 2) == 0)
    #expect(finder.previous(before: 0) == 2)
    finder.text = ""
    finder.look(in: ["현장"])
    #expect(finder.rows.isEmpty && finder.next(after: 0) == nil)
  }
}
