import ArgumentParser
import Foundation
import News
import Store
import Sync

struct DeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "Bring filed reports to their newsrooms' relays.",
    discussion: """
      Sends what is due until relays on two hosts hold each report, or on the one that there is. For cron: says nothing \
      when nothing was due. While another Wirecopy delivers or syncs, leaves the work to it. Exit status: 0 nothing waits \
      any more, or nothing was to be done now; 1 some are not yet where they should be; 3 no relay was reached; 4 all that \
      still waits does so for your word, as it can't be sealed.
      """)

  @Argument(help: "Only these reports.") var ids: [String] = []
  @Flag(help: "Don't wait until a relay is to be asked again.") var now = false
  @Flag(help: "Print one JSON object, as `outbox --json` does.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    var wanted: [ReportNumber]?
    if !ids.isEmpty {
      wanted = []
      for id in ids { wanted?.append(try await store.filed(meant: id, for: "deliver").id) }
    }
    guard let lock = try session.lock() else {
      let line = session("another Wirecopy is delivering or syncing; the work is left to it")
      json ? Output.complaint(line) : Output.line(line)
      if json { try Output.json(try await OutboxShape.make(store.outbox(), store, session)) }
      return
    }
    defer { withExtendedLifetime(lock) {} }
    let outcome = try await deliver(wanted, store, session)
    if json { try Output.json(try await OutboxShape.make(store.outbox(), store, session)) }
    try await tell(outcome, store, session)
  }

  /// What a delivery did, with what was seen of relays on the way.
  private struct Outcome {
    var report: DeliveryReport
    /// Relays were asked.
    var hasAsked = false
    /// One of them answered, whatever it said.
    var hasReached = false
  }

  private func deliver(_ wanted: [ReportNumber]?, _ store: NewsStore, _ session: Session) async throws -> Outcome {
    let credentials = try session.credentials()
    let line = try session.line(to: store, credentials: credentials)
    defer { line.close() }
    let engine = line.engine
    let (news, feed) = AsyncStream.makeStream(of: DeliveryProgress.self)
    let isHurried = now
    let work = Task {
      defer { feed.finish() }
      return try await engine.deliver(wanted, hurry: isHurried) { feed.yield($0) }
    }
    // The first Ctrl-C ends it with everything that is known on the disk; the second ends the program.
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    defer { signals.stop() }
    var outcome = Outcome(report: DeliveryReport())
    var bar = ProgressBar()
    for await progress in news {
      switch progress {
      case .asking: outcome.hasAsked = true
      case .sent(_, let relay, let bytes, let size):
        bar.show(done: bytes >> 10, of: max(1, size >> 10), "KiB → \(MirrorName(relay))")
      case .answered(_, let record): outcome.hasReached = outcome.hasReached || record.wasReached
      case .packing, .finished: break
      }
    }
    outcome.report = try await work.value
    bar.clear()
    return outcome
  }

  private func tell(_ outcome: Outcome, _ store: NewsStore, _ session: Session) async throws {
    let report = outcome.report
    let troubles = Set(report.troubles.keys)
    for (number, trouble) in report.troubles.sorted(by: { $0.key < $1.key }) {
      Output.complaint(session("deliver \(number.rawValue): \(trouble)"))
    }
    let isDue =
      outcome.hasAsked || !report.waitingForConsent.isEmpty || !report.withoutRelays.isEmpty
      || !report.waitingForKeys.isEmpty
    if !json, isDue {
      let mirrors = try await store.mirrors()
      for one in report.reports where !troubles.contains(one.id) {
        let relays = mirrors.filter { $0.newsroom == one.newsroom }
        Output.line(OutboxText.headline(one, relays: relays, now: Date(), in: session))
      }
    }
    if report.wasCancelled { throw Failure("deliver: cancelled; what is not delivered stays in the outbox") }
    let waiting = report.reports.filter { $0.state == .filed }
    // Some may rest until a relay is to be asked again: that is nobody's failure of now.
    guard isDue || !troubles.isEmpty, !waiting.isEmpty else { return }
    let rest = waiting.filter { !report.waitingForConsent.contains($0.id) }
    if !rest.isEmpty, rest.allSatisfy({ $0.sealing == .stopped }) { throw Failure(nil, status: .refused) }
    guard rest.isEmpty else {
      throw Failure(nil, status: outcome.hasAsked && !outcome.hasReached ? .unreached : .failed)
    }
    throw Failure(
      "deliver: what waits can't be sealed, and you have not agreed to send it so; `wirecopy report consent` does that",
      status: .refused)
  }
}

extension RelayRecord {
  /// It answered at the last try, whatever it said: by a verdict on what stands in a relay's answer, or by having it.
  fileprivate var wasReached: Bool {
    if holds || state == .refused || state == .tooLarge || state == .lost { return true }
    return verdict?.evidence.status != nil
  }
}
