import Foundation
import GRDB

/// The full-text index, kept in step with the shown words of every article.
///
/// It holds no text, so a row is taken out by naming its words again: they are cut anew from the stored text.
struct SearchIndex {
  private let insertion: Statement
  private let deletion: Statement
  private let db: Database

  init(_ db: Database) throws {
    self.db = db
    insertion = try db.cachedStatement(sql: "INSERT INTO search (rowid, words) VALUES (?, ?)")
    deletion = try db.cachedStatement(sql: "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)")
  }

  func add(article: Int64, words: Data) throws {
    try insertion.execute(arguments: [article, words])
  }

  /// The words of an article as it is kept now, its full text's among them: once `remove` has taken out those of before.
  func add(article: Int64) throws {
    try eachWords(where: "a.id = ?", article) { try add(article: $0, words: $1) }
  }

  /// Takes out the words of the revision that is shown now, and of the full text: call it before another one is.
  func remove(article: Int64) throws { try remove(where: "a.id = ?", article) }

  func remove(newsroom: Int64) throws { try remove(where: "a.newsroom = ?", newsroom) }

  private func remove(where condition: String, _ value: Int64) throws {
    try eachWords(where: condition, value) { try deletion.execute(arguments: [$0, $1]) }
  }

  private func eachWords(where condition: String, _ value: Int64, _ take: (Int64, Data) throws -> Void) throws {
    let unpacker = BodyUnpacker()
    let cutter = IndexWords()
    let statement = try db.cachedStatement(
      sql: """
        SELECT a.id, a.newsroom, a.title, \(SearchedText.columns)
        FROM article a JOIN revision r ON r.id = a.shown \(SearchedText.join) WHERE \(condition)
        """)
    let rows = try Row.fetchCursor(statement, arguments: [value])
    while let row = try rows.next() {
      let text = try SearchedText.of(row, at: 3, unpacker)
      try take(row[0], cutter.words(title: row[2], text: String(decoding: text, as: UTF8.self), newsroom: row[1]))
    }
  }
}

/// What of an article is searched beside its title: the shown words, and the full text behind them.
enum SearchedText {
  static let columns = "r.textLength, r.body, f.textLength, f.body"
  static let join = "LEFT JOIN fullText f ON f.article = a.id"

  static func of(_ row: Row, at place: Int, _ unpacker: BodyUnpacker) throws -> [UInt8] {
    let text = try BodyColumn.text(row, at: place + 1, textLength: row[place], unpacker)
    guard let length: Int = row[place + 2] else { return text }
    return text + [0x0A] + (try BodyColumn.text(row, at: place + 3, textLength: length, unpacker))
  }
}

/// A packed body as it stands in a row.
enum BodyColumn {
  /// The text of the body in column `index`. A body that can't be unpacked is a damaged store.
  static func text(_ row: Row, at index: Int, textLength: Int, _ unpacker: BodyUnpacker) throws -> [UInt8] {
    try bytes(row, at: index) { unpacker.text($0, textLength: textLength) }
  }

  /// Text and markup.
  static func body(
    _ row: Row, at index: Int, textLength: Int, bodyLength: Int, _ unpacker: BodyUnpacker
  ) throws -> [UInt8] {
    try bytes(row, at: index) { unpacker.body($0, textLength: textLength, bodyLength: bodyLength) }
  }

  private static func bytes(
    _ row: Row, at index: Int, _ unpack: (UnsafeRawBufferPointer) -> [UInt8]?
  ) throws -> [UInt8] {
    let bytes = try row.withUnsafeData(atIndex: index) { data in data?.withUnsafeBytes { unpack($0) } }
    guard let bytes else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a body can't be unpacked") }
    return bytes
  }
}
