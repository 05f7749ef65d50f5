import GRDB
import News

/// A list of headlines as SQL: rows `s` with `isAlert`, `time` and `article`, in an order that an index has.
struct ScopeQuery {
  static let newestFirst = "ORDER BY s.isAlert DESC, s.time DESC, s.article DESC"
  static let oldestFirst = "ORDER BY s.isAlert, s.time, s.article"

  /// `FROM … WHERE …`.
  let source: String
  let arguments: StatementArguments

  init(_ scope: Scope, unreadOnly: Bool) {
    switch scope {
    case .all:
      source = "FROM status s WHERE " + (unreadOnly ? "s.isRead = 0" : "1")
      arguments = []
    case .starred:
      source = "FROM status s WHERE s.isStarred = 1" + (unreadOnly ? " AND s.isRead = 0" : "")
      arguments = []
    case .newsroom(let id):
      source = "FROM status s WHERE s.newsroom = ?" + (unreadOnly ? " AND s.isRead = 0" : "")
      arguments = [id.rawValue]
    case .section(let id, let name):
      let section = "s.section = (SELECT id FROM section WHERE newsroom = ? AND name = ?)"
      source =
        unreadOnly
        ? "FROM listing s JOIN status u ON u.article = s.article WHERE \(section) AND u.isRead = 0"
        : "FROM listing s WHERE \(section)"
      arguments = [id.rawValue, name]
    }
  }
}

extension Headline {
  static let columns = """
    a.id, a.newsroom, n.name, a.title, a.link, a.published, a.updated, t.arrived, a.sections, a.language, a.byline,
    t.isRead, t.isStarred, a.isUrgent, t.isAcknowledged, a.revisions, a.pictures, m.url
    """
  static let joins = """
    JOIN article a ON a.id = p.article JOIN status t ON t.article = p.article JOIN newsroom n ON n.id = a.newsroom
    LEFT JOIN mirror m ON m.id = a.mirror
    """

  init(row: Row) {
    self.init(
      id: ArticleID(rawValue: row[0]), newsroom: NewsroomID(rawValue: row[1]), newsroomName: row[2], title: row[3],
      link: row[4], published: (row[5] as Int64?).map { .init(milliseconds: $0) },
      updated: (row[6] as Int64?).map { .init(milliseconds: $0) }, arrived: .init(milliseconds: row[7]),
      sections: (row[8] as String?)?.split(separator: "\u{1F}").map(String.init) ?? [], language: row[9],
      byline: row[10], isRead: row[11], isStarred: row[12], isUrgent: row[13], isAcknowledged: row[14],
      revisions: row[15], pictures: row[16], mirror: row[17])
  }

  static func fetch(_ db: Database, ids: [ArticleID]) throws -> [Headline] {
    let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM (SELECT ? AS article) p \(joins)")
    return try ids.compactMap { id in
      try Row.fetchOne(statement, arguments: [id.rawValue]).map(Headline.init(row:))
    }
  }
}
