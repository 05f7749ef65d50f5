import Foundation
import GRDB
public import News

#if canImport(Glibc)
  import Glibc
#endif

extension NewsStore {
  /// Pictures and other files that entries name and that are not here yet, those of the newest entries first.
  public func wantedBlobs(
    of newsroom: NewsroomID, limit: Int = 1_000
  ) async throws(StoreFault) -> [(sha256: String, size: Int)] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT sha256, size FROM entryFile WHERE newsroom = ? AND isHere = 0 GROUP BY sha256
          ORDER BY max(place) DESC LIMIT ?
          """, arguments: [newsroom.rawValue, limit]
      ).map { ($0[0], $0[1]) }
    }
  }

  /// Keeps a file whose bytes were proven to have this name: written beside its place, flushed, renamed, and then named.
  public func keepFile(_ bytes: [UInt8], sha256: String, of newsroom: NewsroomID) async throws(StoreFault) {
    let (blobs, path) = (blobs, path)
    guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else {
      throw .refused("a file of a newsroom has no proper name")
    }
    try await onDisk { try blobs.write(bytes, as: sha256) }
    do {
      let size = bytes.count
      try await database.write { db in
        try db.execute(sql: "UPDATE entryFile SET isHere = 1 WHERE sha256 = ? AND isHere = 0", arguments: [sha256])
        if db.changesCount > 0 {
          try db.execute(
            sql: "UPDATE edition SET bytes = bytes + ? WHERE newsroom = ?", arguments: [size, newsroom.rawValue])
        }
      }
      await changeBoard.post(.articles)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Path of a picture or file of a signed newsroom; nil where it is not here.
  public func blobPath(_ sha256: String) -> String? {
    guard sha256.utf8.count == 64, !sha256.contains("/") else { return nil }
    return blobs.size(sha256) == nil ? nil : blobs.file(sha256)
  }

  /// Removes files that no entry names any more.
  func sweep(blobs names: [String]) async throws(StoreFault) {
    guard !names.isEmpty else { return }
    let blobs = blobs
    try await locked { db in
      for name in names where try !Self.isNamed(db, blob: name) { try blobs.remove(name) }
    }
  }

  /// Removes what no entry names and nobody touched for an hour: what a crash left.
  func sweepBlobs(now: Date) async throws(StoreFault) {
    let blobs = blobs
    guard access(blobs.path, F_OK) == 0 else { return }
    let names = try await onDisk {
      blobs.entries().filter { now.timeIntervalSince($0.changed) > Self.grace }.map(\.name)
    }
    guard !names.isEmpty else { return }
    try await sweep(blobs: try await read { db in try names.filter { try !Self.isNamed(db, blob: $0) } })
  }

  private static func isNamed(_ db: Database, blob: String) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM entryFile WHERE sha256 = ?)", arguments: [blob]) ?? false
  }
}
