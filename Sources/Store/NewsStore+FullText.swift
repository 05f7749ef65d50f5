public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Articles of a newsroom, newest first, that are looked at for full texts that are missing.
  static let fullTextReach = 200
  /// Tries after which a page is asked for no more by itself, and milliseconds between them.
  static let fullTextTries = 3
  static let fullTextPause: Int64 = 3_600_000

  /// Keeps an article's full text beside the words of its feed, searchable.
  ///
  /// - Returns: false where the one that is kept stays: the site's own words are not replaced by an extract.
  @discardableResult
  public func keep(_ text: NewFullText, of article: ArticleID) async throws(StoreFault) -> Bool {
    let prepared = PreparedFullText(text, packer: BodyPacker())
    return try await write(.articles) { db in
      guard try prepared.write(of: article.rawValue, index: SearchIndex(db), db) else { return false }
      var tally = Tally()
      try ArticleSorter(db).sortAgain(article.rawValue, db, &tally)
      try tally.write(db)
      return true
    }
  }

  /// An article's page was asked for, and gave no full text.
  public func noteNoFullText(of article: ArticleID, at time: Date) async throws(StoreFault) {
    try await write([]) { db in
      try db.execute(
        sql: """
          INSERT INTO fullTextTry (article, tries, tried) SELECT id, 1, ?2 FROM article WHERE id = ?1
          ON CONFLICT (article) DO UPDATE SET tries = tries + 1, tried = ?2
          """, arguments: [article.rawValue, time.milliseconds])
    }
  }

  /// Which articles of a newsroom lack a full text, or have one of an earlier wording, newest first: of its newest 200, those that
  /// were not tried in vain within the hour, nor three times.
  public func lackingFullText(
    of newsroom: NewsroomID, limit: Int, now: Date
  ) async throws(StoreFault) -> [Headline] {
    try await read { db in
      let ids = try Int64.fetchAll(
        db,
        sql: """
          SELECT p.article FROM (
            SELECT article FROM status WHERE newsroom = ?1 ORDER BY isAlert DESC, time DESC, article DESC LIMIT ?2) p
          JOIN article a ON a.id = p.article JOIN revision r ON r.id = a.shown
          LEFT JOIN fullText f ON f.article = a.id LEFT JOIN fullTextTry t ON t.article = a.id
          WHERE a.link IS NOT NULL AND a.withdrawn IS NULL
            AND (f.article IS NULL OR (f.words <> r.hash AND f.fetched < ?3 - ?4))
            AND (t.article IS NULL OR (t.tries < ?5 AND t.tried < ?3 - ?4))
          LIMIT ?6
          """,
        arguments: [
          newsroom.rawValue, Self.fullTextReach, now.milliseconds, Self.fullTextPause, Self.fullTextTries, limit,
        ])
      return try Headline.fetch(db, ids: ids.map(ArticleID.init(rawValue:)))
    }
  }

  /// Whether a newsroom's full texts are fetched with its news.
  public func setGetsFullText(_ newsroom: NewsroomID, _ gets: Bool) async throws(StoreFault) {
    try await writeDurably(.newsrooms) { db in
      try db.execute(sql: "UPDATE newsroom SET fullText = ? WHERE id = ?", arguments: [gets, newsroom.rawValue])
      guard db.changesCount == 1 else { throw StoreFault.notFound("newsroom \(newsroom.rawValue)") }
    }
  }
}

extension FullText {
  /// The full text kept of an article whose shown words have this hash.
  static func fetch(_ db: Database, article: Int64) throws -> FullText? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT f.source, f.url, f.byline, f.fetched, f.words <> r.hash, f.textLength, f.bodyLength, f.body
        FROM fullText f JOIN article a ON a.id = f.article JOIN revision r ON r.id = a.shown WHERE f.article = ?
        """, arguments: [article])
    guard let row, let source = Source(rawValue: row[0]) else { return nil }
    let bytes = try BodyColumn.body(row, at: 7, textLength: row[5], bodyLength: row[6], BodyUnpacker())
    return FullText(
      source: source, html: String(decoding: bytes.dropFirst(row[5]), as: UTF8.self),
      text: String(decoding: bytes.prefix(row[5]), as: UTF8.self), byline: row[2], url: row[1],
      fetched: .init(milliseconds: row[3]), isOfEarlierWording: row[4])
  }
}
