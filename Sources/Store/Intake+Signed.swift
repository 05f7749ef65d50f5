import Foundation
import GRDB
import News

extension Intake {
  /// Takes the revision that an entry made out, and the article with its last signed one: what a feed said of it before goes, too.
  mutating func withdraw(stamp: Int64, of article: Int64) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.id, r.stamp, r.id = a.shown FROM revision r JOIN article a ON a.id = r.article
        WHERE r.article = ? ORDER BY r.stamp DESC
        """, arguments: [article])
    guard let gone = rows.first(where: { $0[1] == stamp }) else { return }
    // Whoever shows it now says so by the highest stamp.
    let next = rows.first { ($0[1] as Int64) > 0 && ($0[1] as Int64) != stamp }
    guard let next else { return try remove(article) }
    if gone[2] as Bool {
      try index.remove(article: article)
      try db.execute(
        sql: """
          UPDATE article SET shown = ?1, title = (SELECT title FROM revision WHERE id = ?1), byline = NULL, enclosures = NULL,
            link = NULL WHERE id = ?2
          """, arguments: [next[0] as Int64, article])
      try index.add(article: article)
    }
    try db.execute(sql: "DELETE FROM revision WHERE id = ?", arguments: [gone[0] as Int64])
    try db.execute(
      sql: "UPDATE article SET revisions = (SELECT count(*) FROM revision WHERE article = ?1) WHERE id = ?1",
      arguments: [article])
  }

  /// Brings an article's row back to what the entry says that made its shown words.
  mutating func describeAgain(_ delivery: PreparedDelivery) throws {
    let newsroom = delivery.newsroom.rawValue
    for var article in delivery.articles {
      let key = ArticleIdentity(article.article, words: 0, mirrors: []).key
      guard let known = try rows.find(key: key, newsroom: newsroom), known.stamp == article.stamp,
        let before = try rows.details(known.id)
      else { continue }
      article.pictures = try max(article.pictures, pictures(in: known.shown))
      guard ArticleDetails(article) != before else { continue }
      try loadSections(newsroom)
      var result = DeliveryResult()
      try index.remove(article: known.id)
      try describe(known, article, delivery, &result)
      try index.add(article: known.id)
    }
  }

  /// Of a body that has come since.
  private func pictures(in revision: Int64) throws -> Int {
    let row = try Row.fetchOne(
      db, sql: "SELECT textLength, bodyLength, body FROM revision WHERE id = ?", arguments: [revision])
    guard let row else { return 0 }
    let body = try BodyColumn.body(row, at: 2, textLength: row[0], bodyLength: row[1], BodyUnpacker())
    return PreparedArticle.pictures(String(decoding: body.dropFirst(row[0]), as: UTF8.self))
  }

  /// Takes an article out of lists, counts, index and table.
  private mutating func remove(_ article: Int64) throws {
    try index.remove(article: article)
    if let status = try StatusRow.fetch(db, article: article) { try status.remove(db, &tally) }
    try db.execute(sql: "UPDATE entry SET article = NULL WHERE article = ?", arguments: [article])
    let thread = try Int64.fetchOne(db, sql: "SELECT thread FROM post WHERE article = ?", arguments: [article])
    try db.execute(sql: "DELETE FROM article WHERE id = ?", arguments: [article])
    if let thread { try leave(thread, article) }
  }

  /// Answers to it wait for it again; its thread is as old as what is left of it, and none where nothing is.
  private func leave(_ thread: Int64, _ article: Int64) throws {
    try db.execute(sql: "UPDATE post SET parent = NULL WHERE thread = ? AND parent = ?", arguments: [thread, article])
    let latest = try Int64.fetchOne(
      db, sql: "SELECT max(s.time) FROM post p JOIN status s ON s.article = p.article WHERE p.thread = ?",
      arguments: [thread])
    if let latest {
      try db.execute(sql: "UPDATE thread SET latest = ? WHERE id = ?", arguments: [latest, thread])
    } else {
      try db.execute(sql: "DELETE FROM thread WHERE id = ?", arguments: [thread])
    }
  }
}
