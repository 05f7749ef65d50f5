import Markup
import Testing

/// What the cleaner lets through, and as what.
struct CleaningTests {
  @Test func anArticleKeepsItsParagraphsListsAndLinks() {
    let clean = HTMLCleaner.clean(
      "<p>The <em>second</em> mirror <a href=\"/a?x=1&amp;y=2\" onclick=\"run()\">answers</a>.</p><ul><li>one<li>two</ul>",
      base: "https://news.example/front/")
    #expect(
      clean.html
        == "<p>The <em>second</em> mirror <a href=\"https://news.example/a?x=1&amp;y=2\">answers</a>.</p><ul><li>one</li><li>two</li></ul>"
    )
    #expect(clean.text == "The second mirror answers.\none\ntwo")
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x>a</SCRIPT >", "<scr<script>ipt>alert(1)</script>",
    "<style>p{}</style>",
    "<img src=x onerror=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" \u{1}java\tscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript&colon;alert(1)\">x</a>", "<a href='vbscript:x'>x</a>", "<a href=data:text/html,x>x</a>",
    "<iframe src=javascript:alert(1) title=x></iframe>", "<object data=\"data:text/html,x\"></object>",
    "<embed src=x.swf>",
    "<form action=x><input name=y></form>", "<link rel=stylesheet href=x>", "<meta http-equiv=refresh content=0>",
    "<base href=//evil.example>", "<svg onload=alert(1)><script>x</script></svg>",
    "<math href=javascript:x><mi>a</mi></math>",
    "<p style=\"background:url(javascript:x)\">a</p>", "<a title=\"x onclick=alert(1)\" href=/>x</a>",
    "<p/onclick=alert(1)>a",
    "<a href=\"x\" / onclick=alert(1)>x", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>x</script>]]>",
    "<textarea><script>alert(1)</script></textarea>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<a href=\"https://x.example/\"onclick=\"y\">x</a>", "<x onclick=y>z</x>",
  ])
  func nothingActiveComesThrough(html: String) {
    let clean = HTMLCleaner.clean(html, base: nil).html
    let active =
      /<\s*(script|iframe|object|embed|applet|style|link|meta|base|form)\b|<[^>]+\son[a-z]+\s*=|(?:href|src)\s*=\s*["']?\s*(?:javascript|vbscript|data)/
      .ignoresCase()
    #expect(clean.firstMatch(of: active) == nil, "\(clean)")
  }

  @Test func textThatLooksLikeATagStaysText() {
    let clean = HTMLCleaner.clean("1 < 2 && 3 > 2, AT&T, <3, &lt;b&gt; &amp;nbsp;", base: nil)
    #expect(clean.html == "1 &lt; 2 &amp;&amp; 3 &gt; 2, AT&amp;T, &lt;3, &lt;b&gt; &amp;nbsp;")
    #expect(clean.text == "1 < 2 && 3 > 2, AT&T, <3, <b> &nbsp;")
  }

  @Test func cleaningTwiceChangesNothing() {
    let once = HTMLCleaner.clean(
      "<div><p>a<table><tr><td>1<td>2</table><b><i>x</b>y</i><img src=a.png alt='\"q\"'><pre> a\n  b</pre>&nbsp;&hellip;</div></div>",
      base: "http://a.example/")
    #expect(HTMLCleaner.clean(once.html, base: nil) == once)
  }

  @Test func tagsThatCrossOrNeverCloseComeOutNested() {
    #expect(HTMLCleaner.clean("<b><i>x</b>y</i><p>z", base: nil).html == "<b><i>x</i></b>y<p>z</p>")
    #expect(HTMLCleaner.clean("</div></p>x<td>y</ul>", base: nil).html == "x<td>y</td>")
    #expect(HTMLCleaner.clean("<p>a<p>b<div>c", base: nil).html == "<p>a</p><p>b</p><div>c</div>")
  }

  @Test func cellsAndRowsArePartedInText() {
    let clean = HTMLCleaner.clean(
      "<table><tr><th>쌀<th>값</tr><tr><td>1 kg</td><td>5,000</td></tr></table>after", base: nil)
    #expect(clean.text == "쌀\t값\n1 kg\t5,000\nafter")
  }

  @Test func whiteSpaceIsFoldedWhateverItIsMadeOf() {
    #expect(HTMLCleaner.clean("a &nbsp; b \u{A0}<br> c <p> d", base: nil).text == "a b\nc\nd")
  }

  @Test func preformattedTextKeepsItsLines() {
    let clean = HTMLCleaner.clean("<p>Run:</p><pre>$ a\n    b  c</pre>", base: nil)
    #expect(clean.html == "<p>Run:</p><pre>$ a\n    b  c</pre>")
    #expect(clean.text == "Run:\n$ a\n    b  c")
  }

  @Test func whatIsHiddenIsInNeitherOutput() {
    let clean = HTMLCleaner.clean(
      "a<!-- secret --><div hidden>secret<div>secret</div></div><span style=\"color:red; display : none\">secret</span>b",
      base: nil)
    #expect(clean == CleanHTML(html: "ab", text: "ab"))
  }

  @Test func anEmbeddedFilmBecomesALinkWithItsTitle() {
    let clean = HTMLCleaner.clean(
      "<p>See</p><iframe src=\"https://tube.example/embed/1\" title=\"The strike\" onload=x></iframe><video controls><source src=/v.mp4>Too old</video>",
      base: "https://a.example/")
    #expect(
      clean.html
        == "<p>See</p><p><a href=\"https://tube.example/embed/1\">The strike</a></p><p><a href=\"https://a.example/v.mp4\">https://a.example/v.mp4</a></p>"
    )
    #expect(clean.text == "See\nThe strike\nhttps://a.example/v.mp4")
  }

  @Test func aPictureThatCountsReadersIsDropped() {
    #expect(HTMLCleaner.clean("<img src=https://t.example/p.gif width=1 height=1>x", base: nil).html == "x")
    #expect(
      HTMLCleaner.clean("<img src='data:image/gif;base64,AA' data-src=/late.jpg alt=late>", base: "http://a.example")
        .html
        == "<img src=\"http://a.example/late.jpg\" alt=\"late\">")
  }

  @Test func aPictureOfACharacterStandsInItsLine() {
    func html(_ html: String) -> String { HTMLCleaner.clean(html, base: "http://a.example/").html }
    #expect(html("<p>so <img src=1f600.png alt=😀 class=wp-smiley> it is</p>") == "<p>so 😀 it is</p>")
    #expect(html("<p><img src=f.svg alt=🇰🇷>!</p>") == "<p>🇰🇷!</p>")
    #expect(html("x <img src=s.gif alt=':-&gt;' class='icon smiley'>") == "x :-&gt;")
    #expect(html("<img class=latex src=l.png alt='E=mc^2'>") == "E=mc^2")
    #expect(html("<img src=p.jpg alt=Bridge>") == "<img src=\"http://a.example/p.jpg\" alt=\"Bridge\">")
    #expect(html("<img src=p.jpg alt=1>") == "<img src=\"http://a.example/p.jpg\" alt=\"1\">")
  }

  @Test(arguments: [
    ("&ccaron;&zcaron; &eogon; &check; &comma;&NewLine;", "čž ę ✓ ,"), ("&ZeroWidthSpace;a&hyphen;b", "\u{200B}a‐b"),
    ("?a=1&num=5&quest=2&half=3&colon=4", "?a=1&num=5&quest=2&half=3&colon=4"), ("&copy 2024 &eacute", "© 2024 é"),
    ("&nosuchname; &ccaron", "&nosuchname; &ccaron"),
  ])
  func theNamesOfCharactersAreThoseOfHTMLFive(html: String, text: String) {
    #expect(HTMLCleaner.clean(html, base: nil).text == text)
  }

  @Test func controlCharactersAndDirectionOverridesAreGone() {
    let clean = HTMLCleaner.clean(
      "a\u{1B}[31mb\u{202E}c\u{2066}d\u{0}e\u{7F}f\u{85}&#27;&#x202e;&#128;\u{FEFF}g", base: nil)
    #expect(clean.text == "a[31mbcdef…€g")
    #expect(clean.html == clean.text)
  }

  @Test func aTitleIsOneLineOfPlainText() {
    #expect(
      HTMLCleaner.title(" The <b>North</b>\n &amp; the&nbsp;South &#8212; a <i>report</i> ")
        == "The North & the South — a report")
    #expect(HTMLCleaner.title("<p>one</p><p>two</p>") == "one two")
  }

  @Test func plainTextKeepsItsParagraphs() {
    let clean = HTMLCleaner.clean(plain: "one <b>\r\ntwo\n\n\nthree & four\u{1B}\n")
    #expect(clean.html == "<p>one &lt;b&gt;<br>two</p><p>three &amp; four</p>")
    #expect(clean.text == "one <b>\ntwo\nthree & four")
  }
}
