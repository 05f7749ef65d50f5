public import Foundation
import GRDB
public import News

/// Articles out to files and in from them.
extension NewsStore {
  /// Articles of a newsroom, or of all, in the order of their numbers from behind `last`, at most `limit`: what
  /// export goes through, so that no more of them is in memory.
  public func kept(
    of newsroom: NewsroomID?, starredOnly: Bool = false, after last: ArticleID?, limit: Int
  ) async throws(StoreFault) -> [(id: ArticleID, kept: KeptArticle)] {
    try await read { db in
      let unpacker = BodyUnpacker()
      var found: [(id: ArticleID, kept: KeptArticle)] = []
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT a.id, n.name, a.key, a.link, a.title, a.byline, a.published, a.updated, a.sections, a.language,
            a.enclosures, a.inReplyTo, a.isUrgent, t.arrived, t.isRead, t.isStarred, r.textLength, r.bodyLength, r.body
          FROM article a JOIN newsroom n ON n.id = a.newsroom JOIN status t ON t.article = a.id
            JOIN revision r ON r.id = a.shown
          WHERE a.id > ? AND (? IS NULL OR a.newsroom = ?) AND (? = 0 OR t.isStarred = 1) ORDER BY a.id LIMIT ?
          """,
        arguments: [last?.rawValue ?? 0, newsroom?.rawValue, newsroom?.rawValue, starredOnly, limit])
      while let row = try rows.next() {
        let length: Int = row[16]
        let bytes = try BodyColumn.body(row, at: 18, textLength: length, bodyLength: row[17], unpacker)
        let html = String(decoding: bytes.dropFirst(length), as: UTF8.self)
        let article = Article(
          guid: Self.guid(row[2]), link: row[3], title: row[4], authors: (row[5] as String?).map { [$0] } ?? [],
          published: (row[6] as Int64?).map { .init(milliseconds: $0) },
          updated: (row[7] as Int64?).map { .init(milliseconds: $0) }, content: html.isEmpty ? nil : html,
          text: String(decoding: bytes.prefix(length), as: UTF8.self),
          sections: (row[8] as String?)?.split(separator: "\u{1F}").map(String.init) ?? [], language: row[9],
          enclosures: JSONColumn.value(row[10]) ?? [], inReplyTo: row[11], isUrgent: row[12])
        found.append(
          (
            ArticleID(rawValue: row[0]),
            KeptArticle(
              article, newsroom: row[1], arrived: .init(milliseconds: row[13]), isRead: row[14], isStarred: row[15])
          ))
      }
      return found
    }
  }

  /// The id that its feed gave it, without what was added to keep several under one id apart (`ArticleIdentity`).
  static func guid(_ key: String) -> String? {
    guard key.hasPrefix("g") else { return nil }
    return String(key.dropFirst().prefix { $0 != "\n" })
  }

  /// Takes in articles that come from no mirror: out of a file. What is here already stays, or is revised as by a mirror; the
  /// reader's marks of what is new here come along.
  /// - Returns: how many were new, and how many others are worded anew.
  public func take(
    _ articles: [KeptArticle], into newsroom: NewsroomID, now: Date = Date()
  ) async throws(StoreFault) -> (new: Int, revised: Int) {
    let before = try await newest()
    let result = try await commit(
      Delivery(
        newsroom: newsroom, mirror: MirrorID(rawValue: 0), mirrorURL: "", cursor: Cursor(),
        articles: articles.map(\.article), now: now))
    try await mark(articles, in: newsroom, after: before)
    return (result.new, result.revised)
  }

  private static func key(_ article: Article) -> String {
    let words = Int64(bitPattern: WordHash.hash(title: article.title, text: article.text))
    return ArticleIdentity(article, words: words, mirrors: []).key
  }

  private func newest() async throws(StoreFault) -> Int64 {
    try await read { db in try Int64.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM article") ?? 0 }
  }

  /// Marks those that are new as they were marked where they come from. What is new is in the order in which it was given.
  private func mark(_ articles: [KeptArticle], in newsroom: NewsroomID, after before: Int64) async throws(StoreFault) {
    let keys = articles.filter { $0.isRead || $0.isStarred }.map { kept in
      (key: Self.key(kept.article), isRead: kept.isRead, isStarred: kept.isStarred)
    }
    var read: [ArticleID] = []
    var starred: [ArticleID] = []
    let ids = try await self.read { db in
      let statement = try db.cachedStatement(sql: "SELECT id FROM article WHERE newsroom = ? AND key = ? AND id > ?")
      return try keys.map { try Int64.fetchOne(statement, arguments: [newsroom.rawValue, $0.key, before]) }
    }
    for (id, mark) in zip(ids, keys) {
      guard let id else { continue }
      if mark.isRead { read.append(ArticleID(rawValue: id)) }
      if mark.isStarred { starred.append(ArticleID(rawValue: id)) }
    }
    if !read.isEmpty { try await setRead(read, true) }
    if !starred.isEmpty { try await setStarred(starred, true) }
  }
}
