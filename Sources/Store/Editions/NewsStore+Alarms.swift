public import Foundation
import GRDB
public import News

extension NewsStore {
  /// A newsroom's reader has seen what is wrong with it. A fork stops it all the same.
  public func acknowledgeAlarms(of newsroom: NewsroomID, now: Date = Date()) async throws(StoreFault) {
    try await writeDurably([.newsrooms, .mirrors]) { db in
      guard var status = try EditionStatus.fetch(newsroom.rawValue, db) else { return }
      if status.fork != nil, status.fork?.acknowledged == nil { status.fork?.acknowledged = now }
      for tampering in status.tampering where !tampering.isAcknowledged { status.acknowledged[tampering.mirror] = now }
      try db.execute(
        sql: "UPDATE edition SET status = ? WHERE newsroom = ?",
        arguments: [JSONColumn.text(status), newsroom.rawValue])
    }
  }

  /// Its reader compared the newsroom's keys by other means, and they are the ones.
  ///
  /// - Throws: `refused` where other keys are followed, or were given.
  public func vouch(for newsroom: NewsroomID, fingerprint: String) async throws(StoreFault) {
    try await addEdition(mirrors: [], to: newsroom, fingerprint: fingerprint)
  }

  /// Whether a newsroom removed an entry, and what it says of that; nil for one that is there, or was never seen.
  public func removal(of place: Int, in newsroom: NewsroomID) async throws(StoreFault) -> SignedRemoval? {
    try await read { db in
      let isRemoved = try Bool.fetchOne(
        db, sql: "SELECT leaf IS NOT NULL FROM entry WHERE newsroom = ? AND place = ?",
        arguments: [newsroom.rawValue, place])
      guard isRemoved == true else { return nil }
      // Removals are rare, and so is this question.
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT bytes FROM entry WHERE newsroom = ? AND place > ? AND instr(bytes, CAST('"removal"' AS BLOB)) > 0
          ORDER BY place DESC
          """, arguments: [newsroom.rawValue, place])
      while let row = try rows.next() {
        guard let words = try? JSONDecoder().decode(RemovalWords.self, from: row[0]), words.kind == "removal",
          words.index == place
        else { continue }
        return SignedRemoval(place: place, note: words.note, time: words.time.flatMap(SignedWords.date))
      }
      return SignedRemoval(place: place)
    }
  }
}

/// An entry that removes another, as far as it is shown.
struct RemovalWords: Decodable {
  var kind: String
  var index: Int
  var note: String?
  var time: String?
}
