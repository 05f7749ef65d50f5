import Foundation
import GRDB
public import News

/// A body that an entry names and that is not here yet.
public struct WantedBody: Hashable, Sendable {
  /// The entry's place in the log.
  public var place: Int
  public var body: NewBody

  public init(place: Int, body: NewBody) {
    self.place = place
    self.body = body
  }
}

/// A body that was proven, read and made safe, and then packed as its row will have it: what is in it may be a thousand times as long,
/// and many of them wait at once.
public struct ArrivedBody: Sendable {
  public let wanted: WantedBody
  /// The gzip member as it came.
  public let member: [UInt8]
  let blob: Data
  let textLength: Int
  let bodyLength: Int
  let pictures: Int
  /// Its words, where they are few.
  private let words: String?

  /// Bytes of words that need not be unpacked again when they are stored.
  private static let fewWords = 64 << 10

  /// - Parameters:
  ///   - member: the gzip member as it came.
  ///   - content: what is in it.
  ///   - html: safe HTML.
  ///   - text: its plain text.
  public init(wanted: WantedBody, member: [UInt8], content: [UInt8], html: String, text: String) {
    self.wanted = wanted
    self.member = member
    let frame = wanted.body.frame
    let parts = [text, frame?.text ?? ""].filter { !$0.isEmpty }
    let whole = html + (frame?.html ?? "")
    let said = parts.joined(separator: "\n")
    textLength = said.utf8.count
    bodyLength = textLength + whole.utf8.count
    blob = MemberBody.pack(text: said, html: whole, member: member, content: content)
    pictures = PreparedArticle.pictures(whole)
    words = textLength <= Self.fewWords ? said : nil
  }

  /// All words of it.
  var text: String {
    if let words { return words }
    let bytes = blob.withUnsafeBytes { MemberBody.unpack($0, upTo: textLength) }
    return String(decoding: bytes ?? [], as: UTF8.self)
  }
}

extension NewsStore {
  /// Bodies that are still to be fetched, those of the newest entries first.
  public func wantedBodies(of newsroom: NewsroomID) async throws(StoreFault) -> [WantedBody] {
    try await read { db in try WantedBody.fetchAll(of: newsroom.rawValue, db) }
  }

  /// Stores bodies in the articles that they belong to, in one transaction. One that is not wanted any more is passed over.
  public func keep(_ bodies: [ArrivedBody], of newsroom: NewsroomID) async throws(StoreFault) {
    guard !bodies.isEmpty else { return }
    try await write(.articles, isDurable: false, erases: true) { db in
      let rows = try BodyRows(newsroom: newsroom.rawValue, db)
      for body in bodies { try rows.keep(body) }
      try rows.finish()
    }
  }
}

extension WantedBody {
  static func fetchAll(of newsroom: Int64, _ db: Database) throws -> [WantedBody] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT place, segment, start, length, sha256, packed, type, frame FROM wantedBody WHERE newsroom = ?
        ORDER BY place DESC
        """, arguments: [newsroom]
    ).map { row in
      WantedBody(
        place: row[0],
        body: NewBody(
          segment: row[1], start: row[2], length: row[3], sha256: row[4], packed: row[5], type: row[6],
          frame: JSONColumn.value(row[7])))
    }
  }
}

/// Puts bodies into the revisions that wait for them.
private final class BodyRows {
  private let db: Database
  private let newsroom: Int64
  private let index: SearchIndex
  private let sorter: ArticleSorter
  private var tally = Tally()
  private var bytes = 0

  init(newsroom: Int64, _ db: Database) throws {
    self.db = db
    self.newsroom = newsroom
    index = try SearchIndex(db)
    sorter = try ArticleSorter(db)
  }

  func finish() throws {
    try tally.write(db)
    try db.execute(sql: "UPDATE edition SET bytes = bytes + ? WHERE newsroom = ?", arguments: [bytes, newsroom])
  }

  /// Read once, for all bodies: reading it anew took longer than what it does.
  private func run(sql: String, arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  func keep(_ body: ArrivedBody) throws {
    let (place, of) = (body.wanted.place, body.wanted.body)
    try run(
      sql: """
        DELETE FROM wantedBody WHERE newsroom = ? AND place = ? AND segment = ? AND start = ? AND sha256 = ?
        """, arguments: [newsroom, place, of.segment, of.start, of.sha256])
    guard db.changesCount == 1 else { return }
    let waiting = try db.cachedStatement(
      sql: """
        SELECT r.id, a.id, a.shown = r.id, a.title FROM entry e JOIN article a ON a.id = e.article
        JOIN revision r ON r.article = a.id AND r.stamp = e.place + 1 WHERE e.newsroom = ? AND e.place = ?
        """)
    let row = try Row.fetchOne(waiting, arguments: [newsroom, place])
    if let row { try fill(row[0], of: row[1], isShown: row[2], title: row[3], with: body) }
    try keepMember(body, revision: row?[0])
  }

  private func fill(_ revision: Int64, of article: Int64, isShown: Bool, title: String, with body: ArrivedBody) throws {
    if isShown { try index.remove(article: article) }
    let titles = try db.cachedStatement(sql: "SELECT title FROM revision WHERE id = ?")
    let own = try String.fetchOne(titles, arguments: [revision]) ?? title
    let hash = Int64(bitPattern: WordHash.hash(title: own, text: body.text))
    try run(
      sql: "UPDATE revision SET hash = ?, textLength = ?, bodyLength = ?, body = ? WHERE id = ?",
      arguments: [hash, body.textLength, body.bodyLength, body.blob, revision])
    // The same words as a feed gave them before the newsroom was signed.
    try run(
      sql: "DELETE FROM revision WHERE article = ? AND hash = ? AND stamp < 0 AND id <> ?",
      arguments: [article, hash, revision])
    if db.changesCount > 0 {
      try run(
        sql: "UPDATE article SET revisions = (SELECT count(*) FROM revision WHERE article = ?1) WHERE id = ?1",
        arguments: [article])
    }
    guard isShown else { return }
    try run(
      sql: "UPDATE article SET pictures = max(pictures, ?) WHERE id = ?", arguments: [body.pictures, article])
    try index.add(article: article)
    try sorter.sortAgain(article, db, &tally)
  }

  /// Where the member is kept from now on: inside the revision, or in a row of its own.
  private func keepMember(_ body: ArrivedBody, revision: Int64?) throws {
    let of = body.wanted.body
    try run(
      sql: """
        INSERT INTO member (newsroom, segment, start, length, revision, bytes) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (newsroom, segment, start) DO NOTHING
        """,
      arguments: [
        newsroom, of.segment, of.start, of.length, revision, revision == nil ? Data(body.member) : nil,
      ])
    if db.changesCount == 1 { bytes += of.length }
  }
}
