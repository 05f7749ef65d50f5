import Foundation
import GRDB
import News

/// Finds, verifies and ranks.
///
/// The index names articles that hold every word of the query, newest first; each is verified on its stored text, where
/// neighbours and phrases show, and scored with BM25 (k₁ 1.2, b 0.75), a match in the title counting as five. At most
/// `rankLimit` with it in the title and as many others, each the newest, are ranked: a word that more articles hold is
/// no question of rank. Without words, what passes the filters is found, newest first.
struct Searcher {
  static let rankLimit = 100
  static let titleWeight = 5.0

  struct Found {
    var id: Int64
    var score: Double
    /// UTF-8.
    var text: [UInt8]
  }

  private struct Candidate {
    var id: Int64
    var text: [UInt8]
    /// Matches of each piece, the title's counted by their weight.
    var counts: [Double]
    var length: Double
  }

  let db: Database
  let query: SearchQuery
  let scope: Scope
  let now: Date
  /// Muted ones are found, too.
  let withMuted: Bool
  private let unpacker = BodyUnpacker()

  init(_ query: SearchQuery, scope: Scope = .all, now: Date, withMuted: Bool = false, _ db: Database) {
    (self.query, self.scope, self.now, self.withMuted, self.db) = (query, scope, now, withMuted, db)
  }

  /// Best first.
  func find(limit: Int) throws -> [Found] {
    let sieve = try Sieve(query, scope: scope, now: now, withMuted: withMuted, db)
    if query.pieces.isEmpty {
      let ids = try newest(sieve, limit: limit)
      return try ids.enumerated().map { place, id in
        Found(id: id, score: Double(ids.count - place), text: try words(of: id)?.text ?? [])
      }
    }
    let wanted = max(limit, Self.rankLimit)
    var candidates: [Int64: Candidate] = [:]
    if let allowed = sieve.allowed, allowed.count <= Self.rankLimit * 2 {
      // So few that their own texts are asked: the index would name all that hold the words.
      for id in allowed.ids where try sieve.passes(id) { candidates[id] = try candidate(id, sieve) }
      return try Array(ranked(Array(candidates.values)).prefix(limit))
    }
    try collect(mark: IndexWords.titleMark, upTo: wanted, sieve, into: &candidates)
    try collect(mark: [], upTo: candidates.count + wanted, sieve, into: &candidates)
    return try Array(ranked(Array(candidates.values)).prefix(limit))
  }

  /// Every article that the query finds, in no order.
  func all() throws -> [Int64] {
    let sieve = try Sieve(query, scope: scope, now: now, withMuted: withMuted, db)
    if query.pieces.isEmpty { return try newest(sieve, limit: .max) }
    let needsText = !query.pieces.allSatisfy(\.isExact)
    let ids = try Int64.fetchCursor(
      db, sql: "SELECT rowid FROM search WHERE search MATCH ?", arguments: [query.match(mark: [], newsroom: nil)])
    var found: [Int64] = []
    while let id = try ids.next() {
      guard try sieve.passes(id) else { continue }
      if needsText || !sieve.doubts(id).isEmpty { guard try candidate(id, sieve) != nil else { continue } }
      found.append(id)
    }
    return found
  }

  private func collect(
    mark: [UInt8], upTo limit: Int, _ sieve: Sieve, into candidates: inout [Int64: Candidate]
  ) throws {
    let ids = try Int64.fetchCursor(
      db, sql: "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC",
      arguments: [query.match(mark: mark, newsroom: scope.newsroom?.rawValue)])
    while candidates.count < limit, let id = try ids.next() {
      guard candidates[id] == nil, try sieve.passes(id) else { continue }
      candidates[id] = try candidate(id, sieve)
    }
  }

  /// nil where the text itself says no.
  private func candidate(_ id: Int64, _ sieve: Sieve) throws -> Candidate? {
    guard let (title, text) = try words(of: id) else { return nil }
    let foldedTitle = FoldedText(title)
    let foldedText = FoldedText(text)
    let counts = query.pieces.map { piece in
      Double(foldedText.matches(piece, limit: 50).count)
        + Double(foldedTitle.matches(piece, limit: 50).count) * Self.titleWeight
    }
    guard counts.allSatisfy({ $0 > 0 }) else { return nil }
    for piece in query.excluded {
      guard foldedText.matches(piece, limit: 1).isEmpty, foldedTitle.matches(piece, limit: 1).isEmpty else {
        return nil
      }
    }
    return Candidate(id: id, text: text, counts: counts, length: Double(foldedText.bytes.count + 1))
  }

  private func words(of id: Int64) throws -> (title: String, text: [UInt8])? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT a.title, \(SearchedText.columns) FROM article a JOIN revision r ON r.id = a.shown \(SearchedText.join)
        WHERE a.id = ?
        """)
    return try Row.fetchOne(statement, arguments: [id]).map { row in
      (row[0], try SearchedText.of(row, at: 1, unpacker))
    }
  }

  /// What passes the filters, alerts first, then newest first.
  private func newest(_ sieve: Sieve, limit: Int) throws -> [Int64] {
    let conditions = sieve.conditions.map { " AND " + $0 }.joined()
    var found: [Int64] = []
    func take(_ id: Int64) throws {
      guard sieve.mayPass(id) else { return }
      if !sieve.doubts(id).isEmpty { guard try candidate(id, sieve) != nil else { return } }
      found.append(id)
    }
    // Few are looked up and sorted; of many, the list is walked until there are enough.
    if let allowed = sieve.allowed, allowed.count <= 1000 {
      let rows = try Int64.fetchCursor(
        db,
        sql: """
          SELECT s.article FROM status s WHERE s.article IN (SELECT value FROM json_each(?))\(conditions)
          \(ScopeQuery.newestFirst)
          """, arguments: [JSONColumn.text(allowed.ids)] + sieve.arguments)
      while found.count < limit, let id = try rows.next() { try take(id) }
    } else {
      let rows = try Int64.fetchCursor(
        db, sql: "SELECT s.article FROM status s WHERE 1\(conditions) \(ScopeQuery.newestFirst)",
        arguments: sieve.arguments)
      while found.count < limit, let id = try rows.next() { try take(id) }
    }
    return found
  }

  private func ranked(_ candidates: [Candidate]) throws -> [Found] {
    let weights = try pieceWeights()
    let average = candidates.reduce(0) { $0 + $1.length } / Double(max(candidates.count, 1))
    let found = candidates.map { candidate in
      let room = 1.2 * (0.25 + 0.75 * candidate.length / average)
      let score = zip(weights, candidate.counts).reduce(0) { $0 + $1.0 * $1.1 * 2.2 / ($1.1 + room) }
      return Found(id: candidate.id, score: score, text: candidate.text)
    }
    return found.sorted { ($0.score, $0.id) > ($1.score, $1.id) }
  }

  /// How rare each piece is (BM25's IDF); all alike where there is but one.
  private func pieceWeights() throws -> [Double] {
    guard query.pieces.count > 1 else { return [1] }
    let total = Double(try Int.fetchOne(db, sql: "SELECT ifnull(sum(total), 0) FROM newsroom") ?? 0)
    return try query.pieces.map { piece in
      let count =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT 10000)",
          arguments: [piece.match])
        ?? 0
      return log(1 + (max(total, Double(count)) - Double(count) + 0.5) / (Double(count) + 0.5))
    }
  }
}
