public import Foundation
import GRDB
public import News
public import Seal

/// A report's one-time keys: what signs its versions, and what opens the letters that answer it.
public struct ReportKeys: Sendable {
  /// Of an Ed25519 key, 32 bytes.
  public var seed: SecretBytes
  /// A Curve25519 key, 32 bytes.
  public var identity: SecretBytes

  public init() { self.init(seed: SecretBytes(random: 32), identity: SecretBytes(random: 32)) }

  init(seed: SecretBytes, identity: SecretBytes) {
    self.seed = seed
    self.identity = identity
  }

  /// From a row; nil where that is damaged.
  init?(_ row: Row, seed: String, identity: String) {
    var bytes: (seed: [UInt8], identity: [UInt8]) = ([UInt8](row[seed] as Data), [UInt8](row[identity] as Data))
    guard bytes.seed.count == 32, bytes.identity.count == 32 else { return nil }
    self.init(seed: SecretBytes(taking: &bytes.seed), identity: SecretBytes(taking: &bytes.identity))
  }
}

extension NewsStore {
  /// Seconds after its receipt for which a report's keys are kept: letters that come later can't be read.
  public static let keysLast: TimeInterval = 90 * 86_400

  /// The keys of a filed report: those that it has, or that an earlier version of it has; else new ones, on the disk when this
  /// returns.
  public func keys(of number: ReportNumber) async throws(StoreFault) -> ReportKeys {
    let fresh = ReportKeys()
    return try await writeReports { db in
      let row = try ReportRow.filed(db, number)
      let known = try Row.fetchOne(
        db,
        sql: """
          SELECT k.report, k.seed, k.identity, k.first, k.tried FROM reportKey k JOIN report r ON r.id = k.report
          WHERE r.uuid = ? ORDER BY r.id = ? DESC, r.id DESC LIMIT 1
          """, arguments: [row.report.id.rawValue, number.rawValue])
      if let known {
        guard let keys = ReportKeys(known, seed: "seed", identity: "identity") else {
          throw DatabaseError(
            resultCode: .SQLITE_CORRUPT, message: "the keys of report \(number.rawValue) can't be read")
        }
        if known["report"] as Int64 != number.rawValue {
          try Self.insert(keys, db, number, first: known["first"], tried: known["tried"])
        }
        return keys
      }
      // Letters that are here already can't answer what was not sent yet.
      let first: Int =
        try Row.fetchOne(db, sql: "SELECT status FROM edition WHERE newsroom = ?", arguments: [row.newsroom])
        .flatMap { JSONColumn.value($0[0]) as EditionStatus? }?.size ?? 0
      let tried = try Int64.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM letter") ?? 0
      try Self.insert(fresh, db, number, first: first, tried: tried)
      return fresh
    }
  }

  private static func insert(
    _ keys: ReportKeys, _ db: Database, _ number: ReportNumber, first: Int, tried: Int64
  ) throws {
    try db.execute(
      sql: "INSERT INTO reportKey (report, seed, identity, first, tried) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        number.rawValue, keys.seed.withBytes { Data($0) }, keys.identity.withBytes { Data($0) }, first, tried,
      ])
  }

  /// As many relays as are needed hold it. Nothing is written where the desk has it already, or its writer thought otherwise.
  public func setRelayed(_ number: ReportNumber, now: Date) async throws(StoreFault) {
    try await writeReports { db in
      try db.execute(
        sql: "UPDATE report SET state = ?, relayed = ? WHERE id = ? AND state = ?",
        arguments: [
          OutboxReport.State.relayed.rawValue, now.milliseconds, number.rawValue, OutboxReport.State.filed.rawValue,
        ])
    }
  }

  /// Filed again, to be sent on: what it was relayed as can't be opened by the newsroom's keys of now; or, with `doubting`, no
  /// receipt came for what relays said that they hold.
  public func sendAgain(_ number: ReportNumber, doubting: Bool) async throws(StoreFault) {
    try await writeReports { db in
      try db.execute(
        sql: "UPDATE report SET state = ?, relayed = NULL WHERE id = ? AND state = ?",
        arguments: [
          OutboxReport.State.filed.rawValue, number.rawValue, OutboxReport.State.relayed.rawValue,
        ])
      guard doubting, db.changesCount == 1 else { return }
      try db.execute(
        sql: "UPDATE relayRecord SET state = ?, nextTry = NULL WHERE report = ? AND state IN (?, ?)",
        arguments: [
          RelayRecord.State.doubtful.rawValue, number.rawValue, RelayRecord.State.held.rawValue,
          RelayRecord.State.confirmed.rawValue,
        ])
    }
  }

  /// Keys and nonces that are needed no longer go: who finds this machine later can neither read what the desk answers, nor sign
  /// as who wrote it, nor prove by a receipt that it was written here.
  func expireKeys(now: Date) async throws(StoreFault) {
    let before = now.addingTimeInterval(-Self.keysLast).milliseconds
    let isDue = try await read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM report WHERE received < ? AND nonce IS NOT NULL)", arguments: [before])
    }
    guard isDue == true else { return }
    try await writeReports { db in
      try db.execute(
        sql: "DELETE FROM reportKey WHERE report IN (SELECT id FROM report WHERE received < ?)", arguments: [before])
      try db.execute(sql: "UPDATE report SET nonce = NULL WHERE received < ?", arguments: [before])
    }
    await emptyLog()
  }
}
