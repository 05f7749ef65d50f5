public import Foundation
import GRDB
public import News

extension NewsStore {
  public static let mostMutes = 500

  /// Newest first, with how many articles each hides.
  public func mutes() async throws(StoreFault) -> [Mute] {
    try await read { db in try Mute.fetchAll(db) }
  }

  /// Hides what is of this author, has this word or phrase, or is in this thread, until then: what is there and what comes. `undo`
  /// takes it back, and so does its end.
  @discardableResult
  public func mute(
    _ subject: Mute.Subject, newsroom: NewsroomID? = nil, until: Date? = nil, now: Date = Date()
  ) async throws(StoreFault) -> Mute {
    try await writeDurably([.status, .articles]) { db in
      if let until, until <= now {
        throw StoreFault.refused("That time is past: say when it is to end, later than now.")
      }
      let mute = try Mute.insert(
        MutedWords(subject: subject, newsroom: newsroom?.rawValue, until: until?.milliseconds), now: now, db)
      try Journal.note(.muted, detail: String(mute.id.rawValue), db)
      return mute
    }
  }

  /// Ends a mute. `undo` puts it back.
  public func unmute(_ id: MuteID) async throws(StoreFault) {
    try await writeDurably([.status, .articles]) { db in
      guard let mute = try Mute.fetch(db, id) else { throw StoreFault.notFound("mute \(id.rawValue)") }
      try mute.remove(db)
      let words = MutedWords(
        subject: mute.subject, newsroom: mute.newsroom?.rawValue, until: mute.until?.milliseconds)
      try Journal.note(.unmuted, detail: JSONColumn.sureText(words), db)
    }
  }

  /// Brings back what is hidden by mutes whose time is over: how many ended. A look by an index where none did. The store does this
  /// about once a second while somebody listens to its changes; a command does it before it lists.
  @discardableResult
  public func endMutes(now: Date = Date()) async throws(StoreFault) -> Int {
    let isDue = try await read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM mute WHERE until <= ?)", arguments: [now.milliseconds])
    }
    guard isDue == true else { return 0 }
    return try await writeDurably([.status, .articles]) { db in
      let ended = try Mute.fetchAll(db).filter { $0.until.map { $0 <= now } ?? false }
      for mute in ended { try mute.remove(db) }
      return ended.count
    }
  }
}

/// A mute as it is written down for `undo`.
struct MutedWords: Codable {
  var subject: Mute.Subject
  var newsroom: Int64?
  var until: Int64?
}

extension Mute {
  private static let selection = """
    SELECT id, newsroom, subject, added, until, (SELECT count(*) FROM muted WHERE mute = id) FROM mute
    """

  private init?(row: Row) {
    guard let subject: Subject = JSONColumn.value(row[2]) else { return nil }
    self.init(
      id: MuteID(rawValue: row[0]), subject: subject, newsroom: (row[1] as Int64?).map(NewsroomID.init(rawValue:)),
      added: Date(milliseconds: row[3]), until: (row[4] as Int64?).map(Date.init(milliseconds:)), hidden: row[5])
  }

  static func fetchAll(_ db: Database) throws -> [Mute] {
    try Row.fetchAll(db, sql: selection + " ORDER BY id DESC").compactMap(Mute.init(row:))
  }

  static func fetch(_ db: Database, _ id: MuteID) throws -> Mute? {
    try Row.fetchOne(db, sql: selection + " WHERE id = ?", arguments: [id.rawValue]).flatMap(Mute.init(row:))
  }

  static func insert(_ words: MutedWords, now: Date, _ db: Database) throws -> Mute {
    guard let rule = MuteRule(words.subject) else {
      throw StoreFault.refused("There is neither letter nor number in what is to be muted.")
    }
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM mute") ?? 0 < NewsStore.mostMutes else {
      throw StoreFault.refused("There are \(NewsStore.mostMutes) mutes already; there is no place for more.")
    }
    let subject = try JSONColumn.sureText(words.subject)
    let isThere = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM mute WHERE subject = ? AND newsroom IS ?)",
      arguments: [subject, words.newsroom])
    guard isThere != true else { throw StoreFault.refused("That is muted already.") }
    try db.execute(
      sql: "INSERT INTO mute (newsroom, subject, added, until) VALUES (?, ?, ?, ?)",
      arguments: [words.newsroom, subject, now.milliseconds, words.until])
    let id = db.lastInsertedRowID
    if case .thread(let thread) = rule {
      try db.execute(sql: "UPDATE thread SET isMuted = 1 WHERE id = ?", arguments: [thread])
    }
    try hide(try articles(rule, newsroom: words.newsroom, now: now, db), by: id, db)
    guard let mute = try fetch(db, MuteID(rawValue: id)) else { throw StoreFault.notFound("mute \(id)") }
    return mute
  }

  /// What the store has of it, alerts left out.
  private static func articles(_ rule: MuteRule, newsroom: Int64?, now: Date, _ db: Database) throws -> [Int64] {
    let found: [Int64]
    switch rule {
    case .word(let piece): found = try Searcher(SearchQuery(piece), now: now, withMuted: true, db).all()
    case .author:
      let bylines = try FilterSQL.distinct("byline", db).filter(rule.isBy)
      found = try Int64.fetchAll(
        db, sql: "SELECT id FROM article WHERE byline IN (SELECT value FROM json_each(?))",
        arguments: [JSONColumn.text(bylines)])
    case .thread(let id):
      found = try Int64.fetchAll(db, sql: "SELECT article FROM post WHERE thread = ?", arguments: [id])
    }
    guard let newsroom else { return found }
    let statement = try db.cachedStatement(sql: "SELECT newsroom = ? FROM status WHERE article = ?")
    return try found.filter { try Bool.fetchOne(statement, arguments: [newsroom, $0]) ?? false }
  }

  static func hide(_ ids: [Int64], by mute: Int64, _ db: Database) throws {
    var tally = Tally()
    for id in ids {
      guard let old = try StatusRow.fetch(db, article: id), !old.isAlert else { continue }
      try note(id, by: mute, db)
      var row = old
      row.isMuted = true
      try row.replace(old, db, &tally)
    }
    try tally.write(db)
  }

  static func note(_ article: Int64, by mute: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO muted (mute, article) VALUES (?, ?)")
      .execute(arguments: [mute, article])
  }

  /// What no other mute hides is there again.
  func remove(_ db: Database) throws {
    let hidden = try Int64.fetchAll(db, sql: "SELECT article FROM muted WHERE mute = ?", arguments: [id.rawValue])
    try db.execute(sql: "DELETE FROM mute WHERE id = ?", arguments: [id.rawValue])
    if case .thread(let thread) = subject {
      try db.execute(sql: "UPDATE thread SET isMuted = 0 WHERE id = ?", arguments: [thread.rawValue])
    }
    let other = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM muted WHERE article = ?)")
    var tally = Tally()
    for article in hidden {
      guard try Bool.fetchOne(other, arguments: [article]) == false,
        let old = try StatusRow.fetch(db, article: article)
      else { continue }
      var row = old
      row.isMuted = false
      try row.replace(old, db, &tally)
    }
    try tally.write(db)
  }
}
