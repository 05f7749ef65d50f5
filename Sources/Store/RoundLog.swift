import Foundation
import GRDB
import News

/// What rounds leave behind: a bounded log, and what is remembered of each mirror.
enum RoundLog {
  static let limit = 2000

  static func write(_ report: RoundReport, draw: @Sendable () -> Double, _ db: Database) throws {
    let isKnown = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM newsroom WHERE id = ?)", arguments: [report.newsroom.rawValue])
    guard isKnown == true else { return }
    try db.execute(
      sql: "INSERT INTO round (newsroom, started, report) VALUES (?, ?, ?)",
      arguments: [report.newsroom.rawValue, report.started.milliseconds, JSONColumn.text(StoredRound(report))])
    if report.served != nil {
      try db.execute(
        sql: "UPDATE newsroom SET lastServed = ? WHERE id = ?",
        arguments: [report.ended.milliseconds, report.newsroom.rawValue])
    }
    // Being offline is never a mirror's fault.
    guard !report.isOffline else { return }
    try db.execute(
      sql: "UPDATE newsroom SET rounds = rounds + 1 WHERE id = ?", arguments: [report.newsroom.rawValue])
    for outcome in report.mirrors { try write(outcome, at: report.ended, draw: draw, db) }
  }

  static func write(
    _ outcome: MirrorOutcome, at time: Date, draw: @Sendable () -> Double, _ db: Database
  ) throws {
    switch outcome.kind {
    case .served, .unchanged:
      let remark = outcome.verdict.flatMap { $0.weight == .none ? $0 : nil }
      try MirrorRow.succeed(
        outcome.mirror, remark: remark, milliseconds: outcome.milliseconds, bytes: outcome.bytes, at: time, db)
      try db.execute(sql: "UPDATE mirror SET offer = NULL WHERE id = ?", arguments: [outcome.mirror.rawValue])
    case .failed: try MirrorRow.fail(outcome.mirror, outcome.verdict, at: time, draw: draw, db)
    case .lost: try MirrorRow.lose(outcome.mirror, milliseconds: outcome.milliseconds, at: time, db)
    }
  }

  /// In the newest round of the mirror's newsroom, where that says something else of it.
  static func replaceVerdict(of mirror: MirrorID, by verdict: Verdict, _ db: Database) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT id, report FROM round WHERE newsroom = (SELECT newsroom FROM mirror WHERE id = ?)
        ORDER BY started DESC, id DESC LIMIT 1
        """, arguments: [mirror.rawValue])
    guard let row, var round: StoredRound = JSONColumn.value(row[1]) else { return }
    guard
      let place = round.mirrors.firstIndex(where: { outcome in
        outcome.mirror == mirror && outcome.kind == .failed && outcome.verdict.map(verdict.replaces) == true
      })
    else { return }
    round.mirrors[place].verdict = verdict
    try db.execute(
      sql: "UPDATE round SET report = ? WHERE id = ?", arguments: [JSONColumn.text(round), row[0] as Int64])
  }

  static func forget(_ db: Database, now: Date) throws {
    let bound = now.addingTimeInterval(-MirrorRow.span).milliseconds
    try db.execute(
      sql: """
        UPDATE mirror SET verdict = NULL, lastTried = NULL, lastGood = NULL, latency = NULL, behind = NULL, memory = NULL
        WHERE lastTried < ?
        """, arguments: [bound])
    try db.execute(sql: "DELETE FROM round WHERE started < ?", arguments: [bound])
    try db.execute(
      sql: "DELETE FROM round WHERE id <= (SELECT id FROM round ORDER BY id DESC LIMIT 1 OFFSET ?)", arguments: [limit])
  }
}

extension RoundReport {
  var ended: Date { started.addingTimeInterval(Double(milliseconds) / 1000) }
}
