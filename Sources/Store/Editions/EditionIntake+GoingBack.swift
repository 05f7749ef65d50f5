import Foundation
import GRDB
import News

/// What becomes of a record that followed another history when the editors' new root says where theirs ends.
extension EditionIntake {
  /// What is held from this place on is the trunk's as long as its leaves are these.
  mutating func agree(upTo place: Int, leaves: [[UInt8]], _ result: inout EditionResult) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT place, bytes, leaf FROM entry WHERE newsroom = ? AND place >= ? AND place < ? ORDER BY place",
      arguments: [newsroom, place, place + leaves.count])
    var end = place
    for (row, leaf) in zip(rows, leaves) {
      let own = (row[2] as Data?).map { [UInt8]($0) } ?? Self.leaf(row[1])
      guard row[0] == end, own == leaf else { break }
      end += 1
    }
    try goBack(to: end, &result)
  }

  /// Nothing from this place on is trusted any more; what was done to what stands before it by an entry behind is undone when
  /// that comes again.
  mutating func goBack(to size: Int, _ result: inout EditionResult) throws {
    hasGoneBack = true
    let places = try Int.fetchAll(
      db, sql: "SELECT place FROM entry WHERE newsroom = ? AND place >= ?", arguments: [newsroom, size])
    for place in places {
      try drop(place)
      result.erased += 1
    }
    try db.execute(sql: "DELETE FROM retraction WHERE newsroom = ? AND place >= ?", arguments: [newsroom, size])
    try forgetRemovals()
    try forgetMirrors()
    try closeBoard()
    try AwaitedReceipts.goBack(to: size, newsroom, db)
    try SignedLists.goBack(to: size, newsroom, db)
  }

  /// A newsroom is a board from its first answer on: without any, it is none.
  private func closeBoard() throws {
    let hasAnswers = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM article WHERE newsroom = ? AND inReplyTo IS NOT NULL)",
      arguments: [newsroom])
    guard hasAnswers == false else { return }
    try db.execute(
      sql: "DELETE FROM post WHERE article IN (SELECT id FROM article WHERE newsroom = ?)", arguments: [newsroom])
    try db.execute(sql: "DELETE FROM thread WHERE newsroom = ?", arguments: [newsroom])
    try db.execute(sql: "UPDATE newsroom SET isBoard = 0 WHERE id = ?", arguments: [newsroom])
  }

  /// Takes an entry out as if it had never come.
  mutating func drop(_ place: Int) throws {
    let length = try Int.fetchOne(
      db, sql: "SELECT length(bytes) FROM entry WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    bytes -= length ?? 0
    try letGo(place)
    try db.execute(sql: "DELETE FROM entry WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
  }

  /// What was erased at the word of an entry that is gone comes again: it has no place here until then.
  private func forgetRemovals() throws {
    let erased = try Int.fetchAll(
      db, sql: "SELECT place FROM entry WHERE newsroom = ? AND leaf IS NOT NULL", arguments: [newsroom])
    guard !erased.isEmpty else { return }
    let named = try Data.fetchAll(
      db,
      sql: "SELECT bytes FROM entry WHERE newsroom = ? AND instr(bytes, CAST('\"removal\"' AS BLOB)) > 0",
      arguments: [newsroom]
    ).compactMap { try? JSONDecoder().decode(RemovalWords.self, from: $0) }.filter { $0.kind == "removal" }
    for place in Set(erased).subtracting(named.map(\.index)) {
      try db.execute(sql: "DELETE FROM entry WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    }
  }

  /// The list of mirrors that counted may be a thief's. Its relays go at once: no report may be sent to whom a thief named. Its mirrors
  /// can't forge anything, and stay until an older list comes again; where there is none, they go, too.
  private func forgetMirrors() throws {
    try db.execute(
      sql: "UPDATE edition SET mirrorsPlace = -1 WHERE newsroom = ? AND mirrorsPlace >= 0", arguments: [newsroom])
    guard db.changesCount > 0 else { return }
    try take([], as: .relay)
    let hasOlder = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM entry WHERE newsroom = ? AND instr(bytes, CAST('"kind":"mirrors"' AS BLOB)) > 0)
        """, arguments: [newsroom])
    if hasOlder != true { try take([], as: .edition) }
  }
}
