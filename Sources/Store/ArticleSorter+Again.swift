import Foundation
import GRDB
import News

extension ArticleSorter {
  /// Looks again at an article whose words came after it: a full text, the body of an entry.
  func sortAgain(_ article: Int64, _ db: Database, _ tally: inout Tally) throws {
    guard !isIdle, let old = try StatusRow.fetch(db, article: article),
      let arrived = try ArrivedArticle(stored: article, db)
    else { return }
    let thread = try Int64.fetchOne(db, sql: "SELECT thread FROM post WHERE article = ?", arguments: [article])
    let mutes = old.isAlert ? [] : mutes(arrived, thread: thread)
    var row = old
    row.finds = finds(arrived)
    row.isMuted = !mutes.isEmpty
    try db.execute(sql: "DELETE FROM muted WHERE article = ?", arguments: [article])
    for mute in mutes { try Mute.note(article, by: mute, db) }
    try row.replace(old, db, &tally)
  }
}

extension ArrivedArticle {
  /// As it is kept, with all that is searched of it. nil where there is none of this number.
  convenience init?(stored article: Int64, _ db: Database) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT a.newsroom, a.title, a.byline, a.sections, a.language, a.pictures, \(SearchedText.columns)
        FROM article a JOIN revision r ON r.id = a.shown \(SearchedText.join) WHERE a.id = ?
        """, arguments: [article])
    guard let row else { return nil }
    let text = try SearchedText.of(row, at: 6, BodyUnpacker())
    self.init(
      newsroom: row[0], title: row[1], byline: row[2],
      sections: (row[3] as String?)?.split(separator: "\u{1F}").map(String.init) ?? [], language: row[4],
      pictures: row[5],
      words: IndexWords().words(title: row[1], text: String(decoding: text, as: UTF8.self), newsroom: row[0])
    ) { text }
  }
}
