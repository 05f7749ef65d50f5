import Foundation
import GRDB
public import News

/// What is kept of a signed newsroom's record, as it came: for whoever copies it. One state of it, whatever is stored meanwhile.
///
/// Valid within the call that gave it.
public struct StoredTree {
  /// An entry: its bytes as signed, or of one that was removed, its leaf.
  public enum Entry: Hashable, Sendable {
    case kept([UInt8])
    case removed(leaf: [UInt8])
  }

  private let db: Database
  private let newsroom: Int64
  private let blobs: PrivateFolder
  /// What the verifier knew.
  public let state: [UInt8]
  /// Bodies that are not here yet, from the entry of this place on.
  public func missingTexts(from place: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM wantedBody WHERE newsroom = ? AND place >= ?", arguments: [newsroom, place]) ?? 0
  }

  fileprivate init(newsroom: Int64, state: [UInt8], blobs: PrivateFolder, _ db: Database) {
    (self.db, self.newsroom, self.state, self.blobs) = (db, newsroom, state, blobs)
  }

  /// Those of a stretch that are here, in order.
  public func entries(_ range: Range<Int>) throws -> [Entry] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT bytes, leaf FROM entry WHERE newsroom = ? AND place >= ? AND place < ? ORDER BY place"),
      arguments: [newsroom, range.lowerBound, range.upperBound]
    ).map { row in
      if let leaf: Data = row[1] { .removed(leaf: [UInt8](leaf)) } else { .kept([UInt8](row[0] as Data)) }
    }
  }

  /// The gzip members of a segment that are here, with where they begin.
  public func members(of segment: Int) throws -> [(start: Int, bytes: [UInt8])] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT m.start, m.bytes, r.body FROM member m LEFT JOIN revision r ON r.id = m.revision
          WHERE m.newsroom = ? AND m.segment = ? ORDER BY m.start
          """), arguments: [newsroom, segment])
    var members: [(start: Int, bytes: [UInt8])] = []
    while let row = try rows.next() {
      if let bytes: Data = row[1] {
        members.append((row[0], [UInt8](bytes)))
      } else {
        let member = try row.withUnsafeData(atIndex: 2) { data in
          data?.withUnsafeBytes { MemberBody.member($0).map { [UInt8]($0) } }
        }
        guard let member else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a signed body is not where it should be")
        }
        members.append((row[0], member))
      }
    }
    return members
  }

  /// Names of pictures and files that are here.
  public func files() throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT DISTINCT sha256 FROM entryFile WHERE newsroom = ? AND isHere = 1 ORDER BY sha256",
      arguments: [newsroom])
  }

  /// Nil where somebody took it away.
  public func bytes(of file: String) -> [UInt8]? {
    FileManager.default.contents(atPath: blobs.file(file)).map { [UInt8]($0) }
  }
}

extension NewsStore {
  /// Lets `work` read a newsroom's record, all of it of one moment. It may take long: nobody waits for it.
  /// - Throws: what `work` throws; a `StoreFault` where the store can't be read, or the newsroom has no record.
  public func withTree<Value: Sendable>(
    of newsroom: NewsroomID, _ work: @escaping @Sendable (StoredTree) throws -> Value
  ) async throws -> Value {
    let blobs = blobs
    return try await database.read { db in
      let state = try Data.fetchOne(
        db, sql: "SELECT state FROM edition WHERE newsroom = ?", arguments: [newsroom.rawValue])
      guard let state else { throw StoreFault.notFound("signed record of newsroom \(newsroom.rawValue)") }
      return try work(StoredTree(newsroom: newsroom.rawValue, state: [UInt8](state), blobs: blobs, db))
    }
  }
}
