import Foundation
import GRDB
import News

/// Takes deliveries into the tables, inside one transaction.
///
/// Which revision is shown: the newest by stamp; of one stamp the newest that the mirror of the shown one brought. So a mirror
/// that lags changes nothing, and two mirrors that disagree under one date don't take turns.
struct Intake {
  /// Revisions kept of an article, the shown one included.
  static let revisionLimit = 20
  /// Sections that a newsroom's articles are listed by; further ones stay on the article.
  static let sectionLimit = 1000

  private let db: Database
  private let index: SearchIndex
  private let rows: ArticleRows
  private var tally = Tally()
  private var sections: [String: Int64] = [:]

  init(_ db: Database) throws {
    self.db = db
    index = try SearchIndex(db)
    rows = try ArticleRows(db)
  }

  func finish() throws { try tally.write(db) }

  mutating func take(_ delivery: PreparedDelivery) throws -> DeliveryResult {
    var result = DeliveryResult()
    let newsroom = delivery.newsroom.rawValue
    let row = try Row.fetchOne(db, sql: "SELECT newest, repeatsIDs FROM newsroom WHERE id = ?", arguments: [newsroom])
    // Removed while its round went on: there is nothing to keep it for.
    guard let row else { return result }
    try noteBehind(delivery, newest: row[0], &result)
    try keepCursor(delivery)
    if let title = delivery.feedTitle, !title.isEmpty {
      try db.execute(
        sql: "UPDATE newsroom SET title = ? WHERE id = ? AND title IS NOT ?", arguments: [title, newsroom, title])
    }
    try loadSections(newsroom)
    var addresses = try String.fetchAll(
      db, sql: "SELECT url FROM mirror WHERE newsroom = ? AND kind <> 'relay'", arguments: [newsroom])
    addresses.insert(delivery.mirrorURL, at: 0)
    var naming = ArticleNaming(folders: addresses.compactMap(MirrorFolder.init(page:)), repeatsIDs: row[1])
    for (article, name) in zip(delivery.articles, naming.names(delivery.articles)) {
      if let known = try rows.find(name, newsroom: newsroom) {
        if let path = name.identity.path, known.path == nil { try rows.setPath(path, article: known.id) }
        try meet(known, article, delivery, &result)
      } else {
        var identity = name.identity
        if let apart = name.others.first, try rows.isTaken(identity.key, newsroom) { identity.key = apart }
        try insert(article, identity, delivery, &result)
      }
    }
    if naming.repeatsIDs, !(row[1] as Bool) {
      try db.execute(sql: "UPDATE newsroom SET repeatsIDs = 1 WHERE id = ?", arguments: [newsroom])
    }
    return result
  }

  /// How far the mirror is behind the newest article known, and that one's date from now on.
  private func noteBehind(_ delivery: PreparedDelivery, newest known: Int64?, _ result: inout DeliveryResult) throws {
    let dates = delivery.articles.compactMap { ($0.article.published ?? $0.article.updated)?.milliseconds }
    guard let newest = dates.filter({ $0 <= delivery.now.milliseconds }).max() else { return }
    if let known, newest < known { result.behindSeconds = Int((known - newest + 999) / 1000) }
    try db.execute(
      sql: "UPDATE mirror SET behind = ? WHERE id = ?", arguments: [result.behindSeconds, delivery.mirror.rawValue])
    if newest > known ?? .min {
      try db.execute(
        sql: "UPDATE newsroom SET newest = ? WHERE id = ?", arguments: [newest, delivery.newsroom.rawValue])
    }
  }

  private func keepCursor(_ delivery: PreparedDelivery) throws {
    if let url = delivery.permanentURL {
      // Another mirror of this newsroom may stand there already: then this one stays where it is.
      try db.execute(
        sql: "UPDATE OR IGNORE mirror SET url = ? WHERE id = ?", arguments: [url, delivery.mirror.rawValue])
    }
    let cursor = delivery.cursor
    try db.execute(
      sql: "UPDATE mirror SET cursorURL = ?, etag = ?, lastModified = ?, contentHash = ? WHERE id = ?",
      arguments: [
        delivery.permanentURL ?? delivery.mirrorURL, cursor.etag, cursor.lastModified,
        cursor.contentHash.map { Data($0) },
        delivery.mirror.rawValue,
      ])
  }

  private mutating func insert(
    _ article: PreparedArticle, _ identity: ArticleIdentity, _ delivery: PreparedDelivery,
    _ result: inout DeliveryResult
  ) throws {
    let newsroom = delivery.newsroom.rawValue
    let id = try rows.insert(article, identity, delivery)
    let listed = try sectionIDs(article.sections, newsroom)
    try rows.insertStatus(id, article, sections: listed, delivery)
    try index.add(article: id, words: article.words)
    tally.count(newsroom: newsroom, total: 1, unread: 1)
    tally.count(sections: listed, total: 1, unread: 1)
    result.new += 1
    if article.article.isUrgent { result.newAlerts.append(ArticleID(rawValue: id)) }
  }

  /// An article that the store has: the same words, older ones, newer ones, or other ones.
  private mutating func meet(
    _ known: KnownArticle, _ article: PreparedArticle, _ delivery: PreparedDelivery, _ result: inout DeliveryResult
  ) throws {
    let isOwn = known.mirror == delivery.mirror.rawValue
    if known.hash == article.hash {
      let isLater = article.stamp > known.stamp
      guard isLater || (isOwn && article.stamp == known.stamp) else { return }
      let isChanged = try rows.details(known.id) != ArticleDetails(article)
      if isLater || isChanged { try rows.refresh(known.shown, with: article) }
      if isChanged { try describe(known, article, delivery, &result) }
      return
    }
    let other = try rows.revision(of: known.id, hash: article.hash)
    if article.stamp > known.stamp || (article.stamp == known.stamp && isOwn && other == nil) {
      try index.remove(article: known.id)
      let shown: Int64
      if let other {
        shown = other.id
        try rows.renew(other.id, article, delivery)
      } else {
        shown = try rows.insertRevision(of: known.id, article, delivery)
      }
      try rows.show(shown, of: known.id, mirror: delivery.mirror.rawValue)
      try index.add(article: known.id, words: article.words)
      try describe(known, article, delivery, &result)
      try rows.prune(known.id, keep: Self.revisionLimit)
      result.revised += 1
      return
    }
    if other == nil, try rows.hasRoom(known.id, stamp: article.stamp, limit: Self.revisionLimit) {
      _ = try rows.insertRevision(of: known.id, article, delivery)
      try rows.prune(known.id, keep: Self.revisionLimit)
    }
    // Words that the shown one's own mirror once gave are old ones, not a disagreement.
    if article.stamp == known.stamp, !isOwn, other?.mirror != known.mirror { result.disagreeing += 1 }
  }

  /// Brings the article's row and its places in the lists up to a newer revision.
  private mutating func describe(
    _ known: KnownArticle, _ article: PreparedArticle, _ delivery: PreparedDelivery, _ result: inout DeliveryResult
  ) throws {
    try rows.update(known.id, ArticleDetails(article))
    let status = try StatusRow.fetch(db, article: known.id)
    guard let status else { return }
    let listed = try sectionIDs(article.sections, delivery.newsroom.rawValue)
    let isDated = article.article.published != nil || article.article.updated != nil
    var changed = status
    changed.sections = listed
    changed.isAlert = article.article.isUrgent && !status.isAcknowledged
    if isDated { changed.time = article.time }
    try changed.replace(status, db)
    let unread = status.isRead ? 0 : 1
    tally.count(sections: status.sections, total: -1, unread: -unread)
    tally.count(sections: listed, total: 1, unread: unread)
    if article.article.isUrgent, !known.isUrgent { result.newAlerts.append(ArticleID(rawValue: known.id)) }
  }

  private mutating func loadSections(_ newsroom: Int64) throws {
    sections.removeAll(keepingCapacity: true)
    let rows = try Row.fetchCursor(db, sql: "SELECT name, id FROM section WHERE newsroom = ?", arguments: [newsroom])
    while let row = try rows.next() { sections[row[0]] = row[1] }
  }

  private mutating func sectionIDs(_ names: [String], _ newsroom: Int64) throws -> [Int64] {
    var ids: [Int64] = []
    for name in names {
      if let id = sections[name] {
        ids.append(id)
      } else if sections.count < Self.sectionLimit {
        try db.execute(sql: "INSERT INTO section (newsroom, name) VALUES (?, ?)", arguments: [newsroom, name])
        sections[name] = db.lastInsertedRowID
        ids.append(db.lastInsertedRowID)
      }
    }
    return ids
  }
}
