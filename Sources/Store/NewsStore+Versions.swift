public import Foundation
import GRDB
public import News

extension NewsStore {
  /// A filed report is a draft again, under the same number and version, and will not be sent. Refused when a relay holds it, or may:
  /// its bytes were leaving.
  @discardableResult
  public func withdraw(_ number: ReportNumber, now: Date = Date()) async throws(StoreFault) -> Draft {
    let (draft, drop) = try await writeReports { db in
      let row = try ReportRow.filed(db, number)
      try row.refuseCarried()
      guard row.state == .filed, try !row.mayBeHeld(db) else {
        throw StoreFault.refused(
          "A relay may hold report \(number.rawValue) already. It can't be taken back; edit it to send a new version.")
      }
      for table in ["relayRecord", "reportKey"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE report = ?", arguments: [number.rawValue])
      }
      try db.execute(
        sql: """
          UPDATE report SET state = NULL, filed = NULL, nonce = NULL, dropName = NULL, dropSize = NULL, exported = NULL,
            sealedTo = NULL, relayed = NULL, newsroomName = '', consent = 0, saved = ?1, kept = ?1 WHERE id = ?2
          """, arguments: [now.milliseconds, number.rawValue])
      return (try ReportRow.expectDraft(db, number.rawValue), row.drop)
    }
    try await sweep(drops: drop.map { [$0] } ?? [])
    return draft
  }

  /// A filed report as a draft of its next version, under a new number; where there is such a draft already, that one. The old one is
  /// withdrawn when no relay holds it and none may; else it stays what it is.
  @discardableResult
  public func revise(_ number: ReportNumber, now: Date = Date()) async throws(StoreFault) -> Draft {
    try await writeReports { db in
      let row = try ReportRow.filed(db, number)
      try row.refuseCarried()
      guard let newsroom = row.newsroom else {
        throw StoreFault.refused(
          "\(row.newsroomName) is not followed any more: follow it again, and write to it anew.")
      }
      if row.state == .filed, try !row.mayBeHeld(db) {
        try db.execute(
          sql: "UPDATE report SET state = ? WHERE id = ?",
          arguments: [OutboxReport.State.withdrawn.rawValue, number.rawValue])
      }
      let others = try ReportRow.fetchAll(db, "WHERE r.uuid = ? ORDER BY r.version DESC", [row.report.id.rawValue])
      if let open = others.first(where: { $0.state == nil })?.draft() { return open }
      var report = row.report
      report.version = (others.first?.report.version ?? report.version) + 1
      let id = try ReportRow.insert(db, report, newsroom: newsroom, now: now)
      return try ReportRow.expectDraft(db, id)
    }
  }

  /// Erases a filed report here, whether it was sent or not: its rows, its drop, and its attachments' files that nothing else names.
  ///
  /// In the store's file its place is overwritten with zeros, and the log is emptied unless another process reads just then. What can't be
  /// promised: flash drives and file systems that copy on write keep old blocks for a while, files that are removed leave
  /// theirs behind, and snapshots and backups have what they have. An encrypted disk is the answer to those.
  public func forget(_ number: ReportNumber) async throws(StoreFault) {
    try await erase(number) { db in try ReportRow.filed(db, number) }
  }

  func erase(
    _ number: ReportNumber, _ row: @escaping @Sendable (Database) throws -> ReportRow
  ) async throws(StoreFault) {
    let (files, drop) = try await writeReports { db in
      let row = try row(db)
      try db.execute(sql: "DELETE FROM report WHERE id = ?", arguments: [number.rawValue])
      return (row.report.attachments.map(\.sha256), row.drop)
    }
    try await sweep(files: files, drops: drop.map { [$0] } ?? [])
    await emptyLog()
  }
}

extension ReportRow {
  /// A relay holds it by its own word, or bytes were leaving for one.
  fileprivate func mayBeHeld(_ db: Database) throws -> Bool {
    let isFormer = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM formerDrop WHERE report = ?)", arguments: [id])
    return try isFormer == true
      || RelayRecord.fetchAll(db, report: id).contains { $0.holds || $0.state == .sending || $0.state == .doubtful }
  }

  fileprivate func refuseCarried() throws {
    guard isCarried else { return }
    throw StoreFault.refused("Report \(id) is carried for somebody else: it can be sent or forgotten, not changed.")
  }
}
