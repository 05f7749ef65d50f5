public import Foundation
import GRDB
public import News

/// The whole text of an article as it was fetched, not yet a row of the store.
public struct NewFullText: Hashable, Sendable {
  public var source: FullText.Source
  /// Safe HTML.
  public var html: String
  /// Plain text.
  public var text: String
  public var byline: String?
  /// Where it came from: an address on a mirror.
  public var url: String
  /// When its source changed it last; nil where it doesn't say.
  public var updated: Date?
  public var fetched: Date

  public init(
    source: FullText.Source, html: String, text: String, byline: String? = nil, url: String, updated: Date? = nil,
    fetched: Date
  ) {
    self.source = source
    self.html = html
    self.text = text
    self.byline = byline
    self.url = url
    self.updated = updated
    self.fetched = fetched
  }
}

/// A full text made ready for its row.
struct PreparedFullText: Sendable {
  private let source: FullText.Source
  private let byline: String?
  private let url: String
  private let stamp: Int64
  private let fetched: Int64
  private let textLength: Int
  private let bodyLength: Int
  private let body: Data

  init(_ text: NewFullText, packer: BodyPacker) {
    source = text.source
    byline = text.byline
    url = text.url
    fetched = text.fetched.milliseconds
    stamp = text.updated?.milliseconds ?? 0
    textLength = text.text.utf8.count
    bodyLength = textLength + text.html.utf8.count
    body = packer.pack(text: text.text, html: text.html)
  }

  /// Writes it beside the article's words. False where the one that is kept stays: the site's own words are not replaced by an
  /// extract, nor posts by those of the same date.
  func write(of article: Int64, index: SearchIndex, _ db: Database) throws -> Bool {
    let shown = try Int64.fetchOne(
      db, sql: "SELECT r.hash FROM article a JOIN revision r ON r.id = a.shown WHERE a.id = ?", arguments: [article])
    guard let shown else { return false }
    let kept = try Row.fetchOne(
      db, sql: "SELECT source, stamp, words FROM fullText WHERE article = ?", arguments: [article])
    if let kept, kept[0] == FullText.Source.posts.rawValue {
      if source == .page, kept[2] == shown { return false }
      if source == .posts, stamp <= kept[1] {
        // The same text, seen again beside newer words of the feed: it is theirs, too.
        try db.execute(sql: "UPDATE fullText SET words = ? WHERE article = ?", arguments: [shown, article])
        return false
      }
    }
    try index.remove(article: article)
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO fullText (article, source, url, byline, stamp, fetched, words, textLength, bodyLength, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [article, source.rawValue, url, byline, stamp, fetched, shown, textLength, bodyLength, body])
    try db.execute(sql: "DELETE FROM fullTextTry WHERE article = ?", arguments: [article])
    try index.add(article: article)
    return true
  }
}
