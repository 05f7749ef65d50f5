public import Foundation
import GRDB
public import News

extension NewsStore {
  /// What was so already is left alone, and is not taken back by `undo`.
  public func setRead(_ ids: [ArticleID], _ isRead: Bool) async throws(StoreFault) {
    try await write(.status) { db in
      _ = try Journal.apply(isRead ? .read : .unread, to: ids.map(\.rawValue), db)
    }
  }

  public func setStarred(_ ids: [ArticleID], _ isStarred: Bool) async throws(StoreFault) {
    try await writeDurably(.status) { db in
      _ = try Journal.apply(isStarred ? .starred : .unstarred, to: ids.map(\.rawValue), db)
    }
  }

  /// How many were unread.
  @discardableResult
  public func markAllRead(_ scope: Scope, now: Date = Date()) async throws(StoreFault) -> Int {
    try await write(.status) { db in
      let query = try ScopeQuery(scope, unreadOnly: true, now: now, db)
      let ids = try Int64.fetchAll(db, sql: "SELECT s.article \(query.source)", arguments: query.arguments)
      try Journal.apply(.read, to: ids, db)
      return ids.count
    }
  }

  /// Puts an alert away: it takes its place among the others.
  public func acknowledge(_ id: ArticleID) async throws(StoreFault) {
    try await writeDurably(.status) { db in _ = try Journal.apply(.acknowledged, to: [id.rawValue], db) }
  }

  /// Takes back the newest change of marks, tags, mutes, saved searches or keeping that was not taken back yet, also after a restart;
  /// says what it was. nil when there is none.
  public func undo(now: Date = Date()) async throws(StoreFault) -> Phrase? {
    try await writeDurably([.status, .articles]) { db in try Journal.undo(now: now, db) }
  }
}
