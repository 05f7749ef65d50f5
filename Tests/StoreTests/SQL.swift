import Foundation
import GRDB
import TestSupport

@testable import Store

// The tests look into a store's file, and damage it, by SQL; nothing else here knows the database.

extension NewsStore {
  /// A single number.
  func number(_ sql: String) async throws -> Int {
    try await read { db in try Int.fetchOne(db, sql: sql) ?? 0 }
  }

  /// Copies the store's files while a transaction is open and has spilled to the log.
  func halfway(in folder: TemporaryFolder, sql: [String]) async throws {
    let path = path
    try await database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = 1")
      try db.inTransaction {
        for statement in sql { try db.execute(sql: statement) }
        for end in ["", "-wal"] {
          try FileManager.default.copyItem(atPath: path + end, toPath: folder.file("store.sqlite") + end)
        }
        return .rollback
      }
    }
  }

  func execute(_ sql: String) async throws {
    try await database.writeWithoutTransaction { db in try db.execute(sql: sql) }
  }
}

/// Another program that has the file open.
struct OtherProgram {
  private let queue: DatabaseQueue

  init(path: String) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  func execute(_ sql: String) throws {
    try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
  }

  func number(_ sql: String) throws -> Int {
    try queue.read { db in try Int.fetchOne(db, sql: sql) ?? 0 }
  }

  func numbers(_ sql: String) throws -> Set<Int> {
    try queue.read { db in try Set(Int.fetchAll(db, sql: sql)) }
  }

  func close() throws { try queue.close() }
}
