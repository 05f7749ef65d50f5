import GRDB
public import News

extension NewsStore {
  /// Tags that the store holds.
  public static let mostTags = 1000
  /// Tags of one article.
  public static let mostTagsOfOne = 32

  /// By name.
  public func tags() async throws(StoreFault) -> [Tag] {
    try await read { db in try Tag.fetchAll(db) }
  }

  public func tag(named name: String) async throws(StoreFault) -> Tag? {
    try await tags().first { $0.name.lowercased() == name.lowercased() }
  }

  /// Puts a tag on articles, made where there is none of this name. How many did not have it. `undo` takes it back.
  @discardableResult
  public func tag(_ ids: [ArticleID], _ name: String) async throws(StoreFault) -> Int {
    try await writeDurably(.status) { db in
      try Journal.apply(.tagged, detail: Folders.checked(name), to: ids.map(\.rawValue), db)
    }
  }

  /// How many had it.
  @discardableResult
  public func untag(_ ids: [ArticleID], _ name: String) async throws(StoreFault) -> Int {
    try await writeDurably(.status) { db in
      try Journal.apply(.untagged, detail: Folders.checked(name), to: ids.map(\.rawValue), db)
    }
  }
}

extension Tag {
  static func fetchAll(_ db: Database) throws -> [Tag] {
    try Row.fetchAll(db, sql: "SELECT id, name, total, unread FROM folder WHERE kind = 'tag' ORDER BY name").map {
      Tag(id: TagID(rawValue: $0[0]), name: $0[1], total: $0[2], unread: $0[3])
    }
  }

  /// The number of the tag of this name, made where there is none.
  static func make(_ name: String, _ db: Database) throws -> Int64 {
    if let id = try Folders.id(.tag, named: name, db) { return id }
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM folder WHERE kind = 'tag'") ?? 0 < NewsStore.mostTags else {
      throw StoreFault.refused("There are \(NewsStore.mostTags) tags already; there is no place for more.")
    }
    try db.execute(sql: "INSERT INTO folder (kind, name) VALUES ('tag', ?)", arguments: [name])
    return db.lastInsertedRowID
  }
}
