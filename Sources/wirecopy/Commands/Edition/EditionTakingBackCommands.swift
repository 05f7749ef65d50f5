import ArgumentParser
import Foundation
import News
import Press

struct EditionRetractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract", abstract: "Take an article back: it stays in the record, and readers are told.")

  @Option(help: "Why, for readers.") var note: String?
  @Argument(help: "The newsroom's folder.") var folder: String
  @Argument(help: "The article's id, urn:uuid:….") var id: String

  func run() async throws {
    try await EditionErrand.run("edition retract") {
      try EditionErrand.folder(folder).retract(id, note: note, now: Date())
      Output.line(Session.current("the retraction of \(id) waits for the next publication"))
    }
  }
}

struct EditionRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove an entry's words, text and pictures, for somebody's safety or by a court's order.",
    discussion: """
      Its place in the log stays, and everybody can see that something was removed. It is gone from the folder at the next \
      publication, and from each reader and mirror that follows. What somebody copied otherwise can't be called back.
      """)

  @Option(help: "Why, for readers.") var note: String?
  @Argument(help: "The newsroom's folder.") var folder: String
  @Argument(help: "The entry's index in the log, from 0: `edition inspect --entries` lists them.") var index: Int

  func run() async throws {
    try await EditionErrand.run("edition remove") {
      try EditionErrand.folder(folder).remove(index, note: note, now: Date())
      Output.line(Session.current("the removal of entry \(index) waits for the next publication"))
    }
  }
}
