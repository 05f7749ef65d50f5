import Foundation
import News
import TestSupport
import Testing

@testable import Store

/// A newsroom with mirrors, in memory or in a file of its own that goes when the scene does.
final class Scene: Sendable {
  let store: NewsStore
  let newsroom: Newsroom
  let mirrors: [Mirror]
  let folder: TemporaryFolder?
  static let noon = Date(timeIntervalSince1970: 1_760_000_000)

  init(
    mirrors: [String] = ["http://a.example/news/feed.xml", "https://b.example/~strike/news/feed.xml"],
    onDisk: Bool = false
  ) async throws {
    folder = onDisk ? try TemporaryFolder() : nil
    store = try folder.map { try NewsStore.open(path: $0.file("home/store.sqlite")) } ?? NewsStore.inMemory()
    newsroom = try await store.addNewsroom(name: "strike", mirrors: mirrors, now: Self.noon)
    self.mirrors = try await store.mirrors(of: newsroom.id)
  }

  /// A delivery of mirror `index` at `minute` past noon.
  func delivery(_ articles: [Article], from index: Int = 0, minute: Int = 0, etag: String? = nil) -> Delivery {
    Delivery(
      newsroom: newsroom.id, mirror: mirrors[index].id, mirrorURL: mirrors[index].url, cursor: Cursor(etag: etag),
      articles: articles, now: Self.noon.addingTimeInterval(Double(minute) * 60))
  }

  @discardableResult
  func deliver(_ articles: [Article], from index: Int = 0, minute: Int = 0) async throws -> DeliveryResult {
    try await store.commit(delivery(articles, from: index, minute: minute))
  }

  func titles(_ scope: Scope = .all, unreadOnly: Bool = false) async throws -> [String] {
    try await store.headlines(scope, unreadOnly: unreadOnly, limit: 1000).map(\.title)
  }

  func only() async throws -> StoredArticle {
    let headlines = try await store.headlines(.all, limit: 10)
    try #require(headlines.count == 1)
    return try #require(try await store.article(headlines[0].id))
  }

  func found(_ query: String, _ scope: Scope = .all) async throws -> [String] {
    try await store.search(query, scope: scope, limit: 100).map(\.headline.title)
  }
}

/// An article whose page is safe HTML of its text.
func article(
  _ title: String, id: String? = nil, link: String? = nil, text: String = "", published: Int? = nil,
  updated: Int? = nil, sections: [String] = [], isUrgent: Bool = false
) -> Article {
  let date = { (minutes: Int) in Scene.noon.addingTimeInterval(Double(minutes) * 60) }
  return Article(
    guid: id, link: link, title: title, published: published.map(date), updated: updated.map(date),
    content: "<p>\(text)</p>", text: text, sections: sections, isUrgent: isUrgent)
}
