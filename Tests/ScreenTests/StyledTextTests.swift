import Screen
import Testing

@Suite struct StyledTextTests {
  private func wrap(_ text: String, _ width: Int) -> [String] { StyledText(text).lines(width: width).map(\.text) }

  @Test(arguments: [
    ("The desk takes reports in from every relay.", 16, ["The desk takes", "reports in from", "every relay."]),
    ("exact fit", 5, ["exact", "fit"]),
    ("", 10, [""]),
    ("one\n\nthree", 10, ["one", "", "three"]),
    ("ends\r\nin CR LF\n", 10, ["ends", "in CR LF", ""]),
    ("  indented line", 10, ["  indented", "line"]),
    ("    longerthanwidth", 8, ["    long", "erthanwi", "dth"]),
    ("a          b", 5, ["a", "b"]),
  ])
  func linesEndAtSpaces(text: String, width: Int, lines: [String]) {
    #expect(wrap(text, width).map { $0.last == " " ? String($0.dropLast()) : $0 } == lines)
  }

  @Test(arguments: [
    ("노동자들이 명동성당에서 흩어졌다", 14, ["노동자들이", "명동성당에서", "흩어졌다"]),
    ("아주긴낱말이띄어쓰기없이", 10, ["아주긴낱말", "이띄어쓰기", "없이"]),
    ("東京でデモが行われた。", 10, ["東京でデモ", "が行われ", "た。"]),
    ("彼は「行く」と", 6, ["彼は", "「行", "く」と"]),
    ("李大統領은 말했다", 10, ["李大統領은", "말했다"]),
    ("see 東京 now", 7, ["see 東", "京 now"]),
  ])
  func koreanBreaksAtSpacesHanAndKanaAnywhereThatIsProper(text: String, width: Int, lines: [String]) {
    #expect(wrap(text, width).map { $0.last == " " ? String($0.dropLast()) : $0 } == lines)
  }

  @Test(arguments: [
    ("(aside) and “quoted”", 8, ["(aside)", "and", "“quoted”"]),
    ("mother-in-law", 8, ["mother-", "in-law"]),
    ("COVID-19 -5", 5, ["COVID", "-19", "-5"]),
    ("10\u{A0}km away", 5, ["10 km", "away"]),
    ("extra\u{AD}ordinary", 8, ["extra-", "ordinary"]),
    ("extra\u{AD}ordinary", 20, ["extraordinary"]),
    ("zero\u{200B}width", 6, ["zero", "width"]),
    ("https://news.example/a/very/long/path", 20, ["https://news.example", "/a/very/long/path"]),
    ("https://news.example/2026/walk-out?page=2", 24, ["https://news.example/", "2026/walk-out?page=2"]),
    ("xxxxxxxx!!", 8, ["xxxxxxx", "x!!"]),
  ])
  func hyphensAddressesAndStopsAreKept(text: String, width: Int, lines: [String]) {
    #expect(wrap(text, width) == lines)
  }

  @Test func stylesAndLinksGoAlong() {
    var text = StyledText("Read ")
    text.append("the full story", style: Style(.link, underlined: true), link: 1)
    text.append(" now")
    let lines = text.lines(width: 10)
    let link = Style(.link, underlined: true)
    #expect(
      lines == [
        StyledLine(pieces: [
          StyledLine.Piece("Read ", style: .normal, columns: 5),
          StyledLine.Piece("the", style: link, link: 1, columns: 3),
        ]),
        StyledLine(pieces: [StyledLine.Piece("full story", style: link, link: 1, columns: 10)]),
        StyledLine(pieces: [StyledLine.Piece("now", style: .normal, columns: 3)]),
      ])
    var grid = Grid(size: Size(columns: 9, rows: 1))
    #expect(grid.put(lines[0], column: 1, row: 0, limit: 7) == 8)
    #expect(grid.text == " Read th")
    #expect(grid[6, 0].style == link)
  }

  @Test func noLineIsTooWideAndNothingIsLost() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<1_500 {
      let spans = (0..<3).map { StyledText.Span(random.text(upTo: 60), style: Style($0 == 1 ? .link : .normal)) }
      let width = Int.random(in: 2...30, using: &random)
      let lines = StyledText(spans: spans).lines(width: width)
      #expect(lines.allSatisfy { $0.columns <= width })
      for piece in lines.flatMap(\.pieces) {
        #expect(TextWidth.columns(of: piece.text) == piece.columns, "\(piece.text.debugDescription)")
      }
      // What is shown of the spans, but for spaces, hyphens that a break adds and circles under the marks that a line begins
      // with.
      let shown = spans.map { VisibleText.graphemes(of: $0.text).map(\.text).joined() }.joined()
      let set = lines.map(\.text).joined()
      let kept: (String) -> [Unicode.Scalar] = {
        $0.unicodeScalars.filter { !" \u{3000}-\u{25CC}".unicodeScalars.contains($0) }
      }
      guard kept(set) == kept(shown) else {
        Issue.record("at \(width) columns: \(kept(shown).difference(from: kept(set)))")
        return
      }
    }
  }

  @Test(arguments: [-3, 0, 1])
  func aWidthOfOneOrLessStillEnds(width: Int) {
    #expect(StyledText("ab 한").lines(width: width).map(\.text) == ["a", "b", "?"])
  }

  @Test func textWithoutASpaceTakesAsLongAsAnyOther() {
    // The best of three each, and room for a busy machine: what grows with the square would take a thousand times.
    func time(_ text: String, lines: Int) -> Duration {
      let clock = ContinuousClock()
      let times = (0..<3).map { _ in
        clock.measure { #expect(StyledText(text).lines(width: 80).count >= lines) }
      }
      return times.min() ?? .seconds(3_600)
    }
    let usual = time(String(repeating: "words of ", count: 11_111), lines: 1_200)
    #expect(time(String(repeating: "x", count: 100_000), lines: 1_250) < usual * 10)
    #expect(time(String(repeating: "。", count: 33_333), lines: 833) < usual * 10)
  }
}
