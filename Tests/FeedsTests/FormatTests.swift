import Feeds
import Foundation
import News
import Testing

/// One article in each format.
struct FormatTests {
  static let base = "https://news.example/feeds/all.xml"

  static func read(_ text: String, type: String? = nil, base: String? = base) throws -> Feed {
    try FeedReader.read(Array(text.utf8), contentType: type, base: base)
  }

  static func date(_ text: String) -> Date? { ISO8601DateFormatter().date(from: text) }

  @Test func atomOne() throws {
    let feed = try Self.read(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="ko" xml:base="/ko/">
        <title type="html">북부 &amp;amp; 소식</title><link rel="self" href="feed.xml"/><link href="./"/>
        <updated>2024-05-06T07:08:09+09:00</updated><author><name>편집부</name></author>
        <entry><id>tag:news.example,2024:1</id><title>첫 <b>소식</b> &lt;b&gt;</title><link href="1.html"/>
          <published>2024-05-05T00:00:00Z</published><updated>2024-05-06T00:00:00.5Z</updated>
          <category term="정치"/><category term="urgent"/><thr:in-reply-to ref="tag:news.example,2024:0"/>
          <link rel="enclosure" href="1.mp3" type="audio/mpeg" length="1234"/>
          <summary>짧게 &amp; 굵게</summary>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" xml:base="deep/"><p>본문 <a href="x">링크</a><br/>끝</p></div></content>
        </entry>
        <entry xml:lang="en"><id>2</id><title type="text">2 &lt; 3 &amp; &lt;i&gt;</title><author><name>Kim</name><email>k@news.example</email></author>
          <content type="html">&lt;p&gt;A &amp;amp; B&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</content></entry>
      </feed>
      """)
    #expect(feed.format == .atom)
    #expect(feed.title == "북부 & 소식")
    #expect(feed.link == "https://news.example/ko/")
    #expect(feed.language == "ko")
    #expect(feed.updated == Self.date("2024-05-05T22:08:09Z"))
    #expect(feed.articles.count == 2)
    let first = feed.articles[0]
    #expect(first.guid == "tag:news.example,2024:1")
    #expect(first.link == "https://news.example/ko/1.html")
    #expect(first.title == "첫 소식 <b>")
    #expect(first.authors == ["편집부"])
    #expect(first.published == Self.date("2024-05-05T00:00:00Z"))
    #expect(first.summary == "<p>짧게 &amp; 굵게</p>")
    #expect(first.content == "<div><p>본문 <a href=\"https://news.example/ko/deep/x\">링크</a><br>끝</p></div>")
    #expect(first.text == "본문 링크\n끝")
    #expect(first.sections == ["정치", "urgent"])
    #expect(first.isUrgent)
    #expect(first.inReplyTo == "tag:news.example,2024:0")
    #expect(first.enclosures == [Enclosure(url: "https://news.example/ko/1.mp3", type: "audio/mpeg", length: 1234)])
    #expect(first.language == "ko")
    let second = feed.articles[1]
    #expect(second.title == "2 < 3 & <i>")
    #expect(second.authors == ["Kim"])
    #expect(second.language == "en")
    #expect(second.content == "<p>A &amp; B</p>")
  }

  @Test func whereTheCommentsOfAnArticleAreIsReadInEachFormat() throws {
    let rss = try Self.read(
      """
      <rss xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
      <item><title>1</title><comments>https://a.example/1#comments</comments>
      <wfw:commentRss>https://a.example/1/feed/</wfw:commentRss><slash:comments>3</slash:comments></item>
      <item><title>2</title><wfw:commentRss>/2/feed/</wfw:commentRss><slash:comments>-3</slash:comments></item>
      <item><title>3</title><slash:comments>0</slash:comments><wfw:commentRss>javascript:x</wfw:commentRss></item>
      </channel></rss>
      """)
    #expect(
      rss.articles.map(\.comments) == [
        CommentsFeed(url: "https://a.example/1/feed/", count: 3), CommentsFeed(url: "https://news.example/2/feed/"),
        nil,
      ])
    let atom = try Self.read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
      <entry><id>1</id><link rel="replies" type="text/html" href="https://a.example/1#c"/>
      <link rel="replies" type="application/atom+xml" href="https://a.example/1/c" thr:count="7"/></entry>
      <entry><id>2</id><link rel="replies" href="https://a.example/2/c"/><thr:total>2</thr:total></entry>
      <entry><id>3</id><link rel="related" href="https://a.example/3/c"/></entry></feed>
      """)
    #expect(
      atom.articles.map(\.comments) == [
        CommentsFeed(url: "https://a.example/1/c", count: 7), CommentsFeed(url: "https://a.example/2/c", count: 2), nil,
      ])
    #expect(rss.json().contains(#""comments":{"url":"https://a.example/1/feed/","count":3}"#))
  }

  @Test func atomThreeTenths() throws {
    let feed = try Self.read(
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><link rel="alternate" type="text/html" href="http://a.example/"/>
      <entry><id>1</id><title mode="escaped" type="text/html">A &lt;b&gt;B&lt;/b&gt;</title><issued>2003-12-13T08:29:29-04:00</issued>
      <modified>2003-12-14T00:00:00Z</modified><content type="text/html" mode="base64">PHA+aGVsbG88L3A+</content></entry></feed>
      """)
    #expect(feed.link == "http://a.example/")
    #expect(feed.articles.first?.title == "A B")
    #expect(feed.articles.first?.content == "<p>hello</p>")
    #expect(feed.articles.first?.published == Self.date("2003-12-13T12:29:29Z"))
  }

  @Test func rssTwoWithItsModules() throws {
    let feed = try Self.read(
      """
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
      <channel><title>T</title><link>http://a.example/</link><language>en-GB</language><image><title>no</title><link>http://no/</link></image>
      <item><title>One</title><guid>http://a.example/1</guid><pubDate>Sun, 06 Nov 1994 08:49:37 GMT</pubDate><dc:creator>Lee</dc:creator>
        <description>Short</description><content:encoded><![CDATA[<p>Long <img src="/p.png" alt="p"></p>]]></content:encoded>
        <category>A</category><category>B</category><enclosure url="/e.mp3" type="audio/mpeg" length="5"/>
        <media:group><media:content url="/m.jpg" type="image/jpeg" fileSize="9"/></media:group></item>
      <item><title>Two</title><guid isPermaLink="false">http://a.example/2</guid><link>/two</link><author>k@a.example (Kim)</author></item>
      </channel></rss>
      """)
    #expect(feed.format == .rss)
    #expect(feed.title == "T")
    #expect(feed.link == "http://a.example/")
    let one = try #require(feed.articles.first)
    #expect(one.link == "http://a.example/1")
    #expect(one.authors == ["Lee"])
    #expect(one.summary == "<p>Short</p>")
    #expect(one.content == "<p>Long <img src=\"https://news.example/p.png\" alt=\"p\"></p>")
    #expect(one.sections == ["A", "B"])
    #expect(one.published == Self.date("1994-11-06T08:49:37Z"))
    #expect(
      one.enclosures == [
        Enclosure(url: "https://news.example/e.mp3", type: "audio/mpeg", length: 5),
        Enclosure(url: "https://news.example/m.jpg", type: "image/jpeg", length: 9),
      ])
    let two = feed.articles[1]
    #expect(two.link == "https://news.example/two")
    #expect(two.guid == "http://a.example/2")
    #expect(two.authors == ["k@a.example (Kim)"])
    #expect(two.language == "en-GB")
  }

  @Test func rdf() throws {
    let feed = try Self.read(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="http://a.example/"><title>R</title><link>http://a.example/</link><items><rdf:Seq><rdf:li resource="x"/></rdf:Seq></items></channel>
      <item rdf:about="http://a.example/1"><title>One</title><link>http://a.example/1</link><dc:date>2004-01-02</dc:date><dc:subject>S</dc:subject></item>
      </rdf:RDF>
      """)
    #expect(feed.format == .rdf)
    #expect(feed.articles.first?.guid == "http://a.example/1")
    #expect(feed.articles.first?.published == Self.date("2004-01-02T00:00:00Z"))
    #expect(feed.articles.first?.sections == ["S"])
  }

  @Test func jsonFeed() throws {
    let feed = try Self.read(
      """
      {"version":"https://jsonfeed.org/version/1.1","title":"J &amp; K","home_page_url":"/","language":"ko",
       "items":[{"id":7,"url":"a","title":"\\ud55c\\uae00 \\ud83d\\udcf0","content_html":"<p>x</p><script>y</script>","summary":"s",
         "date_published":"2024-01-02T03:04:05+09:00","tags":["정치","긴급"],
         "attachments":[{"url":"b.mp3","mime_type":"audio/mpeg","size_in_bytes":12}]},
         {"id":"8","content_text":"plain <b>"}],
       "authors":[{"name":"박"}]}
      """)
    #expect(feed.format == .json)
    #expect(feed.title == "J & K")
    #expect(feed.link == "https://news.example/")
    let one = try #require(feed.articles.first)
    #expect(one.guid == "7")
    #expect(one.link == "https://news.example/feeds/a")
    #expect(one.title == "한글 📰")
    #expect(one.content == "<p>x</p>")
    #expect(one.authors == ["박"])
    #expect(one.isUrgent)
    #expect(one.enclosures == [Enclosure(url: "https://news.example/feeds/b.mp3", type: "audio/mpeg", length: 12)])
    #expect(feed.articles.last?.content == "<p>plain &lt;b&gt;</p>")
  }

  @Test func theJSONOfParseHasWhatTheFeedGave() throws {
    let feed = try Self.read(
      "<rss><channel><title>A \"b\"\\</title><item><guid>g</guid><description>x\ty</description></item></channel></rss>"
    )
    #expect(
      feed.json()
        == #"{"format":"rss","title":"A \"b\"\\","items":[{"id":"g","summary":"<p>x\ty</p>"}]}"#)
  }
}
