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
    /// Of a transfer, which may not be the mirror's last one any more.
    case step(MirrorID, transfer: Int, FeedFetch.Step)
    case fetched(MirrorID, transfer: Int, FeedFetch.Result)
    case stored(MirrorID, Result<DeliveryResult, StoreFault>)
  }
  private struct Transfer {
    var number: Int
    var task: Task<Void, Never>
  }
  private typealias Inbox = AsyncStream<(Occurrence, at: Int)>.Continuation

  private(set) var round: SyncRound
  private var transfers: [MirrorID: Transfer] = [:]
  private var count = 0
  private let shelf = ResumeShelf()
  private var all: [Task<Void, Never>] = []
  private var timer: Task<Void, Never>?
  /// What came and is to be stored when the round says so.
  private var brought: [MirrorID: PreparedDelivery] = [:]
  /// A feed without its end, in case that nobody has a whole one.
  private var cut: (mirror: MirrorID, delivery: PreparedDelivery, isOwnEnd: Bool)?
  /// The mirror whose feed ends that way by itself, when it was all there was to have.
  private(set) var servedCut: MirrorID?
  private(set) var cuts = CutPlaces()
  /// How far the document is here, as was told.
  private var told = 0
  /// What was told of a mirror that failed.
  private var toldVerdicts: [MirrorID: Verdict] = [:]
  /// Bytes of feeds that this round keeps in memory; of them, beginnings that others go on with.
  private(set) var held = 0
  private var heldParts = 0
  /// What is known of mirrors beside how the race went for them.
  private(set) var notes: [MirrorID: RoundNote] = [:]
  private(set) var new = 0
  private(set) var revised = 0
  private(set) var trouble: String?

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
        let before = held
        take(occurrence, at: time, inbox)
        if held > before { engine.hold(held - before) }
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
    case .step(let mirror, let transfer, let step):
      if case .received(let bytes) = step { held += bytes }
      guard transfers[mirror]?.number == transfer else { return }
      take(step, of: mirror, at: time, inbox)
    case .fetched(let mirror, let transfer, let result):
      let parts = shelf.held
      held += max(0, parts - heldParts)
      heldParts = max(heldParts, parts)
      guard transfers[mirror]?.number == transfer else { return }
      transfers[mirror] = nil
      take(result, from: mirror, at: time, inbox)
    case .stored(let mirror, .success(let result)):
      new += result.new
      revised += result.revised
      // An unchanged mirror is as far behind as it was.
      let behind = result.behindSeconds ?? (wasUnchanged(mirror) ? plan.mirrors[mirror]?.behindSeconds : nil)
      notes[mirror, default: RoundNote()].disagreeing = result.disagreeing
      let actions = round.handle(.committed(mirror, behindSeconds: behind), at: time)
      if let outcome = outcome(of: mirror) {
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

  private mutating func take(_ step: FeedFetch.Step, of mirror: MirrorID, at time: Int, _ inbox: Inbox) {
    let event: SyncRound.Event
    switch step {
    case .begun: event = .begun(mirror)
    case .body(let bytes, let place):
      notes[mirror, default: RoundNote()].take(bytes: bytes)
      if place - told >= 65_536 {
        told = place
        progress(.downloading(plan.newsroom.id, mirror, bytes: place))
      }
      event = .progressed(mirror, bytes: bytes)
    case .resumable: event = .resumable(mirror)
    case .continues(let others, let place): event = .continues(mirror, after: others, at: place)
    case .received: event = .received(mirror)
    case .askedAgain: event = .askedAgain(mirror)
    case .answered(let bytes, let remark, let clockOff):
      notes[mirror, default: RoundNote()].answer(bytes: bytes, remark: remark, clockOff: clockOff)
      return
    }
    perform(round.handle(event, at: time), inbox)
  }

  private mutating func fail(_ mirror: MirrorID, _ verdict: Verdict, at time: Int, _ inbox: Inbox) {
    let verdict = cuts.judge(verdict, of: mirror, before: plan.mirrors[mirror]?.verdict)
    let actions = round.handle(.failed(mirror, verdict), at: time)
    tellFailure(of: mirror)
    perform(actions, inbox)
  }

  private mutating func tellFailure(of mirror: MirrorID) {
    guard let outcome = outcome(of: mirror), outcome.kind == .failed, let verdict = outcome.verdict,
      toldVerdicts.updateValue(verdict, forKey: mirror) != verdict
    else { return }
    progress(.mirrorFailed(plan.newsroom.id, outcome))
  }

  private mutating func perform(_ actions: [SyncRound.Action], _ inbox: Inbox) {
    for action in actions {
      switch action {
      case .start(let mirror): start(mirror, inbox)
      case .cancel(let mirror):
        transfers.removeValue(forKey: mirror)?.task.cancel()
        tellFailure(of: mirror)
      case .setTimer(let time): setTimer(time, inbox)
      case .commit(let mirror): commit(mirror, inbox)
      case .finish: timer?.cancel()
      }
    }
  }

  private mutating func start(_ mirror: MirrorID, _ inbox: Inbox) {
    count += 1
    let transfer = count
    notes[mirror, default: RoundNote()].begin()
    var fetch = plan.fetch(mirror)
    fetch.ticket = shelf.ticket(for: transfer, ResumeDocument.Way(fetch.url, fetch.route))
    progress(.mirrorStarted(plan.newsroom.id, mirror, url: fetch.url, isRaced: !transfers.isEmpty))
    let (transport, readers, clock) = (transport, readers, clock)
    let task = Task { [fetch] in
      let result = await fetch.run(over: transport, readers: readers, clock: clock) { step in
        inbox.yield((.step(mirror, transfer: transfer, step), at: clock.milliseconds))
      }
      inbox.yield((.fetched(mirror, transfer: transfer, result), at: clock.milliseconds))
    }
    transfers[mirror] = Transfer(number: transfer, task: task)
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
    guard let first = round.outcomes.first.map(complete), first.mirror != outcome.mirror, round.served == outcome.mirror
    else {
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
}
