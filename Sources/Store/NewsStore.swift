import Foundation
import GRDB

/// Everything that Wirecopy keeps on disk: the door of this module.
///
///     let store = try NewsStore.open(path: "/home/me/.local/share/wirecopy/store.sqlite")
///     let newsroom = try await store.addNewsroom(name: "base21", mirrors: ["https://base21.example/feed.xml"])
///     let result = try await store.commit(delivery)
///     let front = try await store.headlines(.all, limit: 50)
///
/// Any number of tasks and processes may use one file: readers never wait, writers wait their turn (5 s at most).
/// Every call that writes is one transaction. The reader's own deeds (newsrooms, mirrors, stars, and all of drafts and reports)
/// are on the disk before the call returns; news, which can be fetched again, is left to the system for a moment.
public final class NewsStore: Sendable {
  /// Where it is; ":memory:" where it is nowhere.
  public let path: String
  let database: any DatabaseWriter
  let changeBoard = ChangeBoard()
  let broom = Broom()
  let shelves = MirrorShelves()
  /// The folder that its folders are in.
  let home: String

  private init(path: String, database: any DatabaseWriter) {
    self.path = path
    self.database = database
    let isInMemory = path == Self.inMemoryPath
    home =
      isInMemory
      ? FileManager.default.temporaryDirectory.appendingPathComponent("wirecopy-\(UUID().uuidString)").path
      : URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  deinit {
    if path == Self.inMemoryPath { try? FileManager.default.removeItem(atPath: home) }
  }

  private static let inMemoryPath = ":memory:"
  /// So long is waited for another process, in seconds.
  private static let patience = 5.0

  /// Opens the store, and makes it (0600, its folder 0700) where there is none. Overwrites nothing: what can't be opened is
  /// told as what it is.
  public static func open(path: String) throws(StoreFault) -> NewsStore {
    try StorePlace.prepare(path)
    do {
      let pool = try pool(path)
      try migrate(pool)
      return NewsStore(path: path, database: pool)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Whoever opens a new file first makes it one with a log (WAL), and for that needs it alone: SQLite lets no others wait then.
  private static func pool(_ path: String) throws -> DatabasePool {
    let deadline = ContinuousClock.now + .seconds(patience)
    while true {
      do {
        return try DatabasePool(path: path, configuration: configuration(path: path))
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline {
        usleep(10_000)
      }
    }
  }

  /// A store that ends with the process.
  public static func inMemory() throws(StoreFault) -> NewsStore {
    do {
      let queue = try DatabaseQueue(configuration: configuration(path: inMemoryPath))
      try migrate(queue)
      return NewsStore(path: inMemoryPath, database: queue)
    } catch {
      throw StoreFault(error, path: inMemoryPath)
    }
  }

  /// Reads every page and index, and every file that a report names (minutes on a slow disk, so only when asked): the damages
  /// found, none when all is well.
  public func check() async throws(StoreFault) -> [String] {
    let pages = try await read { db in
      try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
    }
    return try await pages + damagedFiles()
  }

  private static func configuration(path: String) -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
      if !db.configuration.readonly { try recognise(db, path: path) }
      // 8 MB of pages a connection; a log that a large round made long is cut back to 16 MB.
      try db.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216")
    }
    return configuration
  }

  /// Refuses what is not ours before anything is written to it.
  private static func recognise(_ db: Database, path: String) throws {
    var isNew = false
    // In one view of the file: another process may be making it just now.
    try db.inTransaction(.deferred) {
      let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      if application == Schema.applicationID {
        guard version <= Schema.version else {
          throw StoreFault.newer(path: path, found: version, known: Schema.version)
        }
      } else {
        guard application == 0, version == 0, try !isInUse(db) else { throw StoreFault.foreign(path: path) }
        isNew = true
      }
      return .commit
    }
    if isNew { try db.execute(sql: "PRAGMA page_size = \(Schema.pageSize)") }
  }

  /// Whether there are tables that our migrator did not make: it begins with its own.
  private static func isInUse(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE tbl_name <> 'grdb_migrations')")
      ?? false
  }

  private static func migrate(_ writer: some DatabaseWriter) throws {
    let migrator = Schema.migrator
    // Another process may be at it: then ours fails halfway and is rolled back, and theirs is found done.
    for turn in 1... {
      if try writer.read(migrator.hasCompletedMigrations) { return }
      do { return try migrator.migrate(writer) } catch let error as DatabaseError where turn < 20 {
        guard [.SQLITE_ERROR, .SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) else { throw error }
        usleep(25_000)
      }
    }
  }

  func read<Value: Sendable>(_ value: @escaping @Sendable (Database) throws -> Value) async throws(StoreFault) -> Value
  {
    do {
      return try await database.read(value)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// One transaction for news, which a mirror can give again: `synchronous` NORMAL.
  func write<Value: Sendable>(
    _ change: StoreChange, _ updates: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreFault) -> Value {
    do {
      let value = try await database.write(updates)
      await changeBoard.post(change)
      return value
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// One transaction for what nobody could give again: on the disk (`synchronous` FULL) when this returns. With `erases`, what
  /// it deletes or replaces is overwritten with zeros in the file.
  func writeDurably<Value: Sendable>(
    _ change: StoreChange, erases: Bool = false, _ updates: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreFault) -> Value {
    try await write(change, isDurable: true, erases: erases, updates)
  }

  /// One transaction, and whether it is on the disk when this returns, and overwrites what it deletes or replaces.
  func write<Value: Sendable>(
    _ change: StoreChange, isDurable: Bool, erases: Bool, _ updates: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreFault) -> Value {
    do {
      let value = try await database.writeWithoutTransaction { db in
        try db.execute(
          sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL"); PRAGMA secure_delete = \(erases ? 1 : 0)")
        // Can't fail: they set flags of this connection.
        defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = 0") }
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try updates(db)
          return .commit
        }
        guard let value else { throw CancellationError() }
        return value
      }
      await changeBoard.post(change)
      return value
    } catch {
      throw StoreFault(error, path: path)
    }
  }
}
