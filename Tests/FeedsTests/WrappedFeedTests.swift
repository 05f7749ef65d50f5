import Feeds
import News
import Testing

/// Feeds that don't begin where a feed begins.
struct WrappedFeedTests {
  private static let rss =
    "<rss version='2.0'><channel><title>T</title><item><title>caf&eacute;</title></item></channel></rss>"
  private static let posts =
    #"[{"id":1,"guid":{"rendered":"g"},"link":"http://a.example/","title":{"rendered":"café"},"content":{"rendered":"x"}}]"#
  private static let json =
    #"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"café"}]}"#

  @Test(arguments: [
    "Warning: f() in /x.php on line 3<br />\n<b>Notice</b>: y\n<?xml version='1.0'?>" + rss,
    "<br />\n<!DOCTYPE rss [<!ENTITY x 'y'>]>" + rss,
    "<html><head><title>x</title></head><body>\n" + rss + "</body></html>",
    "<script>if (a < b) document.write('<rss>')</script>" + rss,
    "<html><body><pre>" + rss.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      + "</pre></body></html>",
    "<!DOCTYPE html>" + rss, rss + "</body><script>x</script>", rss + rss, "<!-- <html> -->" + rss,
    "<item><title>café</title></item>",
    "<entry xmlns='http://www.w3.org/2005/Atom'><title>café</title></entry>",
    "<Channel xmlns='http://purl.org/net/rss1.1#'><title>T</title><items><item><title>café</title></item></items></Channel>",
    "callback(" + json + ");", ")]}',\n" + json, "<br />\n<b>Notice</b>: x\n" + posts, "\u{FEFF} " + posts,
  ])
  func theFeedIsFound(document: String) throws {
    #expect(try FormatTests.read(document).articles.map(\.title) == ["café"])
  }

  @Test(arguments: [
    "<html><head><title>x</title></head><body><p>How to write &lt;b&gt; and <code>&lt;rss&gt;</code></p></body></html>",
    "<html><head><title>x</title><script>var feed = \"<feed name='a'>\"; a = {\"b\":[1]}; b = [{\"id\":1}]</script></head></html>",
    "<html><head><title>x</title></head><body>&lt;rss&gt;&lt;html&gt;&amp;lt;rss&amp;gt;</body></html>",
  ])
  func aPageThatSpeaksOfFeedsIsAPage(document: String) {
    #expect(throws: FeedFault.self) { try FormatTests.read(document) }
  }

  @Test func theFirstOfTwoChannelsNamesTheFeed() throws {
    let feed = try FormatTests.read(
      "<rss><channel><title>T</title><item><title>a</title></item></channel><channel><title>U</title><item><title>b</title></item></channel></rss>"
    )
    #expect(feed.title == "T")
    #expect(feed.articles.map(\.title) == ["a", "b"])
  }

  @Test func aBareAmpersandInAnAddressStaysOne() throws {
    let feed = try FormatTests.read(
      "<rss><channel><item><link>http://a.example/?a=1&copy=2&lt=3</link></item></channel></rss>")
    #expect(feed.articles.first?.link == "http://a.example/?a=1&copy=2&lt=3")
  }

  @Test func whatABrokenFeedGaveBeforeItBrokeIsGivenOnce() throws {
    let whole = (0..<50).map { "<item><guid>\($0)</guid><title>t</title></item>" }.joined()
    let feed = try FormatTests.read(
      "<rss><channel>\(whole)<item><guid>50</guid><title>A & B</title></item><item><guid>51</guid></item></channel></rss>"
    )
    #expect(feed.articles.map(\.guid) == (0..<52).map { "\($0)" })
    var handed: [String?] = []
    let told = try FeedReader.read(
      Array("<rss><channel><title>T</title>\(whole)<item><guid>50</guid><b".utf8), contentType: nil, base: nil
    ) { handed.append($0.guid) }
    #expect(handed == (0..<51).map { "\($0)" })
    #expect(told.articles.isEmpty)
    #expect(told.title == "T")
    #expect(told.isCut)
  }

  @Test func aLongTextIsMendedInPiecesWithoutASeam() throws {
    // Four bytes wide, so that pieces end within a character; references, so that they end within one.
    let text = String(repeating: "𝒜&amp;b & ", count: 40_000)
    let feed = try FormatTests.read("<rss><channel><item><description>\(text)</description></item></channel></rss>")
    #expect(feed.articles.first?.text == String(String(repeating: "𝒜&b & ", count: 40_000).dropLast()))
    let section = try FormatTests.read(
      "<rss><channel><item><title>a & b</title><description><![CDATA[\(text)]]></description></item></channel></rss>")
    #expect(section.articles.first?.text == feed.articles.first?.text)
  }

  @Test func theObjectOfParseIsWrittenInPieces() throws {
    var pieces: [String] = []
    try FeedReader.writeJSON(
      of: Array(
        "<rss><channel><title>T</title><item><guid>1</guid></item><item><guid>2</guid></item></channel></rss>".utf8),
      contentType: nil, base: nil
    ) { pieces.append($0) }
    #expect(pieces == [#"{"items":[{"id":"1"}"#, #",{"id":"2"}"#, #"],"format":"rss","title":"T"}"#])
    #expect(throws: FeedFault.empty) {
      try FeedReader.writeJSON(of: [], contentType: nil, base: nil) { pieces.append($0) }
    }
    #expect(pieces.count == 3)
  }
}
