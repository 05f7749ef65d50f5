import ArgumentParser
import Foundation
import News
import Press
import Seal
import Sync

struct EditionLetterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter", abstract: "Answer a report that was opened: only who wrote it can read the letter.",
    discussion: """
      Every mirror carries it, every reader tries it, and nothing tells whom it is for. It waits for the next publication. The \
      report must be among those that `wirecopy inbox` fetched; it is opened with the desk's key once more, for the address \
      that it brought along.
      """)

  @Option(name: .customLong("key"), help: "A further key file that opens reports; may be said again.")
  var keys: [String] = []
  @Option(help: "Answer what this drop says (a beginning of its name), where several say that they are the report.")
  var drop: String?
  @OptionGroup var passphrase: PassphraseWord
  @Argument(help: "The newsroom's folder.") var folder: String
  @Argument(help: "A beginning of the report's UUID, as `wirecopy inbox list` prints it.") var id: String
  @Argument(help: "The letter's text; - is standard input.") var file: String

  func run() async throws {
    let session = Session.current
    try await EditionErrand.run("edition letter") {
      let bytes = try InputFile.read(file, for: "edition letter", most: 1 << 20, isCommand: true)
      guard let text = String(validating: bytes, as: UTF8.self), !text.allSatisfy(\.isWhitespace) else {
        throw Failure("edition letter \(file): a letter is text, in UTF-8", status: .usage)
      }
      let desk = try DeskKeys(edition: folder, keys: keys, passphrase: passphrase).open(for: "edition letter")
      let inbox = try await Inbox(command: "edition letter", desk: desk)
      let item = try (await inbox.read([])).item(meant: id, drop: drop, for: "edition letter")
      guard let recipient = item.report.envelope.flatMap({ AgeRecipient($0.answer) }) else {
        throw Failure("edition letter \(id): it came unsealed, and brought nothing that an answer can be sealed to")
      }
      try desk.newsroom?.answer(text, to: recipient, now: Date())
      Output.line(session("the letter waits for the next publication"))
    }
  }
}
