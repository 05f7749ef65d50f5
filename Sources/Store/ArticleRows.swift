import Foundation
import GRDB
import News

/// An article that the store has, as a delivery meets it.
struct KnownArticle {
  var id: Int64
  var shown: Int64
  var path: String?
  var isUrgent: Bool
  /// Of the shown revision.
  var stamp: Int64
  var hash: Int64
  var mirror: Int64
  /// Its words were lent by a REST API: a feed's take their place.
  var isStandIn: Bool
  /// When it was taken back.
  var withdrawn: Int64?
}

/// The rows of articles and revisions, by statements that are made once a transaction.
struct ArticleRows {
  let db: Database
  private let byKey: Statement
  private let byPath: Statement
  private let articleInsertion: Statement
  private let revisionInsertion: Statement

  init(_ db: Database) throws {
    self.db = db
    let known = """
      SELECT a.id, a.shown, a.path, a.isUrgent, r.stamp, r.hash, r.mirror, a.link, a.title, r.isStandIn,
        a.withdrawn
      FROM article a JOIN revision r ON r.id = a.shown WHERE a.newsroom = ?
      """
    byKey = try db.cachedStatement(sql: known + " AND a.key = ?")
    byPath = try db.cachedStatement(sql: known + " AND a.path = ?")
    articleInsertion = try db.cachedStatement(
      sql: """
        INSERT INTO article (newsroom, key, path, title, link, byline, published, updated, language, sections, enclosures,
          pictures, inReplyTo, isUrgent, comments, commentCount, mirror, shown)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT ifnull(max(id), 0) + 1 FROM revision))
        """)
    revisionInsertion = try db.cachedStatement(
      sql: """
        INSERT INTO revision (article, title, stamp, updated, arrived, mirror, hash, textLength, bodyLength, body, isStandIn, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT ifnull(max(id), 0) + 1 FROM revision))
        """)
  }

  func find(_ name: ArticleNaming.Name, newsroom: Int64) throws -> KnownArticle? {
    for key in name.others {
      if let row = try Row.fetchOne(byKey, arguments: [newsroom, key]) { return KnownArticle(row: row) }
    }
    if let row = try Row.fetchOne(byKey, arguments: [newsroom, name.identity.key]),
      try name.others.isEmpty || row[7] == name.link || !isShared(name.identity.key, newsroom)
    {
      return KnownArticle(row: row)
    }
    if let path = name.identity.path, let row = try Row.fetchOne(byPath, arguments: [newsroom, path]) {
      return KnownArticle(row: row)
    }
    if let key = name.sharedKey, let row = try Row.fetchOne(byKey, arguments: [newsroom, key]),
      row[7] == name.link, row[8] == name.title
    {
      return KnownArticle(row: row)
    }
    return nil
  }

  func find(key: String, newsroom: Int64) throws -> KnownArticle? {
    try Row.fetchOne(byKey, arguments: [newsroom, key]).map(KnownArticle.init(row:))
  }

  func isTaken(_ key: String, _ newsroom: Int64) throws -> Bool {
    try Row.fetchOne(byKey, arguments: [newsroom, key]) != nil
  }

  /// Whether articles were kept apart under this id.
  private func isShared(_ key: String, _ newsroom: Int64) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM article WHERE newsroom = ? AND key > ? AND key < ?)",
      arguments: [newsroom, key + "\nl", key + "\nm"]) ?? false
  }

  func insert(_ article: PreparedArticle, _ identity: ArticleIdentity, _ delivery: PreparedDelivery) throws -> Int64 {
    let details = ArticleDetails(article)
    try articleInsertion.execute(arguments: [
      delivery.newsroom.rawValue, identity.key, identity.path, details.title, details.link, details.byline,
      details.published, details.updated, details.language, details.sections, details.enclosures, details.pictures,
      details.inReplyTo, details.isUrgent, details.comments, details.commentCount, delivery.mirror.rawValue,
    ])
    let id = db.lastInsertedRowID
    _ = try insertRevision(of: id, article, delivery)
    return id
  }

  func insertRevision(of id: Int64, _ article: PreparedArticle, _ delivery: PreparedDelivery) throws -> Int64 {
    try revisionInsertion.execute(arguments: [
      id, article.article.title, article.stamp, article.article.updated?.milliseconds, delivery.now.milliseconds,
      delivery.mirror.rawValue, article.hash, article.textLength, article.bodyLength, article.body,
      delivery.kind == .posts,
    ])
    return db.lastInsertedRowID
  }

  func setPath(_ path: String, article: Int64) throws {
    try db.execute(sql: "UPDATE article SET path = ? WHERE id = ?", arguments: [path, article])
  }

  func revision(of article: Int64, hash: Int64) throws -> (id: Int64, mirror: Int64)? {
    try Row.fetchOne(
      db, sql: "SELECT id, mirror FROM revision WHERE article = ? AND hash = ?", arguments: [article, hash]
    ).map { ($0[0], $0[1]) }
  }

  /// Whether a revision of this stamp would be kept: there is room, or it is newer than the oldest.
  func hasRoom(_ article: Int64, stamp: Int64, limit: Int) throws -> Bool {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), min(stamp) FROM revision WHERE article = ?", arguments: [article])
    guard let row else { return true }
    return (row[0] as Int) < limit || stamp > (row[1] as Int64? ?? .min)
  }

  /// The same words under a later date, or with other markup.
  func refresh(_ revision: Int64, with article: PreparedArticle) throws {
    try db.execute(
      sql: """
        UPDATE revision SET title = ?, stamp = ?, updated = ?, textLength = ?, bodyLength = ?, body = ? WHERE id = ?
        """,
      arguments: [
        article.article.title, article.stamp, article.article.updated?.milliseconds, article.textLength,
        article.bodyLength, article.body, revision,
      ])
  }

  /// Earlier words come back under a later date.
  func renew(_ revision: Int64, _ article: PreparedArticle, _ delivery: PreparedDelivery) throws {
    try refresh(revision, with: article)
    try db.execute(
      sql: "UPDATE revision SET arrived = ?, mirror = ? WHERE id = ?",
      arguments: [delivery.now.milliseconds, delivery.mirror.rawValue, revision])
  }

  /// A feed's words take the place of those that were lent.
  func replaceStandIn(_ revision: Int64, _ article: PreparedArticle, _ delivery: PreparedDelivery) throws {
    try renew(revision, article, delivery)
    try db.execute(
      sql: "UPDATE revision SET hash = ?, isStandIn = 0 WHERE id = ?", arguments: [article.hash, revision])
  }

  func show(_ revision: Int64, of article: Int64, mirror: Int64) throws {
    try db.execute(
      sql: "UPDATE article SET shown = ?, mirror = ? WHERE id = ?", arguments: [revision, mirror, article])
  }

  /// Lets the oldest revisions go, never the shown one, and counts those that stay.
  func prune(_ article: Int64, keep limit: Int) throws {
    try db.execute(
      sql: """
        DELETE FROM revision WHERE id IN (
          SELECT r.id FROM revision r JOIN article a ON a.id = r.article WHERE r.article = ?
          ORDER BY r.id = a.shown DESC, r.stamp DESC, r.arrived DESC, r.id DESC LIMIT -1 OFFSET ?)
        """, arguments: [article, limit])
    try db.execute(
      sql: "UPDATE article SET revisions = (SELECT count(*) FROM revision WHERE article = ?) WHERE id = ?",
      arguments: [article, article])
  }

  func details(_ article: Int64) throws -> ArticleDetails? {
    try Row.fetchOne(db, sql: ArticleDetails.selection, arguments: [article]).map(ArticleDetails.init(row:))
  }

  func update(_ article: Int64, _ details: ArticleDetails) throws {
    try db.execute(
      sql: """
        UPDATE article SET title = ?, link = ?, byline = ?, published = ?, updated = ?, language = ?, sections = ?,
          enclosures = ?, pictures = ?, inReplyTo = ?, isUrgent = ?, comments = ?, commentCount = ? WHERE id = ?
        """,
      arguments: [
        details.title, details.link, details.byline, details.published, details.updated, details.language,
        details.sections, details.enclosures, details.pictures, details.inReplyTo, details.isUrgent, details.comments,
        details.commentCount, article,
      ])
  }
}

extension KnownArticle {
  fileprivate init(row: Row) {
    self.init(
      id: row[0], shown: row[1], path: row[2], isUrgent: row[3], stamp: row[4], hash: row[5], mirror: row[6],
      isStandIn: row[9], withdrawn: row[10])
  }
}
