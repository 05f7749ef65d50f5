import Foundation
import GRDB
import News

/// What a mirror did, in the transaction of the round, the test or the delivery in which it did so.
extension MirrorRow {
  /// - Parameters:
  ///   - remark: a verdict without weight: it serves, and yet something is to be said.
  ///   - milliseconds: nil where nothing was measured.
  static func succeed(
    _ id: MirrorID, remark: Verdict? = nil, milliseconds: Int?, bytes: Int? = nil, at time: Date, _ db: Database
  ) throws {
    try remember(id, at: time, db) { $0.succeed(milliseconds: milliseconds, bytes: bytes) }
    try db.cachedStatement(
      sql: """
        UPDATE mirror SET verdict = ?1, lastTried = ?2, lastGood = ?2, latency = ifnull(?3, latency) WHERE id = ?4
        """
    ).execute(arguments: [JSONColumn.text(remark), time.milliseconds, milliseconds, id.rawValue])
  }

  /// Being offline is never a mirror's fault, and leaves nothing.
  static func fail(
    _ id: MirrorID, _ verdict: Verdict?, at time: Date, draw: @Sendable () -> Double, _ db: Database
  ) throws {
    guard verdict?.symptom != .offline else { return }
    if let verdict, verdict.weight != .none {
      let draw = draw()
      try remember(id, at: time, db) { $0.fail(verdict, at: Date(milliseconds: time.milliseconds), draw: draw) }
    }
    try db.cachedStatement(sql: "UPDATE mirror SET verdict = ?, lastTried = ? WHERE id = ?")
      .execute(arguments: [JSONColumn.text(verdict), time.milliseconds, id.rawValue])
  }

  /// It was given up, another was faster.
  static func lose(_ id: MirrorID, milliseconds: Int, at time: Date, _ db: Database) throws {
    guard milliseconds >= MirrorMemory.late else { return }
    try remember(id, at: time, db) { $0.lose(milliseconds: milliseconds) }
    try db.cachedStatement(sql: "UPDATE mirror SET lastTried = ? WHERE id = ?")
      .execute(arguments: [time.milliseconds, id.rawValue])
  }

  /// Changes what is remembered of it.
  ///
  /// - Parameter time: of a new deed, to which those of long ago are forgotten; nil where there is none.
  static func remember(
    _ id: MirrorID, at time: Date? = nil, _ db: Database, _ change: (inout MirrorMemory) -> Void
  ) throws {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT memory, lastTried FROM mirror WHERE id = ?"), arguments: [id.rawValue])
    guard let row else { return }
    let isFresh = time.flatMap { time in (row[1] as Int64?).map { Self.isFresh($0, now: time) } } ?? true
    let old = (row[0] as String?).flatMap(MirrorMemory.init) ?? MirrorMemory()
    var memory = isFresh ? old : MirrorMemory()
    change(&memory)
    guard memory != old else { return }
    try write(memory, of: id.rawValue, db)
  }

  private static func write(_ memory: MirrorMemory, of id: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "UPDATE mirror SET memory = ? WHERE id = ?")
      .execute(arguments: [memory == MirrorMemory() ? nil : memory.description, id])
  }

  static func forgive(_ newsroom: NewsroomID?, evenAsked: Bool, _ db: Database) throws {
    // A fourth word is a breaker's.
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, memory FROM mirror WHERE memory LIKE '% % % %' AND newsroom = ifnull(?, newsroom)",
      arguments: [newsroom?.rawValue])
    for row in rows {
      guard let old = MirrorMemory(row[1] as String) else { continue }
      var memory = old
      memory.breaker.forgive(evenAsked: evenAsked)
      if memory != old { try write(memory, of: row[0], db) }
    }
  }

  /// Where it has one that the new one is better than.
  static func replaceVerdict(of id: MirrorID, by verdict: Verdict, _ db: Database) throws {
    let text = try String.fetchOne(
      db, sql: "SELECT verdict FROM mirror WHERE id = ?", arguments: [id.rawValue])
    guard let old: Verdict = JSONColumn.value(text), verdict.replaces(old) else { return }
    try db.execute(
      sql: "UPDATE mirror SET verdict = ? WHERE id = ?", arguments: [JSONColumn.text(verdict), id.rawValue])
  }
}

extension Verdict {
  /// Whether it says the same of a mirror, and more; that all was offline says more than anything.
  func replaces(_ old: Verdict) -> Bool { symptom == old.symptom || symptom == .offline }
}
