import Markup
import Testing

/// What discovery finds on a page.
struct PageTests {
  private func read(_ html: String, type: String? = "text/html") -> PageLinks? {
    PageReader.read(Array(html.utf8), contentType: type, base: "https://news.example/ko/index.html")
  }

  @Test func aPageNamesItsFeeds() throws {
    let page = try #require(
      read(
        """
        <!DOCTYPE html><html><head><title>북부 소식 &amp; more</title>
        <link rel="alternate" type="application/rss+xml" title="Comments Feed" href="/comments/feed/">
        <LINK REL='Alternate Home' TYPE='application/atom+xml' HREF='../feed.atom?a=1&amp;b=2' title="소식">
        <link rel=alternate type=application/feed+json href=feed.json><link rel=alternate hreflang=en href=/en>
        <link rel=stylesheet href=x.css></head><body>
        """))
    #expect(page.title == "북부 소식 & more")
    #expect(
      page.feeds == [
        FeedLink(url: "https://news.example/feed.atom?a=1&b=2", title: "소식", type: "application/atom+xml"),
        FeedLink(url: "https://news.example/ko/feed.json", type: "application/feed+json"),
        FeedLink(url: "https://news.example/comments/feed/", title: "Comments Feed", type: "application/rss+xml"),
      ])
  }

  @Test func theBaseElementHolds() throws {
    let page = try #require(read("<html><base href='https://cdn.example/x/'><link rel=feed href=f.xml>"))
    #expect(page.base == "https://cdn.example/x/")
    #expect(page.feeds.map(\.url) == ["https://cdn.example/x/f.xml"])
  }

  @Test func aBlockPageHasATitle() throws {
    let bytes: [UInt8] =
      Array("<html><head><meta charset=euc-kr><title>".utf8) + [0xC2, 0xF7, 0xB4, 0xDC] + Array("</title>".utf8)
    #expect(PageReader.read(bytes, contentType: nil, base: "http://blocked.example/")?.title == "차단")
  }

  @Test func whatIsNoPageIsNil() {
    #expect(read("<rss><channel></channel></rss>", type: "application/xml") == nil)
    #expect(read("just text", type: nil) == nil)
    #expect(read("{}", type: "application/json") == nil)
  }

  @Test func linksInScriptsAndDangerousOnesDontCount() {
    let page = read(
      "<html><script>'<link rel=alternate type=application/rss+xml href=/a>'</script><link rel=feed href='javascript:x'>"
    )
    #expect(page?.feeds == [])
  }
}
