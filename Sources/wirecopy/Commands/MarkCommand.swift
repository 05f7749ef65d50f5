import ArgumentParser
import News
import Store

struct MarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Mark articles read or unread.",
    discussion: "`wirecopy undo` takes it back, also after a restart.")

  @Argument(help: "Article numbers, as `wirecopy list` prints them.") var ids: [Int64] = []
  @Flag(help: "Mark unread instead.") var unread = false
  @Flag(help: "Mark everything read.") var all = false
  @Option(help: "With --all: only this newsroom.") var newsroom: String?

  func validate() throws {
    if all == !ids.isEmpty { throw ValidationError("say which: article numbers, or --all") }
    if all && unread { throw ValidationError("--all marks read; `wirecopy undo` takes it back") }
    if newsroom != nil && !all { throw ValidationError("--newsroom goes with --all") }
  }

  func run() async throws {
    let store = try Session.current.store()
    if all {
      var scope = Scope.all
      if let newsroom { scope = .newsroom(try await store.newsroom(meant: newsroom).id) }
      let count = try await store.markAllRead(scope)
      Output.line(Session.current(Phrase(count, one: "%1 article marked read", many: "%1 articles marked read")))
    } else {
      let articles = try await store.existing(ids)
      try await store.setRead(articles, !unread)
    }
  }
}

extension NewsStore {
  /// - Throws: `Failure` that names the first number which no article has; then nothing is changed.
  func existing(_ numbers: [Int64]) async throws -> [ArticleID] {
    var ids: [ArticleID] = []
    for number in numbers {
      guard try await article(ArticleID(rawValue: number)) != nil else {
        throw Failure("\(number): no such article; `wirecopy list` prints the numbers")
      }
      ids.append(ArticleID(rawValue: number))
    }
    return ids
  }
}
