public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Into the outbox, in one transaction and under the same number: a draft until it commits, a filed report from then on. Its
  /// consent is the newsroom's.
  ///
  /// - Parameter nonce: 32 bytes that nobody can guess.
  @discardableResult
  public func file(
    _ number: ReportNumber, nonce: [UInt8], now: Date = Date()
  ) async throws(StoreFault) -> OutboxReport {
    try await writeReports { db in
      _ = try ReportRow.draft(db, number)
      try db.execute(
        sql: """
          UPDATE report SET state = ?, filed = ?, nonce = ?, newsroomName = n.name, consent = n.consent
          FROM newsroom n WHERE n.id = report.newsroom AND report.id = ?
          """,
        arguments: [OutboxReport.State.filed.rawValue, now.milliseconds, Data(nonce), number.rawValue])
      return try ReportRow.expectFiled(db, number)
    }
  }

  /// The last filed first.
  public func outbox() async throws(StoreFault) -> [OutboxReport] {
    await sweepOnce()
    return try await read { db in
      try ReportRow.fetchAll(db, "WHERE r.state IS NOT NULL ORDER BY r.filed DESC, r.id DESC").compactMap {
        try $0.outboxReport(db)
      }
    }
  }

  public func outboxReport(_ number: ReportNumber) async throws(StoreFault) -> OutboxReport? {
    try await read { db in try ReportRow.fetch(db, number)?.outboxReport(db) }
  }

  /// What packing needs; nil for what is not in the outbox, and for what came here packed.
  public func filing(_ number: ReportNumber) async throws(StoreFault) -> Filing? {
    let files = files
    return try await read { db in
      guard let row = try ReportRow.fetch(db, number), !row.isCarried, let nonce = row.nonce,
        let report = try row.outboxReport(db)
      else { return nil }
      return Filing(
        report: report, nonce: [UInt8](nonce), files: row.report.attachments.map { files.file($0.sha256) })
    }
  }

  /// Filed and not delivered. Those that a relay can be asked for now come first, each in the order of filing: a relay that rests
  /// holds nobody back.
  public func dueReports(now: Date = Date()) async throws(StoreFault) -> [OutboxReport] {
    await sweepOnce()
    let reports = try await read { db in
      try ReportRow.fetchAll(db, "WHERE r.state = ? ORDER BY r.filed, r.id", [OutboxReport.State.filed.rawValue])
        .compactMap { try $0.outboxReport(db) }
    }
    let rests = { (report: OutboxReport) in
      !report.relays.isEmpty && report.relays.allSatisfy { $0.nextTry.map { $0 > now } ?? false }
    }
    return reports.filter { !rests($0) } + reports.filter(rests)
  }

  public func outboxCounts() async throws(StoreFault) -> (drafts: Int, waiting: Int) {
    try await read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT ifnull(sum(state IS NULL), 0), ifnull(sum(state = ?), 0) FROM report",
        arguments: [OutboxReport.State.filed.rawValue])
      return (row?[0] ?? 0, row?[1] ?? 0)
    }
  }

  /// What it is packed as. The file is in `dropsFolder`, flushed with its folder; where it is not, nothing is written. What
  /// relays did with another drop of it says nothing of this one: that is let go of, and only the name of one that may be out
  /// stays, for its receipt.
  ///
  /// - Parameter sealedTo: `age1…`; nil where it is not sealed.
  public func setDrop(
    _ number: ReportNumber, name: String, size: Int, sealedTo: [String]? = nil
  ) async throws(StoreFault) {
    let drops = drops
    let old = try await writeReports { db in
      let row = try ReportRow.filed(db, number)
      guard Self.isHash(name), drops.size(name) == size else { throw StoreFault.notFound("drop \(name)") }
      if let old = row.drop, old != name {
        if try row.outboxReport(db)?.mayBeOut ?? false {
          try db.execute(
            sql: "INSERT OR IGNORE INTO formerDrop (report, name) VALUES (?, ?)", arguments: [number.rawValue, old])
        }
        try db.execute(sql: "DELETE FROM relayRecord WHERE report = ?", arguments: [number.rawValue])
      }
      try db.execute(
        sql: "UPDATE report SET dropName = ?, dropSize = ?, sealedTo = ? WHERE id = ?",
        arguments: [name, size, try sealedTo.map { try JSONColumn.sureText($0) }, number.rawValue])
      return row.drop == name ? nil : row.drop
    }
    if let old { try await sweep(drops: [old]) }
  }

  /// What a relay did, in the place of what was known of it. `sending` is refused where the report was taken back meanwhile: no
  /// byte may leave then.
  public func record(_ number: ReportNumber, _ relay: RelayRecord) async throws(StoreFault) {
    try await change(number) { db, report in
      if relay.state == .sending, report.state == .withdrawn {
        throw StoreFault.refused("Report \(number.rawValue) was taken back: it is not sent.")
      }
      try relay.write(db, report: number.rawValue)
    }
  }

  public func setState(_ number: ReportNumber, _ state: OutboxReport.State) async throws(StoreFault) {
    try await change(number) { db, _ in
      try db.execute(
        sql: "UPDATE report SET state = ? WHERE id = ?", arguments: [state.rawValue, number.rawValue])
    }
  }

  /// It was written to a file for a USB stick.
  public func setExported(_ number: ReportNumber, _ date: Date) async throws(StoreFault) {
    try await change(number) { db, _ in
      try db.execute(
        sql: "UPDATE report SET exported = ? WHERE id = ?", arguments: [date.milliseconds, number.rawValue])
    }
  }

  /// Whether this one may be sent unsealed, whatever holds for its newsroom.
  public func setConsent(of number: ReportNumber, _ consent: UnsealedConsent) async throws(StoreFault) {
    try await change(number) { db, _ in
      try db.execute(
        sql: "UPDATE report SET consent = ? WHERE id = ?", arguments: [consent.rawValue, number.rawValue])
    }
  }

  /// Takes in what somebody else packed: its file is in `dropsFolder`, flushed. The same drop again is the report there is,
  /// for this newsroom if it had none. `isSealed`: nobody here can read it, nor need agree to anything.
  @discardableResult
  public func carry(
    _ report: Report, newsroomName: String, newsroom: NewsroomID?, drop: String, size: Int, relays: [String],
    consent: UnsealedConsent, isSealed: Bool = false, now: Date = Date()
  ) async throws(StoreFault) -> OutboxReport {
    let drops = drops
    return try await writeReports { db in
      if let known = try ReportRow.fetchAll(db, "WHERE r.dropName = ? ORDER BY r.id", [drop]).first {
        if let newsroom {
          try Newsroom.expect(db, newsroom)
          try db.execute(
            sql: "UPDATE report SET newsroom = ? WHERE id = ? AND isCarried AND newsroom IS NULL",
            arguments: [newsroom.rawValue, known.number.rawValue])
        }
        return try ReportRow.expectFiled(db, known.number)
      }
      guard Self.isHash(drop), drops.size(drop) == size else { throw StoreFault.notFound("drop \(drop)") }
      if let newsroom { try Newsroom.expect(db, newsroom) }
      try db.execute(
        sql: """
          INSERT INTO report (uuid, version, newsroom, newsroomName, state, words, begun, saved, kept, filed, dropName,
            dropSize, isCarried, consent, sealedTo)
          VALUES (:uuid, :version, :newsroom, :name, :state, :words, :now, :now, :now, :now, :drop, :size, 1, :consent,
            :sealedTo)
          """,
        arguments: [
          "uuid": report.id.rawValue, "version": report.version, "newsroom": newsroom?.rawValue, "name": newsroomName,
          "state": OutboxReport.State.filed.rawValue, "words": try JSONColumn.sureText(StoredWords(report)),
          "now": now.milliseconds, "drop": drop, "size": size, "consent": consent.rawValue,
          "sealedTo": isSealed ? "[]" : nil,
        ])
      let id = try ReportRow.insertParts(db, report, id: db.lastInsertedRowID)
      for url in relays { try RelayRecord(url: url).write(db, report: id) }
      return try ReportRow.expectFiled(db, ReportNumber(rawValue: id))
    }
  }

  /// 64 lower-case hexadecimal digits: no path leads out of a folder by them.
  private static func isHash(_ name: String) -> Bool {
    name.utf8.count == 64 && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private func change(
    _ number: ReportNumber, _ updates: @escaping @Sendable (Database, ReportRow) throws -> Void
  ) async throws(StoreFault) {
    try await writeReports { db in try updates(db, try ReportRow.filed(db, number)) }
  }
}

extension ReportRow {
  static func expectFiled(_ db: Database, _ number: ReportNumber) throws -> OutboxReport {
    guard let report = try filed(db, number).outboxReport(db) else {
      throw StoreFault.notFound("report \(number.rawValue) in the outbox")
    }
    return report
  }
}
