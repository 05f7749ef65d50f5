import GRDB

/// Remembers which articles were let go, so that no mirror brings them back: 64 bits of each name of theirs.
struct GoneArticles {
  /// Names remembered of each newsroom, the newest. A feed is never so long.
  static let limit = 100_000

  private let lookup: Statement
  private let insertion: Statement
  private let isEmpty: Bool

  init(_ db: Database) throws {
    lookup = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM gone WHERE newsroom = ? AND hash = ?)")
    insertion = try db.cachedStatement(sql: "INSERT OR IGNORE INTO gone (newsroom, hash) VALUES (?, ?)")
    isEmpty = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM gone)") ?? true
  }

  func contains(_ identity: ArticleIdentity, _ newsroom: Int64) throws -> Bool {
    guard !isEmpty else { return false }
    return try Self.hashes(identity.key, identity.path).contains {
      try Bool.fetchOne(lookup, arguments: [newsroom, $0]) ?? false
    }
  }

  func remember(key: String, path: String?, _ newsroom: Int64) throws {
    for hash in Self.hashes(key, path) { try insertion.execute(arguments: [newsroom, hash]) }
  }

  static func forgetOldest(_ newsroom: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM gone WHERE newsroom = ? AND id <= (
          SELECT id FROM gone WHERE newsroom = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
        """, arguments: [newsroom, newsroom, limit])
  }

  private static func hashes(_ key: String, _ path: String?) -> [Int64] {
    [WordHash.hash(title: key, text: "")].map { Int64(bitPattern: $0) }
      + [path].compactMap { $0 }.map { Int64(bitPattern: WordHash.hash(title: "", text: $0)) }
  }
}
