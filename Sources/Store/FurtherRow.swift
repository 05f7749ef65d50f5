public import Foundation
import GRDB
public import News

/// What is known of a newsroom beyond its feed: where older pages and whole texts are.
public struct FurtherSources: Hashable, Sendable {
  /// Nil until a feed was read.
  public var trail: ArchiveTrail?
  /// The root of the site's REST API, where its feed gives excerpts.
  public var posts: String?
  /// When no mirror had that.
  public var postsMissing: Date?
  public init(trail: ArchiveTrail? = nil, posts: String? = nil, postsMissing: Date? = nil) {
    self.trail = trail
    self.posts = posts
    self.postsMissing = postsMissing
  }
}

/// The columns of a newsroom that tell what is beyond its feed.
enum FurtherRow {
  /// What a feed says of it: where older pages begin is noted once, before any was read.
  static func note(_ delivery: PreparedDelivery, _ db: Database) throws {
    let newsroom = delivery.newsroom.rawValue
    if let older = delivery.older {
      try db.execute(
        sql: "UPDATE newsroom SET archive = ? WHERE id = ? AND archive IS NULL",
        arguments: [JSONColumn.text(ArchiveTrail(older)), newsroom])
    }
    // An unchanged feed, and the end of one, say nothing of it.
    guard !delivery.articles.isEmpty else { return }
    try db.execute(
      sql: "UPDATE newsroom SET posts = ?1 WHERE id = ?2 AND (posts IS NULL) <> (?1 IS NULL)",
      arguments: [delivery.posts, newsroom])
  }
}

extension NewsStore {
  /// Nil where there is no such newsroom any more.
  public func furtherSources(of newsroom: NewsroomID) async throws(StoreFault) -> FurtherSources? {
    try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT archive, posts, postsMissing FROM newsroom WHERE id = ?", arguments: [newsroom.rawValue]
      ).map { row in
        FurtherSources(
          trail: JSONColumn.value(row[0]), posts: row[1],
          postsMissing: (row[2] as Int64?).map(Date.init(milliseconds:)))
      }
    }
  }

  /// Stores a page of older articles and how far one is, in one transaction.
  @discardableResult
  public func commit(
    _ delivery: PreparedDelivery?, trail: ArchiveTrail, of newsroom: NewsroomID
  ) async throws(StoreFault) -> DeliveryResult {
    try await write([.articles, .newsrooms]) { db in
      var result = DeliveryResult()
      if let delivery {
        var intake = try Intake(db)
        result = try intake.take(delivery)
        try intake.finish()
      }
      var trail = trail
      trail.articles += result.new
      try db.execute(
        sql: "UPDATE newsroom SET archive = ? WHERE id = ?", arguments: [JSONColumn.text(trail), newsroom.rawValue])
      return result
    }
  }

  /// When no mirror had the site's REST API; nil once one has.
  public func notePosts(missing time: Date?, of newsroom: NewsroomID) async throws(StoreFault) {
    try await write(.newsrooms) { db in
      try db.execute(
        sql: "UPDATE newsroom SET postsMissing = ?1 WHERE id = ?2 AND postsMissing IS NOT ?1",
        arguments: [time?.milliseconds, newsroom.rawValue])
    }
  }
}
