import Foundation
import News
import Testing

@testable import Store

struct StatusTests {
  private func page() -> [Article] {
    [
      article("One", id: "1", text: "a", published: -60, sections: ["Labor"]),
      article("Two", id: "2", text: "b", published: -50, sections: ["Labor", "World"]),
      article("Alert", id: "3", text: "c", published: -900, isUrgent: true),
      article("Four", id: "4", text: "d", published: -40),
    ]
  }

  @Test func alertsStandOnTopUntilAcknowledged() async throws {
    let scene = try await Scene()
    #expect(try await scene.deliver(page()).newAlerts.count == 1)
    #expect(try await scene.titles() == ["Alert", "Four", "Two", "One"])
    let alert = try #require(try await scene.store.headlines(.all, limit: 1).first)
    try await scene.store.acknowledge(alert.id)
    #expect(try await scene.titles() == ["Four", "Two", "One", "Alert"])
    #expect(try await scene.store.undo()?.pattern == "%1 alert is on top again")
    #expect(try await scene.titles(.newsroom(scene.newsroom.id)) == ["Alert", "Four", "Two", "One"])
  }

  @Test func countsFollowEveryChange() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let ids = try await scene.store.headlines(.all, limit: 10).map(\.id)
    let labor = Scope.section(scene.newsroom.id, "Labor")
    try await scene.store.setRead([ids[2], ids[2]], true)
    #expect(try await scene.store.count(labor, unreadOnly: true) == 1)
    #expect(try await scene.store.markAllRead(labor) == 1)
    try await scene.store.setStarred([ids[0], ids[1]], true)
    let expected = [("All", 2, 4), ("Starred", 2, 2), ("strike", 2, 4), ("Labor", 0, 2), ("World", 0, 1)]
    let scopes = try await scene.store.scopes()
    #expect(scopes.map(\.title) == expected.map(\.0))
    #expect(scopes.map(\.unread) == expected.map(\.1))
    #expect(scopes.map(\.total) == expected.map(\.2))
    for scope in scopes {
      for unreadOnly in [false, true] {
        let listed = try await scene.titles(scope.scope, unreadOnly: unreadOnly).count
        #expect(try await scene.store.count(scope.scope, unreadOnly: unreadOnly) == listed)
      }
    }
  }

  @Test func everyChangeCanBeTakenBackAlsoAfterARestart() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver(page())
    let ids = try await scene.store.headlines(.all, limit: 10).map(\.id)
    try await scene.store.setRead([ids[0]], true)
    try await scene.store.setStarred(ids, true)
    try await scene.store.setStarred(ids, true)  // changes nothing, so there is nothing to take back
    #expect(try await scene.store.markAllRead(.all) == 3)

    let later = try NewsStore.open(path: scene.store.path)
    #expect(
      try await later.undo() == Phrase(3, one: "%1 article is unread again", many: "%1 articles are unread again"))
    #expect(try await later.count(.all, unreadOnly: true) == 3)
    #expect(try await later.undo()?.count == 4)
    #expect(try await later.count(.starred) == 0)
    #expect(try await later.undo()?.count == 1)
    #expect(try await later.count(.all, unreadOnly: true) == 4)
    #expect(try await later.undo() == nil)
  }

  @Test func theJournalIsBoundedAndPassesOverWhatIsGone() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let id = try await scene.store.headlines(.all, limit: 1)[0].id
    for turn in 0..<(Journal.limit + 30) { try await scene.store.setRead([id], turn % 2 == 0) }
    #expect(try await scene.store.number("SELECT count(*) FROM action") == Journal.limit)
    try await scene.store.removeNewsroom(scene.newsroom.id)
    #expect(try await scene.store.undo() == nil)
  }

  @Test(arguments: [[], [1], [5, 3, 900_000_000_000, 4], Array(1...1000)] as [[Int64]])
  func theJournalPacksNumbers(ids: [Int64]) {
    #expect(Journal.unpack(Journal.pack(ids)) == ids.sorted())
  }

  @Test func placesInAListAndTheNextUnread() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let listed = try await scene.store.headlines(.all, limit: 10)
    for (place, headline) in listed.enumerated() {
      #expect(try await scene.store.position(of: headline.id, in: .all) == place)
    }
    try await scene.store.setRead([listed[1].id, listed[2].id], true)
    #expect(try await scene.store.nextUnread(after: listed[0].id, in: .all) == listed[3].id)
    #expect(try await scene.store.nextUnread(after: listed[3].id, in: .all, backwards: true) == listed[0].id)
    #expect(try await scene.store.nextUnread(after: listed[3].id, in: .all) == nil)
    #expect(try await scene.store.position(of: listed[1].id, in: .all, unreadOnly: true) == nil)
    #expect(try await scene.store.position(of: listed[3].id, in: .section(scene.newsroom.id, "Labor")) == 1)
    #expect(try await scene.store.headlines(.all, offset: 2, limit: 1).map(\.id) == [listed[2].id])
  }
}
