import News
import Testing

@testable import Store

struct TagTests {
  @Test func aTagIsAListThatIsCountedAndTakenBack() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver((0..<4).map { article("t\($0)", id: "\($0)", published: -10 * $0 - 10) })
    let ids = try await scene.store.headlines(.all, limit: 9).map(\.id)
    #expect(try await scene.store.tag([ids[2], ids[0]], " To  read ") == 2)
    #expect(try await scene.store.tag([ids[0]], "to read") == 0)
    let tag = try #require(try await scene.store.tag(named: "TO READ"))
    #expect(tag.name == "To read" && tag.total == 2 && tag.unread == 2)
    #expect(try await scene.titles(.tag(tag.id)) == ["t0", "t2"])
    #expect(try await scene.store.headlines(.all, limit: 1)[0].tags == ["To read"])
    #expect(try await scene.store.markAllRead(.tag(tag.id)) == 2)
    #expect(try await scene.store.scopes().first { $0.scope == .tag(tag.id) }?.unread == 0)
    #expect(try await scene.found("tag:\"to read\" t2") == ["t2"])
    #expect(try await scene.found("-tag:\"to read\" unread") == ["t1", "t3"])

    let later = try NewsStore.open(path: scene.store.path)
    #expect(try await later.undo()?.count == 2)
    #expect(try await later.untag([ids[2], ids[1]], "to read") == 1)
    #expect(try await later.undo() == Phrase(1, one: "%1 tag put back", many: "%1 tags put back"))
    #expect(try await later.count(.tag(tag.id), unreadOnly: true) == 2)
    #expect(try await later.undo()?.count == 2)
    #expect(try await later.tags().isEmpty)
    #expect(try await later.number("SELECT count(*) FROM listing") == 0)
  }

  @Test func aTagMovesWithItsArticleAndGoesWithItsNewsroom() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("old", id: "1", text: "a", published: -90)])
    let id = try await scene.only().id
    try await scene.store.tag([id], "kept")
    try await scene.deliver([article("new", id: "1", text: "b", published: -30, updated: -20)], minute: 1)
    let tag = try #require(try await scene.store.tags().first)
    #expect(try await scene.titles(.tag(tag.id)) == ["new"])
    try await scene.store.removeNewsroom(scene.newsroom.id)
    #expect(try await scene.store.tags().isEmpty)
    #expect(try await scene.store.number("SELECT count(*) FROM listing") == 0)
  }

  @Test(arguments: ["", "  ", String(repeating: "x", count: 300)])
  func aNameThatNoListCanShowIsRefused(name: String) async throws {
    let scene = try await Scene()
    try await scene.deliver([article("a", id: "1")])
    let id = try await scene.only().id
    await #expect(throws: StoreFault.refused("A name has between 1 and 200 letters.")) {
      try await scene.store.tag([id], name)
    }
  }
}
