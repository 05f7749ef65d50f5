import Foundation
import GRDB
import News

/// A row of `mirror`: what is known of an address, and what it did.
enum MirrorRow {
  /// Seconds for which a mirror's deeds are remembered.
  static let span: TimeInterval = 7 * 86_400

  /// The reader's order within a newsroom.
  static let order = "m.kind = 'relay', m.position, m.id"

  /// - Parameter rest: what follows `FROM mirror m`.
  static func fetchAll(
    _ db: Database, _ rest: String, _ arguments: StatementArguments = StatementArguments(), shelves: MirrorShelves,
    now: Date
  ) throws -> [Mirror] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT m.id, m.newsroom, m.url, m.kind, m.position, m.isPinned, m.isDisabled, m.verdict, m.lastTried, m.lastGood,
          m.latency, m.behind, m.offer, m.memory, m.route, m.signed FROM mirror m \(rest)
        """)
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var mirrors: [Mirror] = []
    while let row = try rows.next() { mirrors.append(mirror(row, shelves, now: now)) }
    return mirrors
  }

  private static func mirror(_ row: Row, _ shelves: MirrorShelves, now: Date) -> Mirror {
    let id: Int64 = row[0]
    var mirror = Mirror(
      id: MirrorID(rawValue: id), newsroom: NewsroomID(rawValue: row[1]), url: row[2],
      kind: MirrorKind(rawValue: row[3]) ?? .feed, position: row[4], isPinned: row[5], isDisabled: row[6],
      offer: JSONColumn.value(row[12]), route: shelves.routes.value(of: id, row[14]) ?? MirrorRoute(),
      signed: shelves.signed.value(of: id, row[15]))
    guard let tried: Int64 = row[8], isFresh(tried, now: now) else { return mirror }
    mirror.verdict = shelves.verdicts.value(of: id, row[7])
    mirror.lastTried = Date(milliseconds: tried)
    mirror.lastGood = (row[9] as Int64?).map(Date.init(milliseconds:))
    mirror.latencyMilliseconds = row[10]
    mirror.behindSeconds = row[11]
    mirror.memory = (row[13] as String?).flatMap(MirrorMemory.init) ?? MirrorMemory()
    return mirror
  }

  static func isFresh(_ tried: Int64, now: Date) -> Bool {
    now.timeIntervalSince(Date(milliseconds: tried)) <= span
  }

  /// Adds them as the newsroom's last; those that it has already are passed over.
  static func insert(_ db: Database, _ mirrors: [NewMirror], newsroom: NewsroomID) throws -> [Mirror] {
    let known = try Row.fetchAll(
      db, sql: "SELECT url, kind, position FROM mirror WHERE newsroom = ?", arguments: [newsroom.rawValue])
    var places = Set(known.map { NewMirror(url: $0[0], kind: MirrorKind(rawValue: $0[1]) ?? .feed).place })
    var position = known.map { $0[2] as Int }.max().map { $0 + 1 } ?? 0
    let fresh = mirrors.filter { places.insert($0.place).inserted }
    let count = known.count + fresh.count
    guard count <= NewsStore.mostMirrors || fresh.isEmpty else {
      throw StoreFault.refused(
        "a newsroom has at most \(NewsStore.mostMirrors) mirrors and relays: this one would have \(count)")
    }
    let statement = try db.cachedStatement(
      sql: "INSERT INTO mirror (newsroom, url, kind, position, route) VALUES (?, ?, ?, ?, ?)")
    return try fresh.map { new in
      defer { position += 1 }
      try statement.execute(arguments: [newsroom.rawValue, new.url, new.kind.rawValue, position, text(new.route)])
      return Mirror(
        id: MirrorID(rawValue: db.lastInsertedRowID), newsroom: newsroom, url: new.url, kind: new.kind,
        position: position, route: new.route)
    }
  }

  /// nil where all is as the settings say.
  static func text(_ route: MirrorRoute) -> String? { route.isDefault ? nil : JSONColumn.text(route) }
}
