import Foundation
import GRDB
import News

/// Finds, verifies and ranks.
///
/// The index names articles that hold every word of the query, newest first; each is verified on its stored text, where
/// neighbours and phrases show, and scored with BM25 (k₁ 1.2, b 0.75), a match in the title counting as five. At most
/// `rankLimit` with it in the title and as many others, each the newest, are ranked: a word that more articles hold is
/// no question of rank.
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

  /// Best first.
  func find(limit: Int) throws -> [Found] {
    let wanted = max(limit, Self.rankLimit)
    var candidates: [Int64: Candidate] = [:]
    try collect(mark: IndexWords.titleMark, upTo: wanted, into: &candidates)
    try collect(mark: [], upTo: candidates.count + wanted, into: &candidates)
    return try Array(ranked(Array(candidates.values)).prefix(limit))
  }

  private func collect(mark: [UInt8], upTo limit: Int, into candidates: inout [Int64: Candidate]) throws {
    var arguments: StatementArguments = [query.match(mark: mark, newsroom: newsroom)]
    var condition = ""
    switch scope {
    case .all, .newsroom: break
    case .starred: condition = "AND EXISTS (SELECT 1 FROM status s WHERE s.article = a.id AND s.isStarred = 1)"
    case .section(let id, let name):
      condition = """
        AND EXISTS (SELECT 1 FROM status s JOIN listing l ON l.isAlert = s.isAlert AND l.time = s.time
        AND l.article = s.article WHERE s.article = a.id
        AND l.section = (SELECT id FROM section WHERE newsroom = ? AND name = ?))
        """
      arguments += [id.rawValue, name]
    }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT a.id, a.title, r.textLength, r.body
        FROM search w CROSS JOIN article a ON a.id = w.rowid CROSS JOIN revision r ON r.id = a.shown
        WHERE w.search MATCH ? \(condition) ORDER BY w.rowid DESC
        """, arguments: arguments)
    let unpacker = BodyUnpacker()
    while candidates.count < limit, let row = try rows.next() {
      let id: Int64 = row[0]
      guard candidates[id] == nil else { continue }
      let text = try BodyColumn.text(row, at: 3, textLength: row[2], unpacker)
      let foldedTitle = FoldedText(row[1] as String)
      let foldedText = FoldedText(text)
      let counts = query.pieces.map { piece in
        Double(foldedText.matches(piece, limit: 50).count)
          + Double(foldedTitle.matches(piece, limit: 50).count) * Self.titleWeight
      }
      guard counts.allSatisfy({ $0 > 0 }) else { continue }
      candidates[id] = Candidate(id: id, text: text, counts: counts, length: Double(foldedText.bytes.count + 1))
    }
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
      let match = piece.terms.map { "\"\($0.word)\"" + ($0.isPrefix ? " *" : "") }.joined(separator: " AND ")
      let count =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT 10000)", arguments: [match])
        ?? 0
      return log(1 + (max(total, Double(count)) - Double(count) + 0.5) / (Double(count) + 0.5))
    }
  }

  private var newsroom: Int64? {
    switch scope {
    case .all, .starred: nil
    case .newsroom(let id), .section(let id, _): id.rawValue
    }
  }
}
