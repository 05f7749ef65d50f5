import Feeds
import Testing

/// Lists of subscriptions, ours and others'.
struct SubscriptionTests {
  @Test func aListComesBackAsItWas() throws {
    let list = [
      Subscription(
        name: "북부 & \"소식\"", mirrors: ["https://a.example/f?x=1&y=2", "http://b.example/f", "http://c.example/f"],
        folder: "한국/북부"),
      Subscription(name: "Dispatch", mirrors: ["http://d.example/"], folder: "한국"),
      Subscription(name: "Other", mirrors: ["http://e.example/"]),
    ]
    #expect(try OPML.read(OPML.write(list)) == list)
    #expect(try OPML.read(OPML.write([])).isEmpty)
  }

  @Test func listsOfOtherReadersAreRead() throws {
    let list = try OPML.read(
      Array(
        """
        <?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
        <outline title="Tech" text="Tech"><outline type="rss" text="A&amp;B" xmlUrl="http://a.example/rss" htmlUrl="http://a.example/"/></outline>
        <outline type="rss" title="" xmlurl="https://b.example/atom"/><outline text="no feed"/><outline text="bad" xmlUrl="javascript:x"/>
        </body></opml>
        """.utf8))
    #expect(
      list == [
        Subscription(name: "A&B", mirrors: ["http://a.example/rss"], folder: "Tech"),
        Subscription(name: "https://b.example/atom", mirrors: ["https://b.example/atom"]),
      ])
  }

  @Test func aBrokenListIsRead() throws {
    let list = try OPML.read(
      Array(
        "<opml><body><outline text=A & B xmlUrl=\"http://a.example/?x&y\"><outline text=C xmlUrl='http://c.example/'>"
          .utf8))
    #expect(list.map(\.mirrors) == [["http://a.example/?x&y"], ["http://c.example/"]])
  }

  @Test func whatIsNoListIsRefused() {
    #expect(throws: FeedFault.notAFeed(found: "an XML document <rss>")) { try OPML.read(Array("<rss/>".utf8)) }
    #expect(throws: FeedFault.empty) { try OPML.read([]) }
  }
}
