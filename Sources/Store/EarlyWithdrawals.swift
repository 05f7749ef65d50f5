import GRDB
import News

/// Withdrawals of articles that the store has not, or not yet: an older page, or a mirror that lags, may bring them after all.
struct EarlyWithdrawals {
  /// Remembered of each newsroom, the newest. A document names no more (`FeedReader.maximumTombstones`).
  static let limit = 10_000

  private let db: Database
  private let newsroom: Int64
  private var isEmpty: Bool

  init(of newsroom: Int64, _ db: Database) throws {
    self.db = db
    self.newsroom = newsroom
    isEmpty =
      try Bool.fetchOne(
        db, sql: "SELECT NOT EXISTS (SELECT 1 FROM withdrawal WHERE newsroom = ?)", arguments: [newsroom]) ?? true
  }

  /// Remembers that what goes by this name was taken back; the latest word of several.
  mutating func remember(_ identity: ArticleIdentity, at time: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO withdrawal (newsroom, key, path, time) VALUES (?, ?, ?, ?)
        ON CONFLICT (newsroom, key) DO UPDATE SET time = max(time, excluded.time)
        """
    ).execute(arguments: [newsroom, identity.key, identity.path, time])
    isEmpty = false
  }

  /// When an article that just came was taken back; forgotten by being told. Nil where it was not, or was changed since.
  func take(_ identity: ArticleIdentity, stamp: Int64) throws -> Int64? {
    guard !isEmpty else { return nil }
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, time FROM withdrawal WHERE newsroom = ? AND (key = ? OR path = ?) LIMIT 1"),
      arguments: [newsroom, identity.key, identity.path])
    guard let row else { return nil }
    try db.execute(sql: "DELETE FROM withdrawal WHERE id = ?", arguments: [row[0] as Int64])
    let time: Int64 = row[1]
    return stamp <= time ? time : nil
  }

  /// Lets the oldest go.
  func bound() throws {
    guard !isEmpty else { return }
    try db.execute(
      sql: """
        DELETE FROM withdrawal WHERE newsroom = ? AND id <= (
          SELECT id FROM withdrawal WHERE newsroom = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
        """, arguments: [newsroom, newsroom, Self.limit])
  }
}
