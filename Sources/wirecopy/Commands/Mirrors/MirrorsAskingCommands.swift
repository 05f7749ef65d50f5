import ArgumentParser
import CurlTransport
import Foundation
import News
import Store
import Sync

/// Commands that ask mirrors over the network, or say what was learned from asking.

struct MirrorsAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a mirror, or a relay, to a newsroom.",
    discussion: """
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
    let transport = CurlTransport()
    defer { transport.close() }
    let engine = SyncEngine(store: store, transport: transport)
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
    for refused in report.refused { Output.complaint("mirrors add: " + refused.line(in: session)) }
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
    let transport = CurlTransport()
    defer { transport.close() }
    let engine = SyncEngine(store: store, transport: transport)
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

struct MirrorsWhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Say what was wrong with a mirror at the last try, and what that rests on.")
  @Argument(help: "The mirror.") var mirror: String
  @Flag(help: "Print one JSON object.") var json = false

  struct WhyShape: Encodable {
    var url: String
    var verdict: String?
    var weight: String?
    var confidence: String?
    var sentence: String?
    var evidence: Verdict.Evidence?
  }

  func run() async throws {
    let session = Session.current
    let mirror = try await session.store().mirror(meant: mirror, of: nil)
    let verdict = mirror.verdict
    let sentence = verdict.map { session(VerdictSentence.phrase($0, url: mirror.url, kind: mirror.kind)) }
    if json {
      return try Output.json(
        WhyShape(
          url: mirror.url, verdict: verdict?.symptom.rawValue, weight: verdict?.weight.rawValue,
          confidence: verdict?.confidence.rawValue, sentence: sentence, evidence: verdict?.evidence))
    }
    Output.line(mirror.url)
    guard let verdict, let sentence else {
      let line: Phrase =
        mirror.lastGood.map {
          mirror.takesDrops
            ? "nothing is wrong: it answered at \($0.rfc3339)" : "nothing is wrong: it served at \($0.rfc3339)"
        }
        ?? "it was not asked yet"
      return Output.line("  " + session(line))
    }
    Output.line("  " + sentence)
    for line in VerdictEvidence.lines(verdict) { Output.line("  " + session(line)) }
  }
}
