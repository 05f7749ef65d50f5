import GRDB
import News

/// Puts messages into their threads as they come, in whatever order: feeds bring the newest first, so an answer is as a rule there
/// before what it answers.
///
/// A newsroom is a board from its first answer on, and then each of its articles is a message. A message is of its parent's thread; without
/// one it begins its own. When a parent comes, the threads that waited for it become parts of its own.
struct Boards {
  private let db: Database
  private var boards: Set<Int64>
  /// A muted thread became part of another: mutes are to be read again.
  var hasMovedMutes = false

  init(_ db: Database) throws {
    self.db = db
    boards = try Set(Int64.fetchAll(db, sql: "SELECT id FROM newsroom WHERE isBoard = 1"))
  }

  /// The thread of an article that was just inserted, its row of `status` not yet; nil where the newsroom is no board.
  mutating func place(_ id: Int64, _ article: Article, newsroom: Int64, time: Int64) throws -> Int64? {
    if article.inReplyTo != nil, !boards.contains(newsroom) {
      try open(newsroom)
      boards.insert(newsroom)
    }
    guard boards.contains(newsroom) else { return nil }
    var parent: Int64?
    if let answered = article.inReplyTo, answered != article.guid {
      parent = try Int64.fetchOne(
        db, sql: "SELECT id FROM article WHERE newsroom = ? AND key = ? AND id <> ?",
        arguments: [newsroom, ArticleIdentity.key(guid: answered), id])
    }
    let thread = try parent.flatMap(thread(of:)) ?? id
    try db.cachedStatement(sql: "INSERT INTO post (article, thread, parent) VALUES (?, ?, ?)")
      .execute(arguments: [id, thread, parent])
    try db.cachedStatement(
      sql: """
        INSERT INTO thread (id, newsroom, latest) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET latest = max(latest, excluded.latest)
        """
    ).execute(arguments: [thread, newsroom, time])
    if let guid = article.guid { try adopt(guid, id, thread, newsroom) }
    return thread
  }

  private func thread(of article: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT thread FROM post WHERE article = ?"), arguments: [article])
  }

  /// The answers that waited for this message.
  private mutating func adopt(_ guid: String, _ id: Int64, _ thread: Int64, _ newsroom: Int64) throws {
    let waiting = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT p.article, p.thread FROM article a JOIN post p ON p.article = a.id
          WHERE a.newsroom = ? AND a.inReplyTo = ? AND p.parent IS NULL AND p.article <> ?
          """), arguments: [newsroom, guid, id])
    for row in waiting {
      let (child, other): (Int64, Int64) = (row[0], row[1])
      // Two that answer each other stay as they are: one of them must be the first.
      guard other != thread else { continue }
      try db.execute(sql: "UPDATE post SET parent = ? WHERE article = ?", arguments: [id, child])
      try db.execute(sql: "UPDATE post SET thread = ? WHERE thread = ?", arguments: [thread, other])
      try db.execute(
        sql: "UPDATE thread SET latest = max(latest, (SELECT latest FROM thread WHERE id = ?)) WHERE id = ?",
        arguments: [other, thread])
      try moveMutes(from: other, to: thread)
      try db.execute(sql: "DELETE FROM thread WHERE id = ?", arguments: [other])
    }
  }

  /// A muted thread that becomes part of another takes its mute along: its reader meant the talk, not the number.
  private mutating func moveMutes(from old: Int64, to new: Int64) throws {
    guard try Bool.fetchOne(db, sql: "SELECT isMuted FROM thread WHERE id = ?", arguments: [old]) == true else {
      return
    }
    for mute in try Mute.fetchAll(db) where mute.subject == .thread(ThreadID(rawValue: old)) {
      hasMovedMutes = true
      let subject = try JSONColumn.sureText(Mute.Subject.thread(ThreadID(rawValue: new)))
      try db.execute(sql: "UPDATE mute SET subject = ? WHERE id = ?", arguments: [subject, mute.id.rawValue])
      try db.execute(sql: "UPDATE thread SET isMuted = 1 WHERE id = ?", arguments: [new])
      let posts = try Int64.fetchAll(db, sql: "SELECT article FROM post WHERE thread = ?", arguments: [new])
      try Mute.hide(posts, by: mute.id.rawValue, db)
    }
  }

  /// Each article that the newsroom has begins a thread.
  private func open(_ newsroom: Int64) throws {
    try db.execute(sql: "UPDATE newsroom SET isBoard = 1 WHERE id = ?", arguments: [newsroom])
    try db.execute(
      sql: "INSERT OR IGNORE INTO post (article, thread) SELECT article, article FROM status WHERE newsroom = ?",
      arguments: [newsroom])
    try db.execute(
      sql:
        "INSERT OR IGNORE INTO thread (id, newsroom, latest) SELECT article, newsroom, time FROM status WHERE newsroom = ?",
      arguments: [newsroom])
  }
}
