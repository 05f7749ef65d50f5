import GRDB
public import News

extension NewsStore {
  /// All, starred, then each newsroom by name with its sections by name. Reads kept counts alone.
  public func scopes() async throws(StoreFault) -> [ScopeCount] {
    try await read { db in
      let newsrooms = try Row.fetchAll(
        db, sql: "SELECT id, name, unread, total FROM newsroom ORDER BY name COLLATE NOCASE")
      var sections: [Int64: [ScopeCount]] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT newsroom, name, unread, total FROM section WHERE total > 0 ORDER BY name COLLATE NOCASE")
      while let row = try rows.next() {
        sections[row[0], default: []].append(
          ScopeCount(
            scope: .section(NewsroomID(rawValue: row[0]), row[1]), title: row[1], unread: row[2], total: row[3]))
      }
      let starred = try Row.fetchOne(
        db, sql: "SELECT ifnull(sum(isRead = 0), 0), count(*) FROM status WHERE isStarred = 1")
      var scopes = [
        ScopeCount(
          scope: .all, title: "All", unread: newsrooms.reduce(0) { $0 + $1[2] },
          total: newsrooms.reduce(0) { $0 + $1[3] }),
        ScopeCount(scope: .starred, title: "Starred", unread: starred?[0] ?? 0, total: starred?[1] ?? 0),
      ]
      for row in newsrooms {
        let id: Int64 = row[0]
        scopes.append(
          ScopeCount(scope: .newsroom(NewsroomID(rawValue: id)), title: row[1], unread: row[2], total: row[3]))
        scopes += sections[id] ?? []
      }
      return scopes
    }
  }

  public func count(_ scope: Scope, unreadOnly: Bool = false) async throws(StoreFault) -> Int {
    try await read { db in
      let column = unreadOnly ? "unread" : "total"
      switch scope {
      case .all: return try Int.fetchOne(db, sql: "SELECT ifnull(sum(\(column)), 0) FROM newsroom") ?? 0
      case .newsroom(let id):
        return try Int.fetchOne(db, sql: "SELECT \(column) FROM newsroom WHERE id = ?", arguments: [id.rawValue]) ?? 0
      case .section(let id, let name):
        return try Int.fetchOne(
          db, sql: "SELECT \(column) FROM section WHERE newsroom = ? AND name = ?", arguments: [id.rawValue, name]) ?? 0
      case .starred:
        let query = ScopeQuery(scope, unreadOnly: unreadOnly)
        return try Int.fetchOne(db, sql: "SELECT count(*) \(query.source)", arguments: query.arguments) ?? 0
      }
    }
  }

  /// A window of a list: alerts that are not acknowledged first, then newest first.
  public func headlines(
    _ scope: Scope, unreadOnly: Bool = false, offset: Int = 0, limit: Int
  ) async throws(StoreFault) -> [Headline] {
    try await read { db in
      let query = ScopeQuery(scope, unreadOnly: unreadOnly)
      let window = "SELECT s.article, s.isAlert, s.time \(query.source) \(ScopeQuery.newestFirst) LIMIT ? OFFSET ?"
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(Headline.columns) FROM (\(window)) p \(Headline.joins)
          ORDER BY p.isAlert DESC, p.time DESC, p.article DESC
          """, arguments: query.arguments + [limit, max(offset, 0)])
      return rows.map(Headline.init(row:))
    }
  }

  /// In the order asked for; what is no longer there is left out.
  public func headlines(ids: [ArticleID]) async throws(StoreFault) -> [Headline] {
    try await read { db in try Headline.fetch(db, ids: ids) }
  }

  /// Where the article stands in the list, from 0; nil when it is not in it.
  public func position(
    of id: ArticleID, in scope: Scope, unreadOnly: Bool = false
  ) async throws(StoreFault) -> Int? {
    try await read { db in
      guard let place = try StatusRow.fetch(db, article: id.rawValue) else { return nil }
      let query = ScopeQuery(scope, unreadOnly: unreadOnly)
      let isListed = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 \(query.source) AND s.isAlert = ? AND s.time = ? AND s.article = ?)",
        arguments: query.arguments + place.place)
      guard isListed == true else { return nil }
      return try Int.fetchOne(
        db, sql: "SELECT count(*) \(query.source) AND (s.isAlert, s.time, s.article) > (?, ?, ?)",
        arguments: query.arguments + place.place)
    }
  }

  /// The unread article nearest below this one in the list, or above it.
  public func nextUnread(
    after id: ArticleID, in scope: Scope, backwards: Bool = false
  ) async throws(StoreFault) -> ArticleID? {
    try await read { db in
      guard let place = try StatusRow.fetch(db, article: id.rawValue) else { return nil }
      let query = ScopeQuery(scope, unreadOnly: true)
      let order = backwards ? ScopeQuery.oldestFirst : ScopeQuery.newestFirst
      let found = try Int64.fetchOne(
        db,
        sql: """
          SELECT s.article \(query.source) AND (s.isAlert, s.time, s.article) \(backwards ? ">" : "<") (?, ?, ?)
          \(order) LIMIT 1
          """, arguments: query.arguments + place.place)
      return found.map(ArticleID.init(rawValue:))
    }
  }

  /// The article with its body and all of its revisions, newest first.
  public func article(_ id: ArticleID) async throws(StoreFault) -> StoredArticle? {
    try await read { db in
      guard let headline = try Headline.fetch(db, ids: [id]).first else { return nil }
      var article = StoredArticle(headline: headline, html: "", text: "")
      article.enclosures =
        JSONColumn.value(
          try String.fetchOne(db, sql: "SELECT enclosures FROM article WHERE id = ?", arguments: [id.rawValue])) ?? []
      let unpacker = BodyUnpacker()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT r.id = a.shown, r.title, r.updated, r.arrived, m.url, r.textLength, r.bodyLength, r.body
          FROM revision r JOIN article a ON a.id = r.article LEFT JOIN mirror m ON m.id = r.mirror WHERE r.article = ?
          ORDER BY r.id = a.shown DESC, r.stamp DESC, r.arrived DESC, r.id DESC
          """, arguments: [id.rawValue])
      while let row = try rows.next() {
        let isShown: Bool = row[0]
        let bytes =
          try isShown
          ? BodyColumn.body(row, at: 7, textLength: row[5], bodyLength: row[6], unpacker)
          : BodyColumn.text(row, at: 7, textLength: row[5], unpacker)
        let text = String(decoding: bytes.prefix(row[5]), as: UTF8.self)
        if isShown {
          article.text = text
          article.html = String(decoding: bytes.dropFirst(row[5]), as: UTF8.self)
        }
        article.revisions.append(
          Revision(
            number: 0, title: row[1], updated: (row[2] as Int64?).map { .init(milliseconds: $0) },
            arrived: .init(milliseconds: row[3]), mirror: row[4], text: text))
      }
      for place in article.revisions.indices { article.revisions[place].number = article.revisions.count - place }
      return article
    }
  }
}

extension StatusRow {
  fileprivate var place: StatementArguments { [isAlert, time, article] }
}
