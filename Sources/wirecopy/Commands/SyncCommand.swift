import ArgumentParser
import CurlTransport
import Foundation
import Logging
import News
import Store
import Sync

struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Fetch the news: one round for each newsroom.",
    discussion: """
      Says which mirror served, what failed and why, and what is new. Exit status: 0 every newsroom was served, whatever \
      single mirrors did; 1 some were not; 3 nothing was reached. While another Wirecopy syncs, leaves the work to it.
      """)

  @Argument(help: "Only these newsrooms.") var newsrooms: [String] = []
  @Flag(help: "Print one JSON object.") var json = false
  @Flag(name: .shortAndLong, help: "Say nothing when every newsroom was served.") var quiet = false

  func run() async throws {
    let session = Session.current
    let log = try session.log(session.settings())
    let store = try session.store()
    var wanted: [NewsroomID]?
    if !newsrooms.isEmpty {
      wanted = []
      for name in newsrooms { wanted?.append(try await store.newsroom(meant: name).id) }
    }
    guard let lock = try session.lock() else {
      let line = session("another Wirecopy is syncing; the work is left to it")
      if json { try Output.json(RoundsShape(newsrooms: [])) }
      if !quiet { json ? Output.complaint(line) : Output.line(line) }
      return
    }
    defer { withExtendedLifetime(lock) {} }
    if try await store.newsrooms().isEmpty {
      throw Failure("sync: no newsroom yet; `wirecopy add URL…` follows one", status: .usage)
    }

    let transport = CurlTransport()
    defer { transport.close() }
    let engine = SyncEngine(store: store, transport: transport)
    let (news, feed) = AsyncStream.makeStream(of: SyncProgress.self)
    let ids = wanted
    let work = Task {
      defer { feed.finish() }
      return try await engine.sync(ids) { feed.yield($0) }
    }
    // The first Ctrl-C ends the rounds, each whole or untouched; the second ends the program.
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    var bar = ProgressBar()
    for await progress in news {
      if case .roundFinished(let report, let done, let all) = progress { bar.show(done: done, of: all, report.name) }
    }
    let reports = try await work.value
    signals.stop()
    bar.clear()
    for report in reports { log?.record(report) }

    if json { try Output.json(RoundsShape(newsrooms: reports.map { RoundShape($0, in: session) })) }
    let isSilent = json || quiet && reports.allSatisfy { $0.served != nil }
    if !isSilent { for report in reports { Output.line(RoundSentence.line(report, in: session.phrasebook)) } }
    let served = reports.count { $0.served != nil }
    if work.isCancelled { throw Failure("sync: cancelled; what had come is stored") }
    if served == 0 { throw Failure(nil, status: .unreached) }
    if served < reports.count { throw Failure(nil) }
  }
}

extension RoundShape {
  init(_ report: RoundReport, in session: Session) {
    self.init(
      name: report.name, served: report.servedURL, new: report.new, revised: report.revised,
      milliseconds: report.milliseconds, offline: report.isOffline,
      trouble: report.trouble.map { session(RoundTrouble.phrase($0)) },
      mirrors: report.mirrors.map { outcome in
        OutcomeShape(
          url: outcome.url, outcome: outcome.kind.rawValue, verdict: outcome.verdict?.symptom.rawValue,
          weight: outcome.verdict?.weight.rawValue,
          sentence: outcome.verdict.map { session(VerdictSentence.phrase($0, url: outcome.url)) },
          evidence: outcome.verdict?.evidence, milliseconds: outcome.milliseconds)
      })
  }
}
