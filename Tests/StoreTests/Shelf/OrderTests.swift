import Foundation
import News
import Testing

@testable import Store

struct OrderTests {
  /// Two newsrooms, an alert in each, titles in no order.
  private func scene() async throws -> (Scene, Newsroom) {
    let scene = try await Scene()
    let other = try await scene.store.addNewsroom(name: "Alpha", mirrors: ["http://o.example/feed"])
    let mirror = try await scene.store.mirrors(of: other.id)[0]
    try await scene.deliver([
      article("pear", id: "1", published: -60, sections: ["S"]),
      article("Apple", id: "2", published: -50, sections: ["S"]),
      article("zoo", id: "3", published: -40, isUrgent: true), article("melon", id: "4", published: -30),
    ])
    try await scene.store.commit(
      Delivery(
        newsroom: other.id, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
        articles: [
          article("fig", id: "1", published: -45), article("apple", id: "2", published: -55),
          article("yes", id: "3", published: -35, isUrgent: true),
        ], now: Scene.noon))
    return (scene, other)
  }

  @Test(arguments: [
    (ListOrder.newest, ["yes", "zoo", "melon", "fig", "Apple", "apple", "pear"]),
    (.oldest, ["yes", "zoo", "pear", "apple", "Apple", "fig", "melon"]),
    (.title, ["yes", "zoo", "Apple", "apple", "fig", "melon", "pear"]),
    (.newsroom, ["yes", "zoo", "fig", "apple", "melon", "Apple", "pear"]),
  ])
  func windowsPlacesAndTheNextUnreadFollowTheOrder(order: ListOrder, titles: [String]) async throws {
    let (scene, _) = try await scene()
    let listed = try await scene.store.headlines(.all, order: order, limit: 50)
    #expect(listed.map(\.title) == titles)
    for offset in 0...7 {
      let window = try await scene.store.headlines(.all, order: order, offset: offset, limit: 2)
      #expect(window.map(\.title) == Array(titles.dropFirst(offset).prefix(2)), "\(offset)")
    }
    for (place, headline) in listed.enumerated() {
      #expect(try await scene.store.position(of: headline.id, in: .all, order: order) == place)
      let next = try await scene.store.nextUnread(after: headline.id, in: .all, order: order)
      #expect(next == listed.dropFirst(place + 1).first?.id, "after \(headline.title)")
      let previous = try await scene.store.nextUnread(after: headline.id, in: .all, order: order, backwards: true)
      #expect(previous == (place > 0 ? listed[place - 1].id : nil), "before \(headline.title)")
    }
  }

  @Test(arguments: ListOrder.allCases)
  func everyListHasEveryOrder(order: ListOrder) async throws {
    let (scene, other) = try await scene()
    let ids = try await scene.store.headlines(.all, limit: 50).map(\.id)
    try await scene.store.setStarred(ids, true)
    try await scene.store.tag(ids, "x")
    let search = try await scene.store.saveSearch(name: "s", query: "-pear")
    let moving = try await scene.store.saveSearch(name: "m", query: "-pear starred")
    let tag = try #require(try await scene.store.tags().first)
    let lists: [Scope] = [
      .starred, .tag(tag.id), .savedSearch(search.id), .savedSearch(moving.id), .newsroom(other.id),
      .section(scene.newsroom.id, "S"),
    ]
    let whole = try await scene.store.headlines(.all, order: order, limit: 50).map(\.id)
    for list in lists {
      for unreadOnly in [false, true] {
        let here = try await scene.store.headlines(list, unreadOnly: unreadOnly, order: order, limit: 50).map(\.id)
        #expect(!here.isEmpty && here == whole.filter(here.contains), "\(list)")
        for (place, id) in here.enumerated() {
          #expect(
            try await scene.store.position(of: id, in: list, unreadOnly: unreadOnly, order: order) == place, "\(list)")
        }
      }
    }
  }

  @Test func theNextUnreadIsLookedForInTheListsBelow() async throws {
    let (scene, other) = try await scene()
    let found = try #require(try await scene.store.nextUnread(beyond: .all))
    #expect(found.scope == .newsroom(other.id))
    try await scene.store.markAllRead(.newsroom(other.id))
    #expect(try await scene.store.nextUnread(beyond: .all)?.scope == .newsroom(scene.newsroom.id))
    #expect(
      try await scene.store.nextUnread(beyond: .newsroom(scene.newsroom.id))?.scope == .section(scene.newsroom.id, "S"))
    #expect(
      try await scene.store.nextUnread(beyond: .section(scene.newsroom.id, "S"))?.scope == .newsroom(scene.newsroom.id))
    try await scene.store.markAllRead(.all)
    #expect(try await scene.store.nextUnread(beyond: .all) == nil)
  }
}
