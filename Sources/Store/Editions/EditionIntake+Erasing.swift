import Foundation
import GRDB
import News
import Seal

extension EditionIntake {
  /// What the newsroom removed goes: its bytes, its body, its pictures, its place in lists and search. The leaf stays, for the
  /// proof of the others.
  mutating func erase(_ place: Int, leaf: [UInt8], _ result: inout EditionResult) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT bytes, leaf FROM entry WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    // Not here yet, or erased already, or not the one that is meant.
    guard let row, (row[1] as Data?) == nil, Self.leaf(row[0]) == leaf else { return }
    bytes -= (row[0] as Data).count
    try letGo(place)
    try db.execute(
      sql: """
        UPDATE entry SET bytes = x'', leaf = ?, article = NULL, segment = NULL, start = NULL, isUnknown = 0
        WHERE newsroom = ? AND place = ?
        """, arguments: [Data(leaf), newsroom, place])
    result.erased += 1
  }

  /// RFC 6962, section 2.1.
  static func leaf(_ bytes: Data) -> [UInt8] { Digest.of([0] + [UInt8](bytes)) }

  /// What hangs on an entry and on no other.
  mutating func letGo(_ place: Int) throws {
    try db.execute(
      sql: "DELETE FROM wantedBody WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    for table in ["letter", "reportLetter"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    }
    let takenBack = try String.fetchOne(
      db, sql: "SELECT of FROM retraction WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    if let takenBack {
      try db.execute(sql: "DELETE FROM retraction WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
      try settleRetraction(of: takenBack)
    }
    try dropFiles(of: place)
    let row = try Row.fetchOne(
      db, sql: "SELECT article, segment, start FROM entry WHERE newsroom = ? AND place = ?",
      arguments: [newsroom, place])
    guard let row else { return }
    // The member before the revision: else it would be kept for whoever copies.
    if let segment: Int = row[1], let start: Int = row[2] { try dropMember(segment, start, beside: place) }
    if let article: Int64 = row[0] { try intake.withdraw(stamp: Int64(place) + 1, of: article) }
  }

  private mutating func dropMember(_ segment: Int, _ start: Int, beside place: Int) throws {
    let isShared = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM entry WHERE newsroom = ? AND segment = ? AND start = ? AND place <> ?)
        """, arguments: [newsroom, segment, start, place])
    guard isShared == false else { return }
    let length = try Int.fetchOne(
      db, sql: "SELECT length FROM member WHERE newsroom = ? AND segment = ? AND start = ?",
      arguments: [newsroom, segment, start])
    bytes -= length ?? 0
    try db.execute(
      sql: "DELETE FROM member WHERE newsroom = ? AND segment = ? AND start = ?", arguments: [newsroom, segment, start])
  }

  private mutating func dropFiles(of place: Int) throws {
    let names = try Row.fetchAll(
      db, sql: "SELECT sha256, size, isHere FROM entryFile WHERE newsroom = ? AND place = ?",
      arguments: [newsroom, place])
    guard !names.isEmpty else { return }
    try db.execute(sql: "DELETE FROM entryFile WHERE newsroom = ? AND place = ?", arguments: [newsroom, place])
    for row in names {
      let name: String = row[0]
      let isUsed = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM entryFile WHERE sha256 = ?)", arguments: [name])
      if isUsed == false {
        droppedFiles.insert(name)
        if row[2] as Bool { bytes -= row[1] as Int }
      }
    }
  }
}

/// Whether a picture or file of an edition is here: one copy serves all newsrooms.
enum BlobRow {
  static func isHere(_ sha256: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM entryFile WHERE sha256 = ? AND isHere = 1)", arguments: [sha256]) ?? false
  }
}
