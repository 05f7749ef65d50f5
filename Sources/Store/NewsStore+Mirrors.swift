public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Mirrors and relays that a newsroom may have.
  public static let mostMirrors = 1_000
  /// Newsrooms that can be followed.
  public static let mostNewsrooms = 500

  /// All mirrors and relays, by newsroom and in the reader's order, a newsroom's relays after its mirrors. What a mirror did more than 7 days ago is forgotten.
  public func mirrors(now: Date = Date()) async throws(StoreFault) -> [Mirror] {
    try await read { [shelves] db in
      try MirrorRow.fetchAll(
        db, "JOIN newsroom n ON n.id = m.newsroom ORDER BY n.name COLLATE NOCASE, \(MirrorRow.order)",
        shelves: shelves, now: now)
    }
  }

  public func mirrors(of newsroom: NewsroomID, now: Date = Date()) async throws(StoreFault) -> [Mirror] {
    try await read { [shelves] db in
      try MirrorRow.fetchAll(
        db, "WHERE m.newsroom = ? ORDER BY \(MirrorRow.order)", [newsroom.rawValue], shelves: shelves, now: now)
    }
  }

  /// Adds it as the newsroom's last.
  @discardableResult
  public func addMirror(url: String, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror {
    try await add(NewMirror(url: url), to: newsroom)
  }

  /// Adds them as the newsroom's last, all of them or none. Those that it has already are passed over.
  ///
  /// - Returns: those that were added.
  @discardableResult
  public func addMirrors(_ mirrors: [NewMirror], to newsroom: NewsroomID) async throws(StoreFault) -> [Mirror] {
    try await writeDurably(.mirrors) { db in
      try Newsroom.expect(db, newsroom)
      return try MirrorRow.insert(db, mirrors, newsroom: newsroom)
    }
  }

  func add(_ mirror: NewMirror, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror {
    let added = try await addMirrors([mirror], to: newsroom)
    guard let mirror = added.first else { throw .exists(mirror.url) }
    return mirror
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
        sql:
          "SELECT m.id, m.kind = 'relay' FROM mirror m WHERE m.newsroom = ? AND m.id <> ? ORDER BY \(MirrorRow.order)",
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
      let isThere = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM mirror WHERE newsroom = ? AND url = ? AND kind <> 'relay')",
        arguments: [mirror.newsroom.rawValue, offer.url])
      guard isThere != true else { throw StoreFault.exists(offer.url) }
      try db.execute(
        sql: """
          UPDATE mirror SET url = ?, offer = NULL, verdict = NULL, lastTried = NULL, lastGood = NULL, latency = NULL,
            behind = NULL, memory = NULL WHERE id = ?
          """, arguments: [offer.url, id.rawValue])
    }
  }

  public func dismissOffer(_ id: MirrorID) async throws(StoreFault) { try await setOffer(id, nil) }

  /// How it is reached from now on. It may be tried at once: a rest was one of the old way.
  public func setRoute(_ id: MirrorID, _ route: MirrorRoute) async throws(StoreFault) {
    try await change(id) { db, mirror in
      guard mirror.route != route else { return }
      try db.execute(
        sql: "UPDATE mirror SET route = ? WHERE id = ?", arguments: [MirrorRow.text(route), id.rawValue])
      try MirrorRow.remember(id, db) { $0.breaker = Breaker() }
    }
  }

  /// Mirrors and relays of this newsroom (nil: of all) that rest for something soft may be asked at once.
  ///
  /// - Parameter evenAsked: also those that asked to be left alone.
  public func forgiveBreakers(of newsroom: NewsroomID?, evenAsked: Bool = false) async throws(StoreFault) {
    try await write(.mirrors) { db in try MirrorRow.forgive(newsroom, evenAsked: evenAsked, db) }
  }

  private func change(
    _ id: MirrorID, _ updates: @escaping @Sendable (Database, Mirror) throws -> Void
  ) async throws(StoreFault) {
    try await writeDurably(.mirrors) { [shelves] db in
      let row = try MirrorRow.fetchAll(
        db, "WHERE m.id = ?", [id.rawValue], shelves: shelves, now: .distantPast
      ).first
      guard let mirror = row else {
        throw StoreFault.notFound("mirror \(id.rawValue)")
      }
      try updates(db, mirror)
    }
  }
}
