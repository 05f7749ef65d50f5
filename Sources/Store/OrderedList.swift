import Foundation
import GRDB
import News

/// A list in one of its orders: alerts on top, newest first, and below them the rest in that order. Windows and places in it.
struct OrderedList {
  let db: Database
  let list: ScopeQuery
  let order: ListOrder
  /// Of all articles, and too long to be sorted: its order comes from an index.
  private let isWhole: Bool

  /// Lists of at most so many rows are sorted.
  private static let mostSorted = 2000

  init(_ scope: Scope, unreadOnly: Bool, order: ListOrder, isWhole: Bool? = nil, now: Date, _ db: Database) throws {
    self.db = db
    // Within one newsroom, and within one of its sections, that order is the newest first.
    self.order = order == .newsroom && scope.newsroom != nil ? .newest : order
    list = try ScopeQuery(scope, unreadOnly: unreadOnly, now: now, db)
    let column = unreadOnly ? "unread" : "total"
    self.isWhole =
      try isWhole
      ?? (scope == .all
        && Int.fetchOne(db, sql: "SELECT ifnull(sum(\(column)), 0) FROM newsroom") ?? 0 > Self.mostSorted)
  }

  func window(offset: Int, limit: Int) throws -> [Int64] {
    let offset = max(offset, 0)
    guard order != .newest else {
      return try Int64.fetchAll(
        db, sql: "SELECT s.article \(list.source) \(ScopeQuery.newestFirst) LIMIT ? OFFSET ?",
        arguments: list.arguments + [limit, offset])
    }
    let alerts = try Int64.fetchAll(
      db, sql: "SELECT s.article \(list.source) AND s.isAlert = 1 \(ScopeQuery.newestFirst) LIMIT ? OFFSET ?",
      arguments: list.arguments + [limit, offset])
    guard alerts.count < limit else { return alerts }
    let rest = try Int64.fetchAll(
      db, sql: restWindow,
      arguments: list.arguments + [limit - alerts.count, max(0, offset - (try alertCount()))])
    return alerts + rest
  }

  /// The window of what stands below the alerts: `LIMIT` and `OFFSET` are its last arguments.
  var restWindow: String { rest(select: "s.article") + " \(rule) LIMIT ? OFFSET ?" }

  /// From 0; nil when it is not in the list.
  func position(of place: StatusRow) throws -> Int? {
    let isListed = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 \(list.source) AND s.isAlert = ? AND s.time = ? AND s.article = ?)",
      arguments: list.arguments + [place.isAlert, place.time, place.article])
    guard isListed == true else { return nil }
    if order == .newest || place.isAlert {
      return try Int.fetchOne(
        db, sql: "SELECT count(*) \(list.source) AND (s.isAlert, s.time, s.article) > (?, ?, ?)",
        arguments: list.arguments + [place.isAlert, place.time, place.article])
    }
    let before = try before(place)
    return try alertCount()
      + (Int.fetchOne(
        db, sql: rest(select: "count(*)") + " AND (\(before.condition))", arguments: list.arguments + before.arguments)
        ?? 0)
  }

  /// The article nearest below this one in the list, or above it; the article itself need not be in it.
  func next(to place: StatusRow, backwards: Bool) throws -> Int64? {
    let mark: StatementArguments = [place.isAlert, place.time, place.article]
    if order == .newest {
      return try Int64.fetchOne(
        db,
        sql: """
          SELECT s.article \(list.source) AND (s.isAlert, s.time, s.article) \(backwards ? ">" : "<") (?, ?, ?)
          \(backwards ? ScopeQuery.oldestFirst : ScopeQuery.newestFirst) LIMIT 1
          """, arguments: list.arguments + mark)
    }
    func nextAlert(_ condition: String, _ arguments: StatementArguments) throws -> Int64? {
      try Int64.fetchOne(
        db,
        sql: """
          SELECT s.article \(list.source) AND s.isAlert = 1 \(condition)
          \(backwards ? ScopeQuery.oldestFirst : ScopeQuery.newestFirst) LIMIT 1
          """, arguments: list.arguments + arguments)
    }
    if place.isAlert {
      let found = try nextAlert(
        "AND (s.isAlert, s.time, s.article) \(backwards ? ">" : "<") (?, ?, ?)", mark)
      if backwards || found != nil { return found }
      return try Int64.fetchOne(db, sql: rest(select: "s.article") + " \(rule) LIMIT 1", arguments: list.arguments)
    }
    let before = try before(place)
    // What is neither before it nor itself comes after it.
    let condition = backwards ? "(\(before.condition))" : "NOT (\(before.condition)) AND s.article <> ?"
    let found = try Int64.fetchOne(
      db, sql: rest(select: "s.article") + " AND \(condition) \(backwards ? reversed : rule) LIMIT 1",
      arguments: list.arguments + before.arguments + (backwards ? [] : [place.article]))
    if !backwards || found != nil { return found }
    return try nextAlert("", [])
  }

  func alertCount() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) \(list.source) AND s.isAlert = 1", arguments: list.arguments) ?? 0
  }

  // MARK: The rest, below the alerts

  /// `SELECT … FROM … WHERE …` of it, with what the order is by: titles `a`, newsrooms `n`.
  private func rest(select: String) -> String {
    let source: String
    switch order {
    case .newest, .oldest: source = list.source
    case .title: source = joined("article a", on: "a.id = s.article")
    case .newsroom: source = joined("newsroom n", on: "n.id = \(isOfStatus ? "s.newsroom" : "t.newsroom")")
    }
    return "SELECT \(select) \(source) AND s.isAlert = 0"
  }

  private var isOfStatus: Bool { list.source.hasPrefix("FROM status s") }

  /// What the order is by comes first, so that its own index gives the order.
  private func joined(_ table: String, on condition: String) -> String {
    guard let place = list.source.range(of: " WHERE ") else { return list.source }
    let tables = list.source[list.source.index(list.source.startIndex, offsetBy: 5)..<place.lowerBound]
    let rest = list.source[place.upperBound...]
    let lead = isWhole ? "FROM \(table) CROSS JOIN \(tables)" : "FROM \(tables) JOIN \(table)"
    let status = order == .newsroom && !isOfStatus ? " JOIN status t ON t.article = s.article" : ""
    return lead + status + " WHERE \(condition) AND \(rest)"
  }

  private var rule: String {
    switch order {
    case .newest: ScopeQuery.newestFirst
    case .oldest: ScopeQuery.oldestFirst
    case .title: "ORDER BY a.title COLLATE NOCASE, a.id"
    case .newsroom: "ORDER BY n.name COLLATE NOCASE, s.time DESC, s.article DESC"
    }
  }

  private var reversed: String {
    switch order {
    case .newest: ScopeQuery.oldestFirst
    case .oldest: ScopeQuery.newestFirst
    case .title: "ORDER BY a.title COLLATE NOCASE DESC, a.id DESC"
    case .newsroom: "ORDER BY n.name COLLATE NOCASE DESC, s.time, s.article"
    }
  }

  /// Those that stand above a row that is no alert.
  private func before(_ place: StatusRow) throws -> (condition: String, arguments: StatementArguments) {
    switch order {
    case .newest: return ("(s.time, s.article) > (?, ?)", [place.time, place.article])
    case .oldest: return ("(s.time, s.article) < (?, ?)", [place.time, place.article])
    case .title:
      let title = try String.fetchOne(db, sql: "SELECT title FROM article WHERE id = ?", arguments: [place.article])
      return ("(a.title COLLATE NOCASE, a.id) < (?, ?)", [title, place.article])
    case .newsroom:
      let name = try String.fetchOne(db, sql: "SELECT name FROM newsroom WHERE id = ?", arguments: [place.newsroom])
      return (
        "n.name COLLATE NOCASE < ? OR (n.name COLLATE NOCASE = ? AND (s.time, s.article) > (?, ?))",
        [name, name, place.time, place.article]
      )
    }
  }
}
