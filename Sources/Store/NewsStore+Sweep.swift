import Foundation
import GRDB

extension NewsStore {
  /// Seconds for which a file that no row names is left alone: somebody may be packing it.
  static let grace: TimeInterval = 3600

  /// Once a process, as drafts and the outbox are first looked at: removes what a crash left in `filesFolder` and `dropsFolder`.
  func sweepOnce() async {
    guard await broom.isFirst() else { return }
    // Nobody waits for it and nobody misses it: the next process sweeps again.
    try? await sweep(now: Date())
    try? await expireKeys(now: Date())
  }

  /// Removes files that no row names and that nobody touched for an hour. The store is locked meanwhile, and files are moved in and
  /// their rows written under the same lock: what another process just attaches or packs is safe.
  func sweep(now: Date) async throws(StoreFault) {
    let (files, drops) = (files, drops)
    let candidates = try await onDisk {
      let untouched = { (folder: PrivateFolder) in
        folder.entries().filter { now.timeIntervalSince($0.changed) > Self.grace }.map(\.name)
      }
      return (untouched(files), untouched(drops))
    }
    // A look without the lock first: as a rule there is nothing to do.
    let orphans = try await read { db in
      (
        try candidates.0.filter { try !Self.isNamed(db, file: $0) },
        try candidates.1.filter { try !Self.isNamed(db, drop: $0) }
      )
    }
    try await sweep(files: orphans.0, drops: orphans.1)
    try await sweepBlobs(now: now)
  }

  /// Removes those of these files that no row names.
  func sweep(files names: [String] = [], drops dropNames: [String] = []) async throws(StoreFault) {
    guard !names.isEmpty || !dropNames.isEmpty else { return }
    let (files, drops) = (files, drops)
    try await locked { db in
      for name in names where try !Self.isNamed(db, file: name) { try files.remove(name) }
      for name in dropNames where try !Self.isNamed(db, drop: name) { try drops.remove(name) }
    }
  }

  /// What reports name and is not there, or is not what it was.
  func damagedFiles() async throws(StoreFault) -> [String] {
    let (files, drops) = (files, drops)
    let named = try await read { db in
      let kept = try Row.fetchAll(
        db, sql: "SELECT DISTINCT report, sha256 FROM attachment JOIN report r ON r.id = report WHERE NOT r.isCarried"
      ).map { (report: $0[0] as Int64, folder: files, name: $0[1] as String) }
      let packed = try Row.fetchAll(db, sql: "SELECT id, dropName FROM report WHERE dropName IS NOT NULL")
        .map { (report: $0[0] as Int64, folder: drops, name: $0[1] as String) }
      return kept + packed
    }
    return try await onDisk {
      named.compactMap { report, folder, name in
        guard folder.size(name) != nil else { return "report \(report): \(folder.file(name)) is missing" }
        let hash = try? PrivateFolder.hash(path: folder.file(name)).1
        return hash == name ? nil : "report \(report): \(folder.file(name)) is damaged"
      }
    }
  }

  static func isNamed(_ db: Database, file: String) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql:
        "SELECT EXISTS (SELECT 1 FROM attachment JOIN report r ON r.id = report WHERE sha256 = ? AND NOT r.isCarried)",
      arguments: [file]) ?? false
  }

  static func isNamed(_ db: Database, drop: String) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM report WHERE dropName = ?)", arguments: [drop]) ?? false
  }

  /// One durable transaction on drafts and reports, which erases what it replaces. It is done whether or not its task is cancelled:
  /// nobody gives up the words that he wrote.
  func writeReports<Value: Sendable>(
    _ updates: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreFault) -> Value {
    try await uncancelled { try await self.writeDurably(.outbox, erases: true, updates) }
  }

  /// Keeps every other writer out, of this process and others, and writes nothing. Not cancelled either: it follows what was
  /// written.
  func locked(_ work: @escaping @Sendable (Database) throws -> Void) async throws(StoreFault) {
    try await uncancelled { [database] in
      try await database.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          try work(db)
          return .commit
        }
      }
    }
  }

  private func uncancelled<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws(StoreFault) -> Value {
    do {
      return try await Task { try await work() }.value
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Work on files, where it makes no task and no writer wait.
  func onDisk<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws(StoreFault) -> Value {
    do {
      return try await database.unsafeRead { _ in try work() }
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Brings the log into the file and empties it, where nobody reads it just now.
  func emptyLog() async {
    try? await database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA busy_timeout = 200")
      defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
      try db.checkpoint(.truncate)
    }
  }
}

/// Says once that it is time to sweep.
actor Broom {
  private var isDone = false

  func isFirst() -> Bool {
    defer { isDone = true }
    return !isDone
  }
}
