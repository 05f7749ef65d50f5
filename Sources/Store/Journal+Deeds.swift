import Foundation
import GRDB
import News

extension Journal {
  /// Takes back what is more than a mark on articles. False where there is nothing left to take back.
  static func takeBack(_ kind: Kind, _ detail: String, now: Date, _ db: Database) throws -> Bool {
    switch kind {
    case .saved:
      guard let id = try Folders.id(.search, named: detail, db),
        let search = try SavedSearch.fetch(db, SavedSearchID(rawValue: id))
      else { return false }
      try search.remove(db)
    case .unsaved:
      let words: [String] = JSONColumn.value(detail) ?? []
      guard words.count == 2, try Folders.id(.search, named: words[0], db) == nil else { return false }
      _ = try SavedSearch.insert(name: words[0], query: words[1], now: now, db)
    case .renamed:
      let names: [String] = JSONColumn.value(detail) ?? []
      guard names.count == 2, let id = try Folders.id(.search, named: names[0], db) else { return false }
      let other = try Folders.id(.search, named: names[1], db)
      guard other == nil || other == id else { return false }
      try db.execute(sql: "UPDATE folder SET name = ? WHERE id = ?", arguments: [names[1], id])
    case .muted:
      guard let id = Int64(detail), let mute = try Mute.fetch(db, MuteID(rawValue: id)) else { return false }
      try mute.remove(db)
    case .unmuted:
      guard let words: MutedWords = JSONColumn.value(detail), words.until.map({ $0 > now.milliseconds }) ?? true,
        try words.newsroom.map({ try isThere(newsroom: $0, db) }) ?? true,
        try Mute.fetchAll(db).allSatisfy({ $0.subject != words.subject || $0.newsroom?.rawValue != words.newsroom })
      else { return false }
      _ = try Mute.insert(words, now: now, db)
    case .kept:
      guard let change: KeepingChange = JSONColumn.value(detail),
        try change.newsroom == 0 || isThere(newsroom: change.newsroom, db)
      else { return false }
      try Keeping.set(change.before, newsroom: change.newsroom, db)
    case .read, .unread, .starred, .unstarred, .acknowledged, .unacknowledged, .tagged, .untagged: return false
    }
    return true
  }

  private static func isThere(newsroom id: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM newsroom WHERE id = ?)", arguments: [id]) ?? false
  }
}
