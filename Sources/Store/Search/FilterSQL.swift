import Foundation
import GRDB
import News

/// A filter as SQL: which articles pass it, and whether one does.
struct FilterSQL {
  /// Rows of one column, the articles' numbers, by an index.
  let articles: String
  /// True for a row `x` of `status` that passes.
  let condition: String
  /// The same for both.
  let arguments: StatementArguments
  let isNegated: Bool

  /// - Parameter x: the alias of `status` in `condition`.
  init(_ filter: SearchFilter, x: String = "s", now: Date, _ db: Database) throws {
    var isNegated = filter.isNegated
    var arguments: StatementArguments = []
    func listed(_ lists: [Int64]) -> (String, String) {
      let numbers = lists.map(String.init).joined(separator: ",")
      return (
        "SELECT article FROM listing WHERE section IN (\(numbers))",
        """
        EXISTS (SELECT 1 FROM listing l WHERE l.section IN (\(numbers)) AND l.isAlert = \(x).isAlert
        AND l.time = \(x).time AND l.article = \(x).article)
        """
      )
    }
    func of(_ column: String, _ values: [String]) -> (String, String) {
      arguments = [JSONColumn.text(values) ?? "[]"]
      let list = "(SELECT value FROM json_each(?))"
      return (
        "SELECT id FROM article WHERE \(column) IN \(list)",
        "ifnull((SELECT \(column) FROM article WHERE id = \(x).article) IN \(list), 0)"
      )
    }
    switch filter.test {
    case .read:
      isNegated.toggle()
      (articles, condition) = ("SELECT article FROM status WHERE isRead = 0", "\(x).isRead = 0")
    case .starred:
      (articles, condition) = ("SELECT article FROM status WHERE isStarred = 1", "\(x).isStarred = 1")
    case .muted: (articles, condition) = ("SELECT article FROM status WHERE isMuted = 1", "\(x).isMuted = 1")
    case .before(let date), .after(let date):
      var sign = ">="
      if case .before = filter.test { sign = "<" }
      arguments = [date.moment(now: now, .reader).milliseconds]
      articles = "SELECT article FROM status WHERE isAlert IN (0, 1) AND time \(sign) ?"
      condition = "\(x).time \(sign) ?"
    case .tag(let name):
      let id = try Int64.fetchOne(db, sql: "SELECT id FROM folder WHERE kind = 'tag' AND name = ?", arguments: [name])
      (articles, condition) = listed(id.map { [-$0] } ?? [])
    case .section(let name):
      let rows = try Row.fetchCursor(db, sql: "SELECT id, name FROM section")
      var ids: [Int64] = []
      while let row = try rows.next() {
        if SearchFilter.holds(row[1], name) { ids.append(row[0]) }
      }
      (articles, condition) = listed(ids)
    case .newsroom(let name):
      let ids = try Row.fetchAll(db, sql: "SELECT id, name FROM newsroom").filter { SearchFilter.holds($0[1], name) }
        .map { String($0[0] as Int64) }.joined(separator: ",")
      articles = "SELECT article FROM status WHERE newsroom IN (\(ids))"
      condition = "\(x).newsroom IN (\(ids))"
    case .from(let name):
      (articles, condition) = of("byline", try Self.distinct("byline", db).filter { SearchFilter.holds($0, name) })
    case .language(let tag):
      (articles, condition) = of(
        "language", try Self.distinct("language", db).filter { SearchFilter.isLanguage($0, tag) })
    case .hasPicture:
      articles = "SELECT id FROM article WHERE pictures > 0"
      condition = "(SELECT pictures FROM article WHERE id = \(x).article) > 0"
    case .words, .beginning: (articles, condition) = ("SELECT id FROM article", "1")
    }
    self.isNegated = isNegated
    self.arguments = arguments
  }

  var signed: String { isNegated ? "NOT \(condition)" : condition }

  /// Each value of an indexed column once, by steps through the index.
  static func distinct(_ column: String, _ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        WITH RECURSIVE value(v) AS (
          SELECT min(\(column)) FROM article WHERE \(column) IS NOT NULL
          UNION ALL
          SELECT (SELECT min(\(column)) FROM article WHERE \(column) > v AND \(column) IS NOT NULL) FROM value
          WHERE v IS NOT NULL
        ) SELECT v FROM value WHERE v IS NOT NULL
        """)
  }
}

extension Calendar {
  /// What dates in queries are read by.
  static var reader: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    return calendar
  }
}
