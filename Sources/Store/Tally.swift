import GRDB

/// Changes of the kept counts, added up over a transaction and written at its end.
struct Tally {
  private struct Change {
    var total = 0
    var unread = 0
  }
  private var newsrooms: [Int64: Change] = [:]
  private var sections: [Int64: Change] = [:]

  /// One article more (`by` 1) or less (-1) in its newsroom.
  mutating func count(newsroom: Int64, total: Int, unread: Int) {
    newsrooms[newsroom, default: Change()].total += total
    newsrooms[newsroom, default: Change()].unread += unread
  }

  mutating func count(sections ids: [Int64], total: Int, unread: Int) {
    for id in ids {
      sections[id, default: Change()].total += total
      sections[id, default: Change()].unread += unread
    }
  }

  func write(_ db: Database) throws {
    for (table, changes) in [("newsroom", newsrooms), ("section", sections)] {
      let statement = try db.cachedStatement(
        sql: "UPDATE \(table) SET total = total + ?, unread = unread + ? WHERE id = ?")
      for (id, change) in changes where change.total != 0 || change.unread != 0 {
        try statement.execute(arguments: [change.total, change.unread, id])
      }
    }
  }
}
