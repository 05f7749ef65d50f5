import GRDB
import News

/// Fetched pictures and enclosures, as rows.
enum KeptFiles {
  static func bytes(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT ifnull(sum(size), 0) FROM file WHERE sha256 IS NOT NULL") ?? 0
  }

  static func bytes(_ ids: [Int64], _ db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(sql: "SELECT ifnull(size, 0) FROM file WHERE id = ?")
    return try ids.reduce(0) { try $0 + (Int64.fetchOne(statement, arguments: [$1]) ?? 0) }
  }

  /// Those that go with their articles, and the longest kept ones beyond the size of a newsroom's pictures; not those of articles that
  /// must stay.
  static func beyond(_ rule: ExpiryRule, _ going: ArticleSet, _ db: Database) throws -> [Int64] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, size FROM file WHERE newsroom = ? AND sha256 IS NOT NULL ORDER BY fetched, id",
      arguments: [rule.newsroom])
    guard !rows.isEmpty else { return [] }
    let articles = try db.cachedStatement(
      sql: "SELECT i.article, \(rule.mayGo) FROM illustration i JOIN status s ON s.article = i.article WHERE i.file = ?"
    )
    var beyond: [Int64] = []
    var left: [(id: Int64, size: Int64)] = []
    var total: Int64 = 0
    for row in rows {
      let (id, size): (Int64, Int64) = (row[0], row[1])
      let of = try Row.fetchAll(articles, arguments: [id])
      if of.allSatisfy({ going.contains($0[0]) }) {
        beyond.append(id)
        continue
      }
      total += size
      if of.allSatisfy({ $0[1] }) { left.append((id, size)) }
    }
    guard let limit = rule.policy.pictureBytes else { return beyond }
    for file in left where total > limit {
      beyond.append(file.id)
      total -= file.size
    }
    return beyond
  }
}
