public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Follows a newsroom: `mirrors` are URLs that serve it, in the reader's order. The name is kept as it is, in any case of
  /// letters unique. The store holds `mostNewsrooms`.
  @discardableResult
  public func addNewsroom(
    name: String, title: String? = nil, mirrors: [String], now: Date = Date()
  ) async throws(StoreFault) -> Newsroom {
    try await addNewsroom(name: name, title: title, mirrors: mirrors.map { NewMirror(url: $0) }, now: now)
  }

  /// - Parameter fingerprint: `wc1…` that the newsroom's keys must have; only of a signed one, whose mirrors are of kind `edition`.
  @discardableResult
  public func addNewsroom(
    name: String, title: String? = nil, mirrors: [NewMirror], fingerprint: String? = nil, now: Date = Date()
  ) async throws(StoreFault) -> Newsroom {
    try await writeDurably([.newsrooms, .mirrors]) { db in
      guard try Newsroom.fetch(db, named: name) == nil else { throw StoreFault.exists(name) }
      guard try Int.fetchOne(db, sql: "SELECT count(*) FROM newsroom") ?? 0 < Self.mostNewsrooms else {
        throw StoreFault.refused("\(Self.mostNewsrooms) newsrooms are followed already; there is no place for more")
      }
      try db.execute(
        sql: "INSERT INTO newsroom (name, title, added) VALUES (?, ?, ?)", arguments: [name, title, now.milliseconds])
      let id = NewsroomID(rawValue: db.lastInsertedRowID)
      _ = try MirrorRow.insert(db, mirrors, newsroom: id)
      if mirrors.contains(where: { $0.kind == .edition }) {
        try db.execute(
          sql: "INSERT INTO edition (newsroom, wanted) VALUES (?, ?)", arguments: [id.rawValue, fingerprint])
      }
      return Newsroom(id: id, name: name, title: title, added: Date(milliseconds: now.milliseconds))
    }
  }

  /// In the order of their names.
  public func newsrooms() async throws(StoreFault) -> [Newsroom] {
    try await read { db in
      try Row.fetchAll(db, sql: Newsroom.selection + " ORDER BY name COLLATE NOCASE").map(Newsroom.init(row:))
    }
  }

  public func newsroom(named name: String) async throws(StoreFault) -> Newsroom? {
    try await read { db in try Newsroom.fetch(db, named: name) }
  }

  public func renameNewsroom(_ id: NewsroomID, to name: String) async throws(StoreFault) {
    try await writeDurably(.newsrooms) { db in
      if let other = try Newsroom.fetch(db, named: name), other.id != id { throw StoreFault.exists(name) }
      try db.execute(sql: "UPDATE newsroom SET name = ? WHERE id = ?", arguments: [name, id.rawValue])
      guard db.changesCount == 1 else { throw StoreFault.notFound("newsroom \(id.rawValue)") }
    }
  }

  /// Whether the reports to it may be sent unsealed. Those that are filed and not delivered follow; what is carried for
  /// somebody else keeps what its writer agreed to.
  public func setConsent(_ id: NewsroomID, _ consent: UnsealedConsent) async throws(StoreFault) {
    try await writeDurably([.newsrooms, .outbox]) { db in
      try db.execute(
        sql: "UPDATE newsroom SET consent = ? WHERE id = ?", arguments: [consent.rawValue, id.rawValue])
      guard db.changesCount == 1 else { throw StoreFault.notFound("newsroom \(id.rawValue)") }
      try db.execute(
        sql: "UPDATE report SET consent = ? WHERE newsroom = ? AND state = ? AND isCarried = 0",
        arguments: [consent.rawValue, id.rawValue, OutboxReport.State.filed.rawValue])
    }
  }

  /// Forgets a newsroom with its mirrors, its articles and their words in the index. Refused while there are drafts for it, or
  /// reports that are not delivered; those that are stay in the outbox under its name.
  public func removeNewsroom(_ id: NewsroomID) async throws(StoreFault) {
    try await writeDurably(.everything) { db in
      try ReportRow.refuseUnfinished(db, newsroom: id)
      try SearchIndex(db).remove(newsroom: id.rawValue)
      try Folders.forget(newsroom: id.rawValue, db)
      try db.execute(sql: "DELETE FROM keeping WHERE newsroom = ?", arguments: [id.rawValue])
      // Before its revisions go: nobody will copy them any more.
      for table in ["member", "wantedBody", "entryFile", "entry"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE newsroom = ?", arguments: [id.rawValue])
      }
      try db.execute(
        sql: "DELETE FROM listing WHERE section IN (SELECT id FROM section WHERE newsroom = ?)",
        arguments: [id.rawValue])
      try db.execute(sql: "DELETE FROM newsroom WHERE id = ?", arguments: [id.rawValue])
      guard db.changesCount == 1 else { throw StoreFault.notFound("newsroom \(id.rawValue)") }
    }
    try await sweepBlobs(now: .distantFuture)
  }
}

extension Newsroom {
  static let selection = "SELECT id, name, title, added, lastServed, consent, rounds, fullText FROM newsroom"

  init(row: Row) {
    self.init(
      id: NewsroomID(rawValue: row[0]), name: row[1], title: row[2], added: Date(milliseconds: row[3]),
      lastServed: (row[4] as Int64?).map(Date.init(milliseconds:)), consent: UnsealedConsent(rawValue: row[5]) ?? .none,
      rounds: row[6], getsFullText: row[7])
  }

  static func fetch(_ db: Database, named name: String) throws -> Newsroom? {
    try Row.fetchOne(db, sql: selection + " WHERE name = ?", arguments: [name]).map(Newsroom.init(row:))
  }
}
