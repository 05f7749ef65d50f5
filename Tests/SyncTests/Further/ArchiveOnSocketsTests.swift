import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// Older pages and posts over real sockets, from honest mirrors and from hostile ones.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ArchiveOnSocketsTests {
  private func number(_ page: Int) -> String { "/page\(page).xml" }

  /// A feed whose pages name the site that is closed, to page `last`, which leads to `end`.
  private func pages(_ last: Int, end: String? = nil) -> LabSite {
    var site = LabSite()
    for page in 1...last {
      let next = page < last ? "http://closed.example" + number(page + 1) : end
      site[page == 1 ? "/feed.xml" : number(page)] = FurtherSite.rss([29 - page * 2, 28 - page * 2], next: next)
    }
    return site
  }

  @Test func aFirstVisitBringsSomeOlderPagesAndTheRestComesWhenAsked() async throws {
    try await FurtherScene.play(site: pages(6)) { scene in
      let report = try #require(try await scene.further())
      #expect(report.older?.pages == 3 && report.older?.new == 6 && report.older?.isAtEnd == false)
      #expect(scene.asked() == ["/page2.xml", "/page3.xml", "/page4.xml"])
      scene.lab.mirrors[0].forgetRequests()
      // No round does it by itself again.
      #expect(try await scene.further() == nil)
      let rest = try await scene.engine.older(scene.newsroom)
      #expect(rest.pages == 2 && rest.new == 4 && rest.isAtEnd && rest.trouble == nil && rest.allPages == 5)
      #expect(scene.asked() == ["/page5.xml", "/page6.xml"])
      #expect(try await scene.titles().count == 12)
      let again = try await scene.engine.older(scene.newsroom)
      #expect(again.pages == 0 && again.isAtEnd && Phrasebook.english(again.sentence).contains("nothing older"))
    }
  }

  @Test func anotherMirrorGoesOnWhereTheFirstStopped() async throws {
    try await FurtherScene.play(mirrors: 2, site: pages(6)) { scene in
      _ = try await scene.further()
      for mirror in scene.lab.mirrors { mirror.forgetRequests() }
      scene.lab.mirrors[0].fault = .refuse
      #expect(try await scene.engine.older(scene.newsroom).new == 4)
      #expect(scene.asked(1) == ["/page5.xml", "/page6.xml"])
    }
  }

  @Test func whatCanNotBeAskedNowIsAskedForTheNextTime() async throws {
    try await FurtherScene.play(site: pages(6)) { scene in
      _ = try await scene.further()
      scene.lab.mirrors[0].fault = .refuse
      let failed = try await scene.engine.older(scene.newsroom)
      #expect(failed.pages == 0 && !failed.isAtEnd && failed.trouble != nil)
      scene.lab.mirrors[0].fault = .none
      #expect(try await scene.engine.older(scene.newsroom).new == 4)
    }
  }

  @Test func aLoopOfPagesEnds() async throws {
    try await FurtherScene.play(site: pages(4, end: "http://elsewhere.example/page2.xml")) { scene in
      _ = try await scene.sync()
      let report = try await scene.engine.older(scene.newsroom)
      #expect(report.pages == 3 && report.isAtEnd && report.new == 6)
      #expect(scene.asked() == ["/page2.xml", "/page3.xml", "/page4.xml"])
    }
  }

  @Test func anEndlessListIsGivenUpForNow() async throws {
    var site = LabSite(["/feed.xml": FurtherSite.rss([27], next: "/older1.xml")])
    for page in 1...30 {
      site["/older\(page).xml"] = FurtherSite.rss([27 - page % 20], next: "/older\(page + 1).xml")
    }
    try await FurtherScene.play(site: site) { scene in
      _ = try await scene.sync()
      let report = try await scene.engine.older(scene.newsroom)
      #expect(report.pages == 10 && !report.isAtEnd)
      #expect(scene.asked().count == 10)
    }
  }

  @Test func aPageThatIsMissingOrNoFeedEndsIt() async throws {
    var site = pages(3)
    site["/page3.xml"] = FurtherSite.page(3)
    try await FurtherScene.play(site: site) { scene in
      _ = try await scene.sync()
      let report = try await scene.engine.older(scene.newsroom)
      #expect(report.pages == 1 && report.new == 2 && report.isAtEnd)
    }
  }

  @Test func aFeedThatNamesNothingOlderSaysSo() async throws {
    try await FurtherScene.play(site: pages(1)) { scene in
      _ = try await scene.sync()
      let report = try await scene.engine.older(scene.newsroom)
      #expect(report.pages == 0 && report.isAtEnd && report.trouble == nil)
      // It is looked for anew the next time.
      scene.lab.mirrors[0].site = pages(2)
      #expect(try await scene.engine.older(scene.newsroom).new == 2)
    }
  }

  // MARK: WordPress

  private func wordpress(_ posts: [Int: LabSite.File] = [:]) -> LabSite {
    var site = LabSite(["/feed/": FurtherSite.rss([20, 19], isWordPress: true)])
    for (page, file) in posts {
      site["/wp-json/wp/v2/posts?page=\(page)&per_page=50&_embed=author,wp:term"] = file
    }
    return site
  }

  @Test func postsGiveWholeTextsToTheArticlesOfAFeedOfExcerpts() async throws {
    let site = wordpress([1: FurtherSite.posts([20, 19, 18])])
    try await FurtherScene.play(mirrors: 2, feed: "/feed/", site: site) { scene in
      let report = try #require(try await scene.further())
      #expect(report.fullTexts >= 2)
      let article = try #require(try await scene.article("Day 20 of the strike"))
      #expect(article.text.contains("talks with the owners began"))
      #expect(article.fullText?.source == .posts && article.fullText?.text.contains("lanterns") == true)
      #expect(article.headline.revisions == 1)
      #expect(try await scene.titles().count == 3)
      #expect(try await scene.article("Day 18 of the strike")?.fullText?.source == .posts)
      #expect(try await scene.found("lanterns").count == 3)
      // The other mirror, whose feed has the excerpts alone, disagrees with nobody.
      scene.lab.mirrors[0].fault = .refuse
      scene.lab.mirrors[1].site = LabSite(["/feed/": FurtherSite.rss([21, 20, 19, 18], isWordPress: true)])
      let other = try await scene.sync()
      #expect(other.new == 1 && other.revised == 0)
      #expect(other.mirrors.allSatisfy { $0.disagreeing == 0 && $0.verdict?.symptom != .disagrees })
      #expect(try await scene.article("Day 18 of the strike")?.headline.revisions == 1)
    }
  }

  @Test func olderPostsArePagedToTheLastOne() async throws {
    let site = wordpress([
      1: FurtherSite.posts([20, 19], pages: 3), 2: FurtherSite.posts([18, 17], pages: 3),
      3: FurtherSite.posts([16], pages: 3),
    ])
    try await FurtherScene.play(feed: "/feed/", site: site) { scene in
      _ = try await scene.sync()
      let report = try await scene.engine.older(scene.newsroom)
      #expect(report.pages == 3 && report.new == 3 && report.isAtEnd)
      #expect(try await scene.titles().count == 5)
    }
  }

  @Test func aMirrorWithoutTheRESTAPIIsNotAskedForItInEachRound() async throws {
    try await FurtherScene.play(feed: "/feed/", site: wordpress()) { scene in
      _ = try await scene.further()
      let asked = scene.asked().filter { $0.contains("wp-json") }
      #expect(!asked.isEmpty)
      scene.lab.mirrors[0].forgetRequests()
      scene.lab.mirrors[0].site = LabSite(["/feed/": FurtherSite.rss([21, 20, 19], isWordPress: true)])
      _ = try await scene.further()
      #expect(scene.asked().filter { $0.contains("wp-json") }.isEmpty)
    }
  }

  @Test func aPageOfHTMLInPlaceOfPostsIsNone() async throws {
    var site = wordpress()
    site["/wp-json/wp/v2/posts"] = FurtherSite.page(20)
    try await FurtherScene.play(mirrors: 2, feed: "/feed/", site: site) { scene in
      // The second one has them.
      scene.lab.mirrors[1].site = wordpress([1: FurtherSite.posts([20, 19])])
      let report = try #require(try await scene.further())
      #expect(report.fullTexts == 2)
      #expect(
        try await scene.article("Day 20 of the strike")?.fullText?.url.hasPrefix(scene.lab.mirrors[1].url()) == true)
    }
  }

  @Test func aServerThatHeedsNoQueryIsSeenThrough() async throws {
    var site = wordpress()
    site["/wp-json/wp/v2/posts"] = FurtherSite.posts([20, 19, 18], pages: 9)
    try await FurtherScene.play(feed: "/feed/", site: site) { scene in
      _ = try await scene.sync()
      let report = try await scene.engine.older(scene.newsroom)
      #expect(report.isAtEnd && report.pages == 2 && report.new == 1)
    }
  }
}
