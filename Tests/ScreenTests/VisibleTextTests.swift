import Screen
import Testing

@Suite struct VisibleTextTests {
  private func cells(_ text: String) -> [String] { VisibleText.graphemes(of: text).map(\.text) }
  private func widths(_ text: String) -> [Int] { VisibleText.graphemes(of: text).map(\.width) }

  @Test(arguments: [
    ("plain", "plain"),
    ("a\u{1B}[31mred\u{7}", "a␛[31mred␇"),
    ("nul\0del\u{7F}", "nul␀del␡"),
    ("\u{9B}2J", "‹U+009B›2J"),
    ("file\u{202E}gpj.exe", "file‹U+202E›gpj.exe"),
    ("\u{2066}isolate\u{2069}", "‹U+2066›isolate‹U+2069›"),
    ("tag\u{E0041}", "tag‹U+E0041›"),
    ("unassigned \u{378}", "unassigned ‹U+0378›"),
    ("one\ntwo\r\nthree\tfour\u{2028}five\u{2029}six", "one two three four five six"),
    ("lone\rreturn", "lone␍return"),
    ("soft\u{AD}hyphen zero\u{200B}space \u{FEFF}bom", "softhyphen zerospace bom"),
  ])
  func nothingFromOutsideReachesACellRaw(text: String, shown: String) {
    #expect(cells(text).joined() == shown)
  }

  @Test(arguments: [
    ("e\u{301}", ["e\u{301}"], [1]),
    ("한글", ["한", "글"], [2, 2]),
    ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", ["한", "글"], [2, 2]),
    ("👨‍👩‍👧", ["👨", "👩", "👧"], [2, 2, 2]),
    ("👍🏽!", ["👍", "!"], [2, 1]),
    ("🇰🇷", ["K", "R"], [1, 1]),
    (
      "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}.", ["🏴", "g", "b", "s", "c", "t", "."],
      [2, 1, 1, 1, 1, 1, 1]
    ),
    ("❤️", ["❤"], [1]),
    ("1️⃣", ["1\u{20E3}"], [1]),
    ("का", ["क", "ा"], [1, 1]),
    ("سلام", ["س", "ل", "ا", "م"], [1, 1, 1, 1]),
    ("\u{301}x", ["\u{25CC}\u{301}", "x"], [1, 1]),
    ("＠", ["＠"], [2]),
  ])
  func eachCellHasAWidthThatIsCertain(text: String, shown: [String], columns: [Int]) {
    // Strings compare by canonical equivalence; what is sent should be exactly this.
    #expect(cells(text).map { Array($0.unicodeScalars) } == shown.map { Array($0.unicodeScalars) })
    #expect(widths(text) == columns)
    #expect(TextWidth.columns(of: text) == columns.reduce(0, +))
  }

  @Test func tenThousandMarksFillOneCellAndNoMore() {
    let zalgo = "a" + String(repeating: "\u{316}", count: 10_000) + "b"
    #expect(cells(zalgo) == ["a\u{316}\u{316}\u{316}\u{316}", "b"])
    #expect(VisibleText.line(zalgo).unicodeScalars.count == 18)
  }

  @Test func tagsBeyondOneFlagAreShown() {
    let hidden = "🏴" + String(repeating: "\u{E0061}", count: 9)
    #expect(cells(hidden).joined() == "🏴aaaaaa‹U+E0061›‹U+E0061›‹U+E0061›")
    #expect(VisibleText.line("x\u{E0061}") == "x‹U+E0061›")
  }

  @Test func commandLineOutputIsSafeButKeepsWhatItIsMadeOf() {
    #expect(VisibleText.line("a\u{1B}]0;x\u{7}\nb\tc") == "a␛]0;x␇ b c")
    #expect(VisibleText.lines("a\r\nb\u{2028}c\u{202E}\n") == "a\nb\nc‹U+202E›\n")
    #expect(VisibleText.line("🇰🇷 👨‍👩‍👧 ❤️ می‌خواهم") == "🇰🇷 👨‍👩‍👧 ❤️ می‌خواهم")
  }

  @Test func whatIsVisibleStaysAsItIs() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<2_000 {
      let text = random.text(upTo: 40)
      let shown = cells(text)
      #expect(cells(shown.joined()) == shown, "\(text.debugDescription)")
      #expect(VisibleText.line(VisibleText.line(text)) == VisibleText.line(text), "\(text.debugDescription)")
    }
  }

  @Test func everyScalarThereIsBecomesSafeCells() {
    var worst: [String] = []
    // Planes 3 to 13 hold nothing but rare Han and unassigned numbers: a part of them.
    let scalars = [0..<0x30000, 0xE0000..<0x110000].joined().map { $0 } + stride(from: 0x30000, to: 0xE0000, by: 101)
    for value in scalars {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      for cell in VisibleText.graphemes(of: String(scalar)) {
        let isSafe = cell.text.unicodeScalars.allSatisfy { !isDangerous($0) }
        if !isSafe || !(1...2).contains(cell.width) { worst.append(String(value, radix: 16)) }
      }
      if VisibleText.line(String(scalar)).unicodeScalars.contains(where: { isDangerous($0) && $0 != scalar })
        || (isDangerous(scalar) && VisibleText.line(String(scalar)).unicodeScalars.contains(scalar))
      {
        worst.append("line " + String(value, radix: 16))
      }
    }
    #expect(worst == [])
  }
}

/// What must never be sent: by Unicode's own properties, not by the tables under test.
func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xE0000...0xE007F: true
  default: false
  }
}
