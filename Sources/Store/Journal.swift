import Foundation
import GRDB
import News

/// What the reader did to articles, so that it can be taken back: each action with the articles that it really changed.
enum Journal {
  /// Actions kept, and bytes of them.
  static let limit = 200
  static let byteLimit = 4 << 20

  enum Kind: String {
    case read, unread, starred, unstarred, acknowledged, unacknowledged

    var opposite: Kind {
      switch self {
      case .read: .unread
      case .unread: .read
      case .starred: .unstarred
      case .unstarred: .starred
      case .acknowledged: .unacknowledged
      case .unacknowledged: .acknowledged
      }
    }

    /// What `undo` says.
    func undone(_ count: Int) -> Phrase {
      switch self {
      case .read: Phrase(count, one: "%1 article is unread again", many: "%1 articles are unread again")
      case .unread: Phrase(count, one: "%1 article is read again", many: "%1 articles are read again")
      case .starred: Phrase(count, one: "%1 star taken back", many: "%1 stars taken back")
      case .unstarred: Phrase(count, one: "%1 star put back", many: "%1 stars put back")
      case .acknowledged: Phrase(count, one: "%1 alert is on top again", many: "%1 alerts are on top again")
      case .unacknowledged: Phrase(count, one: "%1 alert put away again", many: "%1 alerts put away again")
      }
    }
  }

  static func apply(_ kind: Kind, to ids: [Int64], _ db: Database) throws {
    let changed = try change(kind, ids, db)
    guard !changed.isEmpty else { return }
    try db.execute(
      sql: "INSERT INTO action (kind, articles) VALUES (?, ?)", arguments: [kind.rawValue, pack(changed)])
    try db.execute(
      sql: """
        DELETE FROM action WHERE id < (SELECT max(id) FROM action) AND id <= (SELECT max(id) FROM (
          SELECT id, row_number() OVER newest AS number, sum(length(articles)) OVER newest AS bytes FROM action
          WINDOW newest AS (ORDER BY id DESC)) WHERE number > ? OR bytes > ?)
        """, arguments: [limit, byteLimit])
  }

  static func undo(_ db: Database) throws -> Phrase? {
    while let row = try Row.fetchOne(db, sql: "SELECT id, kind, articles FROM action ORDER BY id DESC LIMIT 1") {
      try db.execute(sql: "DELETE FROM action WHERE id = ?", arguments: [row[0] as Int64])
      guard let kind = Kind(rawValue: row[1]) else { continue }
      // Articles may be gone with their newsroom: an action on those alone is passed over.
      let changed = try change(kind.opposite, unpack(row[2]), db)
      if !changed.isEmpty { return kind.undone(changed.count) }
    }
    return nil
  }

  /// Those of the articles that it changed.
  private static func change(_ kind: Kind, _ ids: [Int64], _ db: Database) throws -> [Int64] {
    var tally = Tally()
    var changed: [Int64] = []
    for id in ids {
      guard let old = try StatusRow.fetch(db, article: id) else { continue }
      var row = old
      switch kind {
      case .read, .unread: row.isRead = kind == .read
      case .starred, .unstarred: row.isStarred = kind == .starred
      case .acknowledged, .unacknowledged:
        let isUrgent = try Bool.fetchOne(db, sql: "SELECT isUrgent FROM article WHERE id = ?", arguments: [id])
        guard isUrgent == true else { continue }
        row.isAcknowledged = kind == .acknowledged
        row.isAlert = !row.isAcknowledged
      }
      guard row != old else { continue }
      try row.replace(old, db)
      if row.isRead != old.isRead {
        tally.count(newsroom: row.newsroom, total: 0, unread: row.isRead ? -1 : 1)
        tally.count(sections: row.sections, total: 0, unread: row.isRead ? -1 : 1)
      }
      changed.append(id)
    }
    try tally.write(db)
    return changed
  }

  /// Numbers as the steps between them, seven bits a byte, the last byte of each without its high bit.
  static func pack(_ ids: [Int64]) -> Data {
    var bytes: [UInt8] = []
    var previous: Int64 = 0
    for id in ids.sorted() {
      var step = UInt64(bitPattern: id &- previous)
      previous = id
      while step >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: step) | 0x80)
        step >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: step))
    }
    return Data(bytes)
  }

  static func unpack(_ data: Data) -> [Int64] {
    var ids: [Int64] = []
    var previous: Int64 = 0
    var step: UInt64 = 0
    var shift: UInt64 = 0
    for byte in data {
      step |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte & 0x80 == 0 else { continue }
      previous &+= Int64(bitPattern: step)
      ids.append(previous)
      step = 0
      shift = 0
    }
    return ids
  }
}
