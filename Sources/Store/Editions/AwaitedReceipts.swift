import Foundation
import GRDB
import News
import Seal

/// Reports of this reader of which the desk may say something, by the hash that its word would have.
struct AwaitedReceipts {
  private struct Awaited {
    var report: Int64
    var word: ReceiptHash.Word
  }
  let newsroom: Int64
  private var byHash: [[UInt8]: Awaited]?

  init(newsroom: Int64) { self.newsroom = newsroom }

  /// Reports whose receipt is among these are received, published or declined: whoever knows the hash has opened the drop. The
  /// record's order counts, whatever the order in which its entries come.
  /// - Returns: how many of them it changed.
  mutating func take(_ hashes: [[UInt8]], place: Int, time: Date, _ db: Database) throws -> Int {
    let awaited = try byHash ?? Self.load(newsroom, db)
    byHash = awaited
    guard !awaited.isEmpty else { return 0 }
    var count = 0
    for one in hashes.compactMap({ awaited[$0] }) {
      if let state = one.word.state {
        try db.execute(
          sql: """
            UPDATE report SET state = ?1, decided = ?2, decision = ?3, received = ifnull(received, ?2),
              receipt = ifnull(receipt, ?3)
            WHERE id = ?4 AND ifnull(decision, -1) < ?3
            """, arguments: [state.rawValue, time.milliseconds, place, one.report])
      } else {
        try db.execute(
          sql: """
            UPDATE report SET state = CASE WHEN decision IS NULL THEN ?1 ELSE state END, received = ?2, receipt = ?3
            WHERE id = ?4 AND (received IS NULL OR receipt > ?3)
            """, arguments: [OutboxReport.State.received.rawValue, time.milliseconds, place, one.report])
      }
      count += db.changesCount
    }
    return count
  }

  /// What a thief of the newsroom's keys has acknowledged, the desk may never have seen: it is sent again.
  static func goBack(to size: Int, _ newsroom: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE report SET state = ?1, decided = NULL, decision = NULL WHERE newsroom = ?2 AND decision >= ?3
        """, arguments: [OutboxReport.State.received.rawValue, newsroom, size])
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

  private static func load(_ newsroom: Int64, _ db: Database) throws -> [[UInt8]: Awaited] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT r.id, r.nonce, r.dropName FROM report r
        WHERE r.newsroom = ?1 AND r.nonce IS NOT NULL AND r.dropName IS NOT NULL
        UNION ALL SELECT r.id, r.nonce, f.name FROM report r JOIN formerDrop f ON f.report = r.id
        WHERE r.newsroom = ?1 AND r.nonce IS NOT NULL
        """, arguments: [newsroom])
    var awaited: [[UInt8]: Awaited] = [:]
    while let row = try rows.next() {
      guard let drop = Hexadecimal.read((row[2] as String).utf8) else { continue }
      for word in ReceiptHash.Word.allCases {
        let hash = ReceiptHash.of(nonce: [UInt8](row[1] as Data), drop: drop, saying: word)
        awaited[hash] = Awaited(report: row[0], word: word)
      }
    }
    return awaited
  }
}

extension ReceiptHash.Word {
  /// Nil of the receipt itself.
  fileprivate var state: OutboxReport.State? {
    switch self {
    case .received: nil
    case .published: .published
    case .declined: .declined
    }
  }
}
