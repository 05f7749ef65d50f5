import Feeds
import Foundation
import MirrorLab
import News
import Testing

@testable import wirecopy

/// The newsroom that the demo serves.
@Suite struct SampleNewsroomTests {
  private func newsroom() throws -> SampleNewsroom {
    try SampleNewsroom.read(folder: "\(Program.share)/wirecopy/sample")
  }

  @Test func itHasArticlesInBothLanguagesAnAlertCorrectionsAndPictures() throws {
    let newsroom = try newsroom()
    #expect(newsroom.articles.count >= 30)
    #expect(Set(newsroom.articles.map(\.id)).count == newsroom.articles.count)
    #expect(newsroom.articles.count { $0.language == "ko" } >= 10)
    #expect(newsroom.articles.count { $0.language == "en" } >= 10)
    #expect(newsroom.articles.count(where: \.isUrgent) == 1)
    #expect(newsroom.articles.allSatisfy { (!$0.sections.isEmpty || $0.parent != nil) && !$0.title.isEmpty })
    #expect(newsroom.earlier.count >= 3)
    let ids = Set(newsroom.articles.map(\.id))
    for earlier in newsroom.earlier {
      #expect(ids.contains(earlier.id), "\(earlier.name) is an earlier wording of nothing")
      let now = try #require(newsroom.articles.first { $0.id == earlier.id })
      #expect(now.time > earlier.time && now.body != earlier.body, "\(earlier.name)")
    }
  }

  @Test func everyPictureThatAnArticleNamesIsThere() throws {
    let newsroom = try newsroom()
    var named = 0
    for article in newsroom.articles + newsroom.earlier {
      let inBody = article.body.matches(of: /src="pictures\/([^"]+)"/).map { String($0.1) }
      for name in article.pictures.map({ $0.replacing("pictures/", with: "") }) + inBody {
        let bytes = try #require(newsroom.pictures[name], "\(article.name) names \(name)")
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), "\(name) is no PNG")
        named += 1
      }
    }
    #expect(named >= newsroom.pictures.count)
  }

  @Test func whatItServesIsAFeedOfAllArticlesWithTheirText() throws {
    let newsroom = try newsroom()
    let site = SampleSite(newsroom, now: Date(timeIntervalSince1970: 1_800_000_000))
    let base = "http://127.0.0.1:1/"
    let last = try FeedReader.read(
      try #require(site.site(at: .alert, base: base)["/news.atom"]).bytes, contentType: "application/atom+xml",
      base: base)
    #expect(last.articles.count == newsroom.articles.count)
    #expect(last.articles.count(where: \.isUrgent) == 1)
    #expect(last.articles.allSatisfy { $0.text.count > 40 && !$0.title.isEmpty })
    #expect(last.articles.compactMap { $0.updated ?? $0.published }.max() == Date(timeIntervalSince1970: 1_799_999_820))
    let first = try FeedReader.read(
      try #require(site.site(at: .earlier, base: base)["/news.atom"]).bytes, contentType: nil, base: base)
    #expect(first.articles.count < last.articles.count && !first.articles.contains(where: \.isUrgent))
    for article in last.articles {
      let path = try #require(article.link).dropFirst(base.count - 1)
      #expect(site.site(at: .alert, base: base)[String(path)] != nil, "\(path) is linked and not there")
    }
  }
}
