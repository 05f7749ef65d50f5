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
