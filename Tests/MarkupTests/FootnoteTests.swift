import Markup
import News
import Testing

/// Footnotes as the common tools write them.
struct FootnoteTests {
  @Test(arguments: [
    // kramdown, PHP Markdown Extra
    "<p>Text<sup id=fnref:1><a href=#fn:1 class=footnote>1</a></sup> on.</p><div class=footnotes><ol><li id=fn:1><p>Said <b>there</b>. <a href=#fnref:1>↩</a></p></li></ol></div>",
    // Pandoc
    "<p>Text<a href=#fn1 id=fnref1><sup>1</sup></a> on.</p><section><hr><ol><li id=fn1><p>Said <b>there</b>.<a href=#fnref1>↩︎</a></p></li></ol></section>",
    // WordPress
    "<p>Text<sup data-fn=a-b class=fn><a id=a-b-link href=#a-b>1</a></sup> on.</p><ol class=wp-block-footnotes><li id=a-b>Said <b>there</b>. <a href=#a-b-link>↩︎</a></li></ol>",
    // Substack
    "<p>Text<a id=footnote-anchor-1 href=#footnote-1>1</a> on.</p><div class=footnote><a id=footnote-1 href=#footnote-anchor-1>1</a><div><p>Said <b>there</b>.</p></div></div>",
    // Word processors
    "<p>Text<a href=#_ftn1 name=_ftnref1>[1]</a> on.</p><div id=ftn1><p><a href=#_ftnref1 name=_ftn1>[1]</a> Said <b>there</b>.</p></div>",
    // By hand, without a way back
    "<p>Text<sup><a href=#n1>1</a></sup> on.</p><ol><li id=n1>Said <b>there</b>.</ol>",
  ])
  func aMarkAndItsNoteFindEachOther(html: String) {
    for base in [nil, "https://a.example/post"] {
      let document = DocumentReader.document(html: html, base: base)
      #expect(document.links.isEmpty)
      #expect(document.notes.map(\.mark) == ["1"])
      #expect(
        document.notes.first?.blocks == [.paragraph([.init("Said "), .init("there", style: .strong), .init(".")])])
      guard case .paragraph(let spans)? = document.blocks.first else {
        Issue.record("\(document.blocks)")
        continue
      }
      #expect(spans.filter { $0.note == 1 }.count == 1)
      #expect(spans.map(\.text).joined().filter { $0 != "[" && $0 != "]" } == "Text1 on.")
      #expect(document.blocks.dropFirst().allSatisfy { $0 == .rule })
      // Cleaning keeps what belongs together.
      let once = HTMLCleaner.clean(html, base: base)
      #expect(HTMLCleaner.clean(once.html, base: nil) == once)
    }
  }

  @Test func twoMarksMayShareANoteAndNotesKeepTheirOrder() {
    let document = DocumentReader.document(
      html:
        "<p>a<sup id=r1><a href=#n1>1</a></sup> b<sup id=r2><a href=#n2>*</a></sup> c<sup><a href=#n1>1</a></sup></p><ol><li id=n2>two <a href=#r2>^</a><li id=n1>one <a href=#r1>^</a></ol>",
      base: nil)
    #expect(document.notes.map(\.mark) == ["1", "*"])
    #expect(document.notes.map(\.blocks) == [[.paragraph([.init("one")])], [.paragraph([.init("two")])]])
    guard case .paragraph(let spans)? = document.blocks.first else {
      Issue.record("no paragraph")
      return
    }
    #expect(spans.compactMap(\.note) == [1, 2, 1])
  }

  @Test func aListOfContentsIsNoSetOfFootnotes() {
    let document = DocumentReader.document(
      html: "<ul><li><a href=#one>One</a></ul><h2 id=one>One</h2><p>Text <a href=#top>up</a></p>",
      base: "https://a.example/p")
    #expect(document.notes.isEmpty)
    #expect(document.links.map(\.url) == ["https://a.example/p#one", "https://a.example/p#top"])
  }

  @Test func onlyIdsThatAreLedToAreKept() {
    #expect(
      HTMLCleaner.clean("<p id=a onclick=x>x</p><p id=b>y</p><p id='b c'>z</p><a href=#b>w</a>", base: nil).html
        == "<p>x</p><p id=\"b\">y</p><p>z</p><a href=\"#b\">w</a>")
  }

  @Test func notesThatStandInOneBlockStayWhereTheyAre() {
    let document = DocumentReader.document(
      html:
        "<p>a<a id=r1 href=#n1>1</a> b<a id=r2 href=#n2>2</a></p><p><a id=n1 href=#r1>1</a> one<br><a id=n2 href=#r2>2</a> two</p>",
      base: nil)
    #expect(document.notes.count <= 1)
    #expect("\(document)".contains("one") && "\(document)".contains("two"))
  }

  @Test func aThousandMarksAndNotesAreReadInTime() {
    let marks = (0..<5000).map { "<sup id=r\($0)><a href=#n\($0)>\($0)</a></sup>" }.joined()
    let notes = (0..<5000).map { "<li id=n\($0)>note <a href=#r\($0)>^</a>" }.joined()
    let time = ContinuousClock().measure {
      _ = DocumentReader.document(html: "<p>\(marks)</p><ol>\(notes)</ol>", base: nil)
    }
    #expect(time < .seconds(5))
  }

  @Test func aCellOverColumnsKeepsItsRowInPlace() {
    let document = DocumentReader.document(
      html: "<table><tr><td>a<td>b<td>c<tr><td colspan=2>ab<td>c</table>", base: nil)
    #expect(
      document.blocks == [
        .table(.init(rows: [[[.init("a")], [.init("b")], [.init("c")]], [[.init("ab")], [], [.init("c")]]]))
      ])
  }
}
