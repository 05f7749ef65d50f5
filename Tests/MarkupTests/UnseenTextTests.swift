import Markup
import Testing

/// What a page hides, counts and passes on is not what it says.
struct UnseenTextTests {
  private func text(_ html: String) -> String { HTMLCleaner.clean(html, base: "https://a.example/").text }

  @Test(arguments: [
    "hidden", "HIDDEN=''", "hidden=until-found", "style='display:none'", "style=\"DISPLAY : NONE !important\"",
    "style='display:/**/none'", "style='display&#58;none'", "style='visibility:hidden'", "style='opacity:0'",
    "style='opacity: 0.00'", "style='font-size:0px'", "style='text-indent:-9999px'",
    "style='position:absolute;left:-10000px'", "style='position:absolute;clip:rect(0,0,0,0)'",
    "style='height:0;overflow:hidden'", "style='color:red;mso-hide:all'", "style='color:#FFF;background-color:#fff'",
    "style='max-height:0px; overflow:hidden; color:#fff'", "a b c hidden",
  ])
  func hiddenTextIsNotShown(attribute: String) {
    for element in ["div", "p", "span", "li", "td", "b"] {
      #expect(
        text("one <\(element) \(attribute)>secret <b>too</b></\(element)> two").filter { $0 != "\n" && $0 != "\t" }
          .contains("secret") == false)
    }
    #expect(
      text("one <div \(attribute)>secret</div> two") == "one\ntwo"
        || text("one <div \(attribute)>secret</div> two") == "one two")
  }

  @Test(arguments: [
    "style='display:block'", "style='opacity:0.9'", "style='font-size:0.9em'",
    "style='color:inherit;background:inherit'",
    "style='margin-left:-100px'", "style='display:none-such'", "style='overflow:hidden'", "class=hidden data-hidden=1",
  ])
  func whatIsSeenStays(attribute: String) { #expect(text("<p \(attribute)>seen</p>") == "seen") }

  @Test func aFloodOfAttributesDoesNotUncoverWhatIsHidden() {
    let flood = (0..<5_000).map { "a\($0)=x" }.joined(separator: " ")
    #expect(text("a<p \(flood) hidden>secret</p>b") == "ab")
    #expect(text("a<p \(flood) style='display:none'>secret</p>b") == "ab")
  }

  @Test func aHiddenElementWithoutItsEndTagHidesNoMoreThanItself() {
    #expect(text("<p hidden>secret<p>seen") == "seen")
    #expect(text("<ul><li hidden>secret<li>seen</ul>after") == "seen\nafter")
    #expect(text("<table><tr><td hidden>secret<td>seen<tr><td>row</table>") == "seen\nrow")
    #expect(text("<div><span hidden>secret</div>seen") == "seen")
    #expect(text("<dl><dt hidden>secret<dd>seen</dl>") == "seen")
  }

  @Test func commentTextIsNeverShown() {
    #expect(text("a<!-- secret --><!--> <!---> <!-- x --!>b") == "a b")
    #expect(text("seen <!-- secret <p>secret</p> never closed") == "seen")
    #expect(text("one<!-- secret -- secret > two") == "one two")
    #expect(text("a<!--[if mso]><p>secret</p><![endif]-->b<![if !mso]>c<![endif]>") == "abc")
  }

  @Test func aPageWithoutTheEndOfItsHeadIsRead() {
    #expect(text("<html><head><title>T</title><style>p{}</style><p>Hello<p>there") == "Hello\nthere")
    #expect(text("<html><body style='opacity:0'><p>shown by its script") == "shown by its script")
  }

  @Test func aScriptEndsAtItsOwnEndTagAlone() {
    #expect(text("a<script>x('</scripty>secret')</script >b") == "ab")
  }

  @Test(arguments: [
    "<img src=/p.gif width=1 height=1>", "<img src=/p.gif height=\"1\">",
    "<img src=/p.gif style='width:1px;height:1px'>",
    "<img src=https://pixel.wp.com/b.gif?host=x>", "<img src='https://medium.com/_/stat?event=x'>",
    "<img src=http://feeds.feedburner.com/~r/x/~4/y>", "<img src=/img/spacer.gif>",
    "<img style='display:none' src=/x.png>",
    "<img src=https://ad.doubleclick.net/x>",
  ])
  func picturesThatCountReadersAreGone(html: String) {
    #expect(HTMLCleaner.clean("<p>a\(html)b</p>", base: "https://a.example/").html == "<p>ab</p>")
  }

  @Test func aPictureNamedTwiceForLateLoadingIsShownOnce() {
    #expect(
      HTMLCleaner.clean(
        "<img data-src=/a.jpg src=data:x><noscript><img src=/a.jpg></noscript>", base: "https://a.example/"
      ).html
        == "<img src=\"https://a.example/a.jpg\">")
  }

  @Test(arguments: [
    "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li><a href=//x.example/1>X</a></ul></div>",
    "<div class=feedflare><a href=//f.example><img src=f.gif></a></div>",
    "<ul class=\"social-share-buttons\"><li><a href=//x.example>Facebook</a><li>Tweet</ul>",
    "<div id=sns_share_area><button>공유하기</button><a href=//kakao.example>카카오톡</a></div>",
    "<a href='https://www.facebook.com/sharer/sharer.php?u=x'>Share</a>",
    "<a href=https://twitter.com/intent/tweet?x>Tweet</a>",
    "<a href='https://share.naver.com/web/shareView?url=x'>네이버</a>",
  ])
  func shareBarsAreGone(html: String) { #expect(text("<p>seen</p>\(html)<p>too</p>") == "seen\ntoo") }

  @Test func anArticleInABoxNamedForSharingStays() {
    let story = String(repeating: "The second mirror answers again. ", count: 12)
    #expect(text("<div class='social share-container'><p>\(story)</p></div>").hasPrefix("The second"))
    #expect(text("<p><a href=https://www.facebook.com/union>our page</a>") == "our page")
  }

  @Test func aSectionThatNeverEndsIsText() { #expect(text("<![CDATA[<script>x</script>]]&gt;") == "<![CDATA[]]>") }
}
