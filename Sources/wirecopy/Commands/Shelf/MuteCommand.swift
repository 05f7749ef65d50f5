import ArgumentParser
import Foundation
import News
import Store

struct MuteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mute", abstract: "Hide what is of an author, has a word, or is in a thread; or list the mutes.",
    discussion: """
      Without anything, lists what is muted. Muted articles are in no list and no count, but in Starred and under their tags; \
      alerts are never muted. A search for `muted` finds them. They come back when the mute ends, by its time or by \
      --end; `wirecopy undo` takes a mute back, also after a restart.
      """)

  @Option(help: "A word, a phrase, or the beginning of a word (foot*), in title or text.") var word: String?
  @Option(help: "A byline, or one of the names in it.") var author: String?
  @Option(help: "The thread that this message is in: its number, as `wirecopy board` prints it.") var thread: Int64?
  @Option(help: "Only in this newsroom.") var newsroom: String?
  @Option(name: .customLong("for"), help: "How long: 12h, 7d, 2w.") var time: String?
  @Option(help: "Until this day: 2026-03-09.") var until: String?
  @Option(help: "End this mute: its number in the list.") var end: Int64?
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    let subjects = [word != nil, author != nil, thread != nil, end != nil].count { $0 }
    if subjects > 1 { throw ValidationError("one at a time: --word, --author, --thread or --end") }
    if subjects == 0 || end != nil, newsroom != nil || time != nil || until != nil {
      throw ValidationError("say what to mute: --word, --author or --thread")
    }
    if time != nil && until != nil { throw ValidationError("--for or --until, not both") }
    if let time, MuteTime.seconds(time) == nil { throw ValidationError("--for \(time): write 12h, 7d or 2w") }
    if let until, MuteTime.day(until) == nil { throw ValidationError("--until \(until): write a day, 2026-03-09") }
  }

  func run() async throws {
    let store = try Session.current.store()
    try await store.endMutes()
    if let end { return try await store.unmute(MuteID(rawValue: end)) }
    guard let subject = try await subject(store) else { return try await list(store) }
    var only: NewsroomID?
    if let newsroom { only = try await store.newsroom(meant: newsroom).id }
    let now = Date()
    let until = time.flatMap(MuteTime.seconds).map(now.addingTimeInterval) ?? until.flatMap(MuteTime.day)
    if let until, until <= now {
      throw Failure("That time is past: say when it is to end, later than now.", status: .usage)
    }
    let mute = try await store.mute(subject, newsroom: only, until: until, now: now)
    if json { return try Output.json(MutesShape(mutes: [try await MuteShape(mute, store)])) }
    Output.line(
      Session.current(
        Phrase(
          mute.hidden, one: "muted: %1 article is hidden; `wirecopy undo` takes it back",
          many: "muted: %1 articles are hidden; `wirecopy undo` takes it back")))
  }

  private func subject(_ store: NewsStore) async throws -> Mute.Subject? {
    if let text = word ?? author, !text.contains(where: { $0.isLetter || $0.isNumber }) {
      throw Failure("There is neither letter nor number in what is to be muted.", status: .usage)
    }
    if let word { return .word(word) }
    if let author { return .author(author) }
    guard let thread else { return nil }
    guard let id = try await store.thread(of: ArticleID(rawValue: thread)) else {
      throw Failure("\(thread): no message of a board; `wirecopy board` prints their numbers", status: .usage)
    }
    return .thread(id)
  }

  private func list(_ store: NewsStore) async throws {
    let mutes = try await store.mutes()
    if json {
      var shapes: [MuteShape] = []
      for mute in mutes { shapes.append(try await MuteShape(mute, store)) }
      return try Output.json(MutesShape(mutes: shapes))
    }
    if mutes.isEmpty { Output.line(Session.current("nothing is muted")) }
    for mute in mutes {
      let shape = try await MuteShape(mute, store)
      let end: Phrase = mute.until.map { "until \(Session.current.times.date($0))" } ?? "until it is ended"
      let hidden = Session.current(Phrase(mute.hidden, one: "%1 article", many: "%1 articles"))
      Output.line(
        "\(mute.id.rawValue)  \(Session.current(mute.subject.phrase(shape.what)))"
          + "\(shape.newsroom.map { " [\($0)]" } ?? "") · \(hidden) · \(Session.current(end))")
    }
  }
}

extension Mute.Subject {
  /// What it hides.
  fileprivate func phrase(_ what: String) -> Phrase {
    switch self {
    case .word: "word: \(what)"
    case .author: "author: \(what)"
    case .thread: "thread: \(what)"
    }
  }
}

/// How long a mute lasts, as it is typed.
enum MuteTime {
  static func seconds(_ text: String) -> Double? {
    let units: [Character: Double] = ["h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()), (1...10_000).contains(number)
    else { return nil }
    return Double(number) * unit
  }

  /// The end of that day: it is the last one.
  static func day(_ text: String) -> Date? {
    guard case .day(let year, let month, let day) = QueryDate(text), text.count == 10 else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    return calendar.date(from: DateComponents(year: year, month: month, day: day + 1))
  }
}

struct MutesShape: Encodable { var mutes: [MuteShape] }

struct MuteShape: Encodable {
  var id: Int64
  /// `word`, `author` or `thread`.
  var kind: String
  /// The word, the name; of a thread its title.
  var what: String
  var newsroom: String?
  var added: String
  var until: String?
  var hidden: Int

  init(_ mute: Mute, _ store: NewsStore) async throws {
    id = mute.id.rawValue
    switch mute.subject {
    case .word(let word): (kind, what) = ("word", word)
    case .author(let name): (kind, what) = ("author", name)
    case .thread(let thread):
      let first = try await store.headlines(ids: [ArticleID(rawValue: thread.rawValue)]).first
      (kind, what) = ("thread", first?.title ?? String(thread.rawValue))
    }
    newsroom = try await store.newsrooms().first { $0.id == mute.newsroom }?.name
    added = mute.added.rfc3339
    until = mute.until?.rfc3339
    hidden = mute.hidden
  }
}
