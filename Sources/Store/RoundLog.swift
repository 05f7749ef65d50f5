import Foundation
import GRDB
import News

/// What rounds leave behind: a bounded log, and what is remembered of each mirror.
enum RoundLog {
  static let limit = 2000

  static func write(_ report: RoundReport, _ db: Database) throws {
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
    for outcome in report.mirrors { try write(outcome, at: report.ended, db) }
  }

  static func write(_ outcome: MirrorOutcome, at time: Date, _ db: Database) throws {
    let time = time.milliseconds
    switch outcome.kind {
    case .served, .unchanged:
      try db.execute(
        sql: "UPDATE mirror SET verdict = NULL, offer = NULL, lastTried = ?, lastGood = ?, latency = ? WHERE id = ?",
        arguments: [time, time, outcome.milliseconds, outcome.mirror.rawValue])
    case .failed:
      try db.execute(
        sql: "UPDATE mirror SET verdict = ?, lastTried = ? WHERE id = ?",
        arguments: [JSONColumn.text(outcome.verdict), time, outcome.mirror.rawValue])
    case .lost: break
    }
  }

  static func forget(_ db: Database, now: Date) throws {
    let bound = now.addingTimeInterval(-Mirror.memory).milliseconds
    try db.execute(
      sql: """
        UPDATE mirror SET verdict = NULL, lastTried = NULL, lastGood = NULL, latency = NULL, behind = NULL
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

/// A round as JSON in the log. Members may be added, none renamed.
struct StoredRound: Codable {
  struct Outcome: Codable {
    var mirror: MirrorID
    var url: String
    var kind: MirrorOutcome.Kind
    var verdict: Verdict?
    var milliseconds: Int
  }
  var newsroom: NewsroomID
  var name: String
  /// Milliseconds since 1970.
  var started: Int64
  var milliseconds: Int
  var served: MirrorID?
  var servedURL: String?
  var new: Int
  var revised: Int
  var mirrors: [Outcome]
  var isOffline: Bool
  var trouble: String?

  init(_ report: RoundReport) {
    newsroom = report.newsroom
    name = report.name
    started = report.started.milliseconds
    milliseconds = report.milliseconds
    served = report.served
    servedURL = report.servedURL
    new = report.new
    revised = report.revised
    mirrors = report.mirrors.map {
      Outcome(mirror: $0.mirror, url: $0.url, kind: $0.kind, verdict: $0.verdict, milliseconds: $0.milliseconds)
    }
    isOffline = report.isOffline
    trouble = report.trouble
  }

  var report: RoundReport {
    RoundReport(
      newsroom: newsroom, name: name, started: Date(milliseconds: started), milliseconds: milliseconds, served: served,
      servedURL: servedURL, new: new, revised: revised,
      mirrors: mirrors.map {
        MirrorOutcome(mirror: $0.mirror, url: $0.url, kind: $0.kind, verdict: $0.verdict, milliseconds: $0.milliseconds)
      }, isOffline: isOffline, trouble: trouble)
  }
}
