import ArgumentParser
import Desk
import Foundation
import News
import Store
import Sync

struct BoardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "List the threads of a newsroom whose articles answer one another, or one thread.",
    discussion: """
      The thread with the newest message first: how many of its messages are unread, of how many. The number is what \
      --thread, `wirecopy read` and `wirecopy mute --thread` take. Answers are told by RFC 4685 (in-reply-to). --fetch \
      brings what readers wrote about an article, where its feed says that there are comments.
      """)

  @Argument(help: "The newsroom.") var newsroom: String
  @Option(help: "List the messages of this thread: the number of any of them.") var thread: Int64?
  @Flag(help: "With --thread: mark all of it read.") var read = false
  @Flag(help: "With --thread: fetch the comments on this article first, at most 200, from the mirrors.") var fetch =
    false
  @Option(name: .shortAndLong, help: "At most this many threads.") var limit = 50
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if limit < 1 || limit > 10_000 { throw ValidationError("--limit must be between 1 and 10000") }
    if read && thread == nil { throw ValidationError("--read needs a thread: wirecopy board N --thread 12 --read") }
    if fetch && thread == nil {
      throw ValidationError("--fetch needs an article: wirecopy board N --thread 12 --fetch")
    }
    if fetch && read { throw ValidationError("--fetch and --read are opposites: give one of them") }
  }

  func run() async throws {
    let store = try Session.current.store()
    try await store.endMutes()
    let id = try await store.newsroom(meant: newsroom).id
    if let thread { return try await show(thread, of: id, store) }
    let threads = try await store.threads(of: id, limit: limit)
    if json { return try Output.json(BoardShape(threads: threads.map(BoardShape.Line.init))) }
    if threads.isEmpty { Output.line(Session.current("no board: no article of this newsroom answers another")) }
    for thread in threads {
      let day = Session.current.times.date(thread.latest)
      let byline = thread.byline.map { " (\($0))" } ?? ""
      let number = Session.current.phrasebook.number
      Output.line(
        "\(thread.first.rawValue)  \(day) \(number(thread.unread))/\(number(thread.messages))  \(thread.title)\(byline)"
      )
    }
  }

  private func show(_ number: Int64, of newsroom: NewsroomID, _ store: NewsStore) async throws {
    let article = ArticleID(rawValue: number)
    let isHere = try await store.headlines(ids: [article]).first?.newsroom == newsroom
    if fetch, isHere { try await fetch(article, store) }
    guard let thread = try await store.thread(of: article),
      isHere
    else {
      throw Failure(
        "\(number): no message of this board; `wirecopy board \(self.newsroom)` lists its threads", status: .usage)
    }
    if read {
      let count = try await store.markRead(thread)
      return Output.line(Session.current(Phrase(count, one: "%1 article marked read", many: "%1 articles marked read")))
    }
    let messages = try await store.messages(of: thread)
    if json { return try Output.json(ThreadShape(messages: messages.map(ThreadShape.Line.init))) }
    for message in messages {
      let indent = String(repeating: "  ", count: min(message.depth, 20))
      let headline = message.headline
      let byline = headline.byline.map { " (\($0))" } ?? ""
      Output.line("\(headline.id.rawValue) \(headline.isRead ? " " : "●") \(indent)\(headline.title)\(byline)")
    }
  }
}

extension BoardCommand {
  /// The comments on an article become messages.
  private func fetch(_ article: ArticleID, _ store: NewsStore) async throws {
    let session = Session.current
    let line = try session.line(to: store)
    defer { line.close() }
    let engine = line.engine
    let work = Task { try await engine.comments(of: article) }
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    let outcome = try await work.value
    signals.stop()
    switch outcome {
    case .kept(let count, let new, let url):
      if !json { Output.line(session(CommentsMark.phrase(count: count, new: new, from: MirrorName(url).description))) }
    case .refused(let why): throw Failure("board \(newsroom) --fetch: \(session(why))")
    case .cancelled: throw Failure("board \(newsroom) --fetch: cancelled")
    }
  }
}

struct BoardShape: Encodable {
  struct Line: Encodable {
    /// Of the message on top of it.
    var id: Int64
    var title: String
    var byline: String?
    var latest: String
    var messages: Int
    var unread: Int

    init(_ row: ThreadRow) {
      (id, title, byline) = (row.first.rawValue, row.title, row.byline)
      (latest, messages, unread) = (row.latest.rfc3339, row.messages, row.unread)
    }
  }
  var threads: [Line]
}

struct ThreadShape: Encodable {
  struct Line: Encodable {
    var article: ArticleShape
    var depth: Int
    var parent: Int64?

    init(_ row: MessageRow) {
      (article, depth, parent) = (ArticleShape(row.headline), row.depth, row.parent?.rawValue)
    }

    enum Member: String, CodingKey { case depth, parent }

    func encode(to encoder: any Encoder) throws {
      try article.encode(to: encoder)
      var container = encoder.container(keyedBy: Member.self)
      try container.encode(depth, forKey: .depth)
      try container.encodeIfPresent(parent, forKey: .parent)
    }
  }
  var messages: [Line]
}
