import Foundation
import GRDB
import News

/// Which articles of one newsroom a policy lets go.
struct ExpiryRule {
  let newsroom: Int64
  let policy: KeepingPolicy
  let now: Date

  /// What its reader wants kept whatever its age. An alert that nobody acknowledged never goes.
  var mayGo: String {
    var conditions = ["s.isAlert = 0"]
    if !policy.expiresUnread { conditions.append("s.isRead = 1") }
    if !policy.expiresStarred { conditions.append("s.isStarred = 0 AND s.tags IS NULL") }
    return conditions.joined(separator: " AND ")
  }

  /// Those that go, the oldest first. An article is as old as it is published and kept: what came today is kept from today on,
  /// though it was written long ago.
  func articles(_ db: Database) throws -> [Int64] {
    var reasons: [String] = []
    var arguments: StatementArguments = [newsroom]
    if let days = policy.days {
      let edge = now.addingTimeInterval(-86_400 * Double(days)).milliseconds
      reasons.append("(s.time < ? AND s.arrived < ?)")
      arguments += [edge, edge]
    }
    if let number = policy.articles {
      let edge = try Row.fetchOne(
        db,
        sql: """
          SELECT isAlert, time, article FROM status s WHERE newsroom = ? ORDER BY isAlert DESC, time DESC, article DESC
          LIMIT 1 OFFSET ?
          """, arguments: [newsroom, max(number, 0)])
      if let edge {
        reasons.append("(s.isAlert, s.time, s.article) <= (?, ?, ?)")
        arguments += [edge[0] as Int64, edge[1] as Int64, edge[2] as Int64]
      }
    }
    guard !reasons.isEmpty else { return [] }
    return try Int64.fetchAll(
      db,
      sql: """
        SELECT s.article FROM status s WHERE s.newsroom = ? AND (\(reasons.joined(separator: " OR "))) AND \(mayGo)
        ORDER BY s.isAlert, s.time, s.article
        """, arguments: arguments)
  }
}

/// All that would go now: by each newsroom's rule, and of what is left the oldest, until the whole is within its size.
struct ExpiryPlan {
  private(set) var articles: [(newsroom: Int64, ids: [Int64])] = []
  private(set) var files: [(newsroom: Int64, ids: [Int64])] = []

  /// - Parameter changed: rules to look at instead of those that are set, by newsroom; 0 is the whole.
  init(_ changed: [Int64: KeepingPolicy?] = [:], now: Date, _ db: Database) throws {
    func policy(_ newsroom: Int64) throws -> KeepingPolicy? {
      if let other = changed[newsroom] { return other }
      return try Keeping.policy(newsroom: newsroom, db)
    }
    let whole = try policy(0) ?? .everything
    let newsrooms = try Int64.fetchAll(db, sql: "SELECT id FROM newsroom ORDER BY name COLLATE NOCASE")
    var rules: [ExpiryRule] = []
    var going = ArticleSet()
    for id in newsrooms {
      let rule = ExpiryRule(newsroom: id, policy: try policy(id) ?? whole, now: now)
      rules.append(rule)
      let ids = try rule.articles(db)
      for id in ids { going.insert(id) }
      articles.append((id, ids))
    }
    for rule in rules { files.append((rule.newsroom, try KeptFiles.beyond(rule, going, db))) }
    guard let limit = whole.totalBytes else { return }
    let filesGoing = ArticleSet(files.flatMap(\.ids))
    var excess = try Keeping.articleBytes(db) + KeptFiles.bytes(db) - limit
    for (_, ids) in articles { excess -= try Keeping.articleBytes(ids, db) }
    for (_, ids) in files { excess -= try KeptFiles.bytes(ids, db) }
    guard excess > 0 else { return }
    try shrink(by: excess, rules, going, filesGoing, db)
  }

  private mutating func shrink(
    by excess: Int64, _ rules: [ExpiryRule], _ going: ArticleSet, _ filesGoing: ArticleSet, _ db: Database
  ) throws {
    let oldest = rules.map {
      "SELECT s.article, s.newsroom, s.time FROM status s WHERE s.newsroom = \($0.newsroom) AND \($0.mayGo)"
    }
    // A statement takes 500 such parts at most: one newsroom after the other, and then sorted.
    var candidates: [(time: Int64, article: Int64, place: Int)] = []
    for (place, sql) in oldest.enumerated() {
      let rows = try Row.fetchCursor(db, sql: sql)
      while let row = try rows.next() {
        let id: Int64 = row[0]
        if !going.contains(id) { candidates.append((row[2], id, place)) }
      }
    }
    candidates.sort { ($0.time, $0.article) < ($1.time, $1.article) }
    var excess = excess
    let fileRows = try db.cachedStatement(
      sql: """
        SELECT f.id, f.size FROM illustration i JOIN file f ON f.id = i.file WHERE i.article = ? AND f.size IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM illustration o WHERE o.file = f.id AND o.article <> i.article)
        """)
    for candidate in candidates where excess > 0 {
      articles[candidate.place].ids.append(candidate.article)
      excess -= try Keeping.articleBytes([candidate.article], db)
      for row in try Row.fetchAll(fileRows, arguments: [candidate.article]) where !filesGoing.contains(row[0]) {
        files[candidate.place].ids.append(row[0])
        excess -= row[1]
      }
    }
  }

  func leaving(_ db: Database) throws -> [Int64: Leaving] {
    var leaving: [Int64: Leaving] = [:]
    for (newsroom, ids) in articles {
      leaving[newsroom, default: Leaving()].articles += ids.count
      leaving[newsroom, default: Leaving()].articleBytes += try Keeping.articleBytes(ids, db)
    }
    for (newsroom, ids) in files {
      leaving[newsroom, default: Leaving()].files += ids.count
      leaving[newsroom, default: Leaving()].fileBytes += try KeptFiles.bytes(ids, db)
    }
    return leaving
  }
}

extension ArticleSet {
  init(_ ids: [Int64]) {
    self.init()
    for id in ids { insert(id) }
  }
}

extension Keeping {
  /// Bytes of all bodies as they are packed, old wordings included.
  static func articleBytes(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT ifnull(sum(length(body)), 0) FROM revision") ?? 0
  }

  static func articleBytes(_ ids: [Int64], _ db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: "SELECT ifnull(sum(length(body)), 0) FROM revision WHERE article = ?")
    return try ids.reduce(0) { try $0 + (Int64.fetchOne(statement, arguments: [$1]) ?? 0) }
  }
}
