import ArgumentParser
import News
import Store

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find articles by words, phrases, beginnings (word*), and any piece of Korean, Chinese or Japanese.",
    discussion: "The best matches first. \"in quotes\" is a phrase.")

  @Argument(help: "What to look for.") var query: [String]
  @Option(help: "Only in this newsroom.") var newsroom: String?
  @Option(name: .shortAndLong, help: "At most this many.") var limit = 20
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if limit < 1 || limit > 1_000 { throw ValidationError("--limit must be between 1 and 1000") }
    if query.isEmpty { throw ValidationError("say what to look for: wirecopy search strike") }
  }

  func run() async throws {
    let store = try Session.current.store()
    var scope = Scope.all
    if let newsroom { scope = .newsroom(try await store.newsroom(meant: newsroom).id) }
    let hits = try await store.search(query.joined(separator: " "), scope: scope, limit: limit)
    if json { return try Output.json(HitsShape(articles: hits.map(HitShape.init))) }
    if hits.isEmpty { Output.line(Session.current("nothing found")) }
    for hit in hits {
      Output.line(hit.headline.line)
      Output.line("         " + hit.snippet.map { $0.isMatch ? "«\($0.text)»" : $0.text }.joined())
    }
  }
}
