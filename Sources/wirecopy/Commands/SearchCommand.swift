import ArgumentParser
import News
import Store

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract:
      "Find articles by words, phrases, beginnings (word*), any piece of Korean, Chinese or Japanese, and filters.",
    discussion: """
      The best matches first; without words, the newest. "in quotes" is a phrase. Filters: from:NAME section:NAME lang:ko \
      newsroom:NAME tag:NAME before:2026-03-09 after:7d unread read starred muted has:picture. A minus before a word or a filter \
      leaves out: put -- before a search that begins with one. --save keeps the search as a folder.
      """)

  @Argument(help: "What to look for.") var query: [String]
  @Option(help: "Only in this newsroom.") var newsroom: String?
  @Option(name: .shortAndLong, help: "At most this many.") var limit = 20
  @Option(help: "Keep the search as a folder of this name.") var save: String?
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if limit < 1 || limit > 1_000 { throw ValidationError("--limit must be between 1 and 1000") }
    if save != nil && newsroom != nil {
      throw ValidationError("--save: write newsroom:\(newsroom ?? "") into the search instead")
    }
    if query.isEmpty { throw ValidationError("say what to look for: wirecopy search strike") }
  }

  func run() async throws {
    let store = try Session.current.store()
    let text = query.joined(separator: " ")
    do throws(QueryFault) {
      _ = try ArticleQuery(text)
    } catch {
      throw Failure(error.placed(in: text), status: .usage)
    }
    try await store.endMutes()
    var scope = Scope.all
    if let newsroom { scope = .newsroom(try await store.newsroom(meant: newsroom).id) }
    let hits = try await store.search(text, scope: scope, limit: limit)
    if let save {
      let search = try await store.saveSearch(name: save, query: text)
      if !json { Output.line(Session.current("saved: `wirecopy list --search \(search.name)` lists what it finds")) }
    }
    if json { return try Output.json(HitsShape(articles: hits.map(HitShape.init))) }
    if hits.isEmpty { Output.line(Session.current("nothing found")) }
    let titles = try await SectionTitles(store)
    for hit in hits {
      Output.line(hit.headline.line(titles))
      Output.line("         " + hit.snippet.map { $0.isMatch ? "«\($0.text)»" : $0.text }.joined())
    }
  }
}

extension QueryFault {
  /// What is wrong, and where in the search it stands.
  func placed(in text: String) -> Phrase {
    range.count == text.count ? phrase : "\(phrase) (at character \(range.lowerBound + 1))"
  }
}
