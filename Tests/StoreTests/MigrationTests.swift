import Foundation
import GRDB
import News
import TestSupport
import Testing

@testable import Store

struct MigrationTests {
  /// A store as the first version left it, with news, a status and a log.
  private func versionOne(_ folder: TemporaryFolder) throws -> String {
    let path = folder.file("store.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA page_size = \(Schema.pageSize); PRAGMA journal_mode = WAL")
    }
    try Schema.migrator.migrate(queue, upTo: "1 news")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO newsroom (name, title, added, total, unread) VALUES ('strike', 'Strike', 1760000000000, 1, 1);
          INSERT INTO mirror (newsroom, url, position, isPinned, verdict, lastTried, etag, cursorURL) VALUES
            (1, 'http://a.example/feed.xml', 0, 0, NULL, 1760000000000, '"e"', 'http://a.example/feed.xml'),
            (1, 'http://b.example/feed.xml', 1, 1, NULL, NULL, NULL, NULL),
            (1, 'http://c.example/feed.xml', 2, 0, NULL, NULL, NULL, NULL);
          DELETE FROM mirror WHERE id = 3;
          INSERT INTO article (newsroom, key, title, pictures, isUrgent, mirror, shown)
            VALUES (1, 'g1', 'March', 0, 0, 1, 1);
          INSERT INTO revision VALUES (1, 1, 'March', 0, NULL, 1760000000000, 1, 0, 0, 0, x'01');
          INSERT INTO status (article, newsroom, isAlert, time, arrived, isStarred)
            VALUES (1, 1, 0, 1759990000000, 1760000000000, 1);
          """)
      try SearchIndex(db).add(article: 1, words: IndexWords().words(title: "March", text: "", newsroom: 1))
    }
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    try queue.close()
    return path
  }

  @Test func aStoreOfTheFirstVersionKeepsAllAndTakesReports() async throws {
    let folder = try TemporaryFolder()
    let store = try NewsStore.open(path: versionOne(folder))
    #expect(try await store.number("PRAGMA user_version") == Schema.version)
    let mirrors = try await store.mirrors(now: Date(timeIntervalSince1970: 1_760_000_060))
    #expect(mirrors.map(\.id.rawValue) == [1, 2] && mirrors.map(\.isPinned) == [false, true])
    #expect(mirrors[0].lastTried == Date(timeIntervalSince1970: 1_760_000_000))
    #expect(try await store.cursor(of: mirrors[0].id)?.etag == "\"e\"")
    let headlines = try await store.headlines(.starred, limit: 5)
    #expect(headlines.map(\.title) == ["March"] && headlines[0].mirror == mirrors[0].url)
    let newsroom = try #require(try await store.newsrooms().first)
    #expect(newsroom.consent == UnsealedConsent.none && newsroom.title == "Strike")
    // Number 3 was a mirror's once, and is nobody else's.
    #expect(try await store.addRelay(url: "http://a.example/", to: newsroom.id).id.rawValue == 4)
    let draft = try await store.beginDraft(Report(title: "First"), for: newsroom.id, now: Scene.noon)
    #expect(try await store.drafts() == [draft])
    try await store.removeMirror(mirrors[1].id)
    try await store.discardDraft(draft.id)
    try await store.removeNewsroom(newsroom.id)
    #expect(try await store.number("SELECT count(*) FROM mirror") == 0)
    #expect(try await store.check().isEmpty)
  }

  @Test func aStoreOfTheSecondVersionKeepsAllAndRemembersFromNowOn() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("store.sqlite")
    let other = try OtherProgram(path: path)
    try other.execute(Fixture.versionTwo)
    try other.close()
    let store = try NewsStore.open(path: path)
    #expect(try await store.number("PRAGMA user_version") == Schema.version)
    let now = Date(timeIntervalSince1970: 1_795_256_800)
    let mirrors = try await store.mirrors(now: now)
    #expect(mirrors.map(\.id.rawValue) == [1, 3, 2] && mirrors.map(\.kind) == [.feed, .feed, .relay])
    #expect(mirrors.map(\.verdict?.symptom) == [nil, .notAFeed, .refused] && mirrors[0].latencyMilliseconds == 7)
    #expect(mirrors[1].verdict?.evidence.found == "Blocked by order" && mirrors[1].verdict?.isBlocked == false)
    #expect(mirrors.allSatisfy { $0.memory == MirrorMemory() && $0.route == MirrorRoute() })
    #expect(try await store.cursor(of: mirrors[0].id)?.lastModified == "Sat, 21 Nov 2026 08:33:27 GMT")
    let newsroom = try #require(try await store.newsrooms().first)
    #expect(newsroom.rounds == 0 && newsroom.consent.rawValue == 1 && newsroom.title == "Strike Wire")
    let rounds = try await store.rounds(limit: 5)
    #expect(rounds.map(\.served) == [nil, mirrors[0].id] && rounds[0].mirrors[0].disagreeing == 0)
    #expect(try await store.headlines(.all, limit: 5).map(\.title) == ["파업 소식"])

    var report = rounds[0]
    report.started = now
    try await store.record(report, draw: { 0 })
    let later = try await store.mirrors(now: now)
    #expect(later[1].memory.tries == [false] && later[1].memory.breaker.opened != nil)
    #expect(try await store.newsrooms().first?.rounds == 1)
    #expect(try await store.check().isEmpty)
  }

  @Test func severalProcessesMayMeetAnOldStoreAtOnce() async throws {
    for _ in 0..<5 {
      let folder = try TemporaryFolder()
      let path = try versionOne(folder)
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await NewsStore.open(path: path).mirrors().count } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(counts == [2, 2, 2, 2])
    }
  }

  @Test func severalProcessesMayMakeTheSameStoreAtOnce() async throws {
    for _ in 0..<20 {
      let folder = try TemporaryFolder()
      let path = folder.file("store.sqlite")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { _ = try await NewsStore.open(path: path).mirrors() } }
        try await group.waitForAll()
      }
    }
  }
}
