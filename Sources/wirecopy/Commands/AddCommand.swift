import ArgumentParser
import CurlTransport
import Foundation
import News
import Store
import Sync

struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Follow a newsroom; the addresses are its mirrors.",
    discussion: """
      An address may be a feed (Atom, RSS, RDF, JSON Feed) or a page that names one. What is no feed is refused, with \
      what was found there; the others are kept. Exit status: 0 all kept; 1 some refused; 3 nothing reached.
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
    let transport = CurlTransport()
    defer { transport.close() }
    let engine = SyncEngine(store: store, transport: transport)
    let report = await engine.follow(urls, name: name, keepUnreachable: offline)
    for line in report.lines { Output.line(session(line)) }
    for refused in report.refused { Output.complaint("add: " + refused.line(in: session)) }
    try report.judge("add", session)
  }
}

extension FollowReport {
  /// What was added, a line each.
  var lines: [Phrase] {
    guard let newsroom else { return [] }
    var lines: [Phrase] = ["following \(newsroom.name)"]
    for kept in kept {
      let line: Phrase = kept.isVerified ? "  \(kept.url)" : "  \(kept.url) (not seen yet: nobody answered)"
      lines.append(line)
      if kept.isUnlike { lines.append("    has no article of the first one: is it another newsroom?") }
      for further in kept.further.prefix(8) { lines.append("    also found there: \(further)") }
    }
    lines.append(Phrase(new, one: "%1 article stored", many: "%1 articles stored"))
    return lines
  }

  /// - Throws: the failure that the exit status tells, if any.
  func judge(_ command: String, _ session: Session) throws(Failure) {
    if let trouble { throw Failure("\(command): \(session(trouble))") }
    if newsroom == nil, !refused.isEmpty, refused.allSatisfy(\.isUnreachable) {
      throw Failure(
        "\(command): nothing reached, nothing added; --offline keeps the addresses as they are", status: .unreached)
    }
    // Each refused address was named in a line of its own.
    if !refused.isEmpty { throw Failure(nil) }
    if newsroom == nil { throw Failure("\(command): nothing added") }
  }
}

extension FollowReport.Refused {
  /// The address as it was asked for, and what was found there instead.
  func line(in session: Session) -> String { "\(asked): \(session(reason))" }
}
