import ArgumentParser
import News
import Store

struct StarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "star", abstract: "Star articles, or take the star away.",
    discussion: "`wirecopy undo` takes it back, also after a restart.")

  @Argument(help: "Article numbers, as `wirecopy list` prints them.") var ids: [Int64]
  @Flag(help: "Take the star away.") var off = false

  func run() async throws {
    let store = try Session.current.store()
    let articles = try await store.existing(ids)
    try await store.setStarred(articles, !off)
  }
}

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take the last change back: marks, tags, mutes, saved searches, what is kept.")

  func run() async throws {
    guard let undone = try await Session.current.store().undo() else {
      throw Failure("undo: there is nothing to take back")
    }
    Output.line(Session.current(undone))
  }
}
