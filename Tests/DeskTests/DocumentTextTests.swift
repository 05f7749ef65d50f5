import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Documents of any shape, set for any width.
@Suite struct DocumentTextTests {
  private static let words = [
    "strike", "현장에서", "a", "民營化", "…", "https://mirror.example/a/very/long/address?with=query", "ｶﾅ", "\n", " ", "👩‍🚒",
    "e\u{301}", "\u{202E}", "(괄호)", "12,000", "",
  ]

  private struct Maker {
    var dice: Dice

    mutating func spans() -> [Document.Span] {
      (0..<Int.random(in: 0...4, using: &dice)).map { _ in
        let text = (0..<Int.random(in: 0...6, using: &dice)).map { _ in
          (DocumentTextTests.words.randomElement(using: &dice) ?? "") + (Bool.random(using: &dice) ? " " : "")
        }.joined()
        return Document.Span(
          text, style: .init(rawValue: .random(in: 0...255, using: &dice)),
          link: Bool.random(using: &dice) ? Int.random(in: 1...3, using: &dice) : nil)
      }
    }

    mutating func blocks(_ depth: Int) -> [Document.Block] {
      (0..<Int.random(in: 0...3, using: &dice)).map { _ in block(depth) }
    }

    mutating func block(_ depth: Int) -> Document.Block {
      switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &dice) {
      case 0: .paragraph(spans())
      case 1: .heading(level: .random(in: 1...6, using: &dice), spans())
      case 2: .code("let a = 1\n\n\tb\n" + (DocumentTextTests.words.randomElement(using: &dice) ?? ""))
      case 3: .figure(.init(source: nil, alt: "a march 행진", caption: spans()))
      case 4: .rule
      case 5:
        .list(
          start: [nil, 1, -20, .max, .min, 98].randomElement(using: &dice) ?? nil,
          items: (0..<Int.random(in: 0...3, using: &dice)).map { _ in blocks(depth - 1) })
      case 6: .quote(blocks(depth - 1))
      case 7:
        .table(
          .init(
            header: (0..<Int.random(in: 0...4, using: &dice)).map { _ in spans() },
            rows: (0..<Int.random(in: 0...3, using: &dice)).map { _ in
              (0..<Int.random(in: 0...5, using: &dice)).map { _ in spans() }
            }))
      default:
        .definitions([.init(term: spans(), meaning: blocks(depth - 1))])
      }
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `no line of any document is wider than it may be, at any width, with lines drawn or without`() {
    var maker = Maker(dice: Dice(state: 7))
    for round in 0..<120 {
      let document = Document(blocks: maker.blocks(20), links: [.init(url: "https://a.example/"), .init(url: "")])
      for width in [2, 3, 7, 8, 9, 10, 11, 19, 40, 79, 120] + [Int.random(in: 2...120, using: &maker.dice)] {
        for isPlain in [false, true] {
          let lines = DocumentText.styledLines(document, width: width, isPlain: isPlain)
          let widest = lines.map { TextWidth.columns(of: $0.text) }.max() ?? 0
          #expect(widest <= width, "document \(round) at \(width)")
          #expect(lines.allSatisfy { $0.columns == TextWidth.columns(of: $0.text) })
        }
      }
      _ = DocumentText.lines(document, width: 1)
    }
  }

  @Test func `what is set of a document for a part of the screen is what is set of all of it`() {
    var maker = Maker(dice: Dice(state: 11))
    for _ in 0..<60 {
      let document = Document(blocks: (0..<6).map { _ in .paragraph(maker.spans()) })
      let whole = DocumentText.styledLines(document, width: 40)
      for limit in [1, 3, 10] {
        #expect(
          DocumentText.styledLines(document, width: 40, limit: limit).map(\.text) == whole.prefix(limit).map(\.text))
      }
    }
  }

  @Test func `text nested five hundred deep is still shown`() {
    var block = Document.Block.paragraph([.init("within 안에")])
    for depth in 0..<500 { block = depth % 2 == 0 ? .quote([block]) : .list(start: nil, items: [[block]]) }
    for width in [12, 80] {
      let text = DocumentText.lines(Document(blocks: [block]), width: width).joined(separator: "\n")
      #expect(text.contains("within") && text.contains("안에"))
    }
  }

  @Test func `numbers of a list stand below one another`() {
    let items = (0..<3).map { [Document.Block.paragraph([.init("item \($0)")])] }
    #expect(
      DocumentText.lines(Document(blocks: [.list(start: 9, items: items)]), width: 40) == [
        "9.  item 0", "10. item 1", "11. item 2",
      ])
  }

  @Test func `terms that share a meaning and meanings that share a term stand together`() {
    let definitions: [Document.Definition] = [
      .init(term: [.init("one")], meaning: []), .init(term: [.init("two")], meaning: [.paragraph([.init("first")])]),
      .init(term: [], meaning: [.paragraph([.init("second")])]),
    ]
    #expect(
      DocumentText.lines(Document(blocks: [.definitions(definitions)]), width: 40) == [
        "one", "two", "  first", "", "  second",
      ])
  }

  @Test func `a list or quotation that begins an item keeps its own mark beside the item's`() {
    let inner = Document.Block.list(start: nil, items: [[.paragraph([.init("first")])], [.paragraph([.init("둘째")])]])
    let list = Document.Block.list(start: 1, items: [[inner], [.quote([.paragraph([.init("said")])])]])
    #expect(
      DocumentText.lines(Document(blocks: [list]), width: 40) == ["1. • first", "   • 둘째", "2. │ said"])
  }

  @Test func `a table that does not fit is read as records`() {
    let table = Document.Table(
      header: [[.init("도시")], [.init("People")], [.init("What was said at the gate")]],
      rows: [[[.init("서울")], [.init("5,600")], [.init("Nobody goes back.")]], [[.init("인천")], [.init("310")]]])
    #expect(
      DocumentText.lines(Document(blocks: [.table(table)]), width: 20) == [
        "도시: 서울", "People: 5,600", "What was said at the", "gate: Nobody goes", "back.", "", "도시: 인천", "People: 310",
      ])
  }

  @Test func `a table as lines is no larger than what was written`() {
    let long = [Document.Span(String(repeating: "head ", count: 20_000))]
    let few = Array(repeating: [Document.Span("x")], count: 10)
    for table in [
      Document.Table(header: [long] + few.dropFirst(), rows: Array(repeating: few, count: 2_000)),
      Document.Table(rows: [few.dropLast() + [long]]), Document.Table(rows: [[long] + few.dropFirst()]),
    ] {
      let lines = DocumentText.lines(Document(blocks: [.table(table)]), width: 80)
      #expect(lines.joined().count < 1_000_000)
    }
  }

  @Test func `footnotes stand below the text behind the marks that they have in it`() {
    let document = Document(
      blocks: [.paragraph([.init("5,600 left"), .init("1", style: .superscript, note: 1), .init(" the gate.")])],
      links: [.init(url: "https://a.example/")],
      notes: [
        .init(mark: "1", blocks: [.paragraph([.init("By the union's own "), .init("count", link: 1), .init(".")])]),
        .init(mark: "*", blocks: []),
      ])
    #expect(
      DocumentText.lines(document, width: 20)
        == [
          "5,600 left^1 the", "gate.", "", "──────────", "^1 By the union's", "   own count[1].", "^* ", "", "[1]",
          "https://a.example/",
        ])
  }

  @Test func `every mark of a list is there though there is no room for its indent`() {
    var block = Document.Block.paragraph([.init("within")])
    for _ in 0..<7 { block = .list(start: 1, items: [[block], [.paragraph([.init("next")])]]) }
    let text = DocumentText.lines(Document(blocks: [block]), width: 20).joined(separator: "\n")
    #expect(text.components(separatedBy: "2.").count == 8)
  }

  @Test func `the links of a header that is repeated are numbered once`() {
    let table = Document.Table(
      header: [[.init("The city's name", link: 1)], [.init("The people who came")]],
      rows: [[[.init("서울")], [.init("5,600")]], [[.init("인천")], [.init("310")]]])
    let text = DocumentText.lines(
      Document(blocks: [.table(table)], links: [.init(url: "https://a.example/")]), width: 20)
    #expect(text.joined(separator: " ").components(separatedBy: "[1]").count == 3)
  }

  @Test func `a space at the end of a link stands behind its number`() {
    let document = Document(
      blocks: [
        .paragraph([.init("by "), .init(" the union ", link: 1), .init("to "), .init("all ", link: 2), .init("now")])
      ], links: [.init(url: "https://a.example/"), .init(url: "https://b.example/")])
    #expect(DocumentText.lines(document, width: 40).first == "by  the union[1] to all[2] now")
  }

  @Test func `code keeps the columns of its tabs`() {
    #expect(DocumentText.lines(Document(blocks: [.code("a\tb\n\tc")]), width: 40) == ["  a   b", "      c"])
  }

  @Test func `a caption that says what the picture's words say is read once`() {
    let figure = Document.Figure(alt: "The march at night", caption: [.init("The march at night")])
    #expect(DocumentText.lines(Document(blocks: [.figure(figure)]), width: 40) == ["[▣]", "The march at night"])
  }

  @Test func `pictures that follow one another with the same words say them once`() {
    let figures = ["Title", "Title", "Other"].map { Document.Block.figure(.init(alt: $0)) }
    let lines = DocumentText.lines(Document(blocks: figures + [.rule, figures[2]]), width: 40)
    #expect(lines.filter { $0.hasPrefix("[") } == ["[▣ Title]", "[▣]", "[▣ Other]", "[▣ Other]"])
  }

  /// Documents whose words and links are told apart: each is looked for on the page.
  @Test(.timeLimit(.minutes(3)))
  func `nothing of a document is lost and every link is numbered, from 20 columns up`() {
    var dice = Dice(state: 31)
    for round in 0..<150 {
      var count = 0
      var links = 0
      // No word with its link is wider than the least column of a table.
      func name(_ number: Int) -> String { "w" + String(number, radix: 36) + "낱" }
      func spans() -> [Document.Span] {
        (0..<Int.random(in: 1...3, using: &dice)).map { place in
          count += 1
          guard place == 1 else { return Document.Span(" \(name(count)) ") }
          links += 1
          return Document.Span(name(count), link: links)
        }
      }
      func block(_ depth: Int) -> Document.Block {
        let blocks = { (0..<Int.random(in: 1...2, using: &dice)).map { _ in block(depth - 1) } }
        switch Int.random(in: 0..<(depth > 0 ? 7 : 2), using: &dice) {
        case 0: return .paragraph(spans())
        case 1: return .heading(level: 2, spans())
        case 2: return .list(start: Bool.random(using: &dice) ? 98 : nil, items: [blocks(), blocks()])
        case 3: return .quote(blocks())
        case 4: return .definitions([.init(term: spans(), meaning: blocks())])
        case 5: return .figure(.init(alt: "a march", caption: spans()))
        default:
          return .table(.init(header: [spans(), spans()], rows: [[spans(), spans()], [spans(), spans(), spans()]]))
        }
      }
      let blocks = (0..<3).map { _ in block(4) }
      let document = Document(
        blocks: blocks, links: (0..<links).map { .init(url: "https://a.example/\($0)") },
        notes: [.init(mark: "1", blocks: [.paragraph([.init("the note")])])])
      for width in [20, 27, 40, 80, 120] {
        let lines = DocumentText.lines(document, width: width)
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= width })
        let text = lines.joined().filter { !" │".contains($0) }
        for word in 1...max(1, count) where !text.contains(name(word)) {
          Issue.record("\(round) at \(width): word \(word)")
        }
        for link in 1...max(1, links) where links > 0 && !text.contains("[\(link)]") {
          Issue.record("\(round) at \(width): link \(link)")
        }
        #expect(DocumentText.lines(document, width: width) == lines)
      }
    }
  }

  @Test func `plain text draws no line`() {
    let lines = DocumentText.styledLines(Fixture.document, width: 60, isPlain: true).map(\.text).joined()
    #expect(!lines.unicodeScalars.contains { (0x2500...0x259F).contains($0.value) })
    #expect(lines.contains("> 우리는 흩어져도"))
  }
}
