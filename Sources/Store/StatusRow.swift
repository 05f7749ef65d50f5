import GRDB

/// An article's status and its places in the lists.
struct StatusRow: Equatable {
  var article: Int64
  var newsroom: Int64
  /// Urgent and not acknowledged: on top of every list.
  var isAlert: Bool
  var time: Int64
  var isRead = false
  var isStarred = false
  var isAcknowledged = false
  /// Hidden by a mute: in no list but Starred and those of its tags, and not counted. An alert never is.
  var isMuted = false
  var sections: [Int64]
  /// Folders that its reader put it in.
  var tags: [Int64] = []
  /// Saved searches that find it.
  var finds: [Int64] = []

  /// The lists that it stands in, as `listing` numbers them: sections, and folders with a minus.
  var lists: [Int64] { tags.map(-) + (isMuted ? [] : sections + finds.map(-)) }

  static let selection = """
    SELECT article, newsroom, isAlert, time, isRead, isStarred, isAcknowledged, isMuted, sections, tags, finds FROM status
    """

  init(
    article: Int64, newsroom: Int64, isAlert: Bool, time: Int64, sections: [Int64], finds: [Int64], isMuted: Bool
  ) {
    (self.article, self.newsroom, self.isAlert, self.time) = (article, newsroom, isAlert, time)
    (self.sections, self.finds, self.isMuted) = (sections, finds, isMuted)
  }

  init(row: Row) {
    (article, newsroom, isAlert, time) = (row[0], row[1], row[2], row[3])
    (isRead, isStarred, isAcknowledged, isMuted) = (row[4], row[5], row[6], row[7])
    (sections, tags, finds) = (Self.numbers(row[8]), Self.numbers(row[9]), Self.numbers(row[10]))
  }

  static func fetch(_ db: Database, article: Int64) throws -> StatusRow? {
    let statement = try db.cachedStatement(sql: selection + " WHERE article = ?")
    return try Row.fetchOne(statement, arguments: [article]).map(StatusRow.init(row:))
  }

  /// - Parameter sign: 1 when the row comes, -1 when it goes.
  func count(_ tally: inout Tally, _ sign: Int) {
    let unread = isRead ? 0 : sign
    if !isMuted { tally.count(newsroom: newsroom, total: sign, unread: unread) }
    tally.count(lists: lists, total: sign, unread: unread)
  }

  /// Writes this row in the place of `old`, with its lines in the lists, and counts the difference.
  func replace(_ old: StatusRow, _ db: Database, _ tally: inout Tally) throws {
    guard self != old else { return }
    old.count(&tally, -1)
    count(&tally, 1)
    // Naming only what changed leaves the other indexes alone.
    let flags = [
      ("isRead", isRead, old.isRead), ("isStarred", isStarred, old.isStarred),
      ("isAcknowledged", isAcknowledged, old.isAcknowledged), ("isMuted", isMuted, old.isMuted),
    ]
    for (name, flag, before) in flags where flag != before {
      try db.cachedStatement(sql: "UPDATE status SET \(name) = ? WHERE article = ?").execute(arguments: [flag, article])
    }
    let names = [("sections", sections, old.sections), ("tags", tags, old.tags), ("finds", finds, old.finds)]
    for (name, numbers, before) in names where numbers != before {
      try db.cachedStatement(sql: "UPDATE status SET \(name) = ? WHERE article = ?").execute(
        arguments: [Self.text(numbers), article])
    }
    if isAlert != old.isAlert || time != old.time {
      try db.cachedStatement(sql: "UPDATE status SET isAlert = ?, time = ? WHERE article = ?").execute(
        arguments: [isAlert, time, article])
      try old.unlist(old.lists, db)
      try list(lists, db)
    } else {
      let (before, now) = (old.lists, lists)
      try unlist(before.filter { !now.contains($0) }, db)
      try list(now.filter { !before.contains($0) }, db)
    }
  }

  func insert(arrived: Int64, _ db: Database, _ tally: inout Tally) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO status (article, newsroom, isAlert, time, arrived, isAcknowledged, isMuted, sections, finds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      article, newsroom, isAlert, time, arrived, isAcknowledged, isMuted, Self.text(sections), Self.text(finds),
    ])
    try list(lists, db)
    count(&tally, 1)
  }

  /// Takes it out of every list and count. Its row goes with the article's.
  func remove(_ db: Database, _ tally: inout Tally) throws {
    try unlist(lists, db)
    count(&tally, -1)
  }

  private func list(_ lists: [Int64], _ db: Database) throws {
    guard !lists.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: "INSERT INTO listing (section, isAlert, time, article) VALUES (?, ?, ?, ?)")
    for list in lists { try statement.execute(arguments: [list, isAlert, time, article]) }
  }

  private func unlist(_ lists: [Int64], _ db: Database) throws {
    guard !lists.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: "DELETE FROM listing WHERE section = ? AND isAlert = ? AND time = ? AND article = ?")
    for list in lists { try statement.execute(arguments: [list, isAlert, time, article]) }
  }

  static func text(_ numbers: [Int64]) -> String? {
    numbers.isEmpty ? nil : numbers.map(String.init).joined(separator: ",")
  }

  static func numbers(_ text: String?) -> [Int64] {
    text?.split(separator: ",").compactMap { Int64($0) } ?? []
  }
}
