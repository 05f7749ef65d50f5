import GRDB
import News

/// Tags and saved searches as rows: what they share.
enum Folders {
  enum Kind: String { case tag, search }

  static func names(_ kind: Kind, _ db: Database) throws -> [Int64: String] {
    let statement = try db.cachedStatement(sql: "SELECT id, name FROM folder WHERE kind = ?")
    let rows = try Row.fetchAll(statement, arguments: [kind.rawValue])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int64, $0[1] as String) })
  }

  static func id(_ kind: Kind, named name: String, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT id FROM folder WHERE kind = ? AND name = ?", arguments: [kind.rawValue, name])
  }

  /// Puts a saved search's number on these articles, or takes it off: `isIn` says on which it stays.
  static func set(find id: Int64, _ ids: [Int64], isIn: Bool, _ db: Database) throws {
    var tally = Tally()
    for article in ids {
      guard let old = try StatusRow.fetch(db, article: article), old.finds.contains(id) != isIn else { continue }
      var row = old
      if isIn { row.finds.append(id) } else { row.finds.removeAll { $0 == id } }
      try row.replace(old, db, &tally)
    }
    try tally.write(db)
  }

  /// Takes a newsroom's articles out of all folders, before they go.
  static func forget(newsroom: Int64, _ db: Database) throws {
    let rows = try Row.fetchAll(
      db, sql: StatusRow.selection + " WHERE newsroom = ? AND (tags IS NOT NULL OR finds IS NOT NULL)",
      arguments: [newsroom]
    ).map(StatusRow.init(row:))
    guard !rows.isEmpty else { return }
    var tally = Tally()
    for old in rows {
      var row = old
      (row.tags, row.finds) = ([], [])
      try row.replace(old, db, &tally)
    }
    try tally.write(db)
    try dropEmptyTags(db)
  }

  /// A tag is there while an article has it.
  static func dropEmptyTags(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM folder WHERE kind = 'tag' AND total = 0")
  }

  /// - Throws: `StoreFault.refused` for a name that no list can show.
  static func checked(_ name: String) throws -> String {
    let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty, name.utf8.count <= 200 else {
      throw StoreFault.refused("A name has between 1 and 200 letters.")
    }
    return name
  }
}
