import Feeds
import Foundation
import News
import Testing

/// What we write we read back.
struct FeedWriterTests {
  @Test func anArticleComesBackAsItWas() throws {
    let article = Article(
      guid: "tag:news.example,2024:1", link: "https://news.example/1?a=1&b=2", title: "2 < 3 & \"<b>\" 북부",
      authors: ["김서연", "O'Neil"],
      published: Date(timeIntervalSince1970: 1_700_000_000), updated: Date(timeIntervalSince1970: 1_700_000_600),
      summary: "<p>짧게 &amp; 굵게</p>",
      content: "<p>본문 <a href=\"https://a.example/?x=1&amp;y=2\">링크</a></p><pre>a\n b</pre>", text: "본문 링크\na\n b",
      sections: ["정치", "A & B"],
      language: "ko", enclosures: [Enclosure(url: "https://news.example/p.jpg", type: "image/jpeg", length: 99)],
      inReplyTo: "tag:news.example,2024:0", isUrgent: true)
    let plain = Article(
      guid: "2", title: "two", updated: Date(timeIntervalSince1970: 0), summary: "<p>s</p>", text: "s")
    let bytes = FeedWriter.atom(
      [article, plain], title: "T & <T>", id: "tag:news.example,2024:feed", link: "https://news.example/",
      updated: Date(timeIntervalSince1970: 1_700_001_000))
    let feed = try FeedReader.read(bytes, contentType: "application/atom+xml", base: "http://127.0.0.1/feed")
    #expect(feed.title == "T & <T>")
    #expect(feed.link == "https://news.example/")
    #expect(feed.updated == Date(timeIntervalSince1970: 1_700_001_000))
    #expect(feed.articles == [article, plain])
  }

  @Test func charactersThatXMLForbidsAreLeftOut() throws {
    let bytes = FeedWriter.atom(
      [Article(guid: "1", title: "a\u{0}\u{8}b\u{FFFE}\u{202E}c", authors: ["x\ny"], summary: "z\u{1B}")], title: "",
      id: "i", link: "l", updated: Date(timeIntervalSince1970: 0))
    let article = try #require(try FeedReader.read(bytes, contentType: nil, base: nil).articles.first)
    #expect(article.title == "abc")
    #expect(article.authors == ["x y"])
  }
}
