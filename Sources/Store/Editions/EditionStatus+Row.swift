import Foundation
import GRDB
import News

extension EditionStatus {
  /// With the store's own counts.
  static func fetch(_ newsroom: Int64, _ db: Database) throws -> EditionStatus? {
    let row = try Row.fetchOne(
      db, sql: "SELECT status, wanted, bytes FROM edition WHERE newsroom = ?", arguments: [newsroom])
    guard let row else { return nil }
    var status: EditionStatus = JSONColumn.value(row[0]) ?? EditionStatus()
    func count(_ source: String) throws -> Int {
      try Int.fetchOne(db, sql: "SELECT count(*) FROM \(source)", arguments: [newsroom]) ?? 0
    }
    status.wanted = row[1]
    status.bytes = row[2]
    status.missingTexts = try count("wantedBody WHERE newsroom = ?")
    status.missingFiles = try count(
      "(SELECT DISTINCT sha256 FROM entryFile WHERE newsroom = ? AND isHere = 0)")
    status.unknown = try count("entry WHERE newsroom = ? AND isUnknown = 1")
    status.removed = try count("entry WHERE newsroom = ? AND leaf IS NOT NULL")
    status.tampering = try Tampering.fetchAll(newsroom, acknowledged: status.acknowledged, db)
    return status
  }

  /// What its reader has seen stays seen, whatever a round that began before writes.
  func keepingWhatWasSeen(_ before: EditionStatus?) -> EditionStatus {
    guard let before else { return self }
    var status = self
    status.acknowledged = acknowledged.merging(before.acknowledged) { max($0, $1) }
    if let fork = status.fork, let known = before.fork, fork.held == known.held, fork.other == known.other {
      status.fork?.seen = min(fork.seen, known.seen)
      status.fork?.mirror = known.mirror ?? fork.mirror
      status.fork?.acknowledged = known.acknowledged ?? fork.acknowledged
    }
    return status
  }
}

extension EditionStatus.Tampering {
  /// Of mirrors that are followed still, one each, the last one first.
  static func fetchAll(
    _ newsroom: Int64, acknowledged: [String: Date], _ db: Database
  ) throws -> [EditionStatus.Tampering] {
    // SQLite gives the other columns of the row that has the maximum.
    try Row.fetchAll(
      db,
      sql: """
        SELECT e.mirror, e.path, max(e.seen), e.fault FROM evidence e WHERE e.newsroom = ?1
        AND e.mirror IN (SELECT url FROM mirror WHERE newsroom = ?1) GROUP BY e.mirror ORDER BY 3 DESC
        """, arguments: [newsroom]
    ).map { row in
      let (mirror, seen): (String, Date) = (row[0], Date(milliseconds: row[2]))
      return EditionStatus.Tampering(
        mirror: mirror, path: row[1], seen: seen, fault: Phrase.kept(row[3]),
        isAcknowledged: acknowledged[mirror].map { seen.timeIntervalSince($0) < EditionStatus.quiet } ?? false)
    }
  }
}

extension Phrase {
  /// A phrase as a column keeps it; what an older version kept is its English.
  static func kept(_ text: String) -> Phrase { JSONColumn.value(text) ?? Phrase(verbatim: text) }
}
