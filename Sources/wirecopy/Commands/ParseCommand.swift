import ArgumentParser
import Feeds
import Foundation
import News

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Print what the feed reader makes of a document, as one JSON object.",
    discussion: "Members that the document does not give are absent. Nothing readable at all: exit status 1.")

  @Option(help: "The address that relative links are relative to.") var base: String?
  @Option(help: "The Content-Type that the document was served with.") var type: String?
  @Argument(help: "A file, or - for standard input.") var file: String

  func run() throws {
    let bytes = try InputFile.read(file, for: "parse", isCommand: true)
    do throws(FeedFault) {
      let feed = try FeedReader.read(bytes, contentType: type, base: base)
      Output.raw(feed.json() + "\n")
    } catch {
      throw Failure("parse \(file): \(Session.current(error.phrase))")
    }
  }
}
