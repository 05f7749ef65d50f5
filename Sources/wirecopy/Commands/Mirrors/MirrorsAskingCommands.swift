import ArgumentParser
import Foundation
import News
import Store
import Sync

/// Commands that ask mirrors over the network.

struct MirrorsAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a mirror, or a relay, to a newsroom.",
    discussion: """
      A link with #wc1… behind it, or a folder, makes a newsroom of feeds a signed one: what was read and starred stays so. \
      The keys are looked at before anything is kept.

      A relay takes reports (drops) and serves no news; it is not asked until there is something to bring. Its user and \
      password stand in the file netrc beside the settings, never in the address.
      """)
  @Argument(help: "The newsroom.") var newsroom: String
  @Argument(help: "The mirror's address.") var url: String
  @Flag(help: "It is a relay: it takes reports, and serves no news.") var relay = false
  @Flag(help: "Keep the address though nobody answers there now.") var offline = false

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let newsroom = try await store.newsroom(meant: newsroom)
    let line = try session.line(to: store)
    defer { line.close() }
    let engine = line.engine
    if relay {
      let added = try await telling("mirrors add --relay") { try await engine.addRelay(url, to: newsroom.id) }
      Output.line(session("\(newsroom.name) has the relay \(added.url)"))
      if !RelayAddress.isPrivate(added.url) {
        Output.line(session("  it is asked without TLS: anybody on the way can read what goes there"))
      }
      return
    }
    let report = await engine.addMirror(url, to: newsroom.id, keepUnreachable: offline)
    for kept in report.kept where report.newsroom != nil {
      Output.line(session("\(newsroom.name) has the mirror \(kept.url)"))
      if kept.isUnlike { Output.line(session("  it has no article of the others: is it another newsroom's?")) }
    }
    for refused in report.refused { Output.complaint("mirrors add: " + session(refused.line)) }
    try report.judge("mirrors add", session)
  }
}

struct MirrorsTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Ask mirrors now, all of them or those named, and say how each answers.",
    discussion: "Exit status: 0 all answer; 1 some don't; 3 none does.")
  @Argument(help: "Mirrors, or newsrooms for all of theirs.") var which: [String] = []

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let mirrors = try await chosen(in: store)
    guard !mirrors.isEmpty else { throw Failure("mirrors test: no mirror is known", status: .usage) }
    let line = try session.line(to: store)
    defer { line.close() }
    let engine = line.engine
    let (news, feed) = AsyncStream.makeStream(of: SyncProgress.self)
    let work = Task {
      defer { feed.finish() }
      return try await engine.test(mirrors.map(\.id)) { feed.yield($0) }
    }
    let signals = StopSignals { work.cancel() }
    defer { signals.stop() }
    for await progress in news {
      guard case .tested(_, let outcome, _, _) = progress else { continue }
      let mark = outcome.kind == .failed ? "✗" : "✓"
      for sentence in progress.sentences { Output.line("\(mark) \(session(sentence))") }
    }
    let outcomes = try await work.value
    let good = outcomes.count { $0.kind != .failed }
    if good == 0 { throw Failure(nil, status: .unreached) }
    if good < mirrors.count { throw Failure(nil) }
  }

  private func chosen(in store: NewsStore) async throws -> [Mirror] {
    let all = try await store.mirrors()
    if which.isEmpty { return all }
    var chosen: [Mirror] = []
    for name in which {
      if let newsroom = try? await store.newsroom(meant: name) {
        chosen += all.filter { $0.newsroom == newsroom.id }
      } else {
        chosen.append(try await store.mirror(meant: name, of: nil))
      }
    }
    return chosen
  }
}

struct MirrorsRetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Leave no mirror alone any longer that failed in passing, and sync now.",
    discussion: """
      What does not pass by itself (a false certificate, a page in the place of the news) still counts, and so does a \
      mirror's own wish to be left alone. Exit status as that of `sync`.
      """)
  @Argument(help: "Only these newsrooms.") var newsrooms: [String] = []
  @Flag(help: "Print one JSON object, as `sync --json` does.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let wanted = try await store.newsrooms(toFetch: newsrooms)
    try await RoundsErrand(
      command: "mirrors retry", session: session, store: store, newsrooms: wanted, json: json
    ).run { engine, wanted, progress in
      try await engine.retryNow(wanted, progress: progress)
    }
  }
}
