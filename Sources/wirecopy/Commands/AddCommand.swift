import ArgumentParser
import Foundation
import News
import Store
import Sync

struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Follow a newsroom; the addresses are its mirrors.",
    discussion: """
      An address may be a feed (Atom, RSS, RDF, JSON Feed) or a page that names one. What is no feed is refused, with \
      what was found there; the others are kept. A link with #wc1… behind it names a signed newsroom and the keys that it \
      must have; without them, the first keys that are seen are trusted, and shown to be compared. A folder (a USB stick) may \
      be a mirror of a signed newsroom. Exit status: 0 all kept; 1 some refused; 3 nothing reached; 4 refused for safety.
      """)

  @Argument(help: "Addresses of the newsroom's mirrors.") var urls: [String]
  @Option(help: "What you call it; the feed's own title, if not said.") var name: String?
  @Flag(help: "Keep addresses that nobody answers at: for a network that is cut off now.") var offline = false

  func validate() throws {
    if let name, name.trimmingCharacters(in: .whitespaces).isEmpty { throw ValidationError("--name must not be empty") }
  }

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let settings = try session.settings()
    let line = session.line(to: store, settings)
    defer { line.close() }
    let report = await line.engine.follow(urls, name: name, keepUnreachable: offline)
    for line in report.lines { Output.line(session(line)) }
    // Nobody asked for what comes beside the feed: not on a metered line.
    for report in settings.sync.isOnMeteredLine ? [] : await line.engine.further(after: report) {
      for phrase in report.sentences { Output.line(session(phrase)) }
    }
    for refused in report.refused { Output.complaint("add: " + session(refused.line)) }
    try report.judge("add", session)
  }
}

extension FollowReport {
  /// What was added, a line each.
  var lines: [Phrase] {
    guard let newsroom else { return [] }
    var lines: [Phrase] = ["following \(newsroom.name)"]
    if takesOver { lines.append("  signed from now on; what you read and starred stays marked") }
    for kept in kept {
      let line: Phrase =
        if kept.isVerified {
          "  \(kept.url)"
        } else if edition != nil {
          "  \(kept.url) (has not served yet)"
        } else {
          "  \(kept.url) (not seen yet: nobody answered)"
        }
      lines.append(line)
      if kept.isUnlike { lines.append("    has no article of the first one: is it another newsroom?") }
      for further in kept.further.prefix(8) { lines.append("    also found there: \(further)") }
    }
    lines.append(Phrase(new, one: "%1 article stored", many: "%1 articles stored"))
    if let edition { lines += EditionWords.following(edition) }
    return lines
  }

  /// - Throws: the failure that the exit status tells, if any.
  func judge(_ command: String, _ session: Session) throws(Failure) {
    if let trouble { throw Failure("\(command): \(session(trouble))") }
    if isUnsafe { throw Failure("\(command): refused for safety, nothing added", status: .refused) }
    if newsroom == nil, !refused.isEmpty, refused.allSatisfy({ $0.reason == "this is no web address" }) {
      throw Failure(nil, status: .usage)
    }
    if newsroom == nil, !refused.isEmpty, refused.allSatisfy(\.isUnreachable) {
      throw Failure(
        "\(command): nothing reached, nothing added; --offline keeps the addresses as they are", status: .unreached)
    }
    // Each refused address was named in a line of its own.
    if !refused.isEmpty { throw Failure(nil) }
    if newsroom == nil { throw Failure("\(command): nothing added") }
  }
}
