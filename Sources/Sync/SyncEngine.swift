public import News
public import Store
public import Wire

/// Follows newsrooms through their mirrors: the door of this module. It routes; what is decided is decided by values.
///
/// Whoever syncs holds the `SyncLock` of the store. News reaches the screen only through the store.
public actor SyncEngine {
  let store: NewsStore
  let transport: any Transport
  let clock: any SyncClock
  let limits: WireLimits
  /// What relays are told that ask who comes.
  let credentials: Netrc
  let draws: Draws
  /// One delivery at a time.
  let deliveryTurn = Turnstile(places: 1)
  /// Feeds that are read at once: more would hold too much memory.
  let readers = Turnstile(places: 2)
  let deliveries: DeliveryQueue
  /// Controls of doubts that run at once.
  let controls = Turnstile(places: 12)
  private var admission = Admission()
  /// Newsrooms that have a round now.
  var busy: Set<NewsroomID> = []
  /// How everything is reached that says nothing itself.
  var route: WireRoute
  var witnesses = Witnesses()
  var probes = ProbeRota()
  /// Mirrors that were found to be blocked on this network, as that was said last.
  var blocked: [MirrorID: Verdict] = [:]

  /// - Parameters:
  ///   - limits: of each exchange.
  ///   - route: how everything is reached that says nothing itself. One that says nothing leaves the transport as it is.
  ///   - credentials: for relays that want a login.
  ///   - generator: draws who is asked first, and how long one that failed is left alone.
  public init(
    store: NewsStore, transport: any Transport, clock: any SyncClock = SystemClock(), limits: WireLimits = WireLimits(),
    route: WireRoute = WireRoute(), credentials: Netrc = Netrc(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    let draws = Draws(generator)
    self.draws = draws
    self.limits = limits
    self.route = route
    self.credentials = credentials
    self.store = store
    self.transport = transport
    self.clock = clock
    deliveries = DeliveryQueue(store: store, draws: draws)
    if route != WireRoute() { transport.setRoute(route) }
  }

  private enum Finished: Sendable {
    case round(RoundPlan, RoundReport, bytes: Int)
    case judged(RoundReport)
    case look
  }

  /// A round for each of these newsrooms (nil: for all), many at once. Newsrooms that have a round already are left out.
  ///
  /// - Parameters:
  ///   - ignoringPins: mirrors beside a pinned one are asked, too, this once.
  ///   - mirrors: those that are asked, this once; nil for all.
  /// - Returns: a report for each, in the newsrooms' order. They are in the store's log, too.
  /// - Throws: when the store can't say what to sync. What goes wrong later is in the reports.
  @discardableResult
  public func sync(
    _ which: [NewsroomID]? = nil, purpose: SyncPurpose = .wanted, ignoringPins: Bool = false,
    asking mirrors: Set<MirrorID>? = nil, progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> [RoundReport] {
    let plans = try await plans(for: which, purpose: purpose, ignoringPins: ignoringPins, asking: mirrors)
      .filter { busy.insert($0.newsroom.id).inserted }
    defer { busy.subtract(plans.map(\.newsroom.id)) }
    progress(.began(of: plans.count))
    var pass = SyncPass(of: plans.count)
    await withTaskGroup(of: Finished.self) { group in
      var rest = plans[...]
      var running = 0
      while true {
        while running == 0 || admission.isOpen, let plan = rest.popFirst() {
          running += 1
          admission.enter()
          group.addTask { await self.round(plan, progress: progress) }
        }
        if running == 0 {
          let (next, finished) = pass.close()
          for report in finished { progress(.roundFinished(report, done: pass.count(), of: pass.all)) }
          for next in next { await follow(next, in: &pass, &group, progress) }
        }
        guard let finished = await group.next() else { break }
        switch finished {
        case .round(let plan, let report, let bytes):
          running -= 1
          admission.leave(brought: bytes)
          if plan.network == witnesses.network { witnesses.note(report.mirrors, at: clock.milliseconds) }
          let next = pass.take(report, of: plan, isWitnessed: !witnesses.fresh(at: clock.milliseconds).isEmpty)
          if !report.mayBeOffline { progress(.roundFinished(report, done: pass.done, of: pass.all)) }
          await follow(next, in: &pass, &group, progress)
          let redirects = RedirectLook.due(after: report, plan: plan)
          if !redirects.isEmpty, !Task.isCancelled {
            group.addTask {
              await self.look(at: redirects, of: plan.newsroom, progress: progress)
              return .look
            }
          }
        case .judged(let report): await settle(report, in: &pass)
        case .look: break
        }
      }
    }
    var reports = pass.settled
    if let fault = await deliveries.flush() {
      for index in reports.indices where reports[index].trouble == nil {
        reports[index].trouble = Phrasebook.english(fault.phrase)
      }
    }
    await readLetters(of: plans.filter { $0.edition != nil }.map(\.newsroom.id))
    let order = Dictionary(uniqueKeysWithValues: plans.enumerated().map { ($1.newsroom.id, $0) })
    return reports.sorted { order[$0.newsroom, default: 0] < order[$1.newsroom, default: 0] }
  }

  private func follow(
    _ next: SyncPass.Next, in pass: inout SyncPass, _ group: inout TaskGroup<Finished>,
    _ progress: @escaping @Sendable (SyncProgress) -> Void
  ) async {
    switch next {
    case .settle(let report): await settle(report, in: &pass)
    case .judge(let plan, let report):
      let mayControl = pass.mayControl()
      group.addTask {
        .judged(
          await self.judged(
            report, routes: plan.routes, network: plan.network, mayControl: mayControl, progress: progress))
      }
    case .wait: break
    }
  }

  private func settle(_ report: RoundReport, in pass: inout SyncPass) async {
    pass.settle(report)
    probes.note(report)
    if !report.wasCancelled { await deliveries.record(report) }
  }

  private func round(
    _ plan: RoundPlan, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async -> Finished {
    if let record = plan.edition {
      // A status that can't be read is told when the round writes.
      let status = try? await store.editionStatus(of: plan.newsroom.id)
      var run = EditionRun(
        plan, record: record, status: status, transport: transport, clock: clock, store: store,
        progress: progress)
      return .round(plan, await run.run(on: self), bytes: 0)
    }
    var run = RoundRun(
      plan, transport: transport, clock: clock, readers: readers, deliveries: deliveries, progress: progress)
    let report = await run.run(on: self)
    return .round(plan, report, bytes: run.held)
  }

  private func plans(
    for which: [NewsroomID]?, purpose: SyncPurpose, ignoringPins: Bool, asking some: Set<MirrorID>?
  ) async throws(StoreFault) -> [RoundPlan] {
    let network = witnesses.network
    let newsrooms = try await store.newsrooms().filter { which?.contains($0.id) ?? true }
    let signed = try await store.signedNewsrooms()
    // Nothing unsigned of a signed newsroom is taken.
    let mirrors = Dictionary(
      grouping: try await store.mirrors(now: clock.now).filter {
        $0.servesNews && ($0.kind == .edition) == signed.contains($0.newsroom) && some?.contains($0.id) != false
      }, by: \.newsroom)
    var editions: [NewsroomID: EditionRecord] = [:]
    for newsroom in newsrooms where signed.contains(newsroom.id) {
      editions[newsroom.id] = try await store.edition(of: newsroom.id)
    }
    var draws = draws
    let rotas = newsrooms.map {
      MirrorRota(
        mirrors[$0.id] ?? [], now: clock.now, purpose: purpose, rounds: $0.rounds, ignoresPin: ignoringPins,
        inForeground: purpose == .wanted, hasProxy: hasProxy, using: &draws)
    }
    let cursors = try await store.cursors(of: rotas.flatMap { $0.candidates.map(\.mirror) })
    return zip(newsrooms, rotas).map { newsroom, rota in
      let own = mirrors[newsroom.id] ?? []
      return RoundPlan(
        newsroom: newsroom, mirrors: Dictionary(uniqueKeysWithValues: own.map { ($0.id, $0) }), rota: rota,
        cursors: cursors, limits: limits, edition: editions[newsroom.id], network: network)
    }
  }

  /// Memory that a round needs for a feed until it is stored.
  func hold(_ bytes: Int) { admission.hold(bytes) }
}
