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

  /// Takes an article out of lists, counts, index and table.
  private mutating func remove(_ article: Int64) throws {
    try index.remove(article: article)
    if let status = try StatusRow.fetch(db, article: article) { try status.remove(db, &tally) }
    try db.execute(sql: "UPDATE entry SET article = NULL WHERE article = ?", arguments: [article])
    try db.execute(sql: "DELETE FROM article WHERE id = ?", arguments: [article])
  }
}
