public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Adds a relay as the newsroom's last. With or without a slash at its end it is the same.
  @discardableResult
  public func addRelay(url: String, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror {
    try await writeDurably(.mirrors) { db in
      try Newsroom.expect(db, newsroom)
      let isThere = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM mirror WHERE newsroom = ? AND kind = 'relay' AND rtrim(url, '/') = rtrim(?, '/'))
          """, arguments: [newsroom.rawValue, url])
      guard isThere != true else { throw StoreFault.exists(url) }
      return try Mirror.insert(db, url: url, kind: .relay, newsroom: newsroom)
    }
  }

  /// What a relay did when it was last asked: `verdict` nil is good.
  public func record(
    relay: MirrorID, verdict: Verdict?, at time: Date, milliseconds: Int?
  ) async throws(StoreFault) {
    try await writeDurably(.mirrors) { db in
      if verdict == nil {
        try db.execute(
          sql: """
            UPDATE mirror SET verdict = NULL, lastTried = ?1, lastGood = ?1, latency = ifnull(?2, latency) WHERE id = ?3
            """, arguments: [time.milliseconds, milliseconds, relay.rawValue])
      } else {
        try db.execute(
          sql: "UPDATE mirror SET verdict = ?, lastTried = ? WHERE id = ?",
          arguments: [JSONColumn.text(verdict), time.milliseconds, relay.rawValue])
      }
    }
  }
}
