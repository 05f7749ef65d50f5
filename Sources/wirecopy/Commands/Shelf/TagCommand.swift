import ArgumentParser
import News
import Store

struct TagCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Put a tag on articles, take it off, or list the tags.",
    discussion: """
      Without anything, lists the tags. `wirecopy list --tag NAME` lists what has one; in a search it is tag:NAME. \
      `wirecopy undo` takes it back, also after a restart.
      """)

  @Argument(help: "The tag: any name.") var name: String?
  @Argument(help: "Article numbers, as `wirecopy list` prints them.") var ids: [Int64] = []
  @Flag(help: "Take the tag off.") var off = false
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if name != nil && ids.isEmpty { throw ValidationError("say which articles: wirecopy tag NAME 12 13") }
    if off && name == nil { throw ValidationError("say which tag: wirecopy tag --off NAME 12") }
  }

  func run() async throws {
    let store = try Session.current.store()
    guard let name else {
      let tags = try await store.tags()
      if json {
        return try Output.json(
          TagsShape(tags: tags.map { .init(name: $0.name, unread: $0.unread, total: $0.total) }))
      }
      if tags.isEmpty { Output.line(Session.current("no tags yet: `wirecopy tag NAME 12` puts one on article 12")) }
      for tag in tags { Output.line("\(tag.name)  \(tag.unread)/\(tag.total)") }
      return
    }
    guard name.contains(where: { !$0.isWhitespace }), name.utf8.count <= 200 else {
      throw Failure("A name has between 1 and 200 letters.", status: .usage)
    }
    let articles = try await store.existing(ids)
    let count = try await off ? store.untag(articles, name) : store.tag(articles, name)
    if json { return try Output.json(ChangedShape(changed: count)) }
    Output.line(
      Session.current(Phrase(count, one: "%1 article changed", many: "%1 articles changed")))
  }
}

struct TagsShape: Encodable {
  struct Line: Encodable {
    var name: String
    var unread: Int
    var total: Int
  }
  var tags: [Line]
}

struct ChangedShape: Encodable { var changed: Int }
