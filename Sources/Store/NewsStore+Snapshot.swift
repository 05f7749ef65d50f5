import Foundation
import GRDB
import News

#if canImport(Glibc)
  import Glibc
#endif

extension NewsStore {
  /// The schema that this Wirecopy writes.
  public static var schema: Int { Schema.version }

  /// Writes the store as it is at one moment into a new file (0600) of its own, whoever reads and writes meanwhile.
  ///
  /// `VACUUM INTO`: what was deleted, and still stands in free pages of the store, is not in it. When it throws, or its task is
  /// cancelled, there is no such file.
  public func snapshot(to place: String) async throws(StoreFault) {
    let path = path
    guard path != ":memory:" else { throw .refused("a store in memory can't be copied") }
    let descriptor = Glibc.open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw PrivateFolder.fault(place) }
    Glibc.close(descriptor)
    do {
      try await Self.copy(path, to: place)
    } catch {
      unlink(place)
      unlink(place + "-journal")
      throw StoreFault(error, path: path)
    }
  }

  /// On a connection of its own, which holds its view of the store for as long as it takes; readers and writers of others go on.
  private static func copy(_ path: String, to place: String) async throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA cache_size = -8000") }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    try await queue.writeWithoutTransaction { db in
      try db.execute(sql: "VACUUM INTO ?", arguments: [place])
    }
  }

  /// Whether nothing was ever put here: nobody is followed, nothing is written, hidden or saved.
  public func isUntouched() async throws(StoreFault) -> Bool {
    try await read { db in
      let isUsed = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM newsroom) OR EXISTS (SELECT 1 FROM report) OR EXISTS (SELECT 1 FROM mute)
            OR EXISTS (SELECT 1 FROM folder)
          """)
      return isUsed == false
    }
  }

  /// How much is kept, whatever hides it.
  public func counts() async throws(StoreFault) -> StoredCounts {
    try await read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM newsroom), (SELECT count(*) FROM article), (SELECT count(DISTINCT uuid) FROM report)
          """)
      return StoredCounts(newsrooms: row?[0] ?? 0, articles: row?[1] ?? 0, reports: row?[2] ?? 0)
    }
  }

  /// Bytes that the store takes, its log left out.
  public static func size(at path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Whether a file begins as a store of Wirecopy's does, by the number that SQLite keeps for it; nothing else of it is read.
  public static func isStore(at path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    var head = [UInt8](repeating: 0, count: 72)
    guard pread(descriptor, &head, head.count, 0) == head.count else { return false }
    let number = head[68..<72].reduce(0) { $0 << 8 | Int($1) }
    return head.starts(with: Array("SQLite format 3\0".utf8)) && number == Schema.applicationID
  }

  /// Brings the log into the file and lets go of both. Nothing can be asked of it after that.
  public func close() throws(StoreFault) {
    do {
      try database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try database.close()
    } catch {
      throw StoreFault(error, path: path)
    }
  }
}

/// How much a store keeps.
public struct StoredCounts: Hashable, Sendable {
  public var newsrooms = 0
  /// Muted ones, too.
  public var articles = 0
  /// Drafts, too; all versions of one are one.
  public var reports = 0

  public init(newsrooms: Int = 0, articles: Int = 0, reports: Int = 0) {
    (self.newsrooms, self.articles, self.reports) = (newsrooms, articles, reports)
  }
}
