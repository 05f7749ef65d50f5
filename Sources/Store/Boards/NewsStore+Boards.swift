import GRDB
public import News

extension NewsStore {
  /// Messages of one thread that are shown: the oldest.
  public static let mostMessages = 5000

  /// A window of a board's threads, the one with the newest message first. Muted ones are not there.
  public func threads(
    of newsroom: NewsroomID, offset: Int = 0, limit: Int
  ) async throws(StoreFault) -> [ThreadRow] {
    try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, latest FROM thread WHERE newsroom = ? AND isMuted = 0 ORDER BY latest DESC, id DESC LIMIT ? OFFSET ?
          """, arguments: [newsroom.rawValue, limit, max(offset, 0)])
      let counts = try db.cachedStatement(
        sql: """
          SELECT count(*), ifnull(sum(s.isRead = 0), 0), min(CASE WHEN p.parent IS NULL THEN p.article END), min(p.article)
          FROM post p JOIN status s ON s.article = p.article WHERE p.thread = ? AND s.isMuted = 0
          """)
      let words = try db.cachedStatement(sql: "SELECT title, byline FROM article WHERE id = ?")
      return try rows.compactMap { row in
        let id: Int64 = row[0]
        guard let count = try Row.fetchOne(counts, arguments: [id]), (count[0] as Int) > 0 else { return nil }
        let first = try Self.isPost(id, db) ? id : count[2] as Int64? ?? count[3]
        let title = try Row.fetchOne(words, arguments: [first])
        return ThreadRow(
          id: ThreadID(rawValue: id), newsroom: newsroom, first: ArticleID(rawValue: first), title: title?[0] ?? "",
          byline: title?[1], latest: .init(milliseconds: row[1]), messages: count[0], unread: count[1])
      }
    }
  }

  public func threadCount(of newsroom: NewsroomID) async throws(StoreFault) -> Int {
    try await read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM thread WHERE newsroom = ? AND isMuted = 0", arguments: [newsroom.rawValue]) ?? 0
    }
  }

  /// The thread that a message is in; nil where its newsroom is no board.
  public func thread(of article: ArticleID) async throws(StoreFault) -> ThreadID? {
    try await read { db in
      try Int64.fetchOne(db, sql: "SELECT thread FROM post WHERE article = ?", arguments: [article.rawValue])
        .map(ThreadID.init(rawValue:))
    }
  }

  /// Where a thread stands on its board, from 0.
  public func position(of thread: ThreadID) async throws(StoreFault) -> Int? {
    try await read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM thread b WHERE b.newsroom = t.newsroom AND b.isMuted = 0
            AND (b.latest, b.id) > (t.latest, t.id)) FROM thread t WHERE t.id = ? AND t.isMuted = 0
          """, arguments: [thread.rawValue])
    }
  }

  /// A thread as it is read: each message followed by the answers to it, the oldest first.
  public func messages(of thread: ThreadID) async throws(StoreFault) -> [MessageRow] {
    try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT p.article, p.parent FROM post p JOIN status s ON s.article = p.article
          WHERE p.thread = ? AND s.isMuted = 0 ORDER BY s.time, p.article LIMIT ?
          """, arguments: [thread.rawValue, Self.mostMessages])
      let tree = ThreadTree(rows.map { ($0[0], $0[1]) })
      let headlines = try Headline.fetch(db, ids: tree.places.map { ArticleID(rawValue: $0.id) })
      let byID = Dictionary(uniqueKeysWithValues: headlines.map { ($0.id.rawValue, $0) })
      return tree.places.compactMap { place in
        byID[place.id].map {
          MessageRow(
            headline: $0, depth: place.depth, parent: place.parent.map(ArticleID.init(rawValue:)),
            answers: place.answers)
        }
      }
    }
  }

  /// Catches up with a thread: how many of its messages were unread. `undo` takes it back.
  @discardableResult
  public func markRead(_ thread: ThreadID) async throws(StoreFault) -> Int {
    try await write(.status) { db in
      let ids = try Int64.fetchAll(
        db,
        sql: """
          SELECT p.article FROM post p JOIN status s ON s.article = p.article
          WHERE p.thread = ? AND s.isRead = 0 AND s.isMuted = 0
          """, arguments: [thread.rawValue])
      return try Journal.apply(.read, to: ids, db)
    }
  }

  private static func isPost(_ id: Int64, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT EXISTS (SELECT 1 FROM status WHERE article = ? AND isMuted = 0)")
    return try Bool.fetchOne(statement, arguments: [id]) ?? false
  }
}

/// Messages and what they answer, laid out for reading. Neither a loop nor a missing parent loses one.
struct ThreadTree {
  struct Place: Equatable {
    var id: Int64
    var parent: Int64?
    var depth: Int
    var answers: Int
  }
  private(set) var places: [Place] = []

  /// - Parameter messages: the oldest first.
  init(_ messages: [(id: Int64, parent: Int64?)]) {
    let known = Set(messages.map(\.id))
    var children: [Int64: [Int64]] = [:]
    var roots: [Int64] = []
    for (id, parent) in messages {
      if let parent, parent != id, known.contains(parent) {
        children[parent, default: []].append(id)
      } else {
        roots.append(id)
      }
    }
    var placed: Set<Int64> = []
    func lay(_ root: Int64) {
      // Without recursion: a thread may be as deep as it is long.
      var open: [(id: Int64, parent: Int64?, depth: Int)] = [(root, nil, 0)]
      while let next = open.popLast() {
        guard placed.insert(next.id).inserted else { continue }
        places.append(Place(id: next.id, parent: next.parent, depth: next.depth, answers: 0))
        for child in (children[next.id] ?? []).reversed() { open.append((child, next.id, next.depth + 1)) }
      }
    }
    for root in roots { lay(root) }
    for (id, _) in messages where !placed.contains(id) { lay(id) }
    count()
  }

  /// Those below one follow it at once: its answers reach to the next one as high as itself.
  private mutating func count() {
    var open: [Int] = []
    for place in places.indices {
      while let last = open.last, places[last].depth >= places[place].depth { close(&open, at: place) }
      open.append(place)
    }
    while !open.isEmpty { close(&open, at: places.count) }
  }

  private mutating func close(_ open: inout [Int], at end: Int) {
    guard let last = open.popLast() else { return }
    places[last].answers = end - last - 1
  }
}
