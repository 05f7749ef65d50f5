import ArgumentParser
import Feeds
import Foundation
import News
import Store
import Sync

struct OPMLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opml", abstract: "Bring subscriptions in from another reader, or take them there.",
    subcommands: [OPMLImportCommand.self, OPMLExportCommand.self])
}

struct OPMLImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Follow every feed of an OPML file.",
    discussion: "Needs no network: the addresses are kept as they are, and the first sync says which of them serve.")

  @Argument(help: "A file, or - for standard input.") var file: String

  func run() async throws {
    let bytes = try InputFile.read(file, for: "opml import", isCommand: true)
    let subscriptions: [Subscription]
    do throws(FeedFault) {
      subscriptions = try OPML.read(bytes)
    } catch {
      throw Failure("opml import \(file): \(Session.current(error.phrase))")
    }
    if subscriptions.isEmpty { throw Failure("opml import \(file): no feed in it") }
    let store = try Session.current.store()
    let line = try Session.current.line(to: store)
    defer { line.close() }
    let report = try await line.engine.importSubscriptions(subscriptions)
    Output.line(Session.current(Phrase(report.added.count, one: "%1 newsroom added", many: "%1 newsrooms added")))
    if !report.extended.isEmpty {
      let line = Phrase(
        report.extended.count, one: "%1 newsroom has new mirrors", many: "%1 newsrooms have new mirrors")
      Output.line(Session.current(line))
    }
    if !report.known.isEmpty {
      let line = Phrase(report.known.count, one: "%1 was followed already", many: "%1 were followed already")
      Output.line(Session.current(line))
    }
    for url in report.refused {
      Output.complaint(Session.current("opml import: \(url) is no address of a feed; left out"))
    }
    if !report.refused.isEmpty { throw Failure(nil) }
  }
}

struct OPMLExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print every newsroom with its mirrors as OPML.",
    discussion: """
      Other readers take the first mirror of each; Wirecopy takes all. A mirror whose address holds a user and a password is left \
      out.
      """)

  func run() async throws {
    let store = try Session.current.store()
    let mirrors = Dictionary(grouping: try await store.mirrors(), by: \.newsroom)
    var leftOut: [String] = []
    let subscriptions = try await store.newsrooms().map { newsroom in
      let urls = (mirrors[newsroom.id] ?? []).filter(\.servesNews).map(\.url)
      // A list is handed on.
      let bare = urls.filter { BareAddress.of($0) == $0 }
      leftOut += urls.filter { !bare.contains($0) }.map { MirrorName($0).description }
      return Subscription(name: newsroom.name, mirrors: bare)
    }
    Output.raw(String(decoding: OPML.write(subscriptions), as: UTF8.self))
    if !leftOut.isEmpty {
      let names = leftOut.joined(separator: ", ")
      Output.complaint(
        Session.current("opml export: left out, for the user and the password in the address: \(names)"))
    }
  }
}
