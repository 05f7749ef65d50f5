public import Foundation
import GRDB
public import News

extension NewsStore {
  /// All, starred, saved searches and tags by name, then each newsroom by name with its board and its sections by name. Reads kept
  /// counts alone, but for saved searches that ask what changes by itself (`starred`, `tag:`, `after:`).
  public func scopes(now: Date = Date()) async throws(StoreFault) -> [ScopeCount] {
    try await read { db in
      let newsrooms = try Row.fetchAll(
        db, sql: "SELECT id, name, unread, total, isBoard FROM newsroom ORDER BY name COLLATE NOCASE")
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
      for search in try SavedSearch.fetchAll(db) {
        let scope = Scope.savedSearch(search.id)
        scopes.append(
          ScopeCount(
            scope: scope, title: search.name, unread: try Self.count(scope, unreadOnly: true, now: now, db),
            total: try Self.count(scope, unreadOnly: false, now: now, db)))
      }
      for tag in try Tag.fetchAll(db) {
        scopes.append(ScopeCount(scope: .tag(tag.id), title: tag.name, unread: tag.unread, total: tag.total))
      }
      for row in newsrooms {
        let id: Int64 = row[0]
        scopes.append(
          ScopeCount(scope: .newsroom(NewsroomID(rawValue: id)), title: row[1], unread: row[2], total: row[3]))
        if row[4] {
          let board = Scope.board(NewsroomID(rawValue: id))
          // Where nothing is unread, nothing is counted: it is asked for at each change.
          let unread = row[2] > 0 ? try Self.count(board, unreadOnly: true, now: now, db) : 0
          scopes.append(ScopeCount(scope: board, title: row[1], unread: unread, total: row[3]))
        }
        scopes += sections[id] ?? []
      }
      return scopes
    }
  }

  /// The names of a newsroom's sections, also of those whose articles are all hidden.
  public func sections(of newsroom: NewsroomID) async throws(StoreFault) -> [String] {
    try await read { db in
      try String.fetchAll(
        db, sql: "SELECT name FROM section WHERE newsroom = ? ORDER BY name", arguments: [newsroom.rawValue])
    }
  }

  public func count(_ scope: Scope, unreadOnly: Bool = false, now: Date = Date()) async throws(StoreFault) -> Int {
    try await read { db in try Self.count(scope, unreadOnly: unreadOnly, now: now, db) }
  }

  private static func count(_ scope: Scope, unreadOnly: Bool, now: Date, _ db: Database) throws -> Int {
    let column = unreadOnly ? "unread" : "total"
    switch scope {
    case .all: return try Int.fetchOne(db, sql: "SELECT ifnull(sum(\(column)), 0) FROM newsroom") ?? 0
    case .newsroom(let id):
      return try Int.fetchOne(db, sql: "SELECT \(column) FROM newsroom WHERE id = ?", arguments: [id.rawValue]) ?? 0
    case .section(let id, let name):
      return try Int.fetchOne(
        db, sql: "SELECT \(column) FROM section WHERE newsroom = ? AND name = ?", arguments: [id.rawValue, name]) ?? 0
    case .tag(let id):
      return try Int.fetchOne(db, sql: "SELECT \(column) FROM folder WHERE id = ?", arguments: [id.rawValue]) ?? 0
    case .savedSearch(let id):
      if let kept = try SavedSearch.keptCounts(db, id) { return unreadOnly ? kept.unread : kept.total }
    case .starred, .board: break
    }
    let query = try ScopeQuery(scope, unreadOnly: unreadOnly, now: now, db)
    return try Int.fetchOne(db, sql: "SELECT count(*) \(query.source)", arguments: query.arguments) ?? 0
  }

  /// A window of a list: alerts that are not acknowledged first, then in the order asked for.
  public func headlines(
    _ scope: Scope, unreadOnly: Bool = false, order: ListOrder = .newest, offset: Int = 0, limit: Int,
    now: Date = Date()
  ) async throws(StoreFault) -> [Headline] {
    try await read { db in
      let list = try OrderedList(scope, unreadOnly: unreadOnly, order: order, now: now, db)
      let ids = try list.window(offset: offset, limit: limit)
      return try Headline.fetch(db, ids: ids.map(ArticleID.init(rawValue:)))
    }
  }

  /// In the order asked for; what is no longer there is left out.
  public func headlines(ids: [ArticleID]) async throws(StoreFault) -> [Headline] {
    try await read { db in try Headline.fetch(db, ids: ids) }
  }

  /// Where the article stands in the list, from 0; nil when it is not in it.
  public func position(
    of id: ArticleID, in scope: Scope, unreadOnly: Bool = false, order: ListOrder = .newest, now: Date = Date()
  ) async throws(StoreFault) -> Int? {
    try await read { db in
      guard let place = try StatusRow.fetch(db, article: id.rawValue) else { return nil }
      return try OrderedList(scope, unreadOnly: unreadOnly, order: order, now: now, db).position(of: place)
    }
  }

  /// The unread article nearest below this one in the list, or above it.
  public func nextUnread(
    after id: ArticleID, in scope: Scope, order: ListOrder = .newest, backwards: Bool = false, now: Date = Date()
  ) async throws(StoreFault) -> ArticleID? {
    try await read { db in
      guard let place = try StatusRow.fetch(db, article: id.rawValue) else { return nil }
      let list = try OrderedList(scope, unreadOnly: true, order: order, now: now, db)
      return try list.next(to: place, backwards: backwards).map(ArticleID.init(rawValue:))
    }
  }

  /// The first unread article of the next list below this one that has any, in the order of the left column, and from its top again
  /// once: newsrooms and their sections. nil when all is read.
  public func nextUnread(
    beyond scope: Scope, order: ListOrder = .newest, now: Date = Date()
  ) async throws(StoreFault) -> (scope: Scope, id: ArticleID)? {
    let lists = try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT n.id, NULL, n.unread, n.name AS place FROM newsroom n
          UNION ALL SELECT s.newsroom, s.name, s.unread, n.name FROM section s JOIN newsroom n ON n.id = s.newsroom
          WHERE s.total > 0 ORDER BY place COLLATE NOCASE, 2 COLLATE NOCASE
          """)
      return rows.map { row in
        let id = NewsroomID(rawValue: row[0])
        return (scope: (row[1] as String?).map { Scope.section(id, $0) } ?? .newsroom(id), unread: row[2] as Int)
      }
    }
    let here = if case .board(let id) = scope { Scope.newsroom(id) } else { scope }
    let place = lists.firstIndex { $0.scope == here } ?? -1
    let next = (lists[(place + 1)...] + lists[..<max(place, 0)]).first { $0.unread > 0 }
    guard let next else { return nil }
    let first = try await headlines(next.scope, unreadOnly: true, order: order, limit: 1, now: now).first
    return first.map { (next.scope, $0.id) }
  }

  /// The article with its body and all of its revisions, newest first.
  public func article(_ id: ArticleID) async throws(StoreFault) -> StoredArticle? {
    try await read { db in
      guard let headline = try Headline.fetch(db, ids: [id]).first else { return nil }
      var article = StoredArticle(headline: headline, html: "", text: "")
      let beside = try Row.fetchOne(
        db, sql: "SELECT enclosures, comments, commentCount FROM article WHERE id = ?", arguments: [id.rawValue])
      if let beside {
        article.enclosures = JSONColumn.value(beside[0]) ?? []
        article.comments = (beside[1] as String?).map { CommentsFeed(url: $0, count: beside[2]) }
      }
      article.fullText = try FullText.fetch(db, article: id.rawValue)
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
            arrived: .init(milliseconds: row[3]),
            mirror: (row[4] as String?).map(BareAddress.of), text: text))
      }
      for place in article.revisions.indices { article.revisions[place].number = article.revisions.count - place }
      return article
    }
  }

  /// The id that an article's feed gave it, by which answers name it; nil where it has none of its own.
  public func guid(of article: ArticleID) async throws(StoreFault) -> String? {
    try await read { db in
      let key = try String.fetchOne(db, sql: "SELECT key FROM article WHERE id = ?", arguments: [article.rawValue])
      guard let key, let guid = Self.guid(key), ArticleIdentity.key(guid: guid) == key else { return nil }
      return guid
    }
  }
}
