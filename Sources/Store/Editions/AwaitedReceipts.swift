import Foundation
import GRDB
import News
import Seal

/// Reports of this reader for which the desk's receipt may come, by the hash that it would have.
struct AwaitedReceipts {
  let newsroom: Int64
  private var byHash: [[UInt8]: Int64]?

  init(newsroom: Int64) { self.newsroom = newsroom }

  /// Reports whose receipt is among these are received: whoever knows the hash has opened the drop.
  /// - Returns: how many.
  mutating func take(_ hashes: [[UInt8]], place: Int, time: Date, _ db: Database) throws -> Int {
    let awaited = try byHash ?? Self.load(newsroom, db)
    byHash = awaited
    guard !awaited.isEmpty else { return 0 }
    var count = 0
    for report in Set(hashes.compactMap { awaited[$0] }) {
      try db.execute(
        sql: "UPDATE report SET state = ?, received = ?, receipt = ? WHERE id = ? AND received IS NULL",
        arguments: [OutboxReport.State.received.rawValue, time.milliseconds, place, report])
      count += db.changesCount
    }
    return count
  }

  /// What a thief of the newsroom's keys has acknowledged, the desk may never have seen: it is sent again.
  static func goBack(to size: Int, _ newsroom: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE report SET state = ?1, received = NULL, receipt = NULL, relayed = NULL
        WHERE newsroom = ?2 AND receipt >= ?3 AND state = ?4 AND nonce IS NOT NULL
        """,
      arguments: [
        OutboxReport.State.filed.rawValue, newsroom, size, OutboxReport.State.received.rawValue,
      ])
    try db.execute(
      sql: """
        UPDATE reportKey SET first = min(first, ?) WHERE report IN (SELECT id FROM report WHERE newsroom = ?)
        """, arguments: [size, newsroom])
  }

  private static func load(_ newsroom: Int64, _ db: Database) throws -> [[UInt8]: Int64] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT r.id, r.nonce, r.dropName FROM report r
        WHERE r.newsroom = ?1 AND r.nonce IS NOT NULL AND r.received IS NULL AND r.dropName IS NOT NULL
        UNION ALL SELECT r.id, r.nonce, f.name FROM report r JOIN formerDrop f ON f.report = r.id
        WHERE r.newsroom = ?1 AND r.nonce IS NOT NULL AND r.received IS NULL
        """, arguments: [newsroom])
    var awaited: [[UInt8]: Int64] = [:]
    while let row = try rows.next() {
      guard let drop = Hexadecimal.read((row[2] as String).utf8) else { continue }
      awaited[ReceiptHash.of(nonce: [UInt8](row[1] as Data), drop: drop)] = row[0]
    }
    return awaited
  }
}
