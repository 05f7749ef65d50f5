import Feeds
import Foundation
import News
import TestSupport
import Testing

/// Feeds as real sites served them, beside the repository.
@Suite(.enabled(if: SharedFiles.has("corpora/captured"), Comment(rawValue: SharedFiles.why)))
struct CapturedFeedTests {
  @Test func everyItemOfEveryFeedIsReadWithoutAStrayCharacter() throws {
    let files = try SharedFiles.files(in: "corpora/captured", endingIn: [".xml", ".json"])
    #expect(files.count >= 30)
    for file in files {
      let bytes = try SharedFiles.bytes("corpora/captured/" + file)
      let feed = try FeedReader.read(bytes, contentType: nil, base: "http://127.0.0.1/" + file)
      if file.hasSuffix(".xml") {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(feed.articles.count == text.matches(of: /<(?:item|entry)[\s>]/).count, "\(file)")
      }
      #expect(!feed.articles.isEmpty, "\(file)")
      for article in feed.articles {
        let shown =
          article.title + article.text + (article.content ?? "") + (article.summary ?? "") + article.authors.joined()
        #expect(
          !shown.unicodeScalars.contains {
            $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F..<0xA0).contains($0.value) || $0 == "\u{FFFD}"
          },
          "\(file): \(article.title)")
        #expect(article.link.map { $0.hasPrefix("http") } ?? true, "\(file)")
      }
    }
  }

  @Test(arguments: [
    ("rss_2.0_spiegel.xml", "SPIEGEL Update – Die Nachrichten", "2021-02-06T23:01:00Z"),
    ("rss_1.0_iso8859.xml", "Golem.de", "2023-01-25T18:03:02Z"),
    ("atom_mediarss_reddit_1.xml", "newest submissions : homelab", "2023-07-23T17:38:30Z"),
    ("jsonfeed_example_1.json", "Daring Fireball", "2020-01-24T23:46:57Z"),
  ])
  func titleAndDateAreRight(file: String, title: String, published: String) throws {
    let feed = try FeedReader.read(try SharedFiles.bytes("corpora/captured/" + file), contentType: nil, base: nil)
    #expect(feed.title == title)
    #expect(feed.articles.first?.published == ISO8601DateFormatter().date(from: published))
  }

  @Test(.enabled(if: SharedFiles.has("corpora/feedparser/wellformed"), Comment(rawValue: SharedFiles.why)))
  func everyWellFormedDocumentOfFeedparserIsRead() throws {
    var count = 0
    for folder in [
      "atom", "atom10", "rss", "rdf", "cdf", "namespace", "sanitize", "base", "lang", "media-rss", "itunes",
    ] {
      for file in try SharedFiles.files(in: "corpora/feedparser/wellformed/" + folder, endingIn: [".xml"]) {
        let bytes = try SharedFiles.bytes("corpora/feedparser/wellformed/\(folder)/\(file)")
        #expect(throws: Never.self, "\(folder)/\(file)") {
          try FeedReader.read(bytes, contentType: nil, base: "http://127.0.0.1/")
        }
        count += 1
      }
    }
    #expect(count > 1000)
  }
}
