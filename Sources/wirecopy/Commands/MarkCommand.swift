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
  @Option(help: "With --all and --newsroom: only this section.") var section: String?
  @Option(help: "With --all: only what has this tag.") var tag: String?
  @Option(help: "With --all: only what this saved search finds.") var search: String?

  func validate() throws {
    if all == !ids.isEmpty { throw ValidationError("say which: article numbers, or --all") }
    if all && unread { throw ValidationError("--all marks read; `wirecopy undo` takes it back") }
    if newsroom != nil && !all { throw ValidationError("--newsroom goes with --all") }
    if section != nil && newsroom == nil { throw ValidationError("--section needs --newsroom") }
    if [newsroom, tag, search].count(where: { $0 != nil }) > 1 || (tag != nil || search != nil) && !all {
      throw ValidationError("--all with one of --newsroom, --tag and --search")
    }
  }

  func run() async throws {
    let store = try Session.current.store()
    if all {
      var scope = Scope.all
      if let newsroom {
        let meant = try await store.newsroom(meant: newsroom)
        scope = .newsroom(meant.id)
        if let section {
          let name = try await SectionTitles(store).section(meant: section, of: meant, in: store)
          scope = .section(meant.id, name)
        }
      }
      if let tag { scope = .tag(try await store.tag(meant: tag).id) }
      if let search { scope = .savedSearch(try await store.savedSearch(meant: search).id) }
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
