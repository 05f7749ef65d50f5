import GRDB
import News

/// What is kept, as rows: number 0 is the rule of the whole.
enum Keeping {
  static func policy(newsroom: Int64, _ db: Database) throws -> KeepingPolicy? {
    JSONColumn.value(
      try String.fetchOne(db, sql: "SELECT policy FROM keeping WHERE newsroom = ?", arguments: [newsroom]))
  }

  /// nil takes the rule away.
  static func set(_ policy: KeepingPolicy?, newsroom: Int64, _ db: Database) throws {
    guard let policy else {
      return try db.execute(sql: "DELETE FROM keeping WHERE newsroom = ?", arguments: [newsroom])
    }
    try db.execute(
      sql: "INSERT INTO keeping (newsroom, policy) VALUES (?, ?) ON CONFLICT DO UPDATE SET policy = excluded.policy",
      arguments: [newsroom, JSONColumn.sureText(policy)])
  }
}

/// A change of a rule, as it is written down for `undo`.
struct KeepingChange: Codable {
  var newsroom: Int64
  var before: KeepingPolicy?
}
