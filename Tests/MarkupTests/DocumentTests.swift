import Markup
import News
import Testing

/// HTML as the reader page will lay it out.
struct DocumentTests {
  private func blocks(_ html: String) -> [Document.Block] {
    DocumentReader.document(html: html, base: "https://a.example/").blocks
  }

  @Test func headingsParagraphsAndStyles() {
    #expect(
      blocks("<h2>Title</h2><p>one <b>two <i>three</i></b>, H<sub>2</sub>O, <del>four</del></p>") == [
        .heading(level: 2, [.init("Title")]),
        .paragraph([
          .init("one "), .init("two ", style: .strong), .init("three", style: [.strong, .emphasis]), .init(", H"),
          .init("2", style: .subscript), .init("O, "), .init("four", style: .deleted),
        ]),
      ])
  }

  @Test func linksAreNumberedAndOneTargetHasOneNumber() {
    let document = DocumentReader.document(
      html: "<a href=/x>a</a> <a href=/y>b</a> <a href=/x>c</a>", base: "https://a.example/")
    #expect(document.links == [.init(url: "https://a.example/x"), .init(url: "https://a.example/y")])
    #expect(
      document.blocks == [
        .paragraph([.init("a", link: 1), .init(" "), .init("b", link: 2), .init(" "), .init("c", link: 1)])
      ])
  }

  @Test func listsNest() {
    #expect(
      blocks("<ol start=3><li>a<ul><li>b</ul><li><p>c</p></ol>") == [
        .list(
          start: 3,
          items: [
            [.paragraph([.init("a")]), .list(start: nil, items: [[.paragraph([.init("b")])]])],
            [.paragraph([.init("c")])],
          ])
      ])
  }

  @Test func aTableHasItsHeaderAndFullRows() {
    #expect(
      blocks("<table><caption>Rice</caption><tr><th>a<th>b</tr><tr><td>1<td>2</tr><tr><td>3</tr></table>") == [
        .paragraph([.init("Rice")]),
        .table(
          .init(header: [[.init("a")], [.init("b")]], rows: [[[.init("1")], [.init("2")]], [[.init("3")], []]])),
      ])
  }

  @Test func aCellOverRowsKeepsTheCellsBesideItInTheirColumns() {
    func cell(_ text: String) -> [Document.Span] { text.isEmpty ? [] : [.init(text)] }
    func rows(_ html: String) -> [[[Document.Span]]]? {
      guard case .table(let table)? = blocks(html).first else { return nil }
      return table.rows
    }
    #expect(
      rows("<table><tr><td rowspan=3>a<td>b<td>c<tr><td>d<td>e<tr><td>f<tr><td>g<td>h<td>i</table>") == [
        ["a", "b", "c"].map(cell), ["", "d", "e"].map(cell), ["", "f", ""].map(cell), ["g", "h", "i"].map(cell),
      ])
    #expect(
      rows("<table><tr><td>a<td rowspan=2 colspan=2>b<td>c<tr><td>d<td>e</table>") == [
        ["a", "b", "", "c"].map(cell), ["d", "", "", "e"].map(cell),
      ])
  }

  @Test(arguments: [
    "<table><tr>" + String(repeating: "<td>", count: 50_000) + String(repeating: "<tr><td>x", count: 20_000),
    "<table><tr>" + String(repeating: "<td>a", count: 64) + String(repeating: "<tr><td>b", count: 50_000),
    "<table><tr>" + String(repeating: "<td rowspan=999>a", count: 60)
      + String(repeating: "<tr><td>b<td>c", count: 20_000),
    String(repeating: "<table><tr><td colspan=32>a<td>b<tr><td>", count: 10_000),
  ])
  func aTableIsNoLargerThanWhatWasWritten(html: String) {
    func size(_ blocks: [Document.Block]) -> Int {
      blocks.reduce(0) { sum, block in
        if case .table(let table) = block { sum + table.rows.reduce(0) { $0 + $1.count } } else { sum + 1 }
      }
    }
    let blocks = blocks(html)
    #expect((1...html.utf8.count).contains(size(blocks)))
  }

  @Test func theNumbersOfAListAreThoseThatItGives() {
    func items(_ words: String...) -> [[Document.Block]] { words.map { [.paragraph([.init($0)])] } }
    #expect(
      blocks("<ol><li>a<li value=7>b<li>c</ol>") == [
        .list(start: 1, items: items("a")), .list(start: 7, items: items("b", "c")),
      ])
    #expect(
      blocks("<ol reversed><li>a<li>b</ol>") == [
        .list(start: 2, items: items("a")), .list(start: 1, items: items("b")),
      ])
    #expect(blocks("<ul><li value=7>a</ul>") == [.list(start: nil, items: items("a"))])
  }

  @Test func aTableThatArrangesThePageIsReadInOrder() {
    #expect(
      blocks("<table><tr><td><ul><li>a</ul><td><p>b</table>") == [
        .list(start: nil, items: [[.paragraph([.init("a")])]]), .paragraph([.init("b")]),
      ])
  }

  @Test func quotesCodeRulesAndDefinitions() {
    #expect(
      blocks("<blockquote><p>q</p></blockquote><pre><code>a\n  b\n</code></pre><hr><dl><dt>t<dd>m</dl>") == [
        .quote([.paragraph([.init("q")])]), .code("a\n  b"), .rule,
        .definitions([.init(term: [.init("t")], meaning: [.paragraph([.init("m")])])]),
      ])
  }

  @Test func aFigureHasItsCaption() {
    #expect(
      blocks("<figure><img src=p.jpg alt=Bridge><figcaption>The <b>bridge</b></figcaption></figure>") == [
        .figure(
          .init(
            source: "https://a.example/p.jpg", alt: "Bridge", caption: [.init("The "), .init("bridge", style: .strong)])
        )
      ])
  }

  @Test func rubyIsMarkedAndItsBracketsAreNotShown() {
    #expect(
      blocks("<ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby>") == [.paragraph([.init("漢"), .init("한", style: .ruby)])])
  }

  @Test func aHardBreakIsALineEnd() {
    #expect(blocks("<p>one <br> two") == [.paragraph([.init("one\ntwo")])])
  }

  @Test func aLineEndBetweenTagsIsABlank() {
    #expect(
      blocks("<p><b>one</b>\n<i>two</i>\n\n three</p>") == [
        .paragraph([
          .init("one", style: .strong), .init(" "), .init("two", style: .emphasis), .init(" three"),
        ])
      ])
  }

  @Test func whatIsHiddenIsNotShown() {
    #expect(blocks("<p hidden>x</p><!-- y --><p>z") == [.paragraph([.init("z")])])
  }

  @Test func aHundredThousandNestedElementsAreRead() {
    let html = String(repeating: "<div><blockquote>", count: 100_000) + "deep"
    var block = blocks(html).first
    var depth = 0
    while case .quote(let inner)? = block {
      depth += 1
      block = inner.first
    }
    #expect(block == .paragraph([.init("deep")]))
    #expect((1...64).contains(depth))
  }
}
