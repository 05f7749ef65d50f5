import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct DeliveryTests {
  @Test func aPageAndItsCursorAreStoredTogetherOrNotAtAll() async throws {
    let scene = try await Scene()
    try await scene.store.commit(scene.delivery([article("One", id: "1", published: -60)], etag: "first"))
    // The disk says no at the third article.
    try await scene.store.execute(
      """
      CREATE TRIGGER refuse BEFORE INSERT ON article WHEN NEW.title = 'Poison'
      BEGIN SELECT RAISE(ABORT, 'no'); END
      """)
    let page = ["Two", "Three", "Poison", "Five"].enumerated().map {
      article($1, id: "\($0 + 2)", text: "strike", published: -50, sections: ["Labor"])
    }
    let other = scene.delivery([article("Other", id: "9", published: -60)], from: 1, etag: "other")
    await #expect(throws: StoreFault.self) {
      try await scene.store.commit([other, scene.delivery(page, minute: 1, etag: "second")])
    }
    #expect(try await scene.titles() == ["One"])
    #expect(try await scene.store.cursor(of: scene.mirrors[0].id)?.etag == "first")
    #expect(try await scene.store.cursor(of: scene.mirrors[1].id) == nil)
    #expect(try await scene.found("strike").isEmpty)
    #expect(try await scene.store.scopes().map(\.total) == [1, 0, 1])

    try await scene.store.execute("DROP TRIGGER refuse")
    let results = try await scene.store.commit([other, scene.delivery(page, minute: 1, etag: "second")])
    #expect(results.map(\.new) == [1, 4])
    #expect(try await scene.store.cursor(of: scene.mirrors[0].id)?.etag == "second")
    #expect(try await scene.found("strike").count == 4)
  }

  @Test func aCursorBelongsToOneMirrorAndItsURL() async throws {
    let scene = try await Scene()
    let cursor = Cursor(etag: "\"x\"", lastModified: "Thu, 01 Jan 2026 00:00:00 GMT", contentHash: [1, 2, 255])
    var delivery = scene.delivery([])
    delivery.cursor = cursor
    try await scene.store.commit(delivery)
    let ids = scene.mirrors.map(\.id)
    #expect(try await scene.store.cursors(of: ids) == [ids[0]: cursor])

    // It moved for good, and the cursor with it.
    delivery.permanentURL = "https://a.example/news/feed.xml"
    try await scene.store.commit(delivery)
    #expect(try await scene.store.mirrors(of: scene.newsroom.id)[0].url == "https://a.example/news/feed.xml")
    #expect(try await scene.store.cursor(of: ids[0]) == cursor)

    // An accepted offer is another address: what was remembered of the old one is gone.
    try await scene.store.setOffer(
      ids[0], MovedOffer(url: "https://z.example/", found: .feed(title: "z", isSame: true)))
    #expect(try await scene.store.mirrors()[0].offer?.found == .feed(title: "z", isSame: true))
    try await scene.store.acceptOffer(ids[0])
    #expect(try await scene.store.mirrors()[0].url == "https://z.example/")
    #expect(try await scene.store.cursor(of: ids[0]) == nil)
  }

  @Test func aPermanentRedirectOntoAnotherMirrorLeavesBothWhereTheyAre() async throws {
    let scene = try await Scene()
    var delivery = scene.delivery([article("One", id: "1", published: -60)], etag: "x")
    delivery.permanentURL = scene.mirrors[1].url
    #expect(try await scene.store.commit(delivery).new == 1)
    #expect(try await scene.store.mirrors(of: scene.newsroom.id).map(\.url) == scene.mirrors.map(\.url))
    #expect(try await scene.store.cursor(of: scene.mirrors[0].id) == nil)
  }

  @Test func aNewsroomRemovedDuringItsRoundIsPassedOver() async throws {
    let scene = try await Scene()
    let delivery = scene.delivery([article("One", id: "1", published: -60)])
    try await scene.store.removeNewsroom(scene.newsroom.id)
    #expect(try await scene.store.commit([delivery]) == [DeliveryResult()])
    try await scene.store.record(
      RoundReport(newsroom: scene.newsroom.id, name: "strike", started: Scene.noon, served: scene.mirrors[0].id))
    #expect(try await scene.store.rounds(limit: 5).isEmpty)
  }

  @Test func whatAnArticleCarriesComesBack() async throws {
    let scene = try await Scene()
    var given = article(
      "사진 📰", id: "1", text: "본문 텍스트", published: -60, updated: -30, sections: ["Photo", "Photo", ""])
    given.content = "<p>본문 <em>텍스트</em></p><img src=\"https://a.example/1.jpg\" alt=\"\">"
    given.authors = ["김서연", "Anna"]
    given.language = "ko"
    given.link = "https://a.example/1"
    given.enclosures = [Enclosure(url: "https://a.example/2.jpg", type: "image/jpeg", length: 5)]
    try await scene.deliver([given])
    let stored = try await scene.only()
    #expect(stored.html == given.content)
    #expect(stored.text == given.text)
    #expect(stored.enclosures == given.enclosures)
    let headline = stored.headline
    #expect(headline.title == given.title && headline.byline == "김서연, Anna" && headline.language == "ko")
    #expect(headline.published == given.published && headline.updated == given.updated)
    #expect(headline.sections == ["Photo"] && headline.pictures == 2 && headline.link == given.link)
    #expect(headline.newsroomName == "strike" && headline.mirror == scene.mirrors[0].url)
  }

  @Test func aBodyOfAnySizeComesBackAsItWas() async throws {
    let scene = try await Scene()
    let texts = [
      "", "a", String(repeating: "가나다 ", count: 400_000),
      String((0..<3000).map { Character(Unicode.Scalar(UInt8($0 % 94 + 33))) }),
    ]
    try await scene.deliver(texts.enumerated().map { article("\($0)", id: "\($0)", text: $1, published: $0) })
    for headline in try await scene.store.headlines(.all, limit: 10) {
      let stored = try #require(try await scene.store.article(headline.id))
      let number = try #require(Int(headline.title))
      #expect(stored.text == texts[number] && stored.html == "<p>\(texts[number])</p>")
    }
  }

  @Test func readersSeeWholeRoundsWhileAWriterWrites() async throws {
    let scene = try await Scene(onDisk: true)
    let other = try NewsStore.open(path: scene.store.path)
    async let reading = {
      var seen: Set<Int> = []
      while try await other.count(.all) < 200 { seen.insert(try await other.headlines(.all, limit: 1000).count) }
      return seen
    }()
    for round in 0..<20 {
      try await scene.deliver(
        (0..<10).map { article("\(round)-\($0)", id: "\(round)-\($0)", text: "strike \($0)", published: round) },
        minute: round)
    }
    let seen = try await reading
    #expect(seen.allSatisfy { $0.isMultiple(of: 10) }, "\(seen.sorted())")
    #expect(try await other.search("strike", limit: 500).count == 200)
    #expect(try await other.check().isEmpty)
    #expect(try await other.number("PRAGMA page_size") == Schema.pageSize)
  }

  /// What had been committed is there, whole.
  @Test func aKilledWriterLeavesWholeRounds() async throws {
    let scene = try await Scene(onDisk: true)
    for round in 0..<5 {
      try await scene.deliver((0..<10).map { article("\(round)-\($0)", id: "\(round)-\($0)", text: "strike") })
    }
    // A copy of the files as they stand in mid-transaction is what a killed process leaves.
    let copy = try TemporaryFolder()
    try await scene.store.halfway(in: copy, sql: ["DELETE FROM status", "DELETE FROM revision WHERE id > 10"])
    let again = try NewsStore.open(path: copy.file("store.sqlite"))
    #expect(try await again.count(.all) == 50)
    #expect(try await again.headlines(.all, limit: 100).count == 50)
    #expect(try await again.search("strike", limit: 100).count == 50)
    #expect(try await again.check().isEmpty)
  }

  @Test func changesAreToldAsOneAlsoThoseOfAnotherProcess() async throws {
    let scene = try await Scene(onDisk: true)
    let other = try NewsStore.open(path: scene.store.path)
    var changes = scene.store.changes().makeAsyncIterator()
    #expect(await changes.next() == .everything)
    try await scene.deliver([article("One", id: "1", published: -60)])
    try await scene.store.setRead([try await scene.only().id], true)
    #expect(await changes.next() == [.articles, .mirrors, .newsrooms, .status])
    // Only the poll can tell of this one; it comes within about a second.
    try await other.renameNewsroom(scene.newsroom.id, to: "walkout")
    #expect(await changes.next() == .everything)
  }
}
