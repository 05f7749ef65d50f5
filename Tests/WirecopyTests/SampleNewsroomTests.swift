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

  @Test func whatItServesIsASignedEditionThatGrows() async throws {
    let newsroom = try newsroom()
    let program = try Program()
    defer { program.clear() }
    let lab = try await Lab.start(site: LabSite())
    do {
      let mirror = lab.mirrors[0]
      let edition = try SampleEdition(newsroom, folder: program.file("sample"), mirrors: [mirror.url("/")], now: Date())
      var sizes: [Int] = []
      for moment in SampleEdition.Moment.allCases {
        mirror.site = try await edition.publish(moment)
        let checked = try program.run("edition", "verify", mirror.url("/") + "#" + edition.fingerprint)
        #expect(checked.status == 0, "\(checked)")
        sizes.append(checked.output.firstMatch(of: /([0-9]+) entries/).flatMap { Int($0.1) } ?? 0)
      }
      // Two lists, every article in each of its wordings; the alert is last.
      #expect(sizes == sizes.sorted() && sizes.last == newsroom.articles.count + newsroom.earlier.count + 2)
      #expect(Set(sizes).count == SampleEdition.Moment.allCases.count)
      #expect(try program.run("add", mirror.url("/") + "#" + edition.fingerprint).status == 0)
      let articles = try program.articles()
      #expect(articles.count == newsroom.articles.count)
      #expect(articles.count { $0["urgent"] as? Bool == true } == 1)
      // Its readable site is there, every page that an article links to, and a feed.
      let feed = try FeedReader.read(
        try #require(mirror.site["/feed.atom"]).bytes, contentType: nil, base: mirror.url("/"))
      #expect(feed.articles.count > 20)
      var links = 0
      for (path, file) in mirror.site.files where path.hasSuffix(".html") {
        let page = String(decoding: file.bytes, as: UTF8.self)
        for link in page.matches(of: /href="(http[^"]+)"/).map({ String($0.1) }) where link.hasPrefix(mirror.url("/")) {
          let target = String(link.dropFirst(mirror.url("").count))
          #expect(target == "/" || mirror.site[target] != nil, "\(path) links to \(link)")
          links += 1
        }
      }
      #expect(links > 3)
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }
}
