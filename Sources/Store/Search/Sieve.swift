import Foundation
import GRDB
import News

/// Says of each article whether it passes a query's filters and its scope, words apart.
///
/// A filter that few articles pass is looked up once, by an index, into a set of bits; one that more than a quarter passes is asked
/// of each article as it comes, since most that come do pass. So neither reads many rows.
struct Sieve {
  /// nil: all that are not banned.
  private(set) var allowed: ArticleSet?
  private var banned = ArticleSet()
  /// What is asked of each row `s` of `status`.
  private(set) var conditions: [String] = []
  private(set) var arguments: StatementArguments = []
  /// Negated phrases of which the index only knows who may hold them.
  private(set) var doubtful: [(piece: SearchQuery.Piece, articles: ArticleSet)] = []
  private var check: Statement?

  init(_ query: SearchQuery, scope: Scope, now: Date, withMuted: Bool = false, _ db: Database) throws {
    let all = try Int.fetchOne(db, sql: "SELECT ifnull(sum(total), 0) FROM newsroom") ?? 0
    let many = max(1000, all / 4)
    for filter in query.filters {
      let sql = try FilterSQL(filter, now: now, db)
      let isLarge =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM (\(sql.articles) LIMIT \(many + 1))", arguments: sql.arguments) ?? 0 > many
      if isLarge {
        conditions.append(sql.signed)
        arguments += sql.arguments
      } else {
        take(try ArticleSet(db, sql: sql.articles, arguments: sql.arguments), isNegated: sql.isNegated)
      }
    }
    switch scope {
    case .all: break
    case .newsroom(let id), .board(let id):
      conditions.append("s.newsroom = ?")
      arguments += [id.rawValue]
    case .starred, .section, .tag, .savedSearch:
      let list = try ScopeQuery(scope, unreadOnly: false, now: now, db)
      take(try ArticleSet(db, sql: "SELECT s.article \(list.source)", arguments: list.arguments), isNegated: false)
    }
    // What is muted is found in what its reader chose by hand, and by the filter of that name.
    if !withMuted, !scope.showsMuted, !query.filters.contains(where: { $0.test == .muted }) {
      take(
        try ArticleSet(db, sql: "SELECT article FROM status WHERE isMuted = 1", arguments: []), isNegated: true)
    }
    // Beside words, the index leaves them out by itself (`SearchQuery.match`).
    for piece in query.excluded where query.pieces.isEmpty || !piece.isExact {
      let articles = try ArticleSet(
        db, sql: "SELECT rowid FROM search WHERE search MATCH ?", arguments: [piece.match])
      if piece.isExact { take(articles, isNegated: true) } else { doubtful.append((piece, articles)) }
    }
    check =
      conditions.isEmpty
      ? nil
      : try db.makeStatement(
        sql: "SELECT 1 FROM status s WHERE s.article = ? AND " + conditions.joined(separator: " AND "))
  }

  private mutating func take(_ set: ArticleSet, isNegated: Bool) {
    if isNegated {
      banned.add(set)
    } else if allowed == nil {
      allowed = set
    } else {
      allowed?.keep(set)
    }
  }

  /// By the sets alone: `conditions` are to be asked beside it.
  func mayPass(_ id: Int64) -> Bool { !banned.contains(id) && allowed?.contains(id) ?? true }

  func passes(_ id: Int64) throws -> Bool {
    guard mayPass(id) else { return false }
    guard let check else { return true }
    return try Row.fetchOne(check, arguments: [id] + arguments) != nil
  }

  /// Negated phrases of which only the article's text can tell.
  func doubts(_ id: Int64) -> [SearchQuery.Piece] { doubtful.filter { $0.articles.contains(id) }.map(\.piece) }
}
