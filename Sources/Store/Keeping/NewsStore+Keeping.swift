public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Articles that one transaction of the sweep lets go: others write in between.
  static let sweptAtOnce = 100

  /// What is kept and what would go: the whole first, then each newsroom by name. It reads the sizes of all bodies: a second for
  /// 100,000 articles.
  public func keeping(now: Date = Date()) async throws(StoreFault) -> [KeepingRow] {
    try await read { db in
      let leaving = try ExpiryPlan(now: now, db).leaving(db)
      let newsrooms = try Row.fetchAll(db, sql: "SELECT id, name FROM newsroom ORDER BY name COLLATE NOCASE")
      let articles = try Row.fetchAll(
        db,
        sql: """
          SELECT a.newsroom, count(DISTINCT a.id), sum(length(r.body)) FROM revision r JOIN article a ON a.id = r.article
          GROUP BY a.newsroom
          """)
      let files = try Row.fetchAll(
        db, sql: "SELECT newsroom, count(*), sum(size) FROM file WHERE sha256 IS NOT NULL GROUP BY newsroom")
      let articlesOf = Dictionary(
        uniqueKeysWithValues: articles.map { ($0[0] as Int64, ($0[1] as Int, $0[2] as Int64)) })
      let filesOf = Dictionary(uniqueKeysWithValues: files.map { ($0[0] as Int64, ($0[1] as Int, $0[2] as Int64)) })
      var rows = try newsrooms.map { row in
        let id: Int64 = row[0]
        return KeepingRow(
          newsroom: NewsroomID(rawValue: id), name: row[1], policy: try Keeping.policy(newsroom: id, db),
          articles: articlesOf[id]?.0 ?? 0, articleBytes: articlesOf[id]?.1 ?? 0, files: filesOf[id]?.0 ?? 0,
          fileBytes: filesOf[id]?.1 ?? 0, goes: leaving[id] ?? Leaving())
      }
      let whole = rows.reduce(
        into: KeepingRow(
          newsroom: nil, name: "", policy: try Keeping.policy(newsroom: 0, db), articles: 0, articleBytes: 0, files: 0,
          fileBytes: 0, goes: Leaving())
      ) { whole, row in
        whole.articles += row.articles
        whole.articleBytes += row.articleBytes
        whole.files += row.files
        whole.fileBytes += row.fileBytes
        whole.goes = whole.goes + row.goes
      }
      rows.insert(whole, at: 0)
      return rows
    }
  }

  /// The rule that holds for a newsroom: its own, else that of the whole.
  public func policy(of newsroom: NewsroomID) async throws(StoreFault) -> KeepingPolicy {
    try await read { db in
      try Keeping.policy(newsroom: newsroom.rawValue, db) ?? Keeping.policy(newsroom: 0, db) ?? .everything
    }
  }

  /// Sets the rule of a newsroom, or with nil that of the whole; a newsroom without a rule of its own follows the whole. Nothing goes
  /// before the next sweep. `undo` takes the rule back, not what went by it.
  public func setKeeping(_ policy: KeepingPolicy?, for newsroom: NewsroomID?) async throws(StoreFault) {
    try await writeDurably(.status) { db in
      if let policy { try policy.check(isWhole: newsroom == nil) }
      let id = newsroom?.rawValue ?? 0
      let before = try Keeping.policy(newsroom: id, db)
      guard before != policy else { return }
      try Keeping.set(policy, newsroom: id, db)
      try Journal.note(.kept, detail: JSONColumn.sureText(KeepingChange(newsroom: id, before: before)), db)
    }
  }

  /// What would go if this were the rule: of the newsroom, or with nil of the whole.
  public func leaving(
    _ policy: KeepingPolicy?, for newsroom: NewsroomID?, now: Date = Date()
  ) async throws(StoreFault) -> Leaving {
    try await read { db in
      if let policy { try policy.check(isWhole: newsroom == nil) }
      let leaving = try ExpiryPlan([newsroom?.rawValue ?? 0: policy], now: now, db).leaving(db)
      if let newsroom { return leaving[newsroom.rawValue] ?? Leaving() }
      return leaving.values.reduce(Leaving(), +)
    }
  }

  /// Lets go what the rules say, in small transactions, each of which leaves the store whole: stopped at any moment, it goes on the
  /// next time. What was starred or marked unread meanwhile stays. No mirror brings back what went.
  /// - Parameter progress: how many articles are done, and of how many.
  @discardableResult
  public func letGo(
    now: Date = Date(), progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws(StoreFault) -> Leaving {
    let plan = try await read { db in try ExpiryPlan(now: now, db) }
    var gone = Leaving()
    let all = plan.articles.reduce(0) { $0 + $1.ids.count }
    var done = 0
    for (newsroom, ids) in plan.articles where !ids.isEmpty {
      for start in stride(from: 0, to: ids.count, by: Self.sweptAtOnce) {
        if Task.isCancelled { throw .cancelled }
        let some = Array(ids[start..<min(start + Self.sweptAtOnce, ids.count)])
        let went = try await write(.articles) { db in
          let policy = try Keeping.policy(newsroom: newsroom, db) ?? Keeping.policy(newsroom: 0, db) ?? .everything
          let rule = ExpiryRule(newsroom: newsroom, policy: policy, now: now)
          return try Departure(db).remove(some, of: rule)
        }
        gone = gone + went
        done += some.count
        progress(done, all)
      }
    }
    let files = try await letGoFiles(plan.files)
    gone.files += files.files
    gone.fileBytes += files.fileBytes
    try await sweepKept(now: now)
    return gone
  }
}

extension KeepingPolicy {
  /// - Throws: `StoreFault.refused` for what is no rule.
  func check(isWhole: Bool) throws {
    if let days, !(1...36_500).contains(days) { throw StoreFault.refused("Days to keep are between 1 and 36500.") }
    if let articles, !(0...10_000_000).contains(articles) {
      throw StoreFault.refused("Articles to keep are between 0 and 10000000.")
    }
    for bytes in [pictureBytes, totalBytes, fileBytes].compactMap({ $0 }) where bytes < 0 {
      throw StoreFault.refused("A size is not less than nothing.")
    }
    if totalBytes != nil, !isWhole {
      throw StoreFault.refused("The size of the whole is no newsroom's own: set it for all of them.")
    }
  }
}
