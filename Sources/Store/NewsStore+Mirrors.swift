public import Foundation
import GRDB
public import News

extension NewsStore {
  /// All mirrors and relays, by newsroom and in the reader's order, a newsroom's relays after its mirrors. What a mirror did more than 7 days ago is forgotten.
  public func mirrors(now: Date = Date()) async throws(StoreFault) -> [Mirror] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: Mirror.selection + " JOIN newsroom n ON n.id = m.newsroom ORDER BY n.name COLLATE NOCASE, \(Mirror.order)"
      ).map { Mirror(row: $0, now: now) }
    }
  }

  public func mirrors(of newsroom: NewsroomID, now: Date = Date()) async throws(StoreFault) -> [Mirror] {
    try await read { db in
      try Row.fetchAll(
        db, sql: Mirror.selection + " WHERE m.newsroom = ? ORDER BY \(Mirror.order)", arguments: [newsroom.rawValue]
      ).map { Mirror(row: $0, now: now) }
    }
  }

  /// Adds it as the newsroom's last.
  @discardableResult
  public func addMirror(url: String, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror {
    try await writeDurably(.mirrors) { db in
      try Newsroom.expect(db, newsroom)
      guard try !Mirror.exists(db, url: url, newsroom: newsroom) else { throw StoreFault.exists(url) }
      return try Mirror.insert(db, url: url, newsroom: newsroom)
    }
  }

  public func removeMirror(_ id: MirrorID) async throws(StoreFault) {
    try await change(id) { db, _ in
      try db.execute(sql: "DELETE FROM mirror WHERE id = ?", arguments: [id.rawValue])
    }
  }

  /// At most one mirror of a newsroom is pinned, and one relay: pinning this one lets go of the other.
  public func setPinned(_ id: MirrorID, _ isPinned: Bool) async throws(StoreFault) {
    try await change(id) { db, mirror in
      if isPinned {
        try db.execute(
          sql: "UPDATE mirror SET isPinned = 0 WHERE newsroom = ? AND (kind = 'relay') = ?",
          arguments: [mirror.newsroom.rawValue, mirror.kind == .relay])
      }
      try db.execute(sql: "UPDATE mirror SET isPinned = ? WHERE id = ?", arguments: [isPinned, id.rawValue])
    }
  }

  public func setDisabled(_ id: MirrorID, _ isDisabled: Bool) async throws(StoreFault) {
    try await change(id) { db, _ in
      try db.execute(sql: "UPDATE mirror SET isDisabled = ? WHERE id = ?", arguments: [isDisabled, id.rawValue])
    }
  }

  /// Moves it to a place in its newsroom's order, from 0; a place beyond the end is the end. A relay stays behind the mirrors, a
  /// mirror before the relays.
  public func moveMirror(_ id: MirrorID, to position: Int) async throws(StoreFault) {
    try await change(id) { db, mirror in
      let others = try Row.fetchAll(
        db,
        sql: "SELECT m.id, m.kind = 'relay' FROM mirror m WHERE m.newsroom = ? AND m.id <> ? ORDER BY \(Mirror.order)",
        arguments: [mirror.newsroom.rawValue, id.rawValue])
      var ids: [Int64] = others.map { $0[0] }
      let relays = others.count { $0[1] }
      let places = mirror.kind == .relay ? ids.count - relays...ids.count : 0...ids.count - relays
      ids.insert(id.rawValue, at: min(max(position, places.lowerBound), places.upperBound))
      for (place, id) in ids.enumerated() {
        try db.execute(sql: "UPDATE mirror SET position = ? WHERE id = ?", arguments: [place, id])
      }
    }
  }

  /// What its redirect to another host leads to; nil when it no longer does.
  public func setOffer(_ id: MirrorID, _ offer: MovedOffer?) async throws(StoreFault) {
    try await change(id) { db, _ in
      try db.execute(sql: "UPDATE mirror SET offer = ? WHERE id = ?", arguments: [JSONColumn.text(offer), id.rawValue])
    }
  }

  /// The offered address is the mirror's from now on; what was remembered of the old one is gone.
  public func acceptOffer(_ id: MirrorID) async throws(StoreFault) {
    try await change(id) { db, mirror in
      guard let offer = mirror.offer else { throw StoreFault.notFound("offer for \(mirror.url)") }
      guard try !Mirror.exists(db, url: offer.url, newsroom: mirror.newsroom) else {
        throw StoreFault.exists(offer.url)
      }
      try db.execute(
        sql: """
          UPDATE mirror SET url = ?, offer = NULL, verdict = NULL, lastTried = NULL, lastGood = NULL, latency = NULL,
            behind = NULL WHERE id = ?
          """, arguments: [offer.url, id.rawValue])
    }
  }

  public func dismissOffer(_ id: MirrorID) async throws(StoreFault) { try await setOffer(id, nil) }

  private func change(
    _ id: MirrorID, _ updates: @escaping @Sendable (Database, Mirror) throws -> Void
  ) async throws(StoreFault) {
    try await writeDurably(.mirrors) { db in
      let row = try Row.fetchOne(db, sql: Mirror.selection + " WHERE m.id = ?", arguments: [id.rawValue])
      guard let row else { throw StoreFault.notFound("mirror \(id.rawValue)") }
      try updates(db, Mirror(row: row, now: .distantPast))
    }
  }
}

extension Mirror {
  /// Seconds for which a mirror's deeds are remembered.
  static let memory: TimeInterval = 7 * 86_400

  /// The reader's order within a newsroom.
  static let order = "m.kind = 'relay', m.position, m.id"

  static let selection = """
    SELECT m.id, m.newsroom, m.url, m.kind, m.position, m.isPinned, m.isDisabled, m.verdict, m.lastTried, m.lastGood,
      m.latency, m.behind, m.offer FROM mirror m
    """

  init(row: Row, now: Date) {
    let tried = (row[8] as Int64?).map(Date.init(milliseconds:))
    let isFresh = tried.map { now.timeIntervalSince($0) <= Mirror.memory } ?? false
    self.init(
      id: MirrorID(rawValue: row[0]), newsroom: NewsroomID(rawValue: row[1]), url: row[2],
      kind: MirrorKind(rawValue: row[3]) ?? .feed, position: row[4], isPinned: row[5], isDisabled: row[6],
      offer: JSONColumn.value(row[12]))
    guard isFresh else { return }
    verdict = JSONColumn.value(row[7])
    lastTried = tried
    lastGood = (row[9] as Int64?).map(Date.init(milliseconds:))
    latencyMilliseconds = row[10]
    behindSeconds = row[11]
  }

  static func exists(_ db: Database, url: String, newsroom: NewsroomID) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM mirror WHERE newsroom = ? AND url = ? AND kind <> 'relay')",
      arguments: [newsroom.rawValue, url]) ?? false
  }

  static func insert(
    _ db: Database, url: String, kind: MirrorKind = .feed, newsroom: NewsroomID
  ) throws -> Mirror {
    let position =
      try Int.fetchOne(
        db, sql: "SELECT max(position) + 1 FROM mirror WHERE newsroom = ?", arguments: [newsroom.rawValue]) ?? 0
    try db.execute(
      sql: "INSERT INTO mirror (newsroom, url, kind, position) VALUES (?, ?, ?, ?)",
      arguments: [newsroom.rawValue, url, kind.rawValue, position])
    return Mirror(
      id: MirrorID(rawValue: db.lastInsertedRowID), newsroom: newsroom, url: url, kind: kind, position: position)
  }
}
