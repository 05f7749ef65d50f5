import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// Full texts over real sockets, from mirrors that have the page, have not, or have something else.
@Suite(.serialized, .timeLimit(.minutes(2))) struct FullTextOnSocketsTests {
  private var site: LabSite {
    LabSite([
      "/feed.xml": FurtherSite.rss([3, 2, 1]), "/2025/05/3/": FurtherSite.page(3), "/2025/05/2/": FurtherSite.page(2),
    ])
  }

  private func refusal(_ outcome: FullTextOutcome) -> String? {
    if case .refused(let phrase) = outcome { Phrasebook.english(phrase) } else { nil }
  }

  @Test func thePageOfALinkToAClosedSiteComesFromTheMirror() async throws {
    try await FurtherScene.play(site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 3 of the strike")).id
      let outcome = try await scene.engine.fullText(of: id)
      #expect(outcome == .kept(url: scene.lab.mirrors[0].url("/2025/05/3/")))
      let kept = try #require(try await scene.article("Day 3 of the strike"))
      #expect(kept.text.contains("talks with the owners began") && !kept.text.contains("lanterns"))
      let full = try #require(kept.fullText)
      #expect(full.source == .page && full.text.contains("lanterns") && !full.text.contains("newsletter"))
      #expect(try await scene.found("lanterns") == ["Day 3 of the strike"])
      #expect(scene.asked() == ["/2025/05/3/"])
    }
  }

  @Test func whatNoMirrorHasIsRefusedInASentence() async throws {
    try await FurtherScene.play(mirrors: 2, site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 1 of the strike")).id
      let outcome = try await scene.engine.fullText(of: id)
      let line = try #require(refusal(outcome))
      #expect(line.hasPrefix("no mirror carries the page of this article: 127.0.0.1:"))
      #expect(line.contains("does not have this page (404)"))
      #expect(try await scene.article("Day 1 of the strike")?.fullText == nil)
      #expect(try await scene.store.mirrors().allSatisfy { $0.verdict == nil })
    }
  }

  @Test func theNextMirrorIsAskedWhereOneLacksThePageOrIsSilentAboutIt() async throws {
    try await FurtherScene.play(mirrors: 2, site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 3 of the strike")).id
      scene.lab.mirrors[0].site = LabSite(["/feed.xml": FurtherSite.rss([3])])
      #expect(try await scene.engine.fullText(of: id) == .kept(url: scene.lab.mirrors[1].url("/2025/05/3/")))
      scene.lab.mirrors[1].fault = .refuse
      scene.lab.mirrors[0].site = site
      let other = try #require(try await scene.article("Day 2 of the strike")).id
      #expect(try await scene.engine.fullText(of: other) == .kept(url: scene.lab.mirrors[0].url("/2025/05/2/")))
    }
  }

  @Test func aPageThatLeadsOffTheMirrorIsNotFollowed() async throws {
    try await FurtherScene.play(mirrors: 2, site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 3 of the strike")).id
      let away = scene.lab.mirrors[1]
      scene.lab.mirrors[0].fault = .redirect(away.url("/2025/05/3/"))
      try await scene.store.setPinned(try #require(try await scene.store.mirrors().first).id, true)
      away.forgetRequests()
      let line = try #require(refusal(try await scene.engine.fullText(of: id)))
      #expect(line.contains("leads to") || line.contains("redirect") || line.contains("moved"))
      #expect(away.requestCount == 0)
    }
  }

  @Test(arguments: [.blockPage, .portal, .endless, .gzipBomb, .garbage, .empty, .notHTTP, .status(451)] as [Fault])
  func whateverStandsInThePagesPlaceIsKeptFromTheArticle(fault: Fault) async throws {
    try await FurtherScene.play(site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 3 of the strike")).id
      scene.lab.mirrors[0].fault = fault
      #expect(refusal(try await scene.engine.fullText(of: id)) != nil)
      #expect(try await scene.article("Day 3 of the strike")?.fullText == nil)
    }
  }

  @Test func anotherArticlesPageIsNotTakenForThisOne() async throws {
    var site = site
    site["/2025/05/3/"] = LabSite.File(
      """
      <html><head><title>Parked</title></head><body><article><h1>This domain is for sale</h1>
      \((1...12).map { "<p>Buy it now, offer \($0): a premium name for your business, with free transfer and support included.</p>" }.joined())
      </article></body></html>
      """, type: "text/html")
    try await FurtherScene.play(site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 3 of the strike")).id
      let line = try #require(refusal(try await scene.engine.fullText(of: id)))
      #expect(line.contains("is not this article's"))
    }
  }

  @Test func alwaysFetchesThemWithTheNewsOnceEach() async throws {
    try await FurtherScene.play(site: site) { scene in
      try await scene.store.setGetsFullText(scene.newsroom.id, true)
      let report = try #require(try await scene.further())
      #expect(report.fullTexts == 2 && report.without == 1)
      #expect(Set(scene.asked()) == ["/2025/05/3/", "/2025/05/2/", "/2025/05/1/"])
      scene.lab.mirrors[0].forgetRequests()
      #expect(try await scene.further() == nil)
      #expect(scene.asked().isEmpty)
    }
  }

  @Test func alwaysIsBoundedAndEndsWhereNothingIsThere() async throws {
    let days = Array((1...28).reversed())
    var site = LabSite(["/feed.xml": FurtherSite.rss(days)])
    try await FurtherScene.play(site: site) { scene in
      try await scene.store.setGetsFullText(scene.newsroom.id, true)
      #expect(try await scene.further()?.without == 4)
    }
    for day in days { site["/2025/05/\(day)/"] = FurtherSite.page(day) }
    try await FurtherScene.play(site: site) { scene in
      try await scene.store.setGetsFullText(scene.newsroom.id, true)
      #expect(try await scene.further()?.fullTexts == 20)
      #expect(try await scene.further()?.fullTexts == 8)
    }
  }

  @Test func aMirrorThatAsksToBeLeftAloneIs() async throws {
    try await FurtherScene.play(site: site) { scene in
      let round = try await scene.sync()
      try await scene.store.setGetsFullText(scene.newsroom.id, true)
      scene.lab.mirrors[0].forgetRequests()
      scene.lab.mirrors[0].fault = .status(429, retryAfter: 60)
      _ = await scene.engine.further(after: [round])
      #expect(scene.lab.mirrors[0].requestCount == 1)
    }
  }

  @Test func whoCancelsIsFreeAtOnce() async throws {
    try await FurtherScene.play(site: site) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 3 of the strike")).id
      scene.lab.mirrors[0].fault = .swallow
      let engine = scene.engine
      let asking = Task { try await engine.fullText(of: id) }
      asking.cancel()
      #expect(try await asking.value == .cancelled)
    }
  }
}
