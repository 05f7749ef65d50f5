import Foundation
import News
import Store
import Wire

/// One round while it runs, on the engine's actor: does what `SyncRound` says and tells it what happened. It decides
/// nothing.
struct RoundRun {
  let plan: RoundPlan
  let transport: any Transport
  let clock: any SyncClock
  let readers: Turnstile
  let deliveries: DeliveryQueue
  let progress: @Sendable (SyncProgress) -> Void

  private enum Occurrence: Sendable {
    case event(SyncRound.Event)
    case downloading(MirrorID, bytes: Int)
    case received(MirrorID, bytes: Int)
    case fetched(MirrorID, FeedFetch.Result)
    case stored(MirrorID, Result<DeliveryResult, StoreFault>)
  }
  private typealias Inbox = AsyncStream<(Occurrence, at: Int)>.Continuation

  private var round: SyncRound
  private var fetches: [MirrorID: Task<Void, Never>] = [:]
  private var all: [Task<Void, Never>] = []
  private var timer: Task<Void, Never>?
  /// What came and is to be stored when the round says so.
  private var brought: [MirrorID: PreparedDelivery] = [:]
  /// A feed without its end, in case that nobody has a whole one.
  private var cut: (mirror: MirrorID, delivery: PreparedDelivery, isOwnEnd: Bool)?
  /// The mirror whose feed ends that way by itself, when it was all there was to have.
  private var servedCut: MirrorID?
  private var told: [MirrorID: Int] = [:]
  /// Bytes of feeds that this round keeps in memory.
  private(set) var held = 0
  private var new = 0
  private var revised = 0
  private var trouble: String?

  init(
    _ plan: RoundPlan, transport: any Transport, clock: any SyncClock, readers: Turnstile, deliveries: DeliveryQueue,
    progress: @escaping @Sendable (SyncProgress) -> Void
  ) {
    self.plan = plan
    self.transport = transport
    self.clock = clock
    self.readers = readers
    self.deliveries = deliveries
    self.progress = progress
    round = SyncRound(plan.rota.candidates)
  }

  /// Runs it to its end. Cancelling the task gives every transfer up; what is being stored is stored.
  mutating func run(on engine: isolated SyncEngine) async -> RoundReport {
    let (started, began) = (clock.now, clock.milliseconds)
    progress(.roundStarted(plan.newsroom.id, name: plan.newsroom.name))
    let (occurrences, inbox) = AsyncStream.makeStream(of: (Occurrence, at: Int).self)
    var iterator = occurrences.makeAsyncIterator()
    let clock = clock
    await withTaskCancellationHandler {
      perform(round.handle(.began, at: began), inbox)
      while !round.isFinished {
        // A cancelled task gets no further occurrence.
        guard let (occurrence, time) = await iterator.next(isolation: engine) else {
          perform(round.handle(.cancelled, at: clock.milliseconds), inbox)
          break
        }
        if case .received(_, let bytes) = occurrence {
          held += bytes
          engine.hold(bytes)
        }
        take(occurrence, at: time, inbox)
      }
    } onCancel: {
      inbox.yield((.event(.cancelled), at: clock.milliseconds))
    }
    inbox.finish()
    timer?.cancel()
    for task in all { await task.value }
    if round.served == nil, !round.wasCancelled, trouble == nil { await storeCutFeed() }
    brought = [:]
    return report(started: started, milliseconds: clock.milliseconds - began)
  }

  private mutating func take(_ occurrence: Occurrence, at time: Int, _ inbox: Inbox) {
    switch occurrence {
    case .event(let event): perform(round.handle(event, at: time), inbox)
    case .downloading(let mirror, let bytes):
      perform(round.handle(.progressed(mirror, bytes: bytes), at: time), inbox)
      if bytes - told[mirror, default: 0] >= 65_536 {
        told[mirror] = bytes
        progress(.downloading(plan.newsroom.id, mirror, bytes: bytes))
      }
    case .received(let mirror, _): perform(round.handle(.received(mirror), at: time), inbox)
    case .fetched(let mirror, let result): take(result, from: mirror, at: time, inbox)
    case .stored(let mirror, .success(let result)):
      new += result.new
      revised += result.revised
      // An unchanged mirror is as far behind as it was.
      let behind = result.behindSeconds ?? (wasUnchanged(mirror) ? plan.mirrors[mirror]?.behindSeconds : nil)
      let actions = round.handle(.committed(mirror, behindSeconds: behind), at: time)
      if let outcome = round.outcomes.first(where: { $0.mirror == mirror }) {
        progress(.served(plan.newsroom.id, outcome, new: result.new))
        tellMove(to: outcome)
      }
      perform(actions, inbox)
    case .stored(let mirror, .failure(let fault)):
      trouble = Phrasebook.english(fault.phrase)
      perform(round.handle(.commitFailed(mirror), at: time), inbox)
    }
  }

  private mutating func take(_ result: FeedFetch.Result, from mirror: MirrorID, at time: Int, _ inbox: Inbox) {
    fetches[mirror] = nil
    switch result {
    case .feed(let delivery, _):
      brought[mirror] = delivery
      perform(round.handle(.read(mirror, unchanged: false), at: time), inbox)
    case .unchanged(let note, _):
      brought[mirror] = note
      perform(round.handle(.read(mirror, unchanged: true), at: time), inbox)
    case .failed(let verdict): fail(mirror, verdict, at: time, inbox)
    case .cut(let verdict, let delivery, let isOwnEnd):
      if cut == nil { cut = (mirror, delivery, isOwnEnd) }
      fail(mirror, verdict, at: time, inbox)
    case .cancelled: break
    }
  }

  private mutating func fail(_ mirror: MirrorID, _ verdict: Verdict, at time: Int, _ inbox: Inbox) {
    let actions = round.handle(.failed(mirror, verdict), at: time)
    if let outcome = round.outcomes.first(where: { $0.mirror == mirror }), outcome.kind == .failed {
      progress(.mirrorFailed(plan.newsroom.id, outcome))
    }
    perform(actions, inbox)
  }

  private mutating func perform(_ actions: [SyncRound.Action], _ inbox: Inbox) {
    for action in actions {
      switch action {
      case .start(let mirror): start(mirror, inbox)
      case .cancel(let mirror):
        fetches.removeValue(forKey: mirror)?.cancel()
        if let outcome = round.outcomes.first(where: { $0.mirror == mirror }), outcome.kind == .failed {
          progress(.mirrorFailed(plan.newsroom.id, outcome))
        }
      case .setTimer(let time): setTimer(time, inbox)
      case .commit(let mirror): commit(mirror, inbox)
      case .finish: timer?.cancel()
      }
    }
  }

  private mutating func start(_ mirror: MirrorID, _ inbox: Inbox) {
    let fetch = plan.fetch(mirror)
    progress(.mirrorStarted(plan.newsroom.id, mirror, url: fetch.url, isRaced: !fetches.isEmpty))
    let (transport, readers, clock) = (transport, readers, clock)
    let task = Task {
      let result = await fetch.run(over: transport, readers: readers, clock: clock) { step in
        let time = clock.milliseconds
        switch step {
        case .begun: inbox.yield((.event(.begun(mirror)), at: time))
        case .body(let bytes): inbox.yield((.downloading(mirror, bytes: bytes), at: time))
        case .received(let bytes): inbox.yield((.received(mirror, bytes: bytes), at: time))
        }
      }
      inbox.yield((.fetched(mirror, result), at: clock.milliseconds))
    }
    fetches[mirror] = task
    all.append(task)
  }

  private mutating func setTimer(_ time: Int, _ inbox: Inbox) {
    timer?.cancel()
    let clock = clock
    timer = Task {
      guard (try? await clock.sleep(until: time)) != nil else { return }
      inbox.yield((.event(.timerFired), at: clock.milliseconds))
    }
  }

  private mutating func commit(_ mirror: MirrorID, _ inbox: Inbox) {
    let (deliveries, clock) = (deliveries, clock)
    guard let delivery = brought.removeValue(forKey: mirror) else {
      inbox.yield((.stored(mirror, .success(DeliveryResult())), at: clock.milliseconds))
      return
    }
    all.append(
      Task {
        let result = await deliveries.commit(delivery)
        inbox.yield((.stored(mirror, result), at: clock.milliseconds))
      })
  }
}

extension RoundRun {
  private func wasUnchanged(_ mirror: MirrorID) -> Bool {
    round.outcomes.contains { $0.mirror == mirror && $0.kind == .unchanged }
  }

  private func tellMove(to outcome: MirrorOutcome) {
    guard let first = round.outcomes.first, first.mirror != outcome.mirror, round.served == outcome.mirror else {
      return
    }
    progress(.moved(plan.newsroom.id, name: plan.newsroom.name, from: first, to: outcome))
  }

  /// Nobody had a whole feed: the articles that did come whole are kept, and the verdict stands.
  private mutating func storeCutFeed() async {
    guard let cut else { return }
    self.cut = nil
    switch await deliveries.commit(cut.delivery) {
    case .success(let result):
      new += result.new
      revised += result.revised
      if cut.isOwnEnd { servedCut = cut.mirror }
    case .failure(let fault): trouble = Phrasebook.english(fault.phrase)
    }
  }

  private func report(started: Date, milliseconds: Int) -> RoundReport {
    let served = round.served ?? servedCut
    var report = RoundReport(
      newsroom: plan.newsroom.id, name: plan.newsroom.name, started: started, milliseconds: milliseconds,
      served: served, servedURL: served.flatMap { plan.mirrors[$0]?.url }, new: new, revised: revised,
      mirrors: round.outcomes)
    for index in report.mirrors.indices where report.mirrors[index].mirror == servedCut {
      report.mirrors[index].kind = .served
    }
    report.trouble = trouble ?? plan.trouble?.rawValue
    if round.wasCancelled {
      report.trouble = RoundTrouble.cancelled.rawValue
    } else if report.trouble == nil, report.served == nil, plan.rota.isPinned {
      report.trouble = RoundTrouble.pinnedFailed.rawValue
    }
    return report
  }
}
