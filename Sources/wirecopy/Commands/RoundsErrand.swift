import Foundation
import Logging
import News
import Store
import Sync

/// Rounds for a command: a bar while they run, Ctrl-C ends them, and what came of them is said and becomes the exit status.
struct RoundsErrand {
  /// What it is called on the command line.
  let command: String
  let session: Session
  let store: NewsStore
  /// Nil: all.
  let newsrooms: [NewsroomID]?
  var json = false
  /// Nothing is said where every newsroom was served.
  var quiet = false

  typealias Progress = @Sendable (SyncProgress) -> Void

  /// - Parameter rounds: asks the engine for these newsrooms; it gets what tells of the progress.
  func run(
    _ rounds: @escaping @Sendable (SyncEngine, [NewsroomID]?, @escaping Progress) async throws -> [RoundReport]
  ) async throws {
    let settings = try session.settings()
    let log = try session.log(settings)
    guard let lock = try session.lock() else {
      let line = session("another Wirecopy is syncing; the work is left to it")
      if json { try Output.json(RoundsShape(newsrooms: [])) }
      if !quiet { json ? Output.complaint(line) : Output.line(line) }
      return
    }
    defer { withExtendedLifetime(lock) {} }
    if try await store.newsrooms().isEmpty {
      throw Failure("\(command): no newsroom yet; `wirecopy add URL…` follows one", status: .usage)
    }
    if let newsrooms, newsrooms.isEmpty {
      let line = session("no newsroom has a mirror: there is nothing to fetch; `wirecopy mirrors add N URL` adds one")
      if json { try Output.json(RoundsShape(newsrooms: [])) }
      if !quiet { json ? Output.complaint(line) : Output.line(line) }
      return
    }
    let line = session.line(to: store, settings)
    defer { line.close() }
    let (news, feed) = AsyncStream.makeStream(of: Told.self)
    let work = Task { [newsrooms] in
      defer { feed.finish() }
      let reports = try await rounds(line.engine, newsrooms) { feed.yield(.round($0)) }
      // What nobody asked for is not fetched on a line that costs by the byte.
      if settings.sync.isOnMeteredLine { return (reports, [FurtherReport]()) }
      return (reports, await line.engine.further(after: reports) { feed.yield(.further($0)) })
    }
    // The first Ctrl-C ends the rounds, each whole or untouched; the second ends the program.
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    var bar = ProgressBar()
    for await progress in news {
      switch progress {
      case .round(.roundFinished(let report, let done, let all)): bar.show(done: done, of: all, report.name)
      case .further(.fullTexts(let name, let done, let all)): bar.show(done: done, of: all, name)
      case .round, .further: break
      }
    }
    let (reports, further) = try await work.value
    signals.stop()
    bar.clear()
    for report in reports { log?.record(report) }
    await callOut(settings)
    try tell(reports, further, wasCancelled: work.isCancelled)
  }

  /// Runs the user's program for alerts that came: from cron, nobody else tells of them. An open desk calls by itself, and
  /// each alert calls once.
  private func callOut(_ settings: Settings) async {
    guard let program = AlertProgram(settings.alerts.command) else { return }
    do {
      var pace = AlertPace()
      pace.add(try await AlertCaller.fresh(in: store, ToldAlerts(besideStore: store.path)))
      for call in pace.calls(at: .zero) { try await program.call(call.word) }
    } catch let failure as Failure {
      if let phrase = failure.phrase { Output.complaint(session(phrase)) }
    } catch {
      Output.complaint(session("alerts: \(String(describing: error))"))
    }
  }

  private enum Told: Sendable {
    case round(SyncProgress)
    case further(FurtherProgress)
  }

  private func tell(_ reports: [RoundReport], _ further: [FurtherReport], wasCancelled: Bool) throws {
    let beside = Dictionary(further.map { ($0.newsroom, $0) }) { first, _ in first }
    if json {
      try Output.json(RoundsShape(newsrooms: reports.map { RoundShape($0, beside[$0.newsroom], in: session) }))
    }
    let isSilent = json || quiet && reports.allSatisfy { $0.served != nil }
    if !isSilent { for report in reports { Output.line(RoundSentence.line(report, in: session.phrasebook)) } }
    if !isSilent { for phrase in further.flatMap(\.sentences) { Output.line(session(phrase)) } }
    let served = reports.count { $0.served != nil }
    if wasCancelled { throw Failure("\(command): cancelled; what had come is stored") }
    if reports.contains(where: \.isUnsafe) { throw Failure(nil, status: .refused) }
    if served == 0 { throw Failure(nil, status: .unreached) }
    if served < reports.count { throw Failure(nil) }
  }
}

extension NewsStore {
  /// The newsrooms that the user means; nil, which is all of them, where none is named.
  func newsrooms(meant names: [String]) async throws -> [NewsroomID]? {
    var meant: [NewsroomID] = []
    for name in names { meant.append(try await newsroom(meant: name).id) }
    return names.isEmpty ? nil : meant
  }

  /// Those whose news is fetched: the ones that are named; where none is, all that have a mirror. One that a file made has none, and
  /// nothing to fetch is no failure. Nil, which is all of them, where none is left out.
  func newsrooms(toFetch names: [String]) async throws -> [NewsroomID]? {
    if let meant = try await newsrooms(meant: names) { return meant }
    let all = try await newsrooms().map(\.id)
    let followed = Set(try await mirrors().filter { !$0.takesDrops }.map(\.newsroom))
    let some = all.filter(followed.contains)
    return some.count == all.count ? nil : some
  }
}

extension RoundShape {
  /// - Parameter further: what was fetched beside the feed.
  init(_ report: RoundReport, _ further: FurtherReport? = nil, in session: Session) {
    self.init(
      name: report.name, served: report.servedURL, new: report.new, revised: report.revised,
      milliseconds: report.milliseconds, offline: report.isOffline,
      trouble: report.trouble.map { session(RoundTrouble.phrase($0)) },
      mirrors: report.mirrors.map { outcome in
        OutcomeShape(
          url: outcome.url, outcome: outcome.kind.rawValue, verdict: outcome.verdict?.symptom.rawValue,
          weight: outcome.verdict?.weight.rawValue, confidence: outcome.verdict?.confidence.rawValue,
          blocked: outcome.verdict?.isBlocked ?? false,
          sentence: outcome.verdict.map { session(VerdictSentence.phrase($0, url: outcome.url, kind: outcome.serves)) },
          evidence: outcome.verdict?.evidence, milliseconds: outcome.milliseconds, bytes: outcome.bytes,
          behind: outcome.behindSeconds, disagreeing: outcome.disagreeing > 0 ? outcome.disagreeing : nil,
          clockOff: outcome.clockOff)
      }, older: further?.older?.new, fullTexts: further.map(\.fullTexts))
  }
}
