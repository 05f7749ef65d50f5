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

  @Test func everyTypeOfFeedIsFoundAndWhatIsForProgramsIsNot() {
    let types = [
      "application/rss+xml; charset=utf-8", "APPLICATION/ATOM+XML", "application/feed+json", "application/json",
      "application/rdf+xml", "text/xml", "application/x.atom+xml",
    ]
    let links = types.enumerated().map { "<link rel=alternate type='\($1)' href=/\($0)>" }.joined()
    let page = read(
      "<html>\(links)<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/7><link rel=alternate type='application/json+oembed' href=/oembed><link rel='alternate stylesheet' href=/feed.xml><link rel=alternate hreflang=ko href=/ko/><link rel=alternate title=RSS href=/rss.xml><link rel='https://api.w.org/' href='https://news.example/wp-json/'>"
    )
    #expect(
      page?.feeds.map(\.url) == ["0", "1", "2", "3", "4", "5", "6", "rss.xml"].map { "https://news.example/" + $0 })
    #expect(page?.wordpress == "https://news.example/wp-json/")
  }

  @Test func linksInTheTextAreTheLastResort() {
    let body =
      "<body><a href=/politics>Politics</a><a href=/comments/feed>c</a><a href='/rss.xml'>RSS 구독</a><a href='feed://news.example/all.rss'><img src=i></a><a href='/?feed=rss2&amp;x=1'>RSS</a><a href=https://rss.example>host</a><a href=/sitemap-feed.xml>map</a><a href=/feedback>say</a><a href='javascript:/feed'>x</a>"
    #expect(
      read("<html>" + body)?.feeds == [
        FeedLink(url: "https://news.example/rss.xml", title: "RSS 구독"), FeedLink(url: "http://news.example/all.rss"),
        FeedLink(url: "https://news.example/?feed=rss2&x=1", title: "RSS"),
        FeedLink(url: "https://news.example/comments/feed", title: "c"),
      ])
    #expect(read("<html><link rel=feed href=/f>" + body)?.feeds.map(\.url) == ["https://news.example/f"])
  }

  @Test func theFirstBaseHolds() {
    let page = read("<html><base target=_top><base href=/a/><base href=/b/><link rel=feed href=f>")
    #expect(page?.feeds.map(\.url) == ["https://news.example/a/f"])
  }
}
