import GRDB

/// An article's status and its places in the lists.
struct StatusRow: Equatable {
  var article: Int64
  var newsroom: Int64
  /// Urgent and not acknowledged: on top of every list.
  var isAlert: Bool
  var time: Int64
  var isRead: Bool
  var isStarred: Bool
  var isAcknowledged: Bool
  var sections: [Int64]

  static func fetch(_ db: Database, article: Int64) throws -> StatusRow? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT article, newsroom, isAlert, time, isRead, isStarred, isAcknowledged, sections FROM status WHERE article = ?
        """)
    return try Row.fetchOne(statement, arguments: [article]).map {
      StatusRow(
        article: $0[0], newsroom: $0[1], isAlert: $0[2], time: $0[3], isRead: $0[4], isStarred: $0[5],
        isAcknowledged: $0[6], sections: Self.sections($0[7]))
    }
  }

  /// Writes this row in the place of `old`, with its lines in the sections' lists.
  func replace(_ old: StatusRow, _ db: Database) throws {
    // Naming only what changed leaves the other indexes alone.
    let flags = [
      ("isRead", isRead, old.isRead), ("isStarred", isStarred, old.isStarred),
      ("isAcknowledged", isAcknowledged, old.isAcknowledged),
    ]
    for (name, flag, before) in flags where flag != before {
      try db.cachedStatement(sql: "UPDATE status SET \(name) = ? WHERE article = ?").execute(arguments: [flag, article])
    }
    guard isAlert != old.isAlert || time != old.time || sections != old.sections else { return }
    try db.execute(
      sql: "UPDATE status SET isAlert = ?, time = ?, sections = ? WHERE article = ?",
      arguments: [isAlert, time, Self.text(sections), article])
    for section in old.sections {
      try db.execute(
        sql: "DELETE FROM listing WHERE section = ? AND isAlert = ? AND time = ? AND article = ?",
        arguments: [section, old.isAlert, old.time, article])
    }
    for section in sections {
      try db.execute(
        sql: "INSERT INTO listing (section, isAlert, time, article) VALUES (?, ?, ?, ?)",
        arguments: [section, isAlert, time, article])
    }
  }

  static func text(_ sections: [Int64]) -> String? {
    sections.isEmpty ? nil : sections.map(String.init).joined(separator: ",")
  }

  private static func sections(_ text: String?) -> [Int64] {
    text?.split(separator: ",").compactMap { Int64($0) } ?? []
  }
}
