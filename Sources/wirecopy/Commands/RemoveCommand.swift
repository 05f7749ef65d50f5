import ArgumentParser
import Foundation
import News
import Store

struct RemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget a newsroom with all of its articles and mirrors.",
    discussion: "This can't be undone, so it asks first; --yes answers for you.")

  @Argument(help: "The newsroom's name, a beginning of it, or its number.") var newsroom: String
  @Flag(help: "Don't ask.") var yes = false

  func run() async throws {
    let store = try Session.current.store()
    let newsroom = try await store.newsroom(meant: newsroom)
    if !yes {
      try Question.ask(
        "Forget \(newsroom.name) with all of its articles? This can't be undone. [y/N]",
        command: "remove \(newsroom.name)", in: Session.current)
    }
    try await store.removeNewsroom(newsroom.id)
    Output.line(Session.current("forgot \(newsroom.name)"))
  }
}
