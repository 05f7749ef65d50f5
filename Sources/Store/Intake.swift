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

  let db: Database
  let index: SearchIndex
  let rows: ArticleRows
  var sorter: ArticleSorter
  private let gone: GoneArticles
  private var boards: Boards
  /// Of the newsroom whose delivery is taken.
  var early: EarlyWithdrawals?
  var tally = Tally()
  private var sections: [String: Int64] = [:]

  init(_ db: Database) throws {
    self.db = db
    index = try SearchIndex(db)
    rows = try ArticleRows(db)
    sorter = try ArticleSorter(db)
    gone = try GoneArticles(db)
    boards = try Boards(db)
  }

  func finish() throws { try tally.write(db) }

  mutating func take(_ delivery: PreparedDelivery) throws -> DeliveryResult {
    var result = DeliveryResult()
    let newsroom = delivery.newsroom.rawValue
    let row = try Row.fetchOne(db, sql: "SELECT newest, repeatsIDs FROM newsroom WHERE id = ?", arguments: [newsroom])
    // Removed while its round went on: there is nothing to keep it for.
    guard let row else { return result }
    if delivery.kind == .feed, !delivery.isSigned {
      try noteBehind(delivery, newest: row[0], &result)
      try keepCursor(delivery)
      try FurtherRow.note(delivery, db)
    }
    if delivery.kind == .feed, let title = delivery.feedTitle, !title.isEmpty {
      try db.execute(
        sql: "UPDATE newsroom SET title = ? WHERE id = ? AND title IS NOT ?", arguments: [title, newsroom, title])
    }
    try loadSections(newsroom)
    early = try EarlyWithdrawals(of: newsroom, db)
    var addresses = try String.fetchAll(
      db, sql: "SELECT url FROM mirror WHERE newsroom = ? AND kind <> 'relay'", arguments: [newsroom])
    addresses.insert(delivery.mirrorURL, at: 0)
    var naming = ArticleNaming(folders: addresses.compactMap(MirrorFolder.init(page:)), repeatsIDs: row[1])
    let names = naming.names(delivery.articles)
    for (place, (article, name)) in zip(delivery.articles, names).enumerated() {
      if let known = try rows.find(name, newsroom: newsroom) {
        if let path = name.identity.path, known.path == nil { try rows.setPath(path, article: known.id) }
        if delivery.kind == .posts {
          if let text = delivery.fullTexts[place] { result.fullTexts += try keep(text, of: known.id) ? 1 : 0 }
        } else if delivery.kind != .comments {
          try meet(known, article, delivery, &result)
        }
      } else {
        var identity = name.identity
        if let apart = name.others.first, try rows.isTaken(identity.key, newsroom) { identity.key = apart }
        // What was let go stays away, whichever mirror still has it.
        if try gone.contains(identity, newsroom) { continue }
        let id = try insert(article, identity, delivery, &result)
        if let text = delivery.fullTexts[place] { result.fullTexts += try keep(text, of: id) ? 1 : 0 }
      }
    }
    if !delivery.withdrawals.isEmpty { try withdraw(delivery, naming.folders, &result) }
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
  ) throws -> Int64 {
    let newsroom = delivery.newsroom.rawValue
    let id = try rows.insert(article, identity, delivery)
    if let time = try early?.take(identity, stamp: article.stamp) {
      try rows.withdraw(id, at: time)
      result.withdrawn += 1
    }
    let listed = try sectionIDs(article.sections, newsroom)
    let thread = try boards.place(id, article.article, newsroom: newsroom, time: article.time)
    if boards.hasMovedMutes {
      sorter = try ArticleSorter(db)
      boards.hasMovedMutes = false
    }
    // What was urgent long ago is no alert now.
    let isAlert = article.article.isUrgent && delivery.kind == .feed
    var status = StatusRow(
      article: id, newsroom: newsroom, isAlert: isAlert, time: article.time, sections: listed, finds: [],
      isMuted: false)
    status.isAcknowledged = article.article.isUrgent && !isAlert
    try sort(&status, article, thread: thread)
    try status.insert(arrived: delivery.now.milliseconds, db, &tally)
    try index.add(article: id, words: article.words)
    result.new += 1
    if article.article.isUrgent, delivery.kind == .feed { result.newAlerts.append(ArticleID(rawValue: id)) }
    return id
  }

  /// The saved searches that find it, and whether it is muted.
  private func sort(_ status: inout StatusRow, _ article: PreparedArticle, thread: Int64?) throws {
    guard !sorter.isIdle else { return }
    let arrived = ArrivedArticle(article, newsroom: status.newsroom)
    status.finds = sorter.finds(arrived)
    let mutes = status.isAlert ? [] : sorter.mutes(arrived, thread: thread)
    status.isMuted = !mutes.isEmpty
    for mute in mutes { try Mute.note(status.article, by: mute, db) }
  }

  /// An article that the store has: the same words, older ones, newer ones, or other ones.
  private mutating func meet(
    _ known: KnownArticle, _ article: PreparedArticle, _ delivery: PreparedDelivery, _ result: inout DeliveryResult
  ) throws {
    let isOwn = known.mirror == delivery.mirror.rawValue
    if delivery.kind == .archive, article.stamp <= known.stamp { return }
    if let withdrawn = known.withdrawn, article.stamp > withdrawn { try rows.reinstate(known.id) }
    if known.isStandIn {
      try index.remove(article: known.id)
      try rows.replaceStandIn(known.shown, article, delivery)
      try rows.show(known.shown, of: known.id, mirror: delivery.mirror.rawValue)
      try describe(known, article, delivery, &result)
      return try index.add(article: known.id)
    }
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
      try describe(known, article, delivery, &result)
      try index.add(article: known.id)
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
  mutating func describe(
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
    try db.execute(sql: "DELETE FROM muted WHERE article = ?", arguments: [known.id])
    let thread = try Int64.fetchOne(db, sql: "SELECT thread FROM post WHERE article = ?", arguments: [known.id])
    (changed.finds, changed.isMuted) = ([], false)
    try sort(&changed, article, thread: thread)
    try changed.replace(status, db, &tally)
    if article.article.isUrgent, !known.isUrgent { result.newAlerts.append(ArticleID(rawValue: known.id)) }
  }

  mutating func loadSections(_ newsroom: Int64) throws {
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
