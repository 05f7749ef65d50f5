import Testing

@testable import Screen

/// Where a line may end, by the rules of UAX #14 (Unicode 15.1): `÷` stands where it may.
@Suite struct LineEndTests {
  private func ends(_ text: String) -> String {
    TextReader.read(text, columns: 10_000) { reader in
      var places = BreakPlaces()
      var set = ""
      var (at, start) = (0, 0)
      while at < reader.bytes.count {
        let next = reader.grapheme(at: at)
        if next.columns == 0 {
          places.pass(next.gap)
        } else {
          if next.kind != .space {
            let isLast = next.end == reader.bytes.count || !reader.grapheme(at: next.end).kind.isWordy
            places.note(next, at: at, isLast: isLast, hasRoom: true)
            if places.good?.offset == at {
              set += reader.text(in: start..<at) + "÷"
              start = at
            }
          }
          places.add(next)
        }
        at = next.end
      }
      return set + reader.text(in: start..<reader.bytes.count)
    }
  }

  @Test(arguments: [
    "LB8 zero\u{200B}÷width", "LB8a 👩\u{200D}🚒", "LB11 word\u{2060}joiner ÷漢\u{2060}字", "LB12 10\u{A0}km, ÷漢\u{A0}字",
    "LB13 word! ÷漢÷字。÷字、÷字", "LB13 mot ! ÷oui ; ÷non", "LB14 ( ÷word) ÷「漢」", "LB15a « mot », ÷mot",
    "LB15b mot » . ÷mot",
    "LB18 one ÷two  ÷three", "LB19 \"漢\"", "LB21 漢-÷字 ÷mother-÷in-÷law", "LB21 a|÷b", "LB22 漢…÷字 ÷word…",
    "LB23 abc123 ÷12ab", "LB23a $漢 ÷100% ÷№漢", "LB24 $abc ÷€abc", "LB25 $1,234.50 ÷-5 ÷12:30 ÷+3%",
    "LB28 word ÷Привет ÷سلام ÷שלום", "LB29 a.b", "LB30 word(s) ÷(aside)", "LB30a 🇰🇷÷🇩🇪", "LB30b 👍🏽÷👍🏽",
    "LB31 漢÷字÷a÷字÷👍÷か",
  ])
  func `a line ends where Unicode's rules have it`(rule: String) {
    // The rule's number is no part of the text; spaces before a place that is kept are.
    let text = String(rule.drop { $0 != " " }.dropFirst())
    let wanted = text.replacing("( ÷", with: "( ")
    #expect(ends(wanted.replacing("÷", with: "")) == wanted)
  }

  @Test(arguments: [
    "노동자들이÷ 명동성당에서", "노동자(조합원)는", "「제목」은", "李÷大÷統÷領은", "100명÷ 이상", "ㅋㅋㅋ", "한국÷ 漢÷字", "“파업”이라고",
  ])
  func `Korean is broken at its spaces alone`(text: String) {
    let wanted = text.replacing("÷ ", with: " ÷")
    #expect(ends(wanted.replacing("÷", with: "")) == wanted)
  }

  @Test func `no line of Chinese or Japanese begins with what must not stand there or ends in an opening bracket`() {
    var random = SeededRandom(seed: 21)
    let letters = [
      "東", "京", "デ", "モ", "が", "行", "々", "っ", "ャ", "ー", "。", "、", "「", "」", "（", "）", "！", "？", "…", "・", "：", "』",
    ]
    for _ in 0..<2_000 {
      // No run of marks is as long as what a line that is full goes back.
      let text = (0..<30).compactMap { place in
        (place % 3 == 0 ? letters.prefix(6) : letters[...]).randomElement(using: &random)
      }
      .joined()
      let width = Int.random(in: 10...40, using: &random)
      for line in StyledText(text).lines(width: width).dropFirst() {
        guard let first = line.text.first else { continue }
        #expect(!"々っャー。、」）！？…・：』".contains(first), "\(width): \(text)")
      }
      for line in StyledText(text).lines(width: width).dropLast() {
        #expect(line.text.last.map { !"「（".contains($0) } ?? true, "\(width): \(text)")
      }
    }
  }

  @Test(arguments: [
    ("https://news.example/2026/03/walkout", 20, ["https://news.example", "/2026/03/walkout"]),
    (
      "https://news.example/search?query=strike&page=2&from=2026", 24,
      [
        "https://news.example/", "search?query=strike&", "page=2&from=2026",
      ]
    ),
    ("see https://news.example/a for more", 20, ["see ", "https://news.example", "/a for more"]),
    (
      "https://a.example/%ED%8C%8C%EC%97%85/%EB%89%B4%EC%8A%A4", 24,
      [
        "https://a.example/", "%ED%8C%8C%EC%97%85/", "%EB%89%B4%EC%8A%A4",
      ]
    ),
  ])
  func `a long address is parted behind its marks`(text: String, width: Int, lines: [String]) {
    #expect(StyledText(text).lines(width: width).map(\.text.trimmed) == lines.map(\.trimmed))
  }

  @Test(arguments: [
    "ภาษาไทยไม่มีช่องว่างระหว่างคำและน้ำท่วมเชียงใหม่", "ភាសាខ្មែរមិនមានចន្លោះ", "ဗမာစာတွင်စကားလုံးများ", "क्षत्रियों की स्त्रियाँ शक्ति",
    "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "👩\u{200D}👩\u{200D}👧\u{200D}👦🇰🇷🇩🇪👍🏽❤\u{FE0F}1\u{FE0F}\u{20E3}",
    "مُحَمَّدٌ رَسُولٌ", "שָׁלוֹם עֲלֵיכֶם",
  ])
  func `no cluster is cut between lines, whatever the writing`(text: String) {
    let clusters = text.filter { !$0.isWhitespace }.map { VisibleText.graphemes(of: String($0)).map(\.text).joined() }
    let widest = clusters.map { TextWidth.columns(of: $0) }.max() ?? 0
    for width in max(2, widest)...30 {
      var left = clusters[...]
      for line in StyledText(text).lines(width: width) {
        #expect(TextWidth.columns(of: line.text) <= width)
        var rest = line.text.filter { !$0.isWhitespace }
        while !rest.isEmpty, let cluster = left.first, rest.hasPrefix(cluster) {
          rest = String(rest.unicodeScalars.dropFirst(cluster.unicodeScalars.count))
          left = left.dropFirst()
        }
        #expect(rest.isEmpty, "at \(width): \(line.text)")
      }
      #expect(left.isEmpty)
    }
  }

  @Test func `Thai is parted before the vowel that a syllable begins with, and Lao`() {
    #expect(StyledText("น้ำท่วมเชียงใหม่").lines(width: 9).map(\.text) == ["น้ำท่วมเชียง", "ใหม่"])
  }

  @Test func `Arabic and Hebrew stay in the order in which they are read`() {
    #expect(StyledText("سلام عليكم يا شباب").lines(width: 11).map(\.text.trimmed) == ["سلام عليكم", "يا شباب"])
    #expect(StyledText("שלום עליכם חברים").lines(width: 11).map(\.text.trimmed) == ["שלום עליכם", "חברים"])
  }

  @Test func `setting lines again in the same width changes nothing`() {
    var random = SeededRandom(seed: 8)
    for _ in 0..<1_500 {
      let width = Int.random(in: 8...40, using: &random)
      let once = StyledText(random.text(upTo: 80)).lines(width: width).map(\.text)
      #expect(StyledText(once.joined(separator: "\n")).lines(width: width).map(\.text) == once)
    }
  }
}

extension String {
  /// Without the space that it may end in.
  fileprivate var trimmed: String { last == " " ? String(dropLast()) : self }
}
