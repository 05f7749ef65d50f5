import ArgumentParser
import Foundation
import News
import Store

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List articles, alerts first, then the newest first.",
    discussion:
      "Marks: ! alert, ● unread, ★ starred, ± corrected, ✗ withdrawn. The number is what `wirecopy read` takes.")

  @Argument(help: "Only this newsroom.") var newsroom: String?
  @Option(help: "Only this section (needs a newsroom).") var section: String?
  @Option(help: "Only what has this tag.") var tag: String?
  @Option(help: "Only what this saved search finds.") var search: String?
  @Option(
    help: "The order: newest, oldest, title or newsroom. Alerts are on top of each.", transform: ListOrder.named)
  var sort = ListOrder.newest
  @Flag(help: "Only what is unread.") var unread = false
  @Flag(help: "Only what is starred.") var starred = false
  @Option(name: .shortAndLong, help: "At most this many.") var limit = 50
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if limit < 1 || limit > 100_000 { throw ValidationError("--limit must be between 1 and 100000") }
    if section != nil && newsroom == nil {
      throw ValidationError("--section needs a newsroom: wirecopy list N --section S")
    }
    if starred && newsroom != nil {
      throw ValidationError("--starred lists all newsrooms: leave \(newsroom ?? "") out")
    }
    if [starred, tag != nil, search != nil, newsroom != nil].count(where: { $0 }) > 1 {
      throw ValidationError("one list at a time: a newsroom, --starred, --tag or --search")
    }
  }

  func run() async throws {
    let store = try Session.current.store()
    try await store.endMutes()
    let titles = try await SectionTitles(store)
    var scope = starred ? Scope.starred : .all
    if let tag { scope = .tag(try await store.tag(meant: tag).id) }
    if let search { scope = .savedSearch(try await store.savedSearch(meant: search).id) }
    if let name = newsroom {
      let newsroom = try await store.newsroom(meant: name)
      scope = .newsroom(newsroom.id)
      if let section {
        scope = .section(newsroom.id, try await titles.section(meant: section, of: newsroom, in: store))
      }
    }
    let headlines = try await store.headlines(scope, unreadOnly: unread, order: sort, limit: limit)
    if json { return try Output.json(ArticlesShape(articles: headlines.map(ArticleShape.init))) }
    if headlines.isEmpty {
      let kept = try await store.counts()
      let line: Phrase = kept.articles > 0 ? "nothing here" : "nothing here: `wirecopy sync` fetches the news"
      Output.line(Session.current(kept.newsrooms == 0 ? NewsroomsCommand.none : line))
    }
    for headline in headlines { Output.line(headline.line(titles)) }
  }
}

extension ListOrder {
  fileprivate static func named(_ text: String) throws -> ListOrder {
    guard let order = ListOrder(rawValue: text.lowercased()) else {
      throw ValidationError("there is no order \(text); orders are newest, oldest, title and newsroom")
    }
    return order
  }
}

extension Headline {
  /// One line of `list` and `search`.
  func line(_ titles: SectionTitles) -> String {
    let marks =
      (isUrgent && !isAcknowledged ? "!" : isRead ? " " : "●") + (isStarred ? "★" : " ")
      + (withdrawn != nil ? "✗" : revisions > 1 ? "±" : " ")
    let day = Session.current.times.date(time)
    let number = String(id.rawValue)
    let room = String(repeating: " ", count: max(0, 6 - number.count)) + number
    let place = ([newsroomName] + titles(self).prefix(2) + tags.map { "#" + $0 }).joined(separator: " · ")
    return "\(room) \(marks) \(day) \(title)  [\(place)]"
  }
}
