import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Text of outsiders in every place where the desk shows any.
@Suite struct HostileTests {
  static let texts: [String] = [
    "\u{1B}[2J\u{1B}]52;c;AAAA\u{7}\u{1B}]8;;https://evil.example\u{1B}\\link\u{9B}31m\r\n\u{0}\u{8}",
    "\u{202E}desrever\u{202C}\u{2066}\u{200B}\u{AD}\u{FEFF}\u{E0041}\u{E007F}👨‍👩‍👧‍👦🇰🇷🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "a" + String(repeating: "\u{301}", count: 10_000) + "\u{1100}\u{1161}\u{11A8}\u{115F}\u{3164}",
    String(repeating: "x", count: 8_000), String(repeating: "가", count: 3_000),
    "", " ", "\u{2028}\u{2029}\t\n\n\n",
  ]

  /// A desk whose every text is `text`.
  private static func scene(_ text: String, _ columns: Int, _ rows: Int) -> Scene {
    var headline = Fixture.headline(1, text, 5, text, text, urgent: true, revisions: 2, pictures: 2)
    headline.newsroomName = text
    headline.byline = text
    headline.mirror = text
    headline.link = text
    var mirror = Fixture.mirror(1, text, 0, good: 10, latency: 20)
    mirror.verdict = Verdict(.notAFeed, isBlocked: true)
    mirror.route = MirrorRoute(proxy: text, names: text, addresses: [text, text], pins: [text])
    var moved = Fixture.mirror(2, text, 1, good: 10)
    moved.offer = MovedOffer(url: text, found: .feed(title: text, isSame: true))
    var lost = Fixture.mirror(3, text, 2, good: nil)
    lost.offer = MovedOffer(url: text, found: .other(text))
    let newsroom = Newsroom(id: Fixture.newsroom.id, name: text, title: text, added: Fixture.now)
    let said: Phrase = "\(text): \(text)"
    let shelf = Shelf(
      newsrooms: [newsroom],
      scopes: [
        .init(scope: .all, title: text, unread: 1, total: 1), .init(scope: .starred, title: text, unread: 1, total: 1),
        .init(scope: .newsroom(newsroom.id), title: text, unread: 1, total: 1),
        .init(scope: .section(newsroom.id, text), title: text, unread: 1, total: 1),
      ],
      mirrors: [
        ShelvedMirror(
          mirror, name: text, sentence: said, evidence: [said, said], latencies: [1, 2], why: [said, said], route: said,
          rest: Fixture.now.addingTimeInterval(60)),
        ShelvedMirror(moved, name: text), ShelvedMirror(lost, name: text),
      ], network: said)
    return Scene(columns, rows, shelf: shelf, headlines: [headline])
  }

  private static func article(_ text: String, _ headline: Headline) -> OpenedArticle {
    let spans = [Document.Span(text, style: .strong, link: 1), Document.Span(text, style: .ruby)]
    let document = Document(
      blocks: [
        .heading(level: 1, spans), .paragraph(spans), .list(start: .max, items: [[.paragraph(spans)]]),
        .quote([.paragraph(spans)]), .code(text), .figure(.init(source: text, alt: text, caption: spans)),
        .table(.init(header: [spans, spans], rows: [[spans, spans]])),
        .definitions([.init(term: spans, meaning: [.paragraph(spans)])]), .rule,
      ], links: [.init(url: text)])
    let revisions = [2, 1].map {
      Revision(
        number: $0, title: text, updated: nil, arrived: Fixture.now, mirror: text, text: $0 == 1 ? text : text + " a b")
    }
    return OpenedArticle(
      article: StoredArticle(
        headline: headline, html: text, text: text, enclosures: [.init(url: text, type: text, length: .max)],
        revisions: revisions), document: document)
  }

  private func expectSafe(_ grid: Grid, _ what: String) {
    let bad = grid.cells.filter { cell in
      cell.text.unicodeScalars.contains { scalar in
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
      } || cell.text.unicodeScalars.count > 6
    }
    #expect(bad.isEmpty, "\(what): \(bad.prefix(3))")
    for row in 0..<grid.size.rows {
      let width = (0..<grid.size.columns).reduce(0) { $0 + grid[$1, row].width }
      #expect(width == grid.size.columns, "\(what): row \(row)")
    }
  }

  @Test(.timeLimit(.minutes(3)), arguments: texts.indices)
  func `no text from outside moves, colours, reorders or hides anything, on any page`(_ number: Int) throws {
    let text = Self.texts[number]
    for (columns, rows) in [(40, 10), (80, 24), (140, 40)] {
      for keys in [
        "", "<S-Tab>jj", "A", "m", "mj", "mjj", "m<Enter>", "m<Tab>", "m<Tab>G", "mo", "mI", "m:network<Enter>", "mT",
        "mD", "?", ":forget<Enter>", "n", "/",
      ] {
        var scene = Self.scene(text, columns, rows)
        try scene.press(keys)
        expectSafe(scene.grid, "\(number) \(keys) at \(columns)")
      }
      var scene = Self.scene(text, columns, rows)
      scene.happen(.failed("\(text) \(text)"))
      expectSafe(scene.grid, "\(number) message at \(columns)")
      scene.happen(.sync(.began(newsrooms: 2)))
      scene.happen(.sync(.progressed(done: 1, of: 2, Phrase(verbatim: text))))
      expectSafe(scene.grid, "\(number) progress at \(columns)")
      scene.happen(.sync(.pinnedFailed(Fixture.newsroom.id)))
      expectSafe(scene.grid, "\(number) offer at \(columns)")
      scene.happen(.sync(.judged(Phrase(verbatim: text))))
      expectSafe(scene.grid, "\(number) judged at \(columns)")
      scene.happen(.sync(.moved(Phrase(verbatim: text))))
      scene.happen(.input(.key(.character(text.first ?? " "))))
      expectSafe(scene.grid, "\(number) key at \(columns)")
      try scene.press("L")
      let round = LoggedRound(started: Fixture.now, newsroom: text, line: text, mirrors: [text], hasServed: false)
      scene.happen(.loaded(.rounds([round, round])))
      expectSafe(scene.grid, "\(number) log at \(columns)")
      try scene.press("<Enter>/")
      scene.happen(.input(.paste(text)))
      expectSafe(scene.grid, "\(number) find at \(columns)")
      try scene.press("<Enter>q/x")
      let hit = SearchHit(
        headline: scene.headlines[0], snippet: [.init(text), .init(text, isMatch: true), .init(text)], rank: 1)
      scene.happen(.loaded(.hits(query: "x", [hit])))
      expectSafe(scene.grid, "\(number) search at \(columns)")
      scene.happen(.loaded(.badQuery(query: "x", "\(text)")))
      expectSafe(scene.grid, "\(number) bad query at \(columns)")
      try scene.press("<Esc>m")
      scene.happen(
        .tested(.init(mirror: .init(rawValue: 1), url: text, kind: .failed), sentence: Phrase(verbatim: text)))
      expectSafe(scene.grid, "\(number) tested at \(columns)")
      try scene.press("a")
      scene.happen(.input(.paste("https://a.example\n\(text)\n\(text)")))
      expectSafe(scene.grid, "\(number) list at \(columns)")
    }
  }

  @Test(.timeLimit(.minutes(3)), arguments: texts.indices)
  func `no article moves, colours, reorders or hides anything`(_ number: Int) throws {
    let text = Self.texts[number]
    for (columns, rows) in [(40, 10), (140, 40)] {
      var scene = Self.scene(text, columns, rows)
      scene.happen(.loaded(.article(Self.article(text, scene.headlines[0]))))
      expectSafe(scene.grid, "\(number) preview at \(columns)")
      try scene.press("<Enter>")
      scene.happen(.loaded(.article(Self.article(text, scene.headlines[0]))))
      for keys in ["", "G", "v", "\\", "<Esc>/a<Enter>", "n"] {
        try scene.press(keys)
        expectSafe(scene.grid, "\(number) \(keys) at \(columns)")
      }
    }
  }

  @Test func `a megabyte without a space in every place costs no more than what is seen of it`() throws {
    let text = String(repeating: "x", count: 1_000_000)
    let clock = ContinuousClock()
    for keys in ["", "<S-Tab>j", "A", "m", ":forget<Enter>"] {
      var scene = Self.scene(text, 140, 40)
      try scene.press(keys)
      scene.happen(.failed("\(text)"))
      let took = (0..<3).map { _ in clock.measure { expectSafe(scene.grid, keys) } }.min() ?? .seconds(1)
      #expect(took < .milliseconds(300), "\(keys)")
    }
  }

  @Test func `a megabyte of article is drawn as fast as any other`() throws {
    var scene = Scene(140, 40)
    let words = String(repeating: "The march went on. 행진은 계속되었다. ", count: 25_000)
    var article = Fixture.opened(scene.headlines[0])
    article.document = Document(blocks: [.paragraph([.init(words)])])
    let clock = ContinuousClock()
    for keys in ["", "<Enter>", "/계속<Enter>", "G", "\\"] {
      try scene.press(keys)
      scene.happen(.loaded(.article(article)))
      _ = scene.grid
      // The least of some: a pause of the machine is none of ours.
      let took = (0..<5).map { _ in clock.measure { _ = scene.grid } }.min() ?? .seconds(1)
      // The budget of a release build is 16 ms; this one is not optimised.
      #expect(took < .milliseconds(60), "\(keys)")
    }
  }
}
