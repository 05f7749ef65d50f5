import Foundation
import GRDB
import News

/// A list of headlines as SQL: rows `s` with `isAlert`, `time` and `article`, in an order that an index has.
struct ScopeQuery {
  static let newestFirst = "ORDER BY s.isAlert DESC, s.time DESC, s.article DESC"
  static let oldestFirst = "ORDER BY s.isAlert, s.time, s.article"

  /// `FROM … WHERE …`.
  private(set) var source: String
  private(set) var arguments: StatementArguments

  init(_ scope: Scope, unreadOnly: Bool, now: Date, _ db: Database) throws {
    let unread = " AND s.isRead = 0"
    switch scope {
    case .all:
      source = "FROM status s WHERE s.isMuted = 0" + (unreadOnly ? unread : "")
      arguments = []
    case .starred:
      // Few of many: its own index, whatever the planner takes the others for.
      source = "FROM status s INDEXED BY status_starred WHERE s.isStarred = 1" + (unreadOnly ? unread : "")
      arguments = []
    case .newsroom(let id):
      source = "FROM status s WHERE s.newsroom = ? AND s.isMuted = 0" + (unreadOnly ? unread : "")
      arguments = [id.rawValue]
    case .board(let id):
      source = "FROM status s WHERE s.newsroom = ? AND s.isMuted = 0 AND \(Self.isTalk)" + (unreadOnly ? unread : "")
      arguments = [id.rawValue]
    case .section(let id, let name):
      let list = try Int64.fetchOne(
        db, sql: "SELECT id FROM section WHERE newsroom = ? AND name = ?", arguments: [id.rawValue, name])
      (source, arguments) = Self.listing(list ?? 0, unreadOnly)
    case .tag(let id): (source, arguments) = Self.listing(-id.rawValue, unreadOnly)
    case .savedSearch(let id):
      let query = try SavedSearch.fetch(db, id).flatMap { try? SearchQuery($0.query) }
      let moving = query?.filters.filter(\.isMoving) ?? []
      let x = query?.isFixed == true ? "u" : "s"
      let filters = try moving.map { try FilterSQL($0, x: x, now: now, db) }
      if x == "u" {
        (source, arguments) = Self.listing(-id.rawValue, unreadOnly, isJoined: !filters.isEmpty)
      } else {
        let isOfMuted = moving.contains { $0.test == .muted }
        source =
          "FROM status s WHERE " + (query == nil ? "0" : isOfMuted ? "1" : "s.isMuted = 0") + (unreadOnly ? unread : "")
        arguments = []
      }
      for filter in filters {
        source += " AND " + filter.signed
        arguments += filter.arguments
      }
    }
  }

  /// It answers something, or stands in a thread in which somebody did: news that nobody spoke of is not the board's.
  private static let isTalk = """
    (EXISTS (SELECT 1 FROM post b JOIN post c ON c.thread = b.thread AND c.parent IS NOT NULL WHERE b.article = s.article)
      OR EXISTS (SELECT 1 FROM article d WHERE d.id = s.article AND d.inReplyTo IS NOT NULL))
    """

  private static func listing(_ list: Int64, _ unreadOnly: Bool, isJoined: Bool = false) -> (String, StatementArguments)
  {
    let unread = unreadOnly ? " AND u.isRead = 0" : ""
    // The list is walked, never the other way round, whatever statistics there are.
    let join = unreadOnly || isJoined ? "CROSS JOIN status u ON u.article = s.article " : ""
    return ("FROM listing s \(join)WHERE s.section = ?\(unread)", [list])
  }
}

extension Scope {
  /// What its reader chose by hand is there though it is muted.
  var showsMuted: Bool {
    switch self {
    case .starred, .tag: true
    case .all, .newsroom, .section, .savedSearch, .board: false
    }
  }
}

extension Headline {
  static let columns = """
    a.id, a.newsroom, n.name, a.title, a.link, a.published, a.updated, t.arrived, a.sections, a.language, a.byline,
    t.isRead, t.isStarred, a.isUrgent, t.isAcknowledged, a.revisions, a.pictures, m.url, t.tags, a.withdrawn
    """
  static let joins = """
    CROSS JOIN article a ON a.id = p.article JOIN status t ON t.article = p.article JOIN newsroom n ON n.id = a.newsroom
    LEFT JOIN mirror m ON m.id = a.mirror
    """

  /// - Parameter tagNames: of each tag's number.
  init(row: Row, _ tagNames: [Int64: String]) {
    self.init(
      id: ArticleID(rawValue: row[0]), newsroom: NewsroomID(rawValue: row[1]), newsroomName: row[2], title: row[3],
      link: row[4], published: (row[5] as Int64?).map { .init(milliseconds: $0) },
      updated: (row[6] as Int64?).map { .init(milliseconds: $0) }, arrived: .init(milliseconds: row[7]),
      sections: (row[8] as String?)?.split(separator: "\u{1F}").map(String.init) ?? [], language: row[9],
      byline: row[10], isRead: row[11], isStarred: row[12], isUrgent: row[13], isAcknowledged: row[14],
      revisions: row[15], pictures: row[16], mirror: (row[17] as String?).map(BareAddress.of),
      tags: StatusRow.numbers(row[18]).compactMap { tagNames[$0] }.sorted(),
      withdrawn: (row[19] as Int64?).map { .init(milliseconds: $0) })
  }

  static func fetch(_ db: Database, ids: [ArticleID]) throws -> [Headline] {
    // One query for all of them: a query for each took four times as long.
    let sql = "SELECT \(columns) FROM (SELECT key, value AS article FROM json_each(?)) p \(joins) ORDER BY p.key"
    let numbers = "[\(ids.map { String($0.rawValue) }.joined(separator: ","))]"
    let names = try Folders.names(.tag, db)
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [numbers])
    var headlines: [Headline] = []
    headlines.reserveCapacity(ids.count)
    while let row = try rows.next() { headlines.append(Headline(row: row, names)) }
    return headlines
  }
}
