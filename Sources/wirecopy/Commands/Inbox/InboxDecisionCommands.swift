import ArgumentParser
import Foundation
import News
import Press
import Seal
import Sync

struct InboxAcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Tell who wrote a report that it is published.",
    discussion: """
      Only its writer can read that out of the next publication: for everybody else it is a hash among dummies. The article itself is \
      yours to add: `wirecopy edition add`. The last word counts: what was declined can be accepted.
      """)

  @OptionGroup var choice: InboxChoice

  func run() async throws { try await choice.decide(.published, for: "inbox accept") }
}

struct InboxDeclineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decline", abstract: "Tell who wrote a report that it is not published.",
    discussion: """
      Only its writer can read that out of the next publication. `wirecopy edition letter` says why. The last word counts: what was \
      accepted can be declined.
      """)

  @OptionGroup var choice: InboxChoice

  func run() async throws { try await choice.decide(.declined, for: "inbox decline") }
}

/// A report that the desk has something to say of.
struct InboxChoice: ParsableArguments {
  @Argument(help: "A beginning of the report's UUID, as `wirecopy inbox list` prints it.") var id: String
  @Option(help: "What this drop says (a beginning of its name), where several say that they are the report.")
  var drop: String?
  @OptionGroup var keys: DeskKeys

  func decide(_ word: ReceiptHash.Word, for command: String) async throws {
    let inbox = try await Inbox(command: command, keys: keys)
    guard let newsroom = inbox.desk.newsroom else {
      throw Failure("\(command): --edition says whose desk it is", status: .usage)
    }
    let item = try (await inbox.read([])).item(meant: id, drop: drop, for: command)
    let isNew = try await EditionErrand.run(command) { try newsroom.decide(word, item.receipts(saying: word)) }
    guard isNew else { return Output.line(inbox.session("that was said already")) }
    try inbox.tellReceipts(isQuiet: false)
  }
}

extension InboxReport {
  /// The one report that is meant.
  func item(meant id: String, drop: String?, for command: String) throws(Failure) -> Item {
    var items = try items(meant: id, for: command)
    if let drop { items = items.filter { $0.drops.contains { $0.hasPrefix(drop.lowercased()) } } }
    guard items.count == 1, let item = items.first else {
      throw Failure(
        "\(command) \(id): several say that they are this report; --drop says which one is meant", status: .refused)
    }
    return item
  }
}
