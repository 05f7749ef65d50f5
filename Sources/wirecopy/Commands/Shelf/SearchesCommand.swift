import ArgumentParser
import News
import Store

struct SearchesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "searches", abstract: "List the saved searches, rename or remove one.",
    discussion: """
      `wirecopy search --save NAME QUERY` saves one; `wirecopy list --search NAME` lists what it finds. \
      `wirecopy undo` takes it back, also after a restart.
      """)

  @Option(help: "Remove the one of this name.") var remove: String?
  @Option(help: "Rename the one of this name; needs --to.") var rename: String?
  @Option(help: "Its new name.") var to: String?
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if (rename == nil) != (to == nil) { throw ValidationError("--rename NAME --to NAME go together") }
    if remove != nil && rename != nil { throw ValidationError("--remove or --rename, not both") }
  }

  func run() async throws {
    let store = try Session.current.store()
    if let remove { return try await store.removeSearch(store.savedSearch(meant: remove).id) }
    if let rename, let to { return try await store.renameSearch(store.savedSearch(meant: rename).id, to: to) }
    let searches = try await store.savedSearches()
    if json {
      var lines: [SearchesShape.Line] = []
      for search in searches {
        let scope = Scope.savedSearch(search.id)
        lines.append(
          .init(
            name: search.name, query: search.query, unread: try await store.count(scope, unreadOnly: true),
            total: try await store.count(scope)))
      }
      return try Output.json(SearchesShape(searches: lines))
    }
    if searches.isEmpty {
      Output.line(Session.current("no saved searches: `wirecopy search --save NAME QUERY` saves one"))
    }
    for search in searches {
      let unread = try await store.count(.savedSearch(search.id), unreadOnly: true)
      let total = try await store.count(.savedSearch(search.id))
      Output.line("\(search.name)  \(unread)/\(total)  \(search.query)")
    }
  }
}

struct SearchesShape: Encodable {
  struct Line: Encodable {
    var name: String
    var query: String
    var unread: Int
    var total: Int
  }
  var searches: [Line]
}

extension NewsStore {
  func savedSearch(meant name: String) async throws -> SavedSearch {
    guard let search = try await savedSearch(named: name) else {
      throw Failure("no saved search is called \(name): `wirecopy searches` lists them", status: .usage)
    }
    return search
  }

  func tag(meant name: String) async throws -> Tag {
    guard let tag = try await tag(named: name) else {
      throw Failure("no tag is called \(name): `wirecopy tag` lists them", status: .usage)
    }
    return tag
  }
}
