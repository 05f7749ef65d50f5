public import Foundation
import GRDB
public import News

/// What is kept of a signed newsroom's record for the next round.
public struct EditionRecord: Hashable, Sendable {
  /// `wc1…` that its keys must have; nil where the first are trusted.
  public var wanted: String?
  /// What the verifier knew last; nil before the first round.
  public var state: [UInt8]?
  public var lookedForRoot: Date?
}

extension NewsStore {
  /// Nil for a newsroom that is not signed.
  public func edition(of newsroom: NewsroomID) async throws(StoreFault) -> EditionRecord? {
    try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT wanted, state, lookedForRoot FROM edition WHERE newsroom = ?", arguments: [newsroom.rawValue]
      ).map { row in
        EditionRecord(
          wanted: row[0], state: (row[1] as Data?).map { [UInt8]($0) },
          lookedForRoot: (row[2] as Int64?).map { Date(milliseconds: $0) })
      }
    }
  }

  /// Newsrooms that are signed: the others have feeds alone.
  public func signedNewsrooms() async throws(StoreFault) -> Set<NewsroomID> {
    try await read { db in
      Set(try Int64.fetchAll(db, sql: "SELECT newsroom FROM edition").map(NewsroomID.init(rawValue:)))
    }
  }

  /// A newsroom of feeds becomes a signed one; its articles keep what their reader did with them.
  ///
  /// - Parameter fingerprint: `wc1…` that its keys must have; nil trusts the first that are seen.
  /// - Throws: `refused` where other keys are followed, or asked for, already.
  @discardableResult
  public func addEdition(
    mirrors: [NewMirror], to newsroom: NewsroomID, fingerprint: String?
  ) async throws(StoreFault) -> [Mirror] {
    try await writeDurably([.mirrors, .newsrooms]) { db in
      try Newsroom.expect(db, newsroom)
      let row = try Row.fetchOne(
        db, sql: "SELECT wanted, status FROM edition WHERE newsroom = ?", arguments: [newsroom.rawValue])
      let status: EditionStatus? = JSONColumn.value(row?[1])
      let known: String? = row?[0] ?? status?.fingerprint
      if let known, let fingerprint, known != fingerprint {
        throw StoreFault.refused(
          "this newsroom is followed by other keys, \(known): follow that address as a newsroom of its own")
      }
      try db.execute(
        sql: """
          INSERT INTO edition (newsroom, wanted) VALUES (?, ?)
          ON CONFLICT (newsroom) DO UPDATE SET wanted = ifnull(wanted, excluded.wanted)
          """, arguments: [newsroom.rawValue, fingerprint])
      return try MirrorRow.insert(db, mirrors, newsroom: newsroom)
    }
  }

  /// Stores what was proven, and what the verifier knows from then on, in one transaction. What was removed is overwritten.
  @discardableResult
  public func commit(_ delivery: EditionDelivery) async throws(StoreFault) -> EditionResult {
    let updates = { @Sendable (db: Database) throws -> (EditionResult, Set<String>) in
      // Removed while its round went on: there is nothing to keep it for.
      guard
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM newsroom WHERE id = ?)", arguments: [delivery.newsroom.rawValue])
          == true
      else { return (EditionResult(), []) }
      try db.execute(
        sql: "INSERT INTO edition (newsroom) VALUES (?) ON CONFLICT (newsroom) DO NOTHING",
        arguments: [delivery.newsroom.rawValue])
      var intake = try EditionIntake(delivery, db)
      return (try intake.take(), intake.droppedFiles)
    }
    let change: StoreChange = [.articles, .newsrooms, .mirrors]
    // Also where a row only grows: no copy of what may be removed one day is left behind in the file.
    guard delivery.erases else {
      let result = try await write(change, isDurable: false, erases: true, updates).0
      if result.received > 0 { await changeBoard.post(.outbox) }
      return result
    }
    let (result, dropped) = try await writeDurably(change.union(.outbox), erases: true, updates)
    try await sweep(blobs: Array(dropped))
    // Not even where SQLite keeps what was there before.
    await emptyLog()
    return result
  }

  /// How the newsroom's record stands here; nil for one that is not signed.
  public func editionStatus(of newsroom: NewsroomID) async throws(StoreFault) -> EditionStatus? {
    try await read { db in try EditionStatus.fetch(newsroom.rawValue, db) }
  }

  public func editionStatuses() async throws(StoreFault) -> [NewsroomID: EditionStatus] {
    try await read { db in
      var statuses: [NewsroomID: EditionStatus] = [:]
      for id in try Int64.fetchAll(db, sql: "SELECT newsroom FROM edition") {
        statuses[NewsroomID(rawValue: id)] = try EditionStatus.fetch(id, db)
      }
      return statuses
    }
  }

  /// The newsroom's own lists, in its order: `boards`, `sections`; empty where it gave none.
  public func signedLists(_ kind: String, of newsroom: NewsroomID) async throws(StoreFault) -> [SignedList] {
    try await read { db in try SignedLists.fetch(newsroom.rawValue, db).byKind[kind]?.lists ?? [] }
  }

  /// Every newsroom's own words for its boards and sections, by their names in its entries.
  public func signedTitles() async throws(StoreFault) -> [NewsroomID: [String: [String: String]]] {
    try await read { db in
      var titles: [NewsroomID: [String: [String: String]]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT newsroom, lists FROM edition WHERE lists IS NOT NULL") {
        let lists: SignedLists = JSONColumn.value(row[1]) ?? SignedLists()
        var names: [String: [String: String]] = [:]
        for kind in ["boards", "sections"] {
          for list in lists.byKind[kind]?.lists ?? [] where !list.titles.isEmpty { names[list.name] = list.titles }
        }
        titles[NewsroomID(rawValue: row[0])] = names
      }
      return titles
    }
  }

  // MARK: - Evidence

  /// Pieces that are kept of a newsroom's mirrors, the newest.
  static let mostEvidence = 8

  public func keep(_ evidence: EditionEvidence, of newsroom: NewsroomID) async throws(StoreFault) {
    try await write(.mirrors) { db in
      try db.execute(
        sql: """
          INSERT INTO evidence (newsroom, mirror, path, seen, fault, bytes)
          SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM newsroom WHERE id = ?1)
          """,
        arguments: [
          newsroom.rawValue, evidence.mirror, evidence.path, evidence.seen.milliseconds,
          JSONColumn.text(evidence.fault),
          Data(evidence.bytes.prefix(EditionEvidence.most)),
        ])
      try db.execute(
        sql: """
          DELETE FROM evidence WHERE newsroom = ?1 AND id NOT IN (
            SELECT id FROM evidence WHERE newsroom = ?1 ORDER BY id DESC LIMIT ?2)
          """, arguments: [newsroom.rawValue, Self.mostEvidence])
    }
  }

  /// Newest first.
  public func evidence(of newsroom: NewsroomID) async throws(StoreFault) -> [EditionEvidence] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT mirror, path, seen, fault, bytes FROM evidence WHERE newsroom = ? ORDER BY id DESC",
        arguments: [newsroom.rawValue]
      ).map { row in
        EditionEvidence(
          mirror: row[0], path: row[1], seen: Date(milliseconds: row[2]), fault: Phrase.kept(row[3]),
          bytes: [UInt8](row[4] as Data))
      }
    }
  }
}
