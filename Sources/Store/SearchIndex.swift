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

  /// Takes out the words of the revision that is shown now: call it before another one is.
  func remove(article: Int64) throws {
    let unpacker = BodyUnpacker()
    let cutter = IndexWords()
    try remove(where: "a.id = ?", article, unpacker, cutter)
  }

  func remove(newsroom: Int64) throws {
    let unpacker = BodyUnpacker()
    let cutter = IndexWords()
    try remove(where: "a.newsroom = ?", newsroom, unpacker, cutter)
  }

  private func remove(
    where condition: String, _ value: Int64, _ unpacker: BodyUnpacker, _ cutter: IndexWords
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT a.id, a.newsroom, a.title, r.textLength, r.body FROM article a JOIN revision r ON r.id = a.shown
        WHERE \(condition)
        """, arguments: [value])
    while let row = try rows.next() {
      let text = try BodyColumn.text(row, at: 4, textLength: row[3], unpacker)
      let words = cutter.words(title: row[2], text: String(decoding: text, as: UTF8.self), newsroom: row[1])
      try deletion.execute(arguments: [row[0] as Int64, words])
    }
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
