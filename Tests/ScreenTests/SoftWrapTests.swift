import Testing

@testable import Screen

@Suite struct SoftWrapTests {
  /// The rows as they are drawn.
  private func rows(_ text: String, _ columns: Int) -> [String] {
    let wrap = SoftWrap(text, columns: columns)
    return (0..<wrap.count).map { row in wrap.letters(of: row, in: text).map(\.text).joined() }
  }

  @Test(arguments: [
    ("", 10, [""]),
    ("\n", 10, ["", ""]),
    ("one\n\nthree\n", 10, ["one", "", "three", ""]),
    ("The desk takes reports", 10, ["The desk ", "takes ", "reports"]),
    // The column behind the last is for the cursor, or for the space that ends the row.
    ("exactly nine", 8, ["exactly ", "nine"]),
    ("exactly ", 8, ["exactly ", ""]),
    ("exactly\n", 8, ["exactly", ""]),
    ("a   b", 4, ["a   ", "b"]),
    ("a       b", 4, ["a   ", "    ", "b"]),
    ("  indented line", 10, ["  indente", "d line"]),
    ("abcdefgh", 4, ["abc", "def", "gh"]),
    ("아주긴낱말이띄어쓰기", 9, ["아주긴낱", "말이띄어", "쓰기"]),
    ("東京でデモが行われた。", 11, ["東京でデモ", "が行われ", "た。"]),
    ("x\ty\tz", 20, ["x       y       z"]),
    ("x\ty", 6, ["x     ", "y"]),
    ("extra\u{AD}ordinary", 9, ["extra", "ordinary"]),
    ("see https://news.example/a/very", 22, ["see ", "https://news.example/", "a/very"]),
    ("\u{202E}x", 20, ["‹U+202E›x"]),
    ("\u{202E}x", 5, ["‹U+2", "x"]),
    ("👩‍👩‍👧‍👦!", 4, ["👩!"]),
    ("🇰🇷🇩🇪", 4, ["KR", "DE"]),
    ("한", 2, ["?"]),
    ("\u{301}a e\u{301}", 20, ["◌\u{301}a e\u{301}"]),
    ("\u{1112}\u{1161}\u{11AB}글", 20, ["한글"]),
  ])
  func `text is set in rows and no space is left out`(text: String, columns: Int, rows: [String]) {
    #expect(self.rows(text, columns) == rows)
  }

  @Test func `rows end where the lines of a page do`() {
    var random = SeededRandom(seed: 5)
    let words = [
      "desk", "reports", "mother-in-law", "(aside)", "“quoted”", "노동자들이", "명동성당에서", "東京でデモが行われた。", "李大統領은",
      "https://news.example/2026/walk-out?page=2", "COVID-19", "10\u{A0}km", "xxxxxxxx!!", "e\u{301}te\u{301}", "👍",
      "Привет", "سلام",
      "zero\u{200B}width", "아주긴낱말이띄어쓰기없이", "extra\u{AD}ordinary",
    ]
    for _ in 0..<2_000 {
      let text = (0..<12).compactMap { _ in words.randomElement(using: &random) }.joined(separator: " ")
      let columns = Int.random(in: 5...40, using: &random)
      let wrap = SoftWrap(text, columns: columns)
      let set = (0..<wrap.count).map { row in
        let line = wrap.letters(of: row, in: text).map(\.text).joined()
        // In the cursor's column there is room for a hyphen, where a line of a page has none.
        if wrap.end(of: row, in: text) == .softHyphen, TextWidth.columns(of: line) + 1 < columns { return line + "-" }
        return line.last == " " ? String(line.dropLast()) : line
      }
      // One column less: that of the cursor.
      let lines = StyledText(text).lines(width: columns - 1).map { line in
        line.text.last == " " ? String(line.text.dropLast()) : line.text
      }
      guard set.filter({ !$0.isEmpty }) == lines.filter({ !$0.isEmpty }) else {
        Issue.record("\(columns): \(text.debugDescription)\n\(set)\n\(lines)")
        return
      }
    }
  }

  @Test func `letters that are read on their own join nothing around them`() {
    for value in UInt32(0x20)..<0x2_0000 {
      guard let scalar = Unicode.Scalar(value), TextReader.standsAlone(scalar) else { continue }
      for other in ["a", "가", "漢", "あ", "\n", "\t", "한", "!", "й"] {
        let (before, after) = (other + String(scalar), String(scalar) + other)
        guard before.count == 2, after.count == 2 else {
          Issue.record("U+\(String(value, radix: 16)) and \(other.debugDescription)")
          return
        }
      }
    }
  }

  @Test func `each grapheme is read as the string has it, in cells that are drawn as wide as they are said to be`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<1_500 {
      let text = random.text(upTo: 60)
      let columns = Int.random(in: 2...30, using: &random)
      let wrap = SoftWrap(text, columns: columns)
      let letters = (0..<wrap.count).map { wrap.letters(of: $0, in: text) }
      let wanted = Array(text).filter { $0 != "\n" }.map { Array(String($0).utf8) }
      let bytes = Array(text.utf8)
      #expect(letters.flatMap { $0 }.map { Array(bytes[$0.start..<$0.end]) } == wanted)
      for row in letters {
        for (letter, next) in zip(row, row.dropFirst()) { #expect(letter.column + letter.columns == next.column) }
        #expect((row.last.map { $0.column + $0.columns } ?? 0) <= columns)
        #expect(row.first?.column ?? 0 == 0)
        for letter in row { #expect(TextWidth.columns(of: letter.text) == letter.columns) }
      }
    }
  }

  @Test func `what is mended is what would be set anew, whatever changed`() {
    var random = SeededRandom(seed: 3)
    let pieces = [
      "a", " ", "\n", "한", "漢", "\t", "\u{301}", "\u{200D}", "👩", "🇰", "🇷", "\u{1100}", "\u{1161}", "\u{11A8}", "-",
      "/", "!", "(",
      "\u{AD}", "\u{200B}", "\u{2060}", "\u{202E}", "word ", "https://a.example/b/c?d ", "말이 ", "\u{3000}", "。", "「",
      "\0",
    ]
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<Int.random(in: 0...80, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      let columns = Int.random(in: 2...30, using: &random)
      var wrap = SoftWrap(text, columns: columns)
      for _ in 0..<30 {
        // Any scalar's border: an undo puts back what it took, wherever that was.
        let scalars = Array(text.unicodeScalars)
        let from = Int.random(in: 0...scalars.count, using: &random)
        let to = min(scalars.count, from + (Bool.random(using: &random) ? 0 : Int.random(in: 0...9, using: &random)))
        var added = ""
        for _ in 0..<Int.random(in: 0...4, using: &random) { added += pieces.randomElement(using: &random) ?? "" }
        let before = bytes(scalars[..<from])
        let removed = bytes(scalars[from..<to])
        let old = text
        text = string(scalars[..<from]) + added + string(scalars[to...])
        wrap.mend(text, at: before, removed: removed, added: added.utf8.count)
        guard wrap == SoftWrap(text, columns: columns) else {
          Issue.record("\(columns): \(old.debugDescription) \(before) \(removed) \(added.debugDescription)")
          return
        }
      }
    }
  }

  private func bytes(_ scalars: ArraySlice<Unicode.Scalar>) -> Int { scalars.reduce(0) { $0 + UTF8.width($1) } }
  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  @Test func `a place is on the row that begins at it or before it`() {
    let text = "one two three four\nfive\n"
    let wrap = SoftWrap(text, columns: 8)
    #expect((0..<wrap.count).map { wrap.start(of: $0) } == [0, 8, 14, 19, 24])
    #expect([0, 7, 8, 13, 14, 18, 19, 23, 24].map { wrap.row(of: $0) } == [0, 0, 1, 1, 2, 2, 3, 3, 4])
    #expect(wrap.end(of: 0, in: text) == .soft && wrap.end(of: 2, in: text) == .hard)
    #expect(wrap.end(of: 4, in: text) == .text)
    #expect(wrap.borders(of: 0, in: text).map(\.offset) == Array(0..<8))
    #expect(wrap.borders(of: 3, in: text).map(\.column) == Array(0...4))
  }
}
