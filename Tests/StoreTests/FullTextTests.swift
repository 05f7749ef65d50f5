import Foundation
import News
import Testing

@testable import Store

/// Whole texts beside the words of the feeds, older pages, and articles that were taken back.
@Suite struct FullTextTests {
  private func text(
    _ text: String, _ source: FullText.Source = .page, updated: Int? = nil, minute: Int = 1
  ) -> NewFullText {
    let date = { (minutes: Int) in Scene.noon.addingTimeInterval(Double(minutes) * 60) }
    return NewFullText(
      source: source, html: "<p>\(text)</p>", text: text, url: "http://a.example/march", updated: updated.map(date),
      fetched: date(minute))
  }

  private func march(_ text: String = "It began …", updated: Int? = nil) -> Article {
    article("The march", id: "march", link: "http://a.example/march", text: text, published: -60, updated: updated)
  }

  @Test func aFullTextIsKeptBesideTheFeedsWordsAndBothAreFound() async throws {
    let scene = try await Scene()
    try await scene.deliver([march()])
    let id = try await scene.only().id
    try await scene.store.keep(text("Thousands crossed the bridge."), of: id)
    let kept = try await scene.only()
    #expect(kept.text == "It began …" && kept.html == "<p>It began …</p>")
    #expect(kept.fullText?.text == "Thousands crossed the bridge." && kept.fullText?.source == .page)
    #expect(kept.fullText?.html == "<p>Thousands crossed the bridge.</p>")
    #expect(kept.headline.revisions == 1 && kept.fullText?.isOfEarlierWording == false)
    #expect(try await scene.found("bridge") == ["The march"])
    #expect(try await scene.found("began") == ["The march"])
    #expect(try await scene.store.search("bridge", limit: 1).first?.snippet.contains { $0.isMatch } == true)
  }

  @Test func aNewerFullTextTakesTheWordsOfTheOldOneOutOfTheIndex() async throws {
    let scene = try await Scene()
    try await scene.deliver([march()])
    let id = try await scene.only().id
    try await scene.store.keep(text("Thousands crossed the bridge."), of: id)
    try await scene.store.keep(text("Thousands crossed the river.", minute: 2), of: id)
    #expect(try await scene.found("bridge").isEmpty)
    #expect(try await scene.found("river") == ["The march"])
    try await scene.store.removeNewsroom(scene.newsroom.id)
    #expect(try await scene.store.number("SELECT count(*) FROM fullText") == 0)
    try await scene.store.execute("INSERT INTO search(search) VALUES ('integrity-check')")
  }

  @Test func aCorrectedArticleKeepsItsFullTextAsOneOfAnEarlierWording() async throws {
    let scene = try await Scene()
    try await scene.deliver([march()])
    let id = try await scene.only().id
    try await scene.store.keep(text("Thousands crossed the bridge."), of: id)
    let result = try await scene.deliver([march("It ended …", updated: 5)], minute: 10)
    #expect(result.revised == 1)
    let kept = try await scene.only()
    #expect(kept.text == "It ended …" && kept.fullText?.isOfEarlierWording == true)
    #expect(try await scene.found("bridge") == ["The march"])
    #expect(try await scene.found("ended") == ["The march"])
    #expect(try await scene.found("began").isEmpty)
  }

  @Test func postsAreNoWordingOfTheirOwnAndDisagreeWithNoFeed() async throws {
    let scene = try await Scene()
    try await scene.deliver([march("It began […]")])
    var posts = scene.delivery([march("It began with thousands [&hellip;]", updated: 0)], minute: 2)
    posts.kind = .posts
    posts.fullTexts = [text("It began with thousands on the bridge.", .posts, updated: 0)]
    let result = try await scene.store.commit(posts)
    #expect(result.new == 0 && result.revised == 0 && result.fullTexts == 1 && result.disagreeing == 0)
    let other = try await scene.deliver([march("It began […]")], from: 1, minute: 3)
    #expect(other == DeliveryResult())
    let kept = try await scene.only()
    #expect(kept.headline.revisions == 1 && kept.text == "It began […]")
    #expect(kept.fullText?.source == .posts && kept.fullText?.text == "It began with thousands on the bridge.")
    // The same again changes nothing.
    #expect(try await scene.store.commit(posts).fullTexts == 0)
  }

  @Test func whatPostsLentGivesWayToTheFeedsWordsWithoutBecomingAWording() async throws {
    let scene = try await Scene()
    var posts = scene.delivery([march("It began with […]")], minute: 1)
    posts.kind = .posts
    posts.fullTexts = [text("It began with thousands.", .posts, updated: 0)]
    #expect(try await scene.store.commit(posts).new == 1)
    let result = try await scene.deliver([march("It began …")], from: 1, minute: 2)
    #expect(result.new == 0 && result.revised == 0 && result.disagreeing == 0)
    let kept = try await scene.only()
    #expect(kept.text == "It began …" && kept.headline.revisions == 1)
    #expect(kept.fullText?.text == "It began with thousands.")
    #expect(try await scene.found("thousands") == ["The march"])
  }

  @Test func anExtractNeverReplacesTheSitesOwnWords() async throws {
    let scene = try await Scene()
    try await scene.deliver([march()])
    let id = try await scene.only().id
    #expect(try await scene.store.keep(text("The site's words.", .posts, updated: 0), of: id))
    #expect(try await !scene.store.keep(text("What we made out.", minute: 3), of: id))
    #expect(try await scene.only().fullText?.text == "The site's words.")
  }

  @Test func anOlderPageAddsArticlesAndTouchesNeitherTheCursorNorAnAlert() async throws {
    let scene = try await Scene()
    try await scene.store.commit(scene.delivery([march()], etag: "\"1\""))
    var page = scene.delivery(
      [
        article("Long ago", id: "old", text: "An alert of then.", published: -9_000, isUrgent: true),
        march("Other words under the same date."),
      ], from: 1, minute: 1)
    page.kind = .archive
    let trail = ArchiveTrail(.page(url: "http://b.example/~strike/news/2.xml"))
    let result = try await scene.store.commit(PreparedDelivery(page), trail: trail, of: scene.newsroom.id)
    #expect(result.new == 1 && result.revised == 0 && result.disagreeing == 0)
    #expect(result.behindSeconds == nil && result.newAlerts.isEmpty)
    #expect(try await scene.titles() == ["The march", "Long ago"])
    #expect(try await scene.store.cursor(of: scene.mirrors[0].id)?.etag == "\"1\"")
    #expect(try await scene.store.cursor(of: scene.mirrors[1].id) == nil)
    let kept = try #require(try await scene.store.furtherSources(of: scene.newsroom.id)?.trail)
    #expect(kept.articles == 1 && kept.next == .page(url: "http://b.example/~strike/news/2.xml"))
  }

  @Test func whereOlderPagesBeginIsNotedOnceAndTheWayIsKept() async throws {
    let scene = try await Scene()
    var delivery = scene.delivery([march()])
    delivery.older = .page(url: "http://a.example/news/2.xml")
    try await scene.store.commit(delivery)
    var trail = try #require(try await scene.store.furtherSources(of: scene.newsroom.id)?.trail)
    trail.pages = 3
    trail.next = .page(url: "http://a.example/news/5.xml")
    try await scene.store.commit(nil, trail: trail, of: scene.newsroom.id)
    try await scene.store.commit(delivery)
    #expect(try await scene.store.furtherSources(of: scene.newsroom.id)?.trail == trail)
  }

  @Test func whatWasTakenBackIsMarkedAndNeverLost() async throws {
    let scene = try await Scene()
    try await scene.deliver([march()])
    let id = try await scene.only().id
    try await scene.store.setStarred([id], true)
    var taken = scene.delivery([], from: 1, minute: 10)
    taken.withdrawals = [Withdrawal(ref: "march", when: Scene.noon.addingTimeInterval(300)), Withdrawal(ref: "none")]
    #expect(try await scene.store.commit(taken).withdrawn == 1)
    let kept = try await scene.only()
    #expect(kept.headline.withdrawn == Scene.noon.addingTimeInterval(300))
    #expect(kept.headline.isStarred && kept.text == "It began …")
    #expect(try await scene.titles(.starred) == ["The march"])
    // Published anew after that, it stands again; an older withdrawal counts no more.
    try await scene.deliver([march("It began anew.", updated: 8)], minute: 20)
    #expect(try await scene.only().headline.withdrawn == nil)
    #expect(try await scene.store.commit(taken).withdrawn == 0)
    #expect(try await scene.only().headline.withdrawn == nil)
  }

  @Test func whatWasTakenBackBeforeItCameIsMarkedAsItComes() async throws {
    let scene = try await Scene()
    var taken = scene.delivery([article("News", id: "news", text: "Other.", published: 1)], minute: 10)
    taken.withdrawals = [
      Withdrawal(ref: "march", when: Scene.noon.addingTimeInterval(300)),
      Withdrawal(ref: "http://a.example/news/7", when: Scene.noon),
    ]
    #expect(try await scene.store.commit(taken).withdrawn == 0)
    // The same word from another mirror, of an earlier time, changes nothing.
    taken.withdrawals[0].when = Scene.noon
    #expect(try await scene.store.commit(taken).withdrawn == 0)
    let other = scene.mirrors[1]
    let page = Delivery(
      .archive, newsroom: scene.newsroom.id, mirror: other.id, mirrorURL: other.url, cursor: Cursor(),
      articles: [march(), article("Seven", id: "https://b.example/~strike/news/7", text: "Seven.", published: -90)],
      now: Scene.noon.addingTimeInterval(1200))
    #expect(try await scene.store.commit(page).withdrawn == 2)
    let headlines = try await scene.store.headlines(.all, limit: 9)
    #expect(headlines.map(\.title).sorted() == ["News", "Seven", "The march"])
    #expect(headlines.first { $0.title == "The march" }?.withdrawn == Scene.noon.addingTimeInterval(300))
    #expect(headlines.first { $0.title == "Seven" }?.withdrawn == Scene.noon)
    #expect(headlines.first { $0.title == "News" }?.withdrawn == nil)
    #expect(try await scene.store.number("SELECT count(*) FROM withdrawal") == 0)
  }

  @Test func whatWasChangedAfterItWasTakenBackComesUnmarked() async throws {
    let scene = try await Scene()
    var taken = scene.delivery([], minute: 10)
    taken.withdrawals = [Withdrawal(ref: "march", when: Scene.noon.addingTimeInterval(300))]
    try await scene.store.commit(taken)
    try await scene.deliver([march("It began anew.", updated: 8)], minute: 20)
    #expect(try await scene.only().headline.withdrawn == nil)
    // The word is of the past: it marks nothing later on.
    #expect(try await scene.store.number("SELECT count(*) FROM withdrawal") == 0)
  }

  @Test func pagesThatGaveNothingAreNotAskedForInEachRound() async throws {
    let scene = try await Scene()
    try await scene.deliver([march(), article("No page", id: "x", text: "Nothing.", published: -30)])
    let now = { (minute: Int) in Scene.noon.addingTimeInterval(Double(minute) * 60) }
    let lacking = { (minute: Int) in
      try await scene.store.lackingFullText(of: scene.newsroom.id, limit: 9, now: now(minute)).map(\.title)
    }
    #expect(try await lacking(1) == ["The march"])
    let id = try #require(try await scene.store.lackingFullText(of: scene.newsroom.id, limit: 1, now: now(1)).first?.id)
    try await scene.store.noteNoFullText(of: id, at: now(1))
    #expect(try await lacking(30).isEmpty)
    #expect(try await lacking(62) == ["The march"])
    try await scene.store.noteNoFullText(of: id, at: now(62))
    try await scene.store.noteNoFullText(of: id, at: now(130))
    #expect(try await lacking(10_000).isEmpty)
    try await scene.store.keep(text("All of it."), of: id)
    try await scene.deliver([march("It changed.", updated: 200)], minute: 300)
    #expect(try await lacking(310) == ["The march"])
  }
}
