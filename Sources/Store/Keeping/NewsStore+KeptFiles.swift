public import Foundation
import GRDB
public import News

#if canImport(Glibc)
  import Glibc
#endif

extension NewsStore {
  /// A file that failed so often is left alone.
  static let mostTries = 6

  /// Fetched pictures and enclosures, named by their SHA-256, and the beginnings of others (`N.part`).
  public var keptFolder: String { kept.path }
  var kept: PrivateFolder { PrivateFolder("kept", in: home) }

  /// Articles whose pictures and enclosures may be wanted: the newest of newsrooms that fetch ahead, those that were looked at before
  /// left out.
  /// - Parameter limit: of each newsroom.
  public func illustratedArticles(limit: Int) async throws(StoreFault) -> [ArticleID] {
    try await read { db in
      var ids: [ArticleID] = []
      for newsroom in try Int64.fetchAll(db, sql: "SELECT id FROM newsroom") {
        let policy = try Keeping.policy(newsroom: newsroom, db) ?? Keeping.policy(newsroom: 0, db)
        guard policy?.fetchesAhead == true else { continue }
        let newest = try Int64.fetchAll(
          db,
          sql: """
            SELECT p.article FROM (
              SELECT s.article, s.isAlert, s.time FROM status s WHERE s.newsroom = ? AND s.isMuted = 0
              ORDER BY s.isAlert DESC, s.time DESC, s.article DESC LIMIT ?
            ) p JOIN article a ON a.id = p.article
            WHERE (a.pictures > 0 OR a.enclosures IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM illustration i WHERE i.article = p.article)
            ORDER BY p.isAlert DESC, p.time DESC, p.article DESC
            """, arguments: [newsroom, limit])
        ids += newest.map(ArticleID.init(rawValue:))
      }
      return ids
    }
  }

  /// Notes what an article names, so that it is fetched.
  /// - Parameter files: absolute URLs, with their types where they are given; at most 64 are taken.
  public func want(_ files: [Enclosure], of article: ArticleID) async throws(StoreFault) {
    try await write([]) { db in
      let newsroom = try Int64.fetchOne(
        db, sql: "SELECT newsroom FROM article WHERE id = ?", arguments: [article.rawValue])
      guard let newsroom else { return }
      for file in files.prefix(64) where file.url.utf8.count <= 4000 {
        try db.execute(
          sql: "INSERT OR IGNORE INTO file (newsroom, url, type) VALUES (?, ?, ?)",
          arguments: [newsroom, file.url, file.type])
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO illustration (article, file) SELECT ?, id FROM file WHERE newsroom = ? AND url = ?
            """, arguments: [article.rawValue, newsroom, file.url])
      }
    }
  }

  /// What is still to be fetched, newest first. One that failed is left alone for an hour, then for two, and so on.
  public func wantedFiles(
    of newsroom: NewsroomID, limit: Int, now: Date = Date()
  ) async throws(StoreFault) -> [WantedFile] {
    let folder = kept
    return try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, url, type, etag FROM file WHERE newsroom = ? AND sha256 IS NULL AND tries < ?
            AND EXISTS (SELECT 1 FROM illustration WHERE file = id)
            AND (tried IS NULL OR tried + 3600000 * (1 << max(tries - 1, 0)) <= ?)
          ORDER BY id DESC LIMIT ?
          """, arguments: [newsroom.rawValue, Self.mostTries, now.milliseconds, limit])
      return rows.map { row in
        let id: Int64 = row[0]
        return WantedFile(
          id: id, newsroom: newsroom, url: row[1], type: row[2], partPath: folder.file("\(id).part"),
          have: Int64(folder.size("\(id).part") ?? 0), etag: row[3])
      }
    }
  }

  /// Remembers which wording of the file its collected beginning is of.
  public func note(etag: String?, of file: WantedFile) async throws(StoreFault) {
    try await write([]) { db in
      try db.execute(sql: "UPDATE file SET etag = ? WHERE id = ?", arguments: [etag, file.id])
    }
  }

  /// - Parameter isFinal: it will never be wanted again: it is too large, or no mirror can have it.
  public func noteFailed(_ file: WantedFile, isFinal: Bool, now: Date = Date()) async throws(StoreFault) {
    if isFinal { unlink(file.partPath) }
    try await write([]) { db in
      try db.execute(
        sql: "UPDATE file SET tried = ?, tries = \(isFinal ? "\(Self.mostTries)" : "tries + 1") WHERE id = ?",
        arguments: [now.milliseconds, file.id])
    }
  }

  /// The collected file is whole: it is made private and durable, named by its hash, and from now on kept.
  public func keep(_ file: WantedFile, type: String?, now: Date = Date()) async throws(StoreFault) {
    let folder = kept
    let (size, sha256) = try await onDisk {
      let (size, sha256) = try PrivateFolder.hash(path: file.partPath)
      try PrivateFolder.settle(file.partPath, size: size, sha256: sha256)
      return (size, sha256)
    }
    try await locked { db in
      try folder.take(file.partPath, as: sha256)
      try db.execute(
        sql: "UPDATE file SET sha256 = ?, size = ?, type = ifnull(?, type), fetched = ?, etag = NULL WHERE id = ?",
        arguments: [sha256, size, type, now.milliseconds, file.id])
      // Its newsroom went meanwhile: nothing names it.
      if db.changesCount == 0, try !Self.isNamed(db, kept: sha256) { try folder.remove(sha256) }
    }
    await changeBoard.post(.articles)
  }

  /// Keeps a file whose bytes are here, that `want` has noted. Nothing happens where it is kept already, or nobody wants it.
  public func keep(
    _ bytes: [UInt8], type: String?, from url: String, of newsroom: NewsroomID, now: Date = Date()
  ) async throws(StoreFault) {
    let folder = kept
    let id = try await read { db in
      try Int64.fetchOne(
        db, sql: "SELECT id FROM file WHERE newsroom = ? AND url = ? AND sha256 IS NULL",
        arguments: [newsroom.rawValue, url])
    }
    guard let id else { return }
    let path = folder.file("\(id).part")
    try await onDisk { try folder.write(bytes, as: "\(id).part") }
    try await keep(
      WantedFile(
        id: id, newsroom: newsroom, url: url, type: type, partPath: path, have: Int64(bytes.count), etag: nil),
      type: type, now: now)
  }

  /// What is kept of this address for this article; nil where nothing is.
  public func keptFile(_ url: String, of article: ArticleID) async throws(StoreFault) -> KeptFile? {
    try await keptFiles(of: article)[url]
  }

  /// By their addresses, as the article names them.
  public func keptFiles(of article: ArticleID) async throws(StoreFault) -> [String: KeptFile] {
    let folder = kept
    return try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT f.url, f.sha256, f.type, f.size FROM illustration i JOIN file f ON f.id = i.file
          WHERE i.article = ? AND f.sha256 IS NOT NULL
          """, arguments: [article.rawValue])
      return Dictionary(
        uniqueKeysWithValues: rows.compactMap { row in
          // A file that somebody removed by hand is not kept.
          guard folder.size(row[1]) != nil else { return nil }
          return (row[0] as String, KeptFile(path: folder.file(row[1]), type: row[2], size: row[3]))
        })
    }
  }

  static func isNamed(_ db: Database, kept name: String) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM file WHERE sha256 = ?)", arguments: [name]) ?? false
  }

  /// Lets files go, and frees what nothing names any more.
  func letGoFiles(_ plan: [(newsroom: Int64, ids: [Int64])]) async throws(StoreFault) -> Leaving {
    let folder = kept
    var gone = Leaving()
    for id in plan.flatMap(\.ids) {
      if Task.isCancelled { throw .cancelled }
      let size = try await write([]) { db -> Int64? in
        let row = try Row.fetchOne(db, sql: "SELECT sha256, size FROM file WHERE id = ?", arguments: [id])
        guard let row, let sha256 = row[0] as String? else { return nil }
        // The row stays where its article does: it is not fetched again.
        try db.execute(
          sql: "UPDATE file SET sha256 = NULL, size = NULL, tries = \(Self.mostTries) WHERE id = ?", arguments: [id])
        try db.execute(
          sql: "DELETE FROM file WHERE id = ? AND NOT EXISTS (SELECT 1 FROM illustration WHERE file = ?)",
          arguments: [id, id])
        if try !Self.isNamed(db, kept: sha256) { try folder.remove(sha256) }
        return row[1]
      }
      guard let size else { continue }
      gone.files += 1
      gone.fileBytes += size
    }
    return gone
  }

  /// What a crash or a removed newsroom left in `keptFolder`: files that no row names.
  func sweepKept(now: Date) async throws(StoreFault) {
    let folder = kept
    let candidates = try await onDisk {
      folder.entries().filter { now.timeIntervalSince($0.changed) > Self.grace }.map(\.name)
    }
    // What was never fetched of articles that went.
    try await write([]) { db in
      try db.execute(
        sql: "DELETE FROM file WHERE sha256 IS NULL AND NOT EXISTS (SELECT 1 FROM illustration WHERE file = id)")
    }
    guard !candidates.isEmpty else { return }
    try await locked { db in
      for name in candidates {
        if name.hasSuffix(".part") {
          let isWanted = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM file WHERE id = ? AND sha256 IS NULL AND tries < ?)",
            arguments: [Int64(name.dropLast(5)) ?? 0, Self.mostTries])
          if isWanted != true { try folder.remove(name) }
        } else if try !Self.isNamed(db, kept: name) {
          try folder.remove(name)
        }
      }
    }
  }
}
