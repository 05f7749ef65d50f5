import Foundation
import MirrorLab
import News
import Store
import Sync
import TestSupport
import Testing

/// Comments over real sockets: asked for by hand, from the mirrors alone, kept as messages below their article.
@Suite(.serialized, .timeLimit(.minutes(2))) struct CommentsOnSocketsTests {
  /// A feed of two articles whose comments are named on a site that is closed.
  private func feed(count: Int? = 2) -> LabSite.File {
    let told = count.map { "<slash:comments>\($0)</slash:comments>" } ?? ""
    let items = [2, 1].map { day in
      FurtherSite.item(day).replacing(
        "</item>", with: "<wfw:commentRss>http://closed.example/2025/05/\(day)/feed/</wfw:commentRss>\(told)</item>")
    }
    return LabSite.File(
      """
      <rss version="2.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
      <channel><title>Base21</title>\(items.joined())</channel></rss>
      """, type: "application/rss+xml")
  }

  private func comment(_ number: Int, title: String = "By: Reader", answers: String? = nil) -> String {
    let reply =
      answers.map { "<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0' ref='\($0)'/>" } ?? ""
    return """
      <item><title>\(title)</title><link>http://closed.example/2025/05/2/#comment-\(number)</link>
      <guid isPermaLink="false">http://closed.example/?p=2#comment-\(number)</guid><pubDate>02 May 2025 1\(number % 10):00:00 +0000</pubDate>
      <description>I was there, number \(number). &lt;script&gt;x()&lt;/script&gt;</description>\(reply)</item>
      """
  }

  private func comments(_ items: [String]) -> LabSite.File {
    LabSite.File(
      "<rss version=\"2.0\"><channel><title>Comments on: Day 2</title>\(items.joined())</channel></rss>",
      type: "application/rss+xml")
  }

  private func site(_ items: [String]) -> LabSite {
    LabSite(["/feed.xml": feed(), "/2025/05/2/feed/": comments(items)])
  }

  @Test func theyBecomeMessagesBelowTheirArticle() async throws {
    let items = [comment(2, answers: "http://closed.example/?p=2#comment-1"), comment(1), comment(3, title: "")]
    try await FurtherScene.play(mirrors: 2, site: site(items)) { scene in
      try await scene.sync()
      let article = try #require(try await scene.article("Day 2 of the strike"))
      #expect(article.comments == CommentsFeed(url: "http://closed.example/2025/05/2/feed/", count: 2))
      #expect(try await scene.store.thread(of: article.id) == nil)
      scene.lab.mirrors[0].fault = .refuse
      let outcome = try await scene.engine.comments(of: article.id)
      #expect(outcome == .kept(count: 3, new: 3, url: scene.lab.mirrors[1].url("/feed.xml")))
      #expect(scene.asked(1) == ["/2025/05/2/feed/"])
      let thread = try #require(try await scene.store.thread(of: article.id))
      let messages = try await scene.store.messages(of: thread)
      #expect(messages.map(\.depth) == [0, 1, 2, 1])
      #expect(
        messages.map(\.headline.title) == ["Day 2 of the strike", "By: Reader", "By: Reader", "Day 2 of the strike"])
      let text = try #require(try await scene.store.article(messages[1].id))
      #expect(text.text == "I was there, number 1." && !text.html.contains("script"))
      // Again is nothing new, and a further one joins them.
      scene.lab.mirrors[1].site = site(items + [comment(4)])
      #expect(
        try await scene.engine.comments(of: article.id)
          == .kept(count: 4, new: 1, url: scene.lab.mirrors[1].url("/feed.xml")))
      #expect(try await scene.store.messages(of: thread).count == 5)
    }
  }

  @Test func aCommentRewordsNoArticleAndRaisesNoAlarm() async throws {
    let forged = """
      <item><title>Day 1 of the strike, called off</title><guid isPermaLink="false">tag:closed.example,2025:1</guid>
      <pubDate>09 May 2025 09:00:00 +0000</pubDate><description>It is over.</description><category>urgent</category></item>
      """
    let own = FurtherSite.item(2).replacing("On day 2", with: "Never on day 2")
    try await FurtherScene.play(
      site: site([forged, own, comment(1).replacing("</item>", with: "<category>urgent</category></item>")])
    ) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 2 of the strike")).id
      guard case .kept(let count, let new, _) = try await scene.engine.comments(of: id) else {
        Issue.record("no comments")
        return
      }
      #expect(count == 2 && new == 1)
      let first = try #require(try await scene.article("Day 1 of the strike"))
      #expect(first.text.contains("On day 1") && first.headline.revisions == 1 && !first.headline.isUrgent)
      #expect(try await scene.article("Day 2 of the strike")?.text.hasPrefix("On day 2") == true)
      #expect(try await scene.store.headlines(.all, limit: 9).allSatisfy { !$0.isUrgent || $0.isAcknowledged })
    }
  }

  @Test func theyAreBoundedAndNobodyAsksForThemUnasked() async throws {
    try await FurtherScene.play(site: site((1...250).map { comment($0) })) { scene in
      try await scene.further()
      #expect(!scene.asked().contains { $0.hasPrefix("/2025/05/2/feed") })
      let id = try #require(try await scene.article("Day 2 of the strike")).id
      #expect(
        try await scene.engine.comments(of: id)
          == .kept(count: 200, new: 200, url: scene.lab.mirrors[0].url("/feed.xml")))
    }
  }

  @Test(arguments: [.blockPage, .garbage, .empty, .status(451), .endless] as [Fault])
  func whateverStandsInTheirPlaceIsRefusedInASentence(fault: Fault) async throws {
    try await FurtherScene.play(site: site([comment(1)])) { scene in
      try await scene.sync()
      let id = try #require(try await scene.article("Day 2 of the strike")).id
      scene.lab.mirrors[0].fault = fault
      guard case .refused(let why) = try await scene.engine.comments(of: id) else {
        Issue.record("it was taken for comments")
        return
      }
      #expect(Phrasebook.english(why).hasPrefix("no mirror carries the comments of this article: 127.0.0.1:"))
      #expect(try await scene.titles().count == 2)
      let other = try #require(try await scene.article("Day 1 of the strike")).id
      scene.lab.mirrors[0].fault = .none
      guard case .refused = try await scene.engine.comments(of: other) else {
        Issue.record("there are none")
        return
      }
    }
  }
}
