import ArgumentParser
import News
import Store

struct KeepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep", abstract: "Show and set what is kept offline and for how long; see what would go.",
    discussion: """
      Without options, shows the rules, what each newsroom takes, and what would go at the next sweep, which follows each sync. \
      With a newsroom the options are its own, without one they are for all that have none. Starred, tagged and unread articles \
      stay, unless told otherwise, and so does an alert that nobody acknowledged. What went does not come back with the next \
      sync. Sizes: 500K, 20M, 2G. `none` takes a limit away. `wirecopy undo` takes a rule back.
      """)

  @Argument(help: "Only this newsroom.") var newsroom: String?
  @Option(help: "Days that articles are kept, or none.") var days: String?
  @Option(help: "How many of the newest are kept of each newsroom, or none.") var articles: String?
  @Option(help: "Size of fetched pictures and files of each newsroom, or none.") var pictures: String?
  @Option(help: "Size of all articles and files together, or none; of all newsrooms alone.") var total: String?
  @Option(help: "Fetch pictures and files ahead, from mirrors alone: on or off.") var ahead: String?
  @Option(help: "A larger file is not fetched ahead; or none.") var file: String?
  @Option(help: "Starred and tagged articles: stay or go.") var starred: String?
  @Option(help: "Unread articles: stay or go.") var unread: String?
  @Flag(help: "Take the newsroom's own rule away: it follows that of all.") var follow = false
  @Flag(help: "Change nothing: say what would go by these options.") var dryRun = false
  @Flag(help: "Let go now what the rules say.") var sweep = false
  @Flag(help: "Print one JSON object.") var json = false

  private var hasRule: Bool {
    [days, articles, pictures, total, ahead, file, starred, unread].contains { $0 != nil }
  }
  private var isChange: Bool { hasRule || follow }

  func validate() throws {
    if follow && newsroom == nil { throw ValidationError("--follow needs a newsroom: wirecopy keep N --follow") }
    if follow && hasRule { throw ValidationError("--follow takes the newsroom's own rule away: it goes with no other") }
    if sweep && (isChange || newsroom != nil) { throw ValidationError("--sweep goes alone: it is for all newsrooms") }
    _ = try changed(.everything)
  }

  func run() async throws {
    let store = try Session.current.store()
    if sweep && dryRun {
      let rule = try await store.keeping().first { $0.newsroom == nil }?.policy
      return try tell(await store.leaving(rule, for: nil))
    }
    if sweep { return try await letGo(store) }
    var id: NewsroomID?
    if let newsroom { id = try await store.newsroom(meant: newsroom).id }
    if isChange {
      let before = try await store.keeping().first { $0.newsroom == id }?.policy
      var policy: KeepingPolicy?
      if !follow {
        var base = before ?? .everything
        if before == nil, let id {
          base = try await store.policy(of: id)
          base.totalBytes = nil
        }
        policy = try changed(base)
      }
      if dryRun { return try tell(await store.leaving(policy, for: id)) }
      try await store.setKeeping(policy, for: id)
    }
    try await show(store, only: id)
  }

  private func tell(_ goes: Leaving) throws {
    if json { return try Output.json(LeavingShape(goes)) }
    Output.line(Session.current(goes.phrase))
  }

  private func show(_ store: NewsStore, only id: NewsroomID?) async throws {
    let rows = try await store.keeping().filter { id == nil || $0.newsroom == id }
    if json { return try Output.json(KeepingShape(keeping: rows.map(KeepingShape.Line.init))) }
    let session = Session.current
    for row in rows {
      let name = row.newsroom == nil ? session("all newsrooms") : row.name
      let rule = row.policy.map { $0.line(session) } ?? session(row.newsroom == nil ? "everything is kept" : "as all")
      Output.line("\(name): \(rule)")
      let has = session(Phrase(row.articles, one: "%1 article", many: "%1 articles"))
      let files = session(Phrase(row.files, one: "%1 file", many: "%1 files"))
      Output.line(
        "    \(has) (\(ByteText.text(row.articleBytes))), \(files) (\(ByteText.text(row.fileBytes))) · "
          + session(row.goes.phrase))
    }
  }

  private func letGo(_ store: NewsStore) async throws {
    let (steps, feed) = AsyncStream.makeStream(of: (Int, Int).self)
    let work = Task {
      defer { feed.finish() }
      return try await store.letGo { done, all in feed.yield((done, all)) }
    }
    let signals = StopSignals { work.cancel() }
    var bar = ProgressBar()
    for await (done, all) in steps { bar.show(done: done, of: all, "") }
    bar.clear()
    let gone = try await work.value
    signals.stop()
    if json { return try Output.json(LeavingShape(gone)) }
    Output.line(Session.current(gone.wentPhrase))
  }

  private func changed(_ policy: KeepingPolicy) throws -> KeepingPolicy {
    var policy = policy
    if let days { policy.days = try Self.number(days, "--days", from: 1...36_500) }
    if let articles { policy.articles = try Self.number(articles, "--articles", from: 0...10_000_000) }
    if let pictures { policy.pictureBytes = try Self.size(pictures, "--pictures") }
    if let total { policy.totalBytes = try Self.size(total, "--total") }
    if let file { policy.fileBytes = try Self.size(file, "--file") }
    if let ahead { policy.fetchesAhead = try Self.word(ahead, "--ahead", yes: "on", no: "off") }
    if let starred { policy.expiresStarred = try Self.word(starred, "--starred", yes: "go", no: "stay") }
    if let unread { policy.expiresUnread = try Self.word(unread, "--unread", yes: "go", no: "stay") }
    return policy
  }

  private static func number(_ text: String, _ option: String, from range: ClosedRange<Int>) throws -> Int? {
    if text == "none" { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw ValidationError(
        "\(option) \(text): write a number between \(range.lowerBound) and \(range.upperBound), or none")
    }
    return number
  }

  private static func size(_ text: String, _ option: String) throws -> Int64? {
    if text == "none" { return nil }
    guard let size = ByteText.size(text) else {
      throw ValidationError("\(option) \(text): write 500K, 20M, 2G or none")
    }
    return size
  }

  private static func word(_ text: String, _ option: String, yes: String, no: String) throws -> Bool {
    guard text == yes || text == no else { throw ValidationError("\(option) \(text): write \(yes) or \(no)") }
    return text == yes
  }
}

extension Leaving {
  var phrase: Phrase {
    isEmpty
      ? "nothing would go"
      : "would go: \(Phrase(articles, one: "%1 article", many: "%1 articles")) (\(ByteText.text(articleBytes))), \(Phrase(files, one: "%1 file", many: "%1 files")) (\(ByteText.text(fileBytes)))"
  }

  var wentPhrase: Phrase {
    isEmpty
      ? "nothing went"
      : "went: \(Phrase(articles, one: "%1 article", many: "%1 articles")) (\(ByteText.text(articleBytes))), \(Phrase(files, one: "%1 file", many: "%1 files")) (\(ByteText.text(fileBytes)))"
  }
}

extension KeepingPolicy {
  /// The rule in one line.
  func line(_ session: Session) -> String {
    var parts: [Phrase] = []
    if let days { parts.append(Phrase(days, one: "%1 day", many: "%1 days")) }
    if let articles { parts.append(Phrase(articles, one: "the newest article", many: "the newest %1 articles")) }
    if let pictureBytes { parts.append("files up to \(ByteText.text(pictureBytes))") }
    if let totalBytes { parts.append("all of it up to \(ByteText.text(totalBytes))") }
    if fetchesAhead {
      parts.append(
        fileBytes.map { "fetched ahead up to \(ByteText.text($0)) each" } ?? "pictures and files fetched ahead")
    }
    if expiresStarred { parts.append("starred ones go too") }
    if expiresUnread { parts.append("unread ones go too") }
    return parts.isEmpty ? session("everything is kept") : parts.map { session($0) }.joined(separator: " · ")
  }
}

struct KeepingShape: Encodable {
  struct Line: Encodable {
    /// Absent: all newsrooms.
    var newsroom: String?
    var policy: PolicyShape?
    var articles: Int
    var articleBytes: Int64
    var files: Int
    var fileBytes: Int64
    var goes: LeavingShape

    init(_ row: KeepingRow) {
      newsroom = row.newsroom == nil ? nil : row.name
      policy = row.policy.map(PolicyShape.init)
      (articles, articleBytes, files, fileBytes) = (row.articles, row.articleBytes, row.files, row.fileBytes)
      goes = LeavingShape(row.goes)
    }
  }
  var keeping: [Line]
}

struct PolicyShape: Encodable {
  var days: Int?
  var articles: Int?
  var pictureBytes: Int64?
  var totalBytes: Int64?
  var ahead: Bool
  var fileBytes: Int64?
  var expiresStarred: Bool
  var expiresUnread: Bool

  init(_ policy: KeepingPolicy) {
    (days, articles) = (policy.days, policy.articles)
    (pictureBytes, totalBytes, fileBytes) = (policy.pictureBytes, policy.totalBytes, policy.fileBytes)
    (ahead, expiresStarred, expiresUnread) = (policy.fetchesAhead, policy.expiresStarred, policy.expiresUnread)
  }
}

struct LeavingShape: Encodable {
  var articles: Int
  var articleBytes: Int64
  var files: Int
  var fileBytes: Int64

  init(_ leaving: Leaving) {
    (articles, articleBytes) = (leaving.articles, leaving.articleBytes)
    (files, fileBytes) = (leaving.files, leaving.fileBytes)
  }
}
