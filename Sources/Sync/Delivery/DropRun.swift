import Foundation
import News
import Store
import Wire

/// One drop's delivery while it runs, on the engine's actor: does what `DropDelivery` says and tells it what happened. It
/// decides nothing.
struct DropRun {
  let report: OutboxReport
  let choice: RelayChoice
  let drop: (name: String, size: Int, path: String)
  let transport: any Transport
  let clock: any SyncClock
  let limits: WireLimits
  let credentials: Netrc
  let journal: DeliveryJournal
  let progress: @Sendable (DeliveryProgress) -> Void

  private typealias Inbox = AsyncStream<(DropDelivery.Event, at: DropDelivery.Moment)>.Continuation

  private var tasks: [String: Task<Void, Never>] = [:]
  private var all: [Task<Void, Never>] = []
  private var timer: Task<Void, Never>?
  private var told: [String: Int] = [:]

  init(
    _ report: OutboxReport, choice: RelayChoice, drop: (name: String, size: Int, path: String),
    transport: any Transport, clock: any SyncClock, limits: WireLimits, credentials: Netrc, journal: DeliveryJournal,
    progress: @escaping @Sendable (DeliveryProgress) -> Void
  ) {
    self.report = report
    self.choice = choice
    self.drop = drop
    self.transport = transport
    self.clock = clock
    self.limits = limits
    self.credentials = credentials
    self.journal = journal
    self.progress = progress
  }

  private var moment: DropDelivery.Moment { DropDelivery.Moment(clock.milliseconds, clock.now) }

  /// Runs it to its end. Cancelling the task gives every transfer up; what was answered is on the disk.
  ///
  /// - Throws: when the disk no longer takes what is to be remembered. Nothing more is sent then.
  mutating func run(
    _ delivery: inout DropDelivery, on engine: isolated SyncEngine, using generator: inout some RandomNumberGenerator
  ) async throws(StoreFault) {
    let (events, inbox) = AsyncStream.makeStream(of: (DropDelivery.Event, at: DropDelivery.Moment).self)
    let mail = DeliveryMail()
    // Nobody cancels this one: what a relay says at the moment of a cancel is heard.
    let pump = Task { for await event in events { await mail.put(event) } }
    let clock = clock
    var fault: StoreFault?
    await withTaskCancellationHandler {
      do throws(StoreFault) {
        var steps = delivery.handle(.began, at: moment, using: &generator)
        while true {
          try await perform(steps, of: &delivery, on: engine, inbox, using: &generator)
          if delivery.isFinished { break }
          let (event, time) = await mail.take()
          if case .sent(let url, let bytes) = event { tell(url, bytes) }
          steps = delivery.handle(event, at: time, using: &generator)
        }
      } catch {
        fault = error
      }
    } onCancel: {
      inbox.yield((.cancelled, at: DropDelivery.Moment(clock.milliseconds, clock.now)))
    }
    inbox.finish()
    timer?.cancel()
    for task in all { task.cancel() }
    for task in all { await task.value }
    await pump.value
    if let fault { throw fault }
  }

  private mutating func perform(
    _ steps: [DropDelivery.Step], of delivery: inout DropDelivery, on engine: isolated SyncEngine, _ inbox: Inbox,
    using generator: inout some RandomNumberGenerator
  ) async throws(StoreFault) {
    for step in steps {
      switch step {
      case .keep(let record):
        guard try await keep(record) else {
          let steps = delivery.handle(.recalled(record.url), at: moment, using: &generator)
          if steps.isEmpty { continue }
          return try await perform(steps, of: &delivery, on: engine, inbox, using: &generator)
        }
      case .judge(let url, let verdict, let milliseconds):
        guard let mirror = choice.mirrors[url] else { continue }
        try await journal.judge(mirror, verdict, at: clock.now, milliseconds: milliseconds)
      case .send(let url):
        // Only now, with `sending` on the disk, nobody can take it back any more: who changed their mind before is heeded.
        guard try await isStillWanted(at: url) else {
          let steps = delivery.handle(.recalled(url), at: moment, using: &generator)
          return try await perform(steps, of: &delivery, on: engine, inbox, using: &generator)
        }
        send(to: url, inbox)
      case .look(let url): look(at: url, isKnown: false, inbox)
      case .confirm(let url): look(at: url, isKnown: true, inbox)
      case .cancel(let url): tasks.removeValue(forKey: url)?.cancel()
      case .setTimer(let time): setTimer(time, inbox)
      case .finish: timer?.cancel()
      }
    }
  }

  /// False when the report was taken back or forgotten meanwhile.
  private func keep(_ record: RelayRecord) async throws(StoreFault) -> Bool {
    do throws(StoreFault) {
      try await journal.record(report.id, record)
    } catch .refused, .notFound {
      return false
    }
    progress(.answered(report.id, record))
    return true
  }

  private func isStillWanted(at url: String) async throws(StoreFault) -> Bool {
    guard let now = try await journal.report(report.id) else { return false }
    guard now.state == .filed, now.drop == drop.name, now.isDropCurrent else { return false }
    return now.sealing.isSealed || RelayAddress.allows(now.consent, url)
  }

  private func ask(_ url: String) -> RelayAsk {
    // Where a file from somebody else names the relay, a login for everyone is not meant.
    let login = credentials.authorization(for: url, byName: choice.mirrors[url] == nil)
    return RelayAsk(
      relay: url, drop: drop.name, path: drop.path, size: drop.size, authorization: login, limits: limits,
      route: choice.routes[url] ?? WireRoute())
  }

  private mutating func send(to url: String, _ inbox: Inbox) {
    progress(.asking(report.id, relay: url))
    let (ask, transport, clock) = (ask(url), transport, clock)
    start(url) {
      let sending = await ask.send(over: transport, clock: clock) { bytes in
        inbox.yield((.sent(url, bytes: bytes), at: DropDelivery.Moment(clock.milliseconds, clock.now)))
      }
      return switch sending {
      case .answered(let answer): .answered(url, answer)
      case .broke(let verdict, let isWhole): .broke(url, verdict, isWhole: isWhole)
      case .gaveUp(let isWhole): .gaveUp(url, isWhole: isWhole)
      }
    } then: {
      inbox.yield(($0, at: DropDelivery.Moment(clock.milliseconds, clock.now)))
    }
  }

  private mutating func look(at url: String, isKnown: Bool, _ inbox: Inbox) {
    progress(.asking(report.id, relay: url))
    let (ask, transport, clock) = (ask(url), transport, clock)
    start(url) {
      guard let look = await ask.look(isKnown: isKnown, over: transport, clock: clock) else {
        return .gaveUp(url, isWhole: false)
      }
      return .looked(url, look.answer, milliseconds: look.milliseconds)
    } then: {
      inbox.yield(($0, at: DropDelivery.Moment(clock.milliseconds, clock.now)))
    }
  }

  private mutating func start(
    _ url: String, _ work: @escaping @Sendable () async -> DropDelivery.Event,
    then tell: @escaping @Sendable (DropDelivery.Event) -> Void
  ) {
    let task = Task { tell(await work()) }
    tasks[url] = task
    all.append(task)
  }

  private mutating func setTimer(_ time: Int, _ inbox: Inbox) {
    timer?.cancel()
    let clock = clock
    timer = Task {
      guard (try? await clock.sleep(until: time)) != nil else { return }
      inbox.yield((.timerFired, at: DropDelivery.Moment(clock.milliseconds, clock.now)))
    }
  }

  private mutating func tell(_ url: String, _ bytes: Int) {
    guard bytes - told[url, default: 0] >= 65_536 || bytes >= drop.size else { return }
    told[url] = bytes
    progress(.sent(report.id, relay: url, bytes: bytes, of: drop.size))
  }
}
