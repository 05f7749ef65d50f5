import Foundation
import GRDB

@testable import Store

// The tests look into a store's file, and damage it, by SQL; nothing else here knows the database.

extension NewsStore {
  /// A single number.
  func number(_ sql: String) async throws -> Int {
    try await read { db in try Int.fetchOne(db, sql: sql) ?? 0 }
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

  func close() throws { try queue.close() }
}
