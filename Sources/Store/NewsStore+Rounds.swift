public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Where the mirror left off; nil before its first delivery, and after its URL changed.
  public func cursor(of mirror: MirrorID) async throws(StoreFault) -> Cursor? {
    try await cursors(of: [mirror])[mirror]
  }

  public func cursors(of mirrors: [MirrorID]) async throws(StoreFault) -> [MirrorID: Cursor] {
    try await read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT etag, lastModified, contentHash FROM mirror WHERE id = ? AND cursorURL = url")
      var cursors: [MirrorID: Cursor] = [:]
      for id in mirrors {
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else { continue }
        cursors[id] = Cursor(etag: row[0], lastModified: row[1], contentHash: (row[2] as Data?).map { [UInt8]($0) })
      }
      return cursors
    }
  }

  /// Stores a page of news and its cursor in one transaction. Storing it twice changes nothing.
  @discardableResult
  public func commit(_ delivery: Delivery) async throws(StoreFault) -> DeliveryResult {
    try await commit([PreparedDelivery(delivery)]).first ?? DeliveryResult()
  }

  /// Several rounds in one transaction: all of them or none.
  @discardableResult
  public func commit(_ deliveries: [Delivery]) async throws(StoreFault) -> [DeliveryResult] {
    let prepared = await withTaskGroup(of: (Int, PreparedDelivery).self) { group in
      for (place, delivery) in deliveries.enumerated() { group.addTask { (place, PreparedDelivery(delivery)) } }
      var prepared: [(Int, PreparedDelivery)] = []
      for await one in group { prepared.append(one) }
      return prepared.sorted { $0.0 < $1.0 }.map(\.1)
    }
    return try await commit(prepared)
  }

  /// Several rounds in one transaction: all of them or none. A newsroom that was removed meanwhile is passed over.
  @discardableResult
  public func commit(_ deliveries: [PreparedDelivery]) async throws(StoreFault) -> [DeliveryResult] {
    guard !deliveries.isEmpty else { return [] }
    return try await write([.articles, .mirrors, .newsrooms]) { db in
      var intake = try Intake(db)
      var results: [DeliveryResult] = []
      for delivery in deliveries { results.append(try intake.take(delivery)) }
      try intake.finish()
      return results
    }
  }

  /// Remembers what a round came to: its mirrors' verdicts and times and how they did, and a line of the log.
  ///
  /// - Parameter draw: 0 ..< 1, for the jitter of the rests.
  public func record(
    _ report: RoundReport, draw: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) async throws(StoreFault) {
    try await record([report], draw: draw)
  }

  public func record(
    _ reports: [RoundReport], draw: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) async throws(StoreFault) {
    guard !reports.isEmpty else { return }
    try await write([.rounds, .mirrors, .newsrooms]) { db in
      for report in reports { try RoundLog.write(report, draw: draw, db) }
      try RoundLog.forget(db, now: reports.map(\.ended).max() ?? .distantPast)
    }
  }

  /// Remembers what a mirror did when it was tested, outside any round.
  public func record(
    test outcome: MirrorOutcome, at time: Date, draw: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) async throws(StoreFault) {
    try await write(.mirrors) { db in try RoundLog.write(outcome, at: time, draw: draw, db) }
  }

  /// A better verdict on what a mirror did last: that it is blocked, or that all was offline. It takes the place of one of the same
  /// symptom (offline that of any), of the mirror's and in the newest round of its newsroom. What counted against it has.
  public func record(verdict: Verdict, of mirror: MirrorID) async throws(StoreFault) {
    try await write([.rounds, .mirrors]) { db in
      try MirrorRow.replaceVerdict(of: mirror, by: verdict, db)
      try RoundLog.replaceVerdict(of: mirror, by: verdict, db)
    }
  }

  /// The log, newest first: at most 2,000 rounds of the last 7 days.
  public func rounds(limit: Int) async throws(StoreFault) -> [RoundReport] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT report FROM round ORDER BY started DESC, id DESC LIMIT ?", arguments: [limit])
        .compactMap { row in
          let stored: StoredRound? = JSONColumn.value(row[0])
          return stored?.report
        }
    }
  }
}
