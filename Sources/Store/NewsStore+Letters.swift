import Foundation
import GRDB
public import News
public import Seal

/// Letters of a newsroom that were not tried yet, with the keys to try them with.
public struct LetterBatch: Sendable {
  /// Entries as they are signed, in the order in which they came.
  public struct Letter: Sendable {
    public var number: Int64
    public var place: Int
    public var entry: [UInt8]
  }
  public struct Key: Sendable {
    public var report: ReportNumber
    public var identity: SecretBytes
    /// The entry from which on a letter may answer it, and the letter up to which all were tried.
    public var first: Int
    public var tried: Int64
  }
  public var letters: [Letter]
  public var keys: [Key]
}

extension NewsStore {
  /// The next letters to be tried, at most so many; nil where there are none, or nobody here who may be meant.
  public func untriedLetters(of newsroom: NewsroomID, most: Int) async throws(StoreFault) -> LetterBatch? {
    try await read { db in
      // Versions of one report share their keys: what answers one is shown at the newest.
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT max(k.report) AS report, k.seed, k.identity, k.first, k.tried FROM reportKey k
          JOIN report r ON r.id = k.report WHERE r.newsroom = ? GROUP BY k.identity
          """, arguments: [newsroom.rawValue])
      let keys = rows.compactMap { row in
        ReportKeys(row, seed: "seed", identity: "identity").map { keys in
          LetterBatch.Key(
            report: ReportNumber(rawValue: row["report"]), identity: keys.identity, first: row["first"],
            tried: row["tried"])
        }
      }
      guard let tried = keys.map(\.tried).min() else { return nil }
      let letters = try Row.fetchAll(
        db,
        sql: """
          SELECT l.id, l.place, e.bytes FROM letter l JOIN entry e ON e.newsroom = l.newsroom AND e.place = l.place
          WHERE l.newsroom = ? AND l.id > ? ORDER BY l.id LIMIT ?
          """, arguments: [newsroom.rawValue, tried, most]
      ).map { LetterBatch.Letter(number: $0[0], place: $0[1], entry: [UInt8]($0[2] as Data)) }
      return letters.isEmpty ? nil : LetterBatch(letters: letters, keys: keys)
    }
  }

  /// Keeps what was opened of a batch, and that all of it was tried, in one transaction.
  public func keep(
    _ opened: [(report: ReportNumber, letter: ReportLetter)], of batch: LetterBatch, newsroom: NewsroomID
  ) async throws(StoreFault) {
    guard let last = batch.letters.last?.number else { return }
    try await writeReports { db in
      for (report, letter) in opened {
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO reportLetter (report, newsroom, place, time, text)
            SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM report WHERE id = ?1)
            """,
          arguments: [
            report.rawValue, newsroom.rawValue, letter.place, letter.time.milliseconds, Data(letter.text.utf8),
          ])
      }
      for key in batch.keys where key.tried < last {
        try db.execute(
          sql: "UPDATE reportKey SET tried = max(tried, ?) WHERE report = ?", arguments: [last, key.report.rawValue])
      }
    }
  }
}

extension ReportLetter {
  /// Letters of one report that are shown, the newest of them.
  private static let mostShown = 100

  static func fetchAll(_ db: Database, report: Int64) throws -> [ReportLetter] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT place, time, text FROM reportLetter WHERE report = ? ORDER BY time DESC, place DESC LIMIT ?"),
      arguments: [report, mostShown]
    ).reversed().map { row in
      ReportLetter(
        place: row[0], time: Date(milliseconds: row[1]), text: String(decoding: row[2] as Data, as: UTF8.self))
    }
  }
}
