/// A saved search's number in the local store.
public struct SavedSearchID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A search that was kept under a name: a folder that fills itself.
public struct SavedSearch: Identifiable, Hashable, Sendable {
  public let id: SavedSearchID
  /// Unique among saved searches, in any case of letters.
  public var name: String
  /// An `ArticleQuery` as it was typed.
  public var query: String
  public init(id: SavedSearchID, name: String, query: String) {
    self.id = id
    self.name = name
    self.query = query
  }
}

/// A tag's number in the local store.
public struct TagID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A word that its reader puts on articles.
public struct Tag: Identifiable, Hashable, Sendable {
  public let id: TagID
  /// Unique among tags, in any case of letters.
  public var name: String
  public var total: Int
  public var unread: Int
  public init(id: TagID, name: String, total: Int = 0, unread: Int = 0) {
    self.id = id
    self.name = name
    self.total = total
    self.unread = unread
  }
}
