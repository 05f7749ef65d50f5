import GRDB

/// Changes of the kept counts, added up over a transaction and written at its end.
struct Tally {
  private struct Change {
    var total = 0
    var unread = 0
  }
  private var newsrooms: [Int64: Change] = [:]
  private var lists: [Int64: Change] = [:]

  /// One article more (`total` 1) or less (-1) in its newsroom.
  mutating func count(newsroom: Int64, total: Int, unread: Int) {
    newsrooms[newsroom, default: Change()].total += total
    newsrooms[newsroom, default: Change()].unread += unread
  }

  /// Sections, and folders by their number with a minus.
  mutating func count(lists ids: [Int64], total: Int, unread: Int) {
    for id in ids {
      lists[id, default: Change()].total += total
      lists[id, default: Change()].unread += unread
    }
  }

  func write(_ db: Database) throws {
    for (table, changes) in [("newsroom", newsrooms), ("section", lists), ("folder", lists)] {
      let statement = try db.cachedStatement(
        sql: "UPDATE \(table) SET total = total + ?, unread = unread + ? WHERE id = ?")
      for (id, change) in changes where change.total != 0 || change.unread != 0 {
        guard table == "newsroom" || (table == "folder") == (id < 0) else { continue }
        try statement.execute(arguments: [change.total, change.unread, abs(id)])
      }
    }
  }
}
