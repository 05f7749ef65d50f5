public import Foundation
import GRDB
public import News

extension NewsStore {
  /// A draft of this report, on the disk with its words. Attachments that it names must be kept here already, by another draft.
  @discardableResult
  public func beginDraft(
    _ report: Report, for newsroom: NewsroomID, now: Date = Date()
  ) async throws(StoreFault) -> Draft {
    await sweepOnce()
    let files = files
    return try await writeReports { db in
      try Newsroom.expect(db, newsroom)
      for attachment in report.attachments where files.size(attachment.sha256) == nil {
        throw StoreFault.notFound("file \(attachment.originalName)")
      }
      let id = try ReportRow.insert(db, report, newsroom: newsroom.rawValue, now: now)
      return try ReportRow.expectDraft(db, id)
    }
  }

  /// The last saved first.
  public func drafts() async throws(StoreFault) -> [Draft] {
    await sweepOnce()
    return try await read { db in
      try ReportRow.fetchAll(db, "WHERE r.state IS NULL ORDER BY r.saved DESC, r.id DESC").compactMap { $0.draft() }
    }
  }

  public func draft(_ number: ReportNumber) async throws(StoreFault) -> Draft? {
    try await read { db in try ReportRow.fetch(db, number)?.draft() }
  }

  /// Puts the draft on the disk. False, and nothing is written, when it is a draft no longer (another process filed or
  /// discarded it), or when somebody else kept other words since `change.basis`: then what the writer has should become a draft of its
  /// own (`beginDraft`).
  public func keepDraft(
    _ number: ReportNumber, _ change: DraftChange, now: Date = Date()
  ) async throws(StoreFault) -> Bool {
    let body = PaddedText.pack(change.body)
    return try await writeReports { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT words, kept FROM report WHERE id = ? AND state IS NULL", arguments: [number.rawValue])
      guard let row else { return false }
      if let basis = change.basis, row[1] > basis.milliseconds { return false }
      var words: StoredWords = try JSONColumn.sure(row[0])
      words.take(change)
      try db.execute(
        sql: "UPDATE report SET words = ?, saved = ?, kept = ? WHERE id = ?",
        arguments: [try JSONColumn.sureText(words), now.milliseconds, now.milliseconds, number.rawValue])
      if let newsroom = change.newsroom {
        try Newsroom.expect(db, newsroom)
        try db.execute(
          sql: "UPDATE report SET newsroom = ?1 WHERE id = ?2 AND newsroom <> ?1",
          arguments: [newsroom.rawValue, number.rawValue])
      }
      try db.execute(
        sql: "UPDATE reportBody SET text = ? WHERE report = ?", arguments: [body, number.rawValue])
      return true
    }
  }

  /// Erases a draft with its attachments; see `forget` for what that means.
  public func discardDraft(_ number: ReportNumber) async throws(StoreFault) {
    try await erase(number) { db in try ReportRow.draft(db, number) }
  }
}

extension Newsroom {
  static func expect(_ db: Database, _ id: NewsroomID) throws {
    let isKnown = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM newsroom WHERE id = ?)", arguments: [id.rawValue])
    guard isKnown == true else { throw StoreFault.notFound("newsroom \(id.rawValue)") }
  }
}

extension ReportRow {
  static func expectDraft(_ db: Database, _ id: Int64) throws -> Draft {
    let number = ReportNumber(rawValue: id)
    guard let draft = try draft(db, number).draft() else { throw StoreFault.notFound("draft \(id)") }
    return draft
  }
}
