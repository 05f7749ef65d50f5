import Foundation
import GRDB
import News

/// Takes what was proven of a signed newsroom into the tables, inside one transaction. Storing it twice changes nothing.
///
/// Articles go the way of all articles (`Intake`), with the entry's `id` as theirs. Their revisions are in the order of the log,
/// whatever the order in which they come.
struct EditionIntake {
  let db: Database
  let delivery: EditionDelivery
  let newsroom: Int64
  var intake: Intake
  private let packer = BodyPacker()
  private let cutter = IndexWords()
  private var orphans: UnsignedArticles
  private var receipts: AwaitedReceipts
  var bytes = 0
  /// Files whose last entry is gone.
  var droppedFiles: Set<String> = []
  /// Entries were withdrawn: which bodies are wanted is to be read anew.
  var hasGoneBack = false

  init(_ delivery: EditionDelivery, _ db: Database) throws {
    self.db = db
    self.delivery = delivery
    newsroom = delivery.newsroom.rawValue
    intake = try Intake(db)
    orphans = UnsignedArticles(newsroom: newsroom)
    receipts = AwaitedReceipts(newsroom: newsroom)
  }

  mutating func take() throws -> EditionResult {
    var result = EditionResult()
    for step in delivery.steps {
      switch step {
      case .entries(let entries): try take(entries, &result)
      case .erase(let removals):
        for removal in removals { try erase(removal.place, leaf: removal.leaf, &result) }
      case .wentBack(let size): try goBack(to: size, &result)
      case .agreed(let place, let leaves): try agree(upTo: place, leaves: leaves, &result)
      }
    }
    if result.erased > 0 { for id in try retracted() { try settleRetraction(of: id) } }
    try intake.finish()
    // The index keeps the words of what it lost until its parts are merged.
    if result.erased > 0 { try db.execute(sql: "INSERT INTO search(search) VALUES('optimize')") }
    try keepState()
    if hasGoneBack { result.wanted = try WantedBody.fetchAll(of: newsroom, db) }
    return result
  }

  private func keepState() throws {
    let before = try String.fetchOne(db, sql: "SELECT status FROM edition WHERE newsroom = ?", arguments: [newsroom])
    try db.execute(
      sql: """
        UPDATE edition SET state = ?, status = ?, lookedForRoot = ifnull(?, lookedForRoot), bytes = max(0, bytes + ?)
        WHERE newsroom = ?
        """,
      arguments: [
        Data(delivery.state), JSONColumn.text(delivery.status.keepingWhatWasSeen(JSONColumn.value(before))),
        delivery.lookedForRoot?.milliseconds, bytes, newsroom,
      ])
    if let title = delivery.status.title, !title.isEmpty {
      try db.execute(
        sql: "UPDATE newsroom SET title = ? WHERE id = ? AND title IS NOT ?", arguments: [title, newsroom, title])
    }
  }

  // MARK: - Entries

  private mutating func take(_ entries: [NewEntry], _ result: inout EditionResult) throws {
    var fresh: [NewEntry] = []
    var known: [NewEntry] = []
    for entry in entries {
      switch try insert(entry, &result) {
      case .new:
        fresh.append(entry)
        if let body = entry.body { result.wanted.append(WantedBody(place: entry.place, body: body)) }
      case .known: known.append(entry)
      case .erased: break
      }
    }
    try takeArticles(fresh, &result)
    for entry in known { try describeAgain(entry, &result) }
    // What was here already says what it said: after the record went back, it counts again.
    for entry in (fresh + known).sorted(by: { $0.place < $1.place }) {
      switch entry.content {
      case .retraction(let id, let note, let time):
        try db.execute(
          sql: "INSERT OR REPLACE INTO retraction (newsroom, of, place, note, time) VALUES (?, ?, ?, ?, ?)",
          arguments: [newsroom, id, entry.place, note, time.milliseconds])
        try settleRetraction(of: id)
      case .mirrors(let mirrors): try take(mirrors, place: entry.place)
      case .lists(let kind, let lists): try SignedLists.keep(lists, kind: kind, place: entry.place, newsroom, db)
      case .receipt(let hashes, let time):
        result.received += try receipts.take(hashes, place: entry.place, time: time, db)
      case .letter:
        try db.execute(
          sql: "INSERT OR IGNORE INTO letter (newsroom, place) VALUES (?, ?)", arguments: [newsroom, entry.place])
        result.letters += db.changesCount
      case .article, .unknown, .other, .removed: break
      }
    }
  }

  private enum Arrival { case new, known, erased }

  /// Proven is proven: what stands in its place and is another goes.
  private mutating func insert(_ entry: NewEntry, _ result: inout EditionResult) throws -> Arrival {
    if try put(entry) { return .new }
    let row = try Row.fetchOne(
      db, sql: "SELECT bytes, leaf FROM entry WHERE newsroom = ? AND place = ?", arguments: [newsroom, entry.place])
    guard let row else { return .erased }
    let erased: Data? = row[1]
    if erased == nil, !entry.bytes.isEmpty, row[0] == Data(entry.bytes) { return .known }
    guard (erased.map { [UInt8]($0) } ?? Self.leaf(row[0])) == entry.leaf else {
      try drop(entry.place)
      result.erased += 1
      return try put(entry) ? .new : .erased
    }
    if erased == nil { try erase(entry.place, leaf: entry.leaf, &result) }
    return .erased
  }

  /// False where there is one in its place.
  private mutating func put(_ entry: NewEntry) throws -> Bool {
    var isUnknown = false
    if case .unknown = entry.content { isUnknown = true }
    try db.cachedStatement(
      sql: """
        INSERT INTO entry (newsroom, place, bytes, leaf, segment, start, isUnknown) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (newsroom, place) DO NOTHING
        """
    ).execute(arguments: [
      newsroom, entry.place, Data(entry.bytes), entry.bytes.isEmpty ? Data(entry.leaf) : nil, entry.body?.segment,
      entry.body?.start, isUnknown,
    ])
    guard db.changesCount == 1 else { return false }
    bytes += entry.bytes.count
    if let body = entry.body { try want(body, place: entry.place) }
    return true
  }

  /// Notes a body that is to be fetched, unless another entry brought it.
  private func want(_ body: NewBody, place: Int) throws {
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO wantedBody (newsroom, place, segment, start, length, sha256, packed, type, frame)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      newsroom, place, body.segment, body.start, body.length, body.sha256, body.packed, body.type,
      JSONColumn.text(body.frame),
    ])
  }

  private mutating func takeArticles(_ entries: [NewEntry], _ result: inout EditionResult) throws {
    var batch: [PreparedArticle] = []
    var ids: Set<String> = []
    for entry in entries {
      guard case .article(let article, let files) = entry.content, let id = article.guid else { continue }
      // Several revisions of one article are taken one after another.
      if !ids.insert(id).inserted {
        try store(batch, &result)
        (batch, ids) = ([], [id])
      }
      try orphans.adopt(article, db)
      batch.append(prepared(article, place: entry.place, isWhole: entry.body == nil))
      for file in files {
        try db.execute(
          sql: "INSERT OR IGNORE INTO entryFile (newsroom, place, sha256, size, isHere) VALUES (?, ?, ?, ?, ?)",
          arguments: [newsroom, entry.place, file.sha256, file.size, try BlobRow.isHere(file.sha256, db)])
      }
    }
    try store(batch, &result)
    var articles: Set<String> = []
    for entry in entries {
      guard case .article(let article, _) = entry.content else { continue }
      let key = ArticleIdentity(article, words: 0, mirrors: []).key
      if let id = article.guid { articles.insert(id) }
      try db.cachedStatement(
        sql: """
          UPDATE entry SET article = (SELECT id FROM article WHERE newsroom = ?1 AND key = ?2)
          WHERE newsroom = ?1 AND place = ?3
          """
      ).execute(arguments: [newsroom, key, entry.place])
    }
    for id in try retracted().intersection(articles) { try settleRetraction(of: id) }
  }

  /// The article's row as the entry has it that made its shown words, where a later one was withdrawn.
  private mutating func describeAgain(_ entry: NewEntry, _ result: inout EditionResult) throws {
    guard case .article(let article, _) = entry.content else { return }
    try intake.describeAgain(
      PreparedDelivery(
        signed: [prepared(article, place: entry.place, isWhole: entry.body == nil)], newsroom: delivery.newsroom,
        mirror: delivery.mirror, now: delivery.now))
  }

  private mutating func store(_ articles: [PreparedArticle], _ result: inout EditionResult) throws {
    guard !articles.isEmpty else { return }
    let taken = try intake.take(
      PreparedDelivery(
        signed: articles, newsroom: delivery.newsroom, mirror: delivery.mirror, now: delivery.now))
    result.new += taken.new
    result.revised += taken.revised
    result.newAlerts += taken.newAlerts
  }

  /// - Parameter isWhole: it has no body beside its entry.
  private func prepared(_ article: Article, place: Int, isWhole: Bool) -> PreparedArticle {
    var prepared = PreparedArticle(
      article, newsroom: delivery.newsroom, now: delivery.now, packer: packer, cutter: cutter)
    prepared.stamp = Int64(place) + 1
    // Words that stand in for a body are nobody's wording: they must not be taken for another entry's.
    if !isWhole {
      prepared.hash = Int64(bitPattern: WordHash.hash(title: article.title, text: "\u{0}entry \(place)"))
    }
    return prepared
  }
}

extension PreparedDelivery {
  /// Articles of entries, which are in the order of the log and not in that of dates.
  init(signed articles: [PreparedArticle], newsroom: NewsroomID, mirror: MirrorID, now: Date) {
    kind = .feed
    isSigned = true
    fullTexts = articles.map { _ in nil }
    withdrawals = []
    older = nil
    posts = nil
    self.newsroom = newsroom
    self.mirror = mirror
    mirrorURL = ""
    cursor = Cursor()
    permanentURL = nil
    feedTitle = nil
    self.now = now
    self.articles = articles
  }
}
