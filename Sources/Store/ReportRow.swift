import Foundation
import GRDB
import News

/// A row of `report` with what belongs to it: a draft while it has no state, else a filed report.
struct ReportRow {
  var id: Int64
  var newsroom: Int64?
  var newsroomName: String
  var state: OutboxReport.State?
  var report: Report
  var begun: Date
  var saved: Date
  var filed: Date?
  var nonce: Data?
  var drop: String?
  var dropSize: Int?
  var isCarried: Bool
  var exported: Date?
  var consent: UnsealedConsent
  var sealedTo: [String]?
  var relayed: Date?
  var received: Date?
  var decided: Date?

  private static let selection = """
    SELECT r.id, r.uuid, r.version, r.newsroom, r.newsroomName, r.state, r.words, r.begun, r.saved, r.filed, r.nonce,
      r.dropName, r.dropSize, r.isCarried, r.exported, r.consent, b.text, r.sealedTo, r.relayed, r.received, r.decided
    FROM report r LEFT JOIN reportBody b ON b.report = r.id
    """

  /// Those that the SQL after `FROM` chooses; `r` is the table.
  static func fetchAll(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> [ReportRow] {
    try Row.fetchAll(db, sql: selection + " " + sql, arguments: arguments).map { try ReportRow($0, db) }
  }

  static func fetch(_ db: Database, _ number: ReportNumber) throws -> ReportRow? {
    try fetchAll(db, "WHERE r.id = ?", [number.rawValue]).first
  }

  /// A draft, or what to throw where there is none: it was filed, discarded, or never was.
  static func draft(_ db: Database, _ number: ReportNumber) throws -> ReportRow {
    guard let row = try fetch(db, number), row.state == nil else {
      throw StoreFault.notFound("draft \(number.rawValue)")
    }
    return row
  }

  static func filed(_ db: Database, _ number: ReportNumber) throws -> ReportRow {
    guard let row = try fetch(db, number), row.state != nil else {
      throw StoreFault.notFound("report \(number.rawValue) in the outbox")
    }
    return row
  }

  private init(_ row: Row, _ db: Database) throws {
    id = row[0]
    newsroom = row[3]
    newsroomName = row[4]
    if let word = row[5] as String? {
      guard let known = OutboxReport.State(rawValue: word) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "report \(row[0] as Int64) has no known state")
      }
      state = known
    }
    begun = Date(milliseconds: row[7])
    saved = Date(milliseconds: row[8])
    filed = (row[9] as Int64?).map(Date.init(milliseconds:))
    nonce = row[10]
    drop = row[11]
    dropSize = row[12]
    isCarried = row[13]
    exported = (row[14] as Int64?).map(Date.init(milliseconds:))
    consent = UnsealedConsent(rawValue: row[15]) ?? .none
    sealedTo = try (row[17] as String?).map { try JSONColumn.sure($0) }
    relayed = (row[18] as Int64?).map(Date.init(milliseconds:))
    received = (row[19] as Int64?).map(Date.init(milliseconds:))
    decided = (row[20] as Int64?).map(Date.init(milliseconds:))
    report = Report(id: ReportID(rawValue: row[1]), version: row[2])
    let words: StoredWords = try JSONColumn.sure(row[6])
    words.put(into: &report)
    guard let body = (row[16] as Data?).flatMap(PaddedText.text) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the body of report \(id) can't be read")
    }
    report.body = body
    report.attachments = try StoredFile.fetchAll(db, report: id)
  }

  var number: ReportNumber { ReportNumber(rawValue: id) }

  func draft() -> Draft? {
    guard state == nil, let newsroom else { return nil }
    return Draft(id: number, newsroom: NewsroomID(rawValue: newsroom), report: report, begun: begun, saved: saved)
  }

  func outboxReport(_ db: Database) throws -> OutboxReport? {
    guard let state, let filed else { return nil }
    return OutboxReport(
      id: number, newsroom: newsroom.map(NewsroomID.init(rawValue:)), newsroomName: newsroomName, report: report,
      state: state, filed: filed, drop: drop, dropSize: dropSize, relays: try RelayRecord.fetchAll(db, report: id),
      isCarried: isCarried, exported: exported, consent: consent, sealing: try sealing(db), sealedTo: sealedTo,
      formerDrops: try String.fetchAll(
        db, sql: "SELECT name FROM formerDrop WHERE report = ? ORDER BY name", arguments: [id]),
      relayed: relayed, received: received, decided: decided, letters: try ReportLetter.fetchAll(db, report: id))
  }

  /// By the newsroom's keys of now; what is carried for somebody else is what it came as.
  private func sealing(_ db: Database) throws -> ReportSealing {
    if isCarried { return sealedTo == nil ? .unsealed : .sealed(to: []) }
    guard let newsroom,
      let row = try Row.fetchOne(db, sql: "SELECT status FROM edition WHERE newsroom = ?", arguments: [newsroom])
    else { return .unsealed }
    return ReportSealing(JSONColumn.value(row[0]) ?? EditionStatus())
  }

  /// A new draft with its body and its attachments; the files of those are kept already.
  static func insert(
    _ db: Database, _ report: Report, newsroom: Int64?, now: Date
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO report (uuid, version, newsroom, words, begun, saved, kept) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        report.id.rawValue, report.version, newsroom, try JSONColumn.sureText(StoredWords(report)), now.milliseconds,
        now.milliseconds, now.milliseconds,
      ])
    return try insertParts(db, report, id: db.lastInsertedRowID)
  }

  static func insertParts(_ db: Database, _ report: Report, id: Int64) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO reportBody (report, text) VALUES (?, ?)", arguments: [id, PaddedText.pack(report.body)])
    for (place, attachment) in report.attachments.enumerated() {
      _ = try StoredFile(attachment).insert(db, report: id, place: place + 1, sha256: attachment.sha256)
    }
    return id
  }

  /// What stands in the way of removing a newsroom.
  static func refuseUnfinished(_ db: Database, newsroom: NewsroomID) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT (SELECT name FROM newsroom WHERE id = ?1), ifnull(sum(state IS NULL), 0), ifnull(sum(state = ?2), 0)
        FROM report WHERE newsroom = ?1
        """, arguments: [newsroom.rawValue, OutboxReport.State.filed.rawValue])
    guard let row, let name = row[0] as String? else { return }
    let drafts: Int = row[1]
    let waiting: Int = row[2]
    guard drafts + waiting > 0 else { return }
    throw StoreFault.refused(
      """
      \(name) has work that is not done (drafts: \(drafts), reports not delivered: \(waiting)). Nothing was removed. File or \
      discard the drafts, deliver or forget the reports (wirecopy outbox), then remove it.
      """)
  }
}

extension RelayRecord {
  static func fetchAll(_ db: Database, report: Int64) throws -> [RelayRecord] {
    let statement = try db.cachedStatement(
      sql: "SELECT url, state, attempts, lastTried, nextTry, verdict FROM relayRecord WHERE report = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [report]).map { row in
      RelayRecord(
        url: row[0], state: State(rawValue: row[1]) ?? .waiting, attempts: row[2],
        lastTried: (row[3] as Int64?).map(Date.init(milliseconds:)),
        nextTry: (row[4] as Int64?).map(Date.init(milliseconds:)), verdict: JSONColumn.value(row[5]))
    }
  }

  /// Inserts it, or puts it in the place of the one with its address.
  func write(_ db: Database, report: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO relayRecord (report, url, state, attempts, lastTried, nextTry, verdict) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (report, url) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
          lastTried = excluded.lastTried, nextTry = excluded.nextTry, verdict = excluded.verdict
        """,
      arguments: [
        report, url, state.rawValue, attempts, lastTried?.milliseconds, nextTry?.milliseconds,
        JSONColumn.text(verdict),
      ])
  }
}
