import Feeds
import Foundation
import News
import Testing

/// What a feed says about where more stands: older pages, archives, tombstones, full texts.
struct SourceTests {
  private func read(_ text: String, base: String? = FormatTests.base) throws -> Feed {
    try FormatTests.read(text, base: base)
  }

  @Test func thePageOfOlderArticlesIsNamedInEachFormat() throws {
    let atom = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"><fh:archive/>
      <link rel="prev-archive" href="../2003/11"/><link rel="next" href="?page=2"/><link rel="prev-archive" href="x"/>
      <entry><link rel="next" href="not-of-the-feed"/></entry></feed>
      """)
    #expect(atom.next == "https://news.example/feeds/all.xml?page=2")
    #expect(atom.isArchive)
    #expect(!atom.isComplete)
    let archived = try read(
      "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='http://www.iana.org/assignments/relation/prev-archive' href='/2003'/></feed>"
    )
    #expect(archived.next == "https://news.example/2003")
    let rss = try read(
      "<rss><channel><fh:complete/><atom:link rel='next' href='https://news.example/feeds/all.xml'/><link>/</link></channel></rss>"
    )
    #expect(rss.next == nil, "a page that follows itself")
    #expect(rss.isComplete)
    #expect(rss.link == "https://news.example/")
    #expect(
      try read(#"{"version":"https://jsonfeed.org/version/1","next_url":"2.json","items":[]}"#).next
        == "https://news.example/feeds/2.json")
    #expect(
      try read("<feed><link rel='next' href='javascript:x'/><link rel='next' href='mailto:x@y'/></feed>").next == nil)
  }

  @Test func whatWasTakenBackIsNamed() throws {
    let feed = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title>
      <at:deleted-entry ref="tag:a,2005:1" when="2005-11-29T12:11:12Z"><at:by><name>Kim</name><email>k@a.example</email></at:by>
        <at:comment>no such thing</at:comment><link href="http://a.example/"/></at:deleted-entry>
      <entry><id>2</id><title>two</title></entry><at:deleted-entry ref="" /><at:deleted-entry ref="3"/></feed>
      """)
    #expect(
      feed.deleted == [
        Tombstone(ref: "tag:a,2005:1", when: FormatTests.date("2005-11-29T12:11:12Z"), by: "Kim"), Tombstone(ref: "3"),
      ])
    #expect(feed.articles.map(\.guid) == ["2"])
    #expect(feed.link == nil)
    #expect(feed.articles.first?.authors == [])
  }

  @Test(arguments: [
    ("<description>짧은 요약입니다. 계속 읽기 →</description>", true), ("<description>short</description>", true), ("", true),
    ("<description>\(String(repeating: "long words ", count: 200))</description>", false),
    ("<description>\(String(repeating: "long words ", count: 200)) [&amp;#8230;]</description>", true),
    ("<description>s</description><content:encoded>&lt;p>whole text, if short&lt;/p></content:encoded>", false),
    (
      "<description>s</description><content:encoded>&lt;p>cut &lt;a href='x'>Read more »&lt;/a>&lt;/p>&lt;p>The post X appeared first on Y.&lt;/p></content:encoded>",
      true
    ),
  ])
  func aFeedOfExcerptsIsTold(body: String, isExcerpt: Bool) throws {
    let item = "<item><title>t</title><link>http://a.example/1</link>\(body)</item>"
    #expect(try read("<rss><channel>\(item)\(item)</channel></rss>").isExcerpt == isExcerpt)
    #expect(
      try !read(
        "<rss><channel><item><description>a post</description><link>http://a.example/1</link></item></channel></rss>"
      ).isExcerpt)
  }

  @Test func aSummaryAloneInAtomIsAnExcerpt() throws {
    let entry =
      "<entry><title>t</title><link href='1'/><summary>\(String(repeating: "long words ", count: 300))</summary></entry>"
    #expect(try read("<feed xmlns='http://www.w3.org/2005/Atom'>\(entry)</feed>").isExcerpt)
  }

  @Test(arguments: [
    ("https://news.example/feed/", "https://news.example", "https://news.example/wp-json/"),
    ("https://mirror.example/feed/", "https://news.example", "https://mirror.example/wp-json/"),
    (
      "https://news.example/blog/category/north/feed/", "https://news.example/blog",
      "https://news.example/blog/wp-json/"
    ),
    ("https://m.example/x/news/feed/atom/", "https://news.example/blog/", "https://m.example/x/news/wp-json/"),
    (
      "https://news.example:8080/blog/?feed=rss2", "https://news.example/blog",
      "https://news.example:8080/blog/?rest_route=/"
    ),
    ("https://news.example/index.php/feed/", "https://news.example", "https://news.example/index.php/wp-json/"),
    (
      "https://m.example/blog/index.php/feed/", "https://news.example/blog", "https://m.example/blog/index.php/wp-json/"
    ),
    ("https://news.example/index.php?feed=rss2", "https://news.example", "https://news.example/?rest_route=/"),
  ])
  func aWordPressSiteIsKnownByItsFeed(base: String, link: String, api: String) throws {
    let named = try read(
      "<rss><channel><link>\(link)</link><generator>https://wordpress.org/?v=6.4.2</generator></channel></rss>")
    #expect(named.generator == "https://wordpress.org/?v=6.4.2")
    #expect(named.wordpressAPI(base: base) == api)
    let unnamed = try read(
      "<rss><channel><link>\(link)</link><item><guid isPermaLink='false'>\(link)/?p=12</guid></item></channel></rss>")
    #expect(unnamed.wordpressAPI(base: base) == api)
    #expect(try read("<rss><channel><generator>Hugo</generator></channel></rss>").wordpressAPI(base: base) == nil)
    #expect(named.wordpressAPI(base: "gopher://x") == nil)
  }

  @Test func pagesOfPostsAreAskedForByNumber() {
    #expect(
      WordPressPosts.url(api: "https://a.example/wp-json/", page: 2, per: 500)
        == "https://a.example/wp-json/wp/v2/posts?page=2&per_page=100&_embed=author,wp:term")
    #expect(
      WordPressPosts.url(api: "https://a.example/?rest_route=/", page: 0, per: 20)
        == "https://a.example/?rest_route=/wp/v2/posts&page=1&per_page=20&_embed=author,wp:term")
  }

  @Test func postsOfWordPressAreArticlesUnderTheGuidOfTheFeed() throws {
    let json = #"""
      [{"id":12,"date":"2024-01-02T12:04:05","date_gmt":"2024-01-02T03:04:05","guid":{"rendered":"https:\/\/a.example\/?p=12&#038;x=1"},
        "modified_gmt":"2024-01-03T00:00:00","slug":"x","link":"https:\/\/a.example\/2024\/x\/","title":{"rendered":"쌀 &#8220;값&#8221; &amp; <b>소식<\/b>"},
        "content":{"rendered":"<p>전문 <a href=\"\/y\">y<\/a><script>z<\/script><\/p>","protected":false},"excerpt":{"rendered":"<p>짧게 [&hellip;]<\/p>\n"},
        "author":3,"categories":[1],"tags":[],"_links":{"self":[{"href":"u"}]},
        "_embedded":{"author":[{"id":3,"name":"김 &amp; 이"}],"wp:term":[[{"name":"정치","taxonomy":"category"}],[{"name":"북부","taxonomy":"post_tag"}]],"wp:featuredmedia":[{"source_url":"p"}]}}]
      """#
    let feed = try WordPressPosts.read(Array(json.utf8), base: "https://a.example/wp-json/wp/v2/posts?page=1")
    #expect(feed.format == .wordpress)
    let post = try #require(feed.articles.first)
    #expect(post.guid == "https://a.example/?p=12&x=1")
    #expect(post.link == "https://a.example/2024/x/")
    #expect(post.title == "쌀 “값” & 소식")
    #expect(post.content == "<p>전문 <a href=\"https://a.example/y\">y</a></p>")
    #expect(post.summary == "<p>짧게 […]</p>")
    #expect(post.published == FormatTests.date("2024-01-02T03:04:05Z"))
    #expect(post.updated == FormatTests.date("2024-01-03T00:00:00Z"))
    #expect(post.authors == ["김 & 이"])
    #expect(post.sections == ["정치", "북부"])
    #expect(try read(json, base: "https://a.example/").articles == feed.articles, "the door for feeds takes it, too")
    #expect(try WordPressPosts.read(Array("[]".utf8), base: "https://a.example/").articles.isEmpty)
  }

  @Test func whatAWordPressSiteRefusesIsNamed() {
    #expect(throws: FeedFault.notAFeed(found: "WordPress's answer rest_post_invalid_page_number")) {
      try WordPressPosts.read(
        Array(#"{"code":"rest_post_invalid_page_number","message":"x","data":{"status":400}}"#.utf8),
        base: "https://a.example/")
    }
    #expect(throws: FeedFault.notAFeed(found: "no posts of WordPress")) {
      try WordPressPosts.read(Array(#"[{"a":1}]"#.utf8), base: "https://a.example/")
    }
    #expect(throws: FeedFault.empty) { try WordPressPosts.read([], base: "https://a.example/") }
  }
}
