import ArgumentParser
import Desk
import Foundation
import Markup
import News
import Store

struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Print one article and mark it read.",
    discussion: "Needs no network. With --json the article keeps its status; --html prints its safe HTML.")

  @Argument(help: "The article's number, as `wirecopy list` prints it.") var id: Int64
  @Option(help: "Columns; the terminal's own, at most 100, if not said.") var width: Int?
  @Flag(help: "Print the safe HTML.") var html = false
  @Flag(help: "Print one JSON object, with text and html.") var json = false

  func validate() throws {
    if let width, width < 20 || width > 1_000 { throw ValidationError("--width must be between 20 and 1000") }
  }

  func run() async throws {
    let store = try Session.current.store()
    guard let article = try await store.article(ArticleID(rawValue: id)) else {
      throw Failure("read \(id): no such article; `wirecopy list` prints the numbers")
    }
    if json { return try Output.json(ArticleShape(article)) }
    if html {
      Output.line(article.html)
    } else {
      print(article)
    }
    try await store.setRead([article.id], true)
  }

  private func print(_ article: StoredArticle) {
    let columns = width ?? TerminalWidth.columns()
    let headline = article.headline
    Output.line(headline.title)
    let times: [String?] = [
      headline.byline, headline.newsroomName, headline.sections.joined(separator: ", "),
      headline.published.map(\.rfc3339),
      headline.updated.flatMap { $0 == headline.published ? nil : Session.current("updated \($0.rfc3339)") },
      headline.mirror.map { Session.current("from \($0)") },
    ]
    Output.line(times.compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: " · "))
    Output.line("")
    let document = DocumentReader.document(html: article.html, base: headline.link)
    for line in DocumentText.lines(document, width: columns) { Output.line(line) }
    for enclosure in article.enclosures { Output.line("▣ " + enclosure.url) }
  }
}
