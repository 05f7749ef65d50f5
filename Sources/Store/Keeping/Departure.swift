import GRDB
import News

/// Takes articles out of the store, with their lines in lists, counts and index, and remembers that they went.
struct Departure {
  private let db: Database
  private let index: SearchIndex
  private let gone: GoneArticles

  init(_ db: Database) throws {
    self.db = db
    index = try SearchIndex(db)
    gone = try GoneArticles(db)
  }

  /// Those of these that may still go by the rule.
  func remove(_ ids: [Int64], of rule: ExpiryRule) throws -> Leaving {
    var leaving = Leaving()
    var tally = Tally()
    let mayGo = try db.cachedStatement(
      sql: "SELECT 1 FROM status s WHERE s.article = ? AND s.newsroom = ? AND \(rule.mayGo)")
    let names = try db.cachedStatement(sql: "SELECT key, path FROM article WHERE id = ?")
    for id in ids {
      guard try Row.fetchOne(mayGo, arguments: [id, rule.newsroom]) != nil,
        let status = try StatusRow.fetch(db, article: id), let name = try Row.fetchOne(names, arguments: [id])
      else { continue }
      leaving.articles += 1
      leaving.articleBytes += try Keeping.articleBytes([id], db)
      try gone.remember(key: name[0], path: name[1], rule.newsroom)
      try index.remove(article: id)
      try status.remove(db, &tally)
      try leaveThread(id)
      try db.execute(sql: "DELETE FROM article WHERE id = ?", arguments: [id])
    }
    try tally.write(db)
    try Folders.dropEmptyTags(db)
    try GoneArticles.forgetOldest(rule.newsroom, db)
    return leaving
  }

  /// Answers to it answer nothing from now on; a thread of which nothing is left is none.
  private func leaveThread(_ id: Int64) throws {
    guard let thread = try Int64.fetchOne(db, sql: "SELECT thread FROM post WHERE article = ?", arguments: [id]) else {
      return
    }
    try db.execute(sql: "DELETE FROM post WHERE article = ?", arguments: [id])
    try db.execute(sql: "UPDATE post SET parent = NULL WHERE thread = ? AND parent = ?", arguments: [thread, id])
    try db.execute(
      sql: "DELETE FROM thread WHERE id = ? AND NOT EXISTS (SELECT 1 FROM post WHERE thread = ?)",
      arguments: [thread, thread])
  }
}
