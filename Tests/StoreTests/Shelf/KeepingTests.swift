import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct KeepingTests {
  /// Ten articles, one a day back from noon, the newest first in the list.
  private func scene(onDisk: Bool = false) async throws -> Scene {
    let scene = try await Scene(onDisk: onDisk)
    for day in (0..<10).reversed() {
      try await scene.store.commit(
        Delivery(
          newsroom: scene.newsroom.id, mirror: scene.mirrors[0].id, mirrorURL: scene.mirrors[0].url, cursor: Cursor(),
          articles: [article("d\(day)", id: "\(day)", text: "strike \(day)", published: -1440 * day, sections: ["S"])],
          now: Scene.noon.addingTimeInterval(-86_400 * Double(day))))
    }
    return scene
  }

  private func page() -> [Article] {
    (0..<10).map { article("d\($0)", id: "\($0)", text: "strike \($0)", published: -1440 * $0, sections: ["S"]) }
  }

  @Test func unreadStarredTaggedAndAlertsStayUnlessToldOtherwise() async throws {
    let scene = try await scene()
    let ids = try await scene.store.headlines(.all, limit: 20).map(\.id)
    try await scene.store.setKeeping(KeepingPolicy(days: 3), for: nil)
    #expect(try await scene.store.letGo(now: Scene.noon).isEmpty)
    try await scene.store.markAllRead(.all)
    try await scene.store.setStarred([ids[5]], true)
    try await scene.store.tag([ids[7]], "x")
    try await scene.store.setRead([ids[9]], false)
    let rows = try await scene.store.keeping(now: Scene.noon)
    #expect(rows[0].goes.articles == 3 && rows[0].goes.articleBytes > 0 && rows[1].goes == rows[0].goes)
    let gone = try await scene.store.letGo(now: Scene.noon)
    #expect(gone == rows[0].goes)
    #expect(try await scene.titles() == ["d0", "d1", "d2", "d3", "d5", "d7", "d9"])
    let all = KeepingPolicy(days: 3, expiresStarred: true, expiresUnread: true)
    #expect(try await scene.store.leaving(all, for: scene.newsroom.id, now: Scene.noon).articles == 3)
    try await scene.store.setKeeping(all, for: scene.newsroom.id)
    #expect(try await scene.store.letGo(now: Scene.noon).articles == 3)
    #expect(try await scene.titles() == ["d0", "d1", "d2", "d3"])
  }

  @Test func whatWentLeavesNoTraceAndDoesNotComeBack() async throws {
    let scene = try await scene()
    try await scene.store.saveSearch(name: "s", query: "strike")
    try await scene.store.mute(.word("9"), now: Scene.noon)
    try await scene.store.setKeeping(KeepingPolicy(articles: 4, expiresUnread: true), for: nil)
    let before = try await scene.store.leaving(
      KeepingPolicy(articles: 4, expiresUnread: true), for: nil, now: Scene.noon)
    #expect(try await scene.store.letGo(now: Scene.noon) == before && before.articles == 6)
    #expect(try await scene.titles() == ["d0", "d1", "d2", "d3"])
    for scope in try await scene.store.scopes() where scope.scope != .starred {
      #expect(scope.total == 4 && scope.unread == 4, "\(scope.title)")
    }
    #expect(try await scene.found("strike").count == 4)
    for table in ["article", "status", "revision"] {
      #expect(try await scene.store.number("SELECT count(*) FROM \(table)") == 4)
    }
    #expect(try await scene.store.number("SELECT count(*) FROM listing") == 8)
    #expect(try await scene.store.number("SELECT count(*) FROM search WHERE search MATCH '\"strike\"'") == 4)
    #expect(try await scene.deliver(page(), minute: 1).new == 0)
    // Another mirror has them under its own address.
    #expect(try await scene.deliver(page(), from: 1, minute: 2).new == 0)
    #expect(try await scene.titles().count == 4)
    #expect(try await scene.store.check().isEmpty)
  }

  @Test func theWholeIsBroughtWithinItsSizeTheOldestFirst() async throws {
    let scene = try await scene()
    let size = try await scene.store.keeping(now: Scene.noon)[0].articleBytes
    try await scene.store.markAllRead(.all)
    let policy = KeepingPolicy(totalBytes: size / 2)
    let goes = try await scene.store.leaving(policy, for: nil, now: Scene.noon)
    try await scene.store.setKeeping(policy, for: nil)
    #expect(try await scene.store.letGo(now: Scene.noon) == goes)
    let left = try await scene.store.keeping(now: Scene.noon)[0]
    #expect(left.articleBytes <= size / 2 && left.articleBytes + goes.articleBytes == size && left.articles >= 4)
    #expect(try await scene.titles().first == "d0")
  }

  @Test func aRuleIsOfOneNewsroomOrOfAllAndIsTakenBackAlsoAfterARestart() async throws {
    let scene = try await scene(onDisk: true)
    let other = try await scene.store.addNewsroom(name: "other", mirrors: ["http://o.example/feed"])
    try await scene.store.setKeeping(KeepingPolicy(days: 30), for: nil)
    try await scene.store.setKeeping(KeepingPolicy(days: 2), for: scene.newsroom.id)
    #expect(try await scene.store.policy(of: other.id).days == 30)
    #expect(try await scene.store.policy(of: scene.newsroom.id).days == 2)
    let later = try NewsStore.open(path: scene.store.path)
    #expect(try await later.undo() == "what is kept is as it was before")
    #expect(try await later.policy(of: scene.newsroom.id).days == 30)
    #expect(try await later.undo() != nil)
    #expect(try await later.policy(of: other.id) == .everything)
  }

  @Test(arguments: [
    KeepingPolicy(days: 0), KeepingPolicy(articles: -1), KeepingPolicy(pictureBytes: -1), KeepingPolicy(totalBytes: 1),
  ])
  func whatIsNoRuleIsRefused(policy: KeepingPolicy) async throws {
    let scene = try await Scene()
    await #expect(throws: StoreFault.self) { try await scene.store.setKeeping(policy, for: scene.newsroom.id) }
    #expect(try await scene.store.policy(of: scene.newsroom.id) == .everything)
  }

  @Test func aSweepThatIsKilledLeavesTheStoreWholeAndGoesOn() async throws {
    let scene = try await Scene(onDisk: true)
    let many = (0..<350).map { article("t\($0)", id: "\($0)", text: "strike \($0)", published: -1000 - $0) }
    try await scene.deliver(many)
    try await scene.store.setKeeping(KeepingPolicy(articles: 10, expiresUnread: true), for: nil)
    // Cancelled after the first of its transactions.
    let (steps, feed) = AsyncStream.makeStream(of: Int.self)
    let store = scene.store
    let sweep = Task { try await store.letGo(now: Scene.noon) { done, _ in feed.yield(done) } }
    for await _ in steps { break }
    sweep.cancel()
    _ = try? await sweep.value
    // What a kill leaves is the file as it is now: copied while nobody closes it.
    let copy = try TemporaryFolder()
    try await scene.store.halfway(in: copy, sql: ["DELETE FROM status", "DELETE FROM article WHERE id > 300"])
    let again = try NewsStore.open(path: copy.file("store.sqlite"))
    #expect(try await again.check().isEmpty)
    let left = try await again.count(.all)
    #expect(left < 350 && left >= 10)
    #expect(try await again.headlines(.all, limit: 1000).count == left)
    #expect(try await again.number("SELECT count(*) FROM status") == left)
    try await again.letGo(now: Scene.noon)
    #expect(try await again.count(.all) == 10)
    #expect(try await again.search("strike", limit: 1000).count == 10)
    #expect(try await again.check().isEmpty)
  }

  @Test func aThreadLosesItsOldestMessagesAndStaysAThread() async throws {
    let scene = try await Scene()
    let messages = [("1", nil, -90), ("2", "1", -80), ("3", "2", -70)] as [(String, String?, Int)]
    try await scene.deliver(
      messages.map {
        var message = article("m\($0.0)", id: $0.0, published: $0.2)
        message.inReplyTo = $0.1
        return message
      })
    try await scene.store.setKeeping(KeepingPolicy(articles: 2, expiresUnread: true), for: nil)
    try await scene.store.letGo(now: Scene.noon)
    let thread = try #require(try await scene.store.threads(of: scene.newsroom.id, limit: 5).first)
    #expect(thread.title == "m2" && thread.messages == 2)
    #expect(try await scene.store.messages(of: thread.id).map(\.depth) == [0, 1])
    try await scene.store.setKeeping(KeepingPolicy(articles: 0, expiresUnread: true), for: nil)
    try await scene.store.letGo(now: Scene.noon)
    #expect(try await scene.store.threadCount(of: scene.newsroom.id) == 0)
  }

  @Test func filesAreKeptByTheirHashReadBackAndFreed() async throws {
    let scene = try await scene(onDisk: true)
    try await scene.store.setKeeping(KeepingPolicy(fetchesAhead: true), for: nil)
    let ids = try await scene.store.headlines(.all, limit: 20).map(\.id)
    let picture = Enclosure(url: "http://a.example/1.jpg", type: "image/jpeg")
    try await scene.store.want([picture], of: ids[0])
    try await scene.store.want([picture, Enclosure(url: "http://a.example/2.jpg")], of: ids[9])
    let wanted = try await scene.store.wantedFiles(of: scene.newsroom.id, limit: 9)
    #expect(Set(wanted.map(\.url)) == ["http://a.example/1.jpg", "http://a.example/2.jpg"])
    for file in wanted {
      try Data(file.url.utf8).write(to: URL(fileURLWithPath: file.partPath))
      try await scene.store.keep(file, type: nil, now: Scene.noon)
    }
    #expect(try await scene.store.wantedFiles(of: scene.newsroom.id, limit: 9).isEmpty)
    let kept = try #require(try await scene.store.keptFile("http://a.example/1.jpg", of: ids[0]))
    #expect(kept.type == "image/jpeg" && kept.size == 22)
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data("http://a.example/1.jpg".utf8))
    let mode = try FileManager.default.attributesOfItem(atPath: kept.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    // The oldest article goes, and with it what it alone had.
    try await scene.store.setKeeping(KeepingPolicy(articles: 9, expiresUnread: true), for: nil)
    let goes = try await scene.store.keeping(now: Scene.noon)[0].goes
    #expect(goes.articles == 1 && goes.files == 1 && goes.fileBytes == 22)
    #expect(try await scene.store.letGo(now: Scene.noon) == goes)
    let names = try FileManager.default.contentsOfDirectory(atPath: scene.store.keptFolder)
    #expect(names == [String(kept.path.split(separator: "/").last ?? "")])
    // Over the size of pictures, what its reader has read goes first.
    try await scene.store.setKeeping(KeepingPolicy(pictureBytes: 10), for: nil)
    #expect(try await scene.store.letGo(now: Scene.noon).files == 0)
    try await scene.store.markAllRead(.all)
    #expect(try await scene.store.letGo(now: Scene.noon).files == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.store.keptFolder).isEmpty)
    #expect(try await scene.store.wantedFiles(of: scene.newsroom.id, limit: 9).isEmpty)
  }
}
