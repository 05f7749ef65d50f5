import GRDB
import News

/// The newest lists of boards and sections that a record has.
struct SignedLists: Codable {
  struct Kept: Codable {
    var place: Int
    var lists: [SignedList]
  }
  var byKind: [String: Kept] = [:]

  static func keep(_ lists: [SignedList], kind: String, place: Int, _ newsroom: Int64, _ db: Database) throws {
    var kept = try fetch(newsroom, db)
    guard place > kept.byKind[kind]?.place ?? -1 else { return }
    kept.byKind[kind] = Kept(place: place, lists: lists)
    try kept.write(newsroom, db)
  }

  static func goBack(to size: Int, _ newsroom: Int64, _ db: Database) throws {
    var kept = try fetch(newsroom, db)
    kept.byKind = kept.byKind.filter { $0.value.place < size }
    try kept.write(newsroom, db)
  }

  static func fetch(_ newsroom: Int64, _ db: Database) throws -> SignedLists {
    JSONColumn.value(
      try String.fetchOne(db, sql: "SELECT lists FROM edition WHERE newsroom = ?", arguments: [newsroom]))
      ?? SignedLists()
  }

  private func write(_ newsroom: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE edition SET lists = ? WHERE newsroom = ?", arguments: [JSONColumn.text(self), newsroom])
  }
}
