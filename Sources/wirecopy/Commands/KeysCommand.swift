import ArgumentParser
import Desk
import Foundation
import News
import Store
import Sync

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Show a signed newsroom's keys and record, and what is wrong with them.",
    discussion: """
      Prints the fingerprint in groups and letter by letter, to be compared by telephone or in print; who signs; what of the \
      record is here, and how old it is; a fork, and mirrors that gave what the newsroom did not sign. With --compare, exit \
      status 0 means the same keys, 4 others.
      """)

  @Argument(help: "The newsroom; not needed where one alone is signed.") var newsroom: String?
  @Option(help: "A fingerprint that you have from elsewhere; the same one vouches for the keys.") var compare: String?
  @Option(help: "Write what proves a fork or a tampering to this new file.", completion: .file()) var evidence: String?
  @Flag(help: "You have seen what is wrong: the desk shows it on its own page alone.") var acknowledge = false
  @Flag(help: "Also print the notes and pieces that prove what is wrong.") var details = false
  @Flag(help: "Print one JSON object.") var json = false

  struct Shape: Encodable {
    var newsroom: String
    var edition: EditionShape
  }

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let newsroom = try await store.signedNewsroom(meant: newsroom, for: "keys")
    guard let status = try await store.editionStatus(of: newsroom.id) else { return }
    if let compare { return try await self.compare(compare, newsroom, status, store, session) }
    let pieces = try await store.evidence(of: newsroom.id)
    if let evidence {
      guard status.fork != nil || !pieces.isEmpty else {
        throw Failure("keys: nothing is wrong with \(newsroom.name), so there is nothing to write")
      }
      try await NewFile.write(EvidenceFile.text(of: newsroom, status, pieces, now: Date()), to: evidence)
      return Output.line(session("written to \(evidence)"))
    }
    if acknowledge {
      try await store.acknowledgeAlarms(of: newsroom.id)
      return Output.line(
        session(
          status.fork == nil
            ? "put away; it is told again if it goes on for a week"
            : "put away from the other pages; the newsroom stays stopped"))
    }
    if json { return try Output.json(Shape(newsroom: newsroom.name, edition: EditionShape(status))) }
    var options = DeskOptions()
    options.phrasebook = session.phrasebook
    options.zone = Session.zone
    let shelf = try await Shelf.load(
      store, route: try session.settings().network, languages: ReaderLanguages.all)
    let lines = EditionPrint.lines(
      newsroom, on: shelf, pieces, isDetailed: details, width: min(100, TerminalWidth.columns()), options: options,
      now: Date())
    for line in lines { Output.line(line) }
  }

  private func compare(
    _ heard: String, _ newsroom: Newsroom, _ status: EditionStatus, _ store: NewsStore, _ session: Session
  ) async throws {
    guard let fingerprint = status.fingerprint else {
      throw Failure("keys: no keys of \(newsroom.name) were seen yet: sync first")
    }
    let (isSame, phrase) = EditionPrint.compare(heard, with: fingerprint)
    guard isSame else { throw Failure("keys: \(session(phrase))", status: .refused) }
    if status.wantsComparison { try await store.vouch(for: newsroom.id, fingerprint: fingerprint) }
    Output.line(session(phrase))
  }
}

extension NewsStore {
  /// The signed newsroom that is meant; the only one, where none is named.
  func signedNewsroom(meant text: String?, for command: String) async throws -> Newsroom {
    let signed = try await signedNewsrooms()
    if let text {
      let meant = try await newsroom(meant: text)
      guard signed.contains(meant.id) else {
        throw Failure(
          "\(command): \(meant.name) is not signed: nothing but its mirrors vouches for its news", status: .usage)
      }
      return meant
    }
    let all = try await newsrooms().filter { signed.contains($0.id) }
    if all.count == 1, let only = all.first { return only }
    if all.isEmpty {
      throw Failure("\(command): no signed newsroom yet; `wirecopy add URL#wc1…` follows one", status: .usage)
    }
    throw Failure("\(command): which one? \(all.map(\.name).joined(separator: ", "))", status: .usage)
  }
}
