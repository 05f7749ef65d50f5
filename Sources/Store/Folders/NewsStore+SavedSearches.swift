public import Foundation
import GRDB
public import News

extension NewsStore {
  public static let mostSavedSearches = 100

  /// By name.
  public func savedSearches() async throws(StoreFault) -> [SavedSearch] {
    try await read { db in try SavedSearch.fetchAll(db) }
  }

  public func savedSearch(named name: String) async throws(StoreFault) -> SavedSearch? {
    try await savedSearches().first { $0.name.lowercased() == name.lowercased() }
  }

  /// Keeps a search as a folder under this name. What it finds is looked up once, and from then on each article as it comes, so
  /// that the folder opens and is counted as a section is. A wrong query is `badQuery`. `undo` takes it back.
  @discardableResult
  public func saveSearch(
    name: String, query: String, now: Date = Date()
  ) async throws(StoreFault) -> SavedSearch {
    try await writeDurably(.status) { db in
      let search = try SavedSearch.insert(name: Folders.checked(name), query: query, now: now, db)
      try Journal.note(.saved, detail: search.name, db)
      return search
    }
  }

  /// `undo` puts it back.
  public func removeSearch(_ id: SavedSearchID) async throws(StoreFault) {
    try await writeDurably(.status) { db in
      guard let search = try SavedSearch.fetch(db, id) else { throw StoreFault.notFound("saved search \(id.rawValue)") }
      try search.remove(db)
      try Journal.note(.unsaved, detail: JSONColumn.sureText([search.name, search.query]), db)
    }
  }

  public func renameSearch(_ id: SavedSearchID, to name: String) async throws(StoreFault) {
    try await writeDurably(.status) { db in
      let name = try Folders.checked(name)
      guard let search = try SavedSearch.fetch(db, id) else { throw StoreFault.notFound("saved search \(id.rawValue)") }
      if let other = try Folders.id(.search, named: name, db), other != id.rawValue { throw StoreFault.exists(name) }
      try db.execute(sql: "UPDATE folder SET name = ? WHERE id = ?", arguments: [name, id.rawValue])
      try Journal.note(.renamed, detail: JSONColumn.sureText([name, search.name]), db)
    }
  }
}

extension SavedSearch {
  private static let selection = "SELECT id, name, query FROM folder WHERE kind = 'search'"

  private init(row: Row) { self.init(id: SavedSearchID(rawValue: row[0]), name: row[1], query: row[2] ?? "") }

  static func fetchAll(_ db: Database) throws -> [SavedSearch] {
    try Row.fetchAll(db, sql: selection + " ORDER BY name").map(SavedSearch.init(row:))
  }

  static func fetch(_ db: Database, _ id: SavedSearchID) throws -> SavedSearch? {
    try Row.fetchOne(db, sql: selection + " AND id = ?", arguments: [id.rawValue]).map(SavedSearch.init(row:))
  }

  /// nil where they must be counted: the query asks what moves.
  static func keptCounts(_ db: Database, _ id: SavedSearchID) throws -> (total: Int, unread: Int)? {
    guard let search = try fetch(db, id), let query = try? SearchQuery(search.query), query.isFixed else { return nil }
    let row = try Row.fetchOne(db, sql: "SELECT total, unread FROM folder WHERE id = ?", arguments: [id.rawValue])
    guard let row else { return nil }
    let (total, unread): (Int, Int) = (row[0], row[1])
    switch query.filters.filter(\.isMoving) {
    case []: return (total, unread)
    case [SearchFilter(.read, isNegated: true)]: return (unread, unread)
    case [SearchFilter(.read, isNegated: false)]: return (total - unread, 0)
    default: return nil
    }
  }

  static func insert(name: String, query text: String, now: Date, _ db: Database) throws -> SavedSearch {
    let query = try SearchQuery(text)
    if query.isFixed, query.filters.contains(where: { $0.test == .muted }) {
      throw StoreFault.badQuery("What is muted is in no folder: a search for it can't be saved together with words.")
    }
    guard try Folders.id(.search, named: name, db) == nil else { throw StoreFault.exists(name) }
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM folder WHERE kind = 'search'") ?? 0
    guard count < NewsStore.mostSavedSearches else {
      throw StoreFault.refused(
        "There are \(NewsStore.mostSavedSearches) saved searches already; there is no place for more.")
    }
    try db.execute(sql: "INSERT INTO folder (kind, name, query) VALUES ('search', ?, ?)", arguments: [name, text])
    let search = SavedSearch(id: SavedSearchID(rawValue: db.lastInsertedRowID), name: name, query: text)
    if query.isFixed {
      let found = try Searcher(query.fixed, now: now, withMuted: true, db).all()
      try Folders.set(find: search.id.rawValue, found, isIn: true, db)
    }
    return search
  }

  func remove(_ db: Database) throws {
    let listed = try Int64.fetchAll(
      db, sql: "SELECT article FROM listing WHERE section = ?", arguments: [-id.rawValue])
    let hidden = try Int64.fetchAll(db, sql: "SELECT article FROM status WHERE isMuted = 1 AND finds IS NOT NULL")
    try Folders.set(find: id.rawValue, listed + hidden, isIn: false, db)
    try db.execute(sql: "DELETE FROM folder WHERE id = ?", arguments: [id.rawValue])
  }
}
