import ArgumentParser
import Edition
import Foundation
import News
import Press
import Store
import Sync

struct InboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox", abstract: "The desk's side: fetch the reports that relays hold, read and save them.",
    discussion: """
      A relay is named by its address, or by a newsroom for all of its relays; user and password come from the file netrc \
      beside the settings. A folder stands for the drops in it: a relay's spool, a stick. What was fetched is kept; without a \
      relay, that is what is listed, shown and saved. Sealed reports are opened with --edition, in memory: what is kept stays \
      sealed. Each that was opened gets a receipt with the next `wirecopy edition publish`.
      """,
    subcommands: [
      InboxListCommand.self, InboxOpenCommand.self, InboxSaveCommand.self, InboxAcceptCommand.self,
      InboxDeclineCommand.self,
    ])
}

struct InboxListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Fetch and list reports, the last written first.",
    discussion: "Exit status: 0 every relay answered; 1 some did not; 3 none did.")

  @Argument(help: "Relays, newsrooms for theirs, or folders; what was fetched earlier, if not said.")
  var relays: [String] = []
  @OptionGroup var keys: DeskKeys
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let inbox = try await Inbox(command: "inbox list", keys: keys)
    let report = try await inbox.read(relays)
    if json {
      try Output.json(InboxShape(report, in: inbox.session))
    } else {
      for item in report.reports { Output.line(item.line(in: inbox.session)) }
      if report.reports.isEmpty, report.troubles.isEmpty { Output.line(inbox.session("no report is there")) }
    }
    try inbox.tellReceipts(isQuiet: json)
    try inbox.judge(report, asked: relays)
  }
}

struct InboxOpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Print a report that was fetched, as text.", discussion: "Needs no network.")

  @Argument(help: "A beginning of the report's UUID, as `wirecopy inbox list` prints it.") var id: String
  @OptionGroup var keys: DeskKeys
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let inbox = try await Inbox(command: "inbox open", keys: keys)
    let found = try (await inbox.read([])).items(meant: id, for: "inbox open")
    if json { return try Output.json(InboxShape(reports: found.map { .init($0, in: inbox.session) }, troubles: [])) }
    for item in found {
      for line in InboxText.lines(item, in: inbox.session) { Output.line(line) }
    }
  }
}

struct InboxSaveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Save reports with their files, each in a folder of its own.",
    discussion: """
      Folders are named by time and UUID; each holds report.txt, report.json and files/. What is there already is left as \
      it is. Exit status as of `inbox list`; 1 also when something could not be saved.
      """)

  @Argument(help: "Relays, newsrooms for theirs, or folders; what was fetched earlier, if not said.")
  var relays: [String] = []
  @OptionGroup var keys: DeskKeys
  @Option(help: "The folder to save into.") var to: String
  @Option(help: "Only the report whose UUID begins so.") var id: String?

  func run() async throws {
    let inbox = try await Inbox(command: "inbox save", keys: keys)
    let report = try await inbox.read(relays)
    let items = try id.map { try report.items(meant: $0, for: "inbox save") } ?? report.reports
    let saver = InboxSaver(folder: to, identities: inbox.desk.identities, session: inbox.session)
    var failures = 0
    for item in items {
      do throws(Failure) {
        let (path, isNew) = try saver.save(item)
        Output.line(isNew ? path : inbox.session("\(path) is there already"))
      } catch {
        failures += 1
        if let phrase = error.phrase { Output.complaint(inbox.session(phrase)) }
      }
    }
    try inbox.tellReceipts(isQuiet: false)
    try inbox.judge(report, asked: relays)
    if failures > 0 { throw Failure(nil) }
  }
}

/// The desk's side of drops for a command: what is fetched, and what is said of it.
struct Inbox {
  let session: Session
  let store: NewsStore
  let command: String
  let desk: DeskKeys.Opened

  init(command: String, keys: DeskKeys) async throws {
    let desk = try await EditionErrand.run(command) { try keys.open(for: command) }
    try await self.init(command: command, desk: desk)
  }

  init(command: String, desk: DeskKeys.Opened) async throws {
    session = Session.current
    store = try session.store()
    self.command = command
    self.desk = desk
  }

  /// From these relays; without any, what was fetched earlier.
  func read(_ names: [String]) async throws -> InboxReport {
    let credentials = try session.credentials()
    let line = try session.line(to: store, credentials: credentials)
    defer { line.close() }
    // A relay that has a way of its own is asked by it.
    let reader = InboxReader(
      transport: line.transport, folder: store.inboxFolder, relays: try await store.mirrors().filter(\.takesDrops),
      credentials: credentials, identities: desk.identities, fingerprint: desk.newsroom?.fingerprint?.text)
    guard !names.isEmpty else { return try await acknowledged(await reader.kept()) }
    let folders = names.filter(Self.isFolder).map(EditionErrand.full)
    let relays = try await addresses(names.filter { !Self.isFolder($0) })
    let (news, feed) = AsyncStream.makeStream(of: InboxProgress.self)
    let work = Task {
      defer { feed.finish() }
      return await reader.fetch(relays, folders: folders) { feed.yield($0) }
    }
    let signals = StopSignals { work.cancel() }
    defer { signals.stop() }
    var bar = ProgressBar()
    for await progress in news {
      if case .fetching(_, let relay, let done, let all) = progress {
        bar.show(done: done, of: all, MirrorName(relay).description)
      }
    }
    bar.clear()
    return try await acknowledged(await work.value)
  }

  /// What a path names, and no newsroom and no address.
  private static func isFolder(_ name: String) -> Bool {
    guard name.contains("/"), !name.contains("://") else { return false }
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: EditionErrand.full(name), isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// What was opened is on this disk: its writers are told with the next publication.
  private func acknowledged(_ report: InboxReport) async throws -> InboxReport {
    guard let newsroom = desk.newsroom else { return report }
    _ = try await EditionErrand.run(command) { try newsroom.acknowledge(report.receipts) }
    return report
  }

  func tellReceipts(isQuiet: Bool) throws {
    guard let waiting = desk.newsroom?.receiptsWaiting, waiting > 0, !isQuiet else { return }
    Output.line(
      session(
        Phrase(
          waiting, one: "%1 receipt waits for the next publication: `wirecopy edition publish`",
          many: "%1 receipts wait for the next publication: `wirecopy edition publish`")))
  }

  /// A newsroom's name stands for its relays; anything else is an address.
  private func addresses(_ names: [String]) async throws -> [String] {
    let newsrooms = try await store.newsrooms()
    let mirrors = try await store.mirrors()
    var urls: [String] = []
    for name in names {
      guard let newsroom = newsrooms.first(where: { $0.name.lowercased() == name.lowercased() }) else {
        urls.append(name)
        continue
      }
      let relays = mirrors.filter { $0.newsroom == newsroom.id && $0.takesDrops && !$0.isDisabled }
      if relays.isEmpty {
        throw Failure(
          "\(command): no relay of \(newsroom.name) is known: `wirecopy mirrors add --relay`", status: .usage)
      }
      urls += relays.map(\.url)
    }
    return urls
  }

  /// Says what went wrong, and ends with the status for it.
  func judge(_ report: InboxReport, asked: [String]) throws(Failure) {
    for trouble in report.troubles { Output.complaint("\(command): \(session(trouble.phrase))") }
    if report.wasCancelled { throw Failure("\(command): cancelled; what had come is kept") }
    guard !report.troubles.isEmpty else { return }
    let isUnreached = !asked.isEmpty && report.reports.isEmpty && report.fetched == 0
    throw Failure(nil, status: isUnreached ? .unreached : .failed)
  }
}

extension InboxReport {
  /// The report of which the user typed a beginning; two where it is contested.
  func items(meant text: String, for command: String) throws(Failure) -> [Item] {
    let wanted = text.lowercased()
    let found = wanted.isEmpty ? [] : reports.filter { $0.report.report.id.rawValue.hasPrefix(wanted) }
    if found.isEmpty {
      throw Failure("\(command) \(text): no such report; `wirecopy inbox list` fetches and lists them")
    }
    let names = Set(found.map(\.report.report.id.rawValue))
    if names.count > 1 {
      throw Failure("\(text) could be any of: \(names.sorted().joined(separator: ", "))", status: .usage)
    }
    return found
  }
}
