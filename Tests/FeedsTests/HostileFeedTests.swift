import Feeds
import Foundation
import News
import Testing

/// Documents made to hurt: bounded in time, nothing lost that can be read.
struct HostileFeedTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private func feed(_ middle: String) throws -> Feed {
    try FormatTests.read("<rss><channel><title>T</title>" + middle + "<item><title>last</title></item></channel></rss>")
  }

  @Test func aHundredThousandNestedElementsAreRead() throws {
    let feed = try feed("<item><description>" + String(repeating: "<div>", count: 100_000) + "deep")
    #expect(feed.articles.first?.text == "deep")
  }

  @Test(arguments: ["<a>", "</a>", "<a b='", "<![CDATA[", "<!-- -->", "&x;", "&", "<a b=c ", "]]>", "<item>", "\u{0}"])
  func aLongRunOfOneThingIsReadInTime(piece: String) throws {
    let time = try ContinuousClock().measure {
      let feed = try feed(String(repeating: piece, count: 300_000 / piece.utf8.count))
      #expect(feed.title == "T")
    }
    #expect(time < .seconds(10))
  }

  @Test func moreThanAHundredThousandItemsAreCountedNotKept() throws {
    let item = "<item><guid>g</guid></item>"
    let feed = try feed(String(repeating: item, count: FeedReader.maximumArticles + 4))
    #expect(feed.articles.count == FeedReader.maximumArticles)
    #expect(feed.leftOut == 5)
  }

  @Test func oneArticleOfNineMegabytesIsCut() throws {
    let feed = try feed(
      "<item><title>big</title><description>" + String(repeating: "words and ", count: 1_000_000)
        + "</description></item>")
    #expect(feed.articles.map(\.title) == ["big", "last"])
    #expect(feed.articles[0].text.utf8.count <= 4 * 1_048_576 + 1024)
  }

  @Test func anAttributeFloodIsRead() throws {
    let flood = (0..<20_000).map { " a\($0)='x'" }.joined()
    let feed = try feed("<item\(flood)><title>x</title></item>")
    #expect(feed.articles.map(\.title) == ["x", "last"])
  }

  @Test func aDeepJSONFeedIsRefused() {
    let json = #"{"version":"https://jsonfeed.org/version/1","x":"# + String(repeating: "[", count: 100_000)
    #expect(throws: FeedFault.self) { try FormatTests.read(json) }
  }

  @Test func mutatedDocumentsNeverCrash() {
    let seeds = [
      "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a/'><title type='html'>&lt;b></title><entry><id>1</id><link href='x'/><updated>2024-01-01T00:00:00Z</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x<br/></div></content></entry></feed>",
      "<!DOCTYPE rss [<!ENTITY e 'v'>]><rss version='2.0'><channel><item><title>&e;</title><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><description><![CDATA[<p>x]]></description><enclosure url='u' length='1'/></item></channel></rss>",
      #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"<p>\u00e9","tags":["a"],"attachments":[{"url":"u"}]}]}"#,
      "<opml version='2.0'><body><outline text='f'><outline text='a' xmlUrl='http://a/'/></outline></body></opml>",
      "\u{FEFF}<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item rdf:about='x'><title>한글</title></item></rdf:RDF>",
    ].map { Array($0.utf8) }
    let tokens = [
      "<", ">", "'", "&", ";", "<![CDATA[", "]]>", "<item>", "</entry>", "<!--", "\u{0}", "\\u", "{", "]", "xml:lang=",
      "encoding='utf-16'", "<!DOCTYPE x [",
    ]
    .map { Array($0.utf8) }
    let types = [
      nil, "text/xml; charset=euc-kr", "application/xml; charset=utf-16", "text/html; charset=iso-2022-jp",
      "x; charset=utf-7",
    ]
    var dice = Dice(state: 20_240_502)
    var read = 0
    for round in 0..<4000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...5, using: &dice) {
        let at = Int.random(in: 0...bytes.count, using: &dice)
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: bytes.insert(contentsOf: tokens.randomElement(using: &dice) ?? [], at: at)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...10, using: &dice)))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: at)
        case 3: bytes.removeLast(min(bytes.count, Int.random(in: 0...20, using: &dice)))
        default:
          bytes.insert(contentsOf: bytes.prefix(at).suffix(20), at: Int.random(in: 0...bytes.count, using: &dice))
        }
      }
      let type = types.randomElement(using: &dice) ?? nil
      if let feed = try? FeedReader.read(bytes, contentType: type, base: "http://a.example/") {
        read += 1
        #expect(throws: Never.self, "round \(round)") {
          _ = try JSONSerialization.jsonObject(with: Data(feed.json().utf8))
        }
      }
      _ = try? OPML.read(bytes)
    }
    #expect(read > 1500)
  }
}
