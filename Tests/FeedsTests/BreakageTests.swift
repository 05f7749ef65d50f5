import Feeds
import News
import Testing

/// Documents as they are in the wild: read, not refused.
struct BreakageTests {
  private func read(_ text: String, type: String? = nil) throws -> Feed { try FormatTests.read(text, type: type) }

  @Test func bareAmpersandsAndUndeclaredEntities() throws {
    let feed = try read(
      "<rss><channel><title>AT&T &nbsp;&copy; &hellip; &unknown; 1 &lt; 2</title><item><link>http://a/?x=1&y=2</link></item></channel></rss>"
    )
    #expect(feed.title == "AT&T © … &unknown; 1 < 2")
    #expect(feed.articles.first?.link == "http://a/?x=1&y=2")
  }

  @Test func tagsThatNeverCloseLoseNoArticle() throws {
    let feed = try read(
      "<rss><channel><item><title>One<link>http://a/1</link><item><title>Two</title><description>x <b>y</description></channel></rss>"
    )
    #expect(feed.articles.map(\.title) == ["One", "Two"])
    #expect(feed.articles.first?.link == "http://a/1")
    #expect(feed.articles.last?.text == "x y")
  }

  @Test(arguments: [
    ("&lt;b&gt;Now&lt;/b&gt;: 1 &lt; 2", "Now: 1 < 2"), ("List&lt;String&gt; in Java", "List<String> in Java"),
    ("Use &lt;script&gt; or &lt;title&gt; well", "Use <script> or <title> well"),
    ("&lt;script&gt;x&lt;/script&gt;News", "News"), ("&lt;your name&gt; here", "<your name> here"),
    ("&lt;b&gt;cut short", "cut short"), ("one&lt;br&gt;two", "one two"), ("end &lt;/li&gt;", "end </li>"),
    ("&lt;font color='red'&gt;Red", "Red"), ("&lt;blink&gt;Safe&lt;/blink&gt;", "Safe"), ("I &lt;3 you", "I <3 you"),
    ("&amp;lt;div&amp;gt; at AT&amp;amp;T", "<div> at AT&T"),
  ])
  func aTitleKeepsWhatIsNoTag(written: String, title: String) throws {
    let feed = try read("<rss><channel><item><title>\(written)</title></item></channel></rss>")
    #expect(feed.articles.first?.title == title)
  }

  @Test func theLongerTextOfAPodcastIsItsContent() throws {
    let feed = try read(
      """
      <rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
      <item><description>Short</description><itunes:summary>The whole of it</itunes:summary></item>
      <item><description>The whole of it</description><itunes:summary>Short</itunes:summary></item>
      </channel></rss>
      """)
    #expect(feed.articles.map(\.text) == ["The whole of it", "The whole of it"])
    #expect(feed.articles.first?.summary == "<p>Short</p>")
  }

  @Test func aFeedCutShortIsReadAndSaysSo() throws {
    let feed = try read(
      "<rss><channel><title>T</title><item><title>One</title></item><item><title>Two</title><description><![CDATA[<p>be"
    )
    #expect(feed.isCut)
    #expect(feed.articles.map(\.title) == ["One", "Two"])
    #expect(feed.articles.last?.text == "be")
    #expect(try !read("<rss><channel/></rss>").isCut)
  }

  @Test func aJSONFeedCutShortGivesItsWholeItems() throws {
    let feed = try read(
      #"{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","title":"One"},{"id":"2","title":"Tw"#
    )
    #expect(feed.isCut)
    #expect(feed.articles.map(\.title) == ["One"])
  }

  @Test func undeclaredPrefixesMeanWhatTheyUsuallyDo() throws {
    let feed = try read(
      "<rss><channel><item><dc:creator>Lee</dc:creator><content:encoded>&lt;p>x&lt;/p></content:encoded></item></channel></rss>"
    )
    #expect(feed.articles.first?.authors == ["Lee"])
    #expect(feed.articles.first?.content == "<p>x</p>")
  }

  @Test func controlCharactersAndBadAttributes() throws {
    let feed = try read(
      "<feed xmlns='http://www.w3.org/2005/Atom'><title>a\u{8}\u{1B}[1mb</title><entry><link href=http://a/1 href='http://b/' rel=alternate></entry></feed>"
    )
    #expect(feed.title == "a[1mb")
    #expect(feed.articles.first?.link == "http://a/1")
  }

  @Test func whatStandsBeforeAndBehindTheFeedIsPassedOver() throws {
    let feed = try read(
      "\u{FEFF}\n<!-- made by hand --> warning: line 3 \n<?xml version='1.0'?><!DOCTYPE rss><rss><channel><title>T</title></channel></rss>\n<br>garbage & more"
    )
    #expect(feed.title == "T")
    #expect(!feed.isCut)
  }

  @Test func entitiesOfTheDocumentAreReadButNeverGrowOrFetch() throws {
    let feed = try read(
      """
      <!DOCTYPE rss [<!ENTITY who "Kim &#38; Lee"><!ENTITY a "&who;&who;"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">
      <!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;]><rss><channel><title>&who; &b; &f;</title></channel></rss>
      """)
    #expect(feed.title == "Kim & Lee &a;&a;&a; &f;")
  }

  @Test func aMissingGuidOrLinkIsNoReasonToLoseAnArticle() throws {
    let feed = try read("<rss><channel><item><description>only text</description></item><item/></channel></rss>")
    #expect(feed.articles.count == 2)
    #expect(feed.articles.first?.guid == nil)
    #expect(feed.articles.first?.text == "only text")
  }

  @Test func whatIsNoFeedIsNamed() {
    func fault(_ text: String, _ type: String? = nil) -> FeedFault? {
      do throws(FeedFault) {
        _ = try FeedReader.read(Array(text.utf8), contentType: type, base: nil)
        return nil
      } catch { return error }
    }
    #expect(fault(" \n") == .empty)
    #expect(fault("") == .empty)
    #expect(
      fault("<!DOCTYPE html><html><title>This site is &quot;blocked&quot;</title>")
        == .html(title: "This site is \"blocked\""))
    #expect(fault("<svg></svg>") == .notAFeed(found: "an XML document <svg>"))
    #expect(fault("{\"a\":1}") == .notAFeed(found: "another kind of JSON"))
    #expect(fault("%PDF-1.4 <a>") == .notAFeed(found: "a PDF document"))
    #expect(fault("hello") == .notAFeed(found: "text"))
    for case let fault? in [fault(" "), fault("hello"), fault("<html>")] {
      #expect(!Phrasebook.english(fault.phrase).isEmpty)
    }
  }

  @Test func whatIsHiddenInBase64IsText() throws {
    // The first two are "<b>" and half a character.
    let feed = try read(
      "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title mode='base64'>PGI+gQ==</title><entry><title mode='base64' type='text/html'>PGI+gQ==</title><content mode='base64'>7Jyk7Ya17ZWY64qUIOyGjOyLnQ==</content></entry></feed>"
    )
    #expect(feed.title?.hasPrefix("<b>") == true, "plain unless HTML is said")
    #expect(feed.articles.first?.title.contains("b") == false)
    #expect(feed.articles.first?.text == "윤통하는 소식")
  }

  @Test func aKoreanFeedIsReadWhateverItDeclares() throws {
    // "북부 소식 쌀 가격이 올랐다" in EUC-KR.
    let title: [UInt8] = [
      0xBA, 0xCF, 0xBA, 0xCE, 0x20, 0xBC, 0xD2, 0xBD, 0xC4, 0x20, 0xBD, 0xD2, 0x20, 0xB0, 0xA1, 0xB0, 0xDD, 0xC0, 0xCC,
      0x20, 0xBF, 0xC3, 0xB6, 0xFA,
      0xB4, 0xD9,
    ]
    for declared in ["EUC-KR", "UTF-8", "no-such-encoding"] {
      let document =
        Array("<?xml version=\"1.0\" encoding=\"\(declared)\"?><rss><channel><title>".utf8) + title
        + Array("</title></channel></rss>".utf8)
      #expect(try FeedReader.read(document, contentType: nil, base: nil).title == "북부 소식 쌀 가격이 올랐다", "\(declared)")
    }
  }
}
