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
    /// Their detail is the tag's name.
    case tagged, untagged
    // Of no articles by name: see `Journal+Deeds`.
    case saved, unsaved, renamed, muted, unmuted, kept

    /// What `undo` does instead; nil where it takes more than marks.
    var opposite: Kind? {
      switch self {
      case .read: .unread
      case .unread: .read
      case .starred: .unstarred
      case .unstarred: .starred
      case .acknowledged: .unacknowledged
      case .unacknowledged: .acknowledged
      case .tagged: .untagged
      case .untagged: .tagged
      case .saved, .unsaved, .renamed, .muted, .unmuted, .kept: nil
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
      case .tagged: Phrase(count, one: "%1 tag taken back", many: "%1 tags taken back")
      case .untagged: Phrase(count, one: "%1 tag put back", many: "%1 tags put back")
      case .saved: "the saved search is taken back"
      case .unsaved: "the saved search is there again"
      case .renamed: "the saved search has its old name again"
      case .muted: "the mute is taken back"
      case .unmuted: "it is muted again"
      case .kept: "what is kept is as it was before"
      }
    }
  }

  /// How many of the articles it changed.
  @discardableResult
  static func apply(_ kind: Kind, detail: String? = nil, to ids: [Int64], _ db: Database) throws -> Int {
    let changed = try change(kind, detail, ids, db)
    guard !changed.isEmpty else { return 0 }
    try note(kind, detail: detail, articles: pack(changed), db)
    return changed.count
  }

  static func note(_ kind: Kind, detail: String?, articles: Data = Data(), _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO action (kind, articles, detail) VALUES (?, ?, ?)",
      arguments: [kind.rawValue, articles, detail])
    try db.execute(
      sql: """
        DELETE FROM action WHERE id < (SELECT max(id) FROM action) AND id <= (SELECT max(id) FROM (
          SELECT id, row_number() OVER newest AS number, sum(length(articles)) OVER newest AS bytes FROM action
          WINDOW newest AS (ORDER BY id DESC)) WHERE number > ? OR bytes > ?)
        """, arguments: [limit, byteLimit])
  }

  static func undo(now: Date, _ db: Database) throws -> Phrase? {
    while let row = try Row.fetchOne(db, sql: "SELECT id, kind, articles, detail FROM action ORDER BY id DESC LIMIT 1")
    {
      try db.execute(sql: "DELETE FROM action WHERE id = ?", arguments: [row[0] as Int64])
      guard let kind = Kind(rawValue: row[1]) else { continue }
      // What it was done to may be gone, with its newsroom or otherwise: then it is passed over.
      if let opposite = kind.opposite {
        let changed = try change(opposite, row[3], unpack(row[2]), db)
        if !changed.isEmpty { return kind.undone(changed.count) }
      } else if try takeBack(kind, row[3] ?? "", now: now, db) {
        return kind.undone(1)
      }
    }
    return nil
  }

  /// Those of the articles that it changed.
  private static func change(_ kind: Kind, _ detail: String?, _ ids: [Int64], _ db: Database) throws -> [Int64] {
    var tag: Int64?
    if kind == .tagged || kind == .untagged {
      tag = try kind == .tagged ? Tag.make(detail ?? "", db) : Folders.id(.tag, named: detail ?? "", db)
      guard tag != nil else { return [] }
    }
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
        if row.isAlert { row.isMuted = false }
      case .tagged, .untagged:
        guard let tag else { continue }
        row.tags.removeAll { $0 == tag }
        if kind == .tagged {
          guard row.tags.count < NewsStore.mostTagsOfOne else {
            throw StoreFault.refused("An article takes \(NewsStore.mostTagsOfOne) tags at most.")
          }
          row.tags = (row.tags + [tag]).sorted()
        }
      case .saved, .unsaved, .renamed, .muted, .unmuted, .kept: continue
      }
      guard row != old else { continue }
      try row.replace(old, db, &tally)
      changed.append(id)
    }
    try tally.write(db)
    if tag != nil { try Folders.dropEmptyTags(db) }
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
