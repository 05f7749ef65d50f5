import GRDB
import News

/// Articles of a newsroom that came before it was signed: its entries take them over, with what their reader did with them.
struct UnsignedArticles {
  let newsroom: Int64
  private var byAddress: [String: Int64]?

  init(newsroom: Int64) { self.newsroom = newsroom }

  /// Lets the entry's article take over the row of the same article from a feed: the one whose id or link is its `source`, its
  /// `link` or its own id. What the feed said becomes the oldest of its revisions.
  mutating func adopt(_ article: Article, _ db: Database) throws {
    let known = try byAddress ?? Self.load(newsroom, db)
    byAddress = known
    guard !known.isEmpty, let id = article.guid else { return }
    let key = ArticleIdentity(article, words: 0, mirrors: []).key
    let isThere =
      try Bool.fetchOne(
        db,
        sql:
          "SELECT EXISTS (SELECT 1 FROM article a JOIN entry e ON e.article = a.id WHERE a.newsroom = ? AND a.key = ?)",
        arguments: [newsroom, key]) ?? false
    guard !isThere, let row = [id, article.link].compactMap({ $0 }).lazy.compactMap({ known[Self.place($0)] }).first
    else {
      return
    }
    try db.execute(sql: "UPDATE article SET key = ?, path = NULL WHERE id = ?", arguments: [key, row])
    try db.execute(sql: "UPDATE revision SET stamp = -1 WHERE article = ?", arguments: [row])
    byAddress = known.filter { $0.value != row }
  }

  private static func load(_ newsroom: Int64, _ db: Database) throws -> [String: Int64] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT a.id, a.key, a.link FROM article a WHERE a.newsroom = ?
        AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.article = a.id)
        """, arguments: [newsroom])
    var known: [String: Int64] = [:]
    while let row = try rows.next() {
      let id: Int64 = row[0]
      // Keys begin with a letter that says what they are made of.
      let key: String = row[1]
      if key.first == "g" || key.first == "l" { known[place(String(key.dropFirst()))] = id }
      if let link: String = row[2] { known[place(link)] = id }
    }
    return known
  }

  /// An address without what changes when a site moves to https, or back.
  private static func place(_ address: String) -> String {
    for scheme in ["https://", "http://"] where address.hasPrefix(scheme) {
      return String(address.dropFirst(scheme.count))
    }
    return address
  }
}
