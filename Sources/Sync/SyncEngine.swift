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
  /// Draws the waits of relays that failed.
  var generator: any RandomNumberGenerator & Sendable
  /// One delivery at a time.
  let deliveryTurn = Turnstile(places: 1)
  /// Feeds that are read at once: more would hold too much memory.
  let readers = Turnstile(places: 2)
  let deliveries: DeliveryQueue
  private var admission = Admission()
  /// Newsrooms that have a round now.
  private var busy: Set<NewsroomID> = []

  /// `limits`: of each exchange. `credentials`: for relays that want a login. `generator`: draws how long a relay that
  /// failed is left alone.
  public init(
    store: NewsStore, transport: any Transport, clock: any SyncClock = SystemClock(), limits: WireLimits = WireLimits(),
    credentials: Netrc = Netrc(), generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.limits = limits
    self.credentials = credentials
    self.generator = generator
    self.store = store
    self.transport = transport
    self.clock = clock
    deliveries = DeliveryQueue(store: store)
  }

  private enum Finished: Sendable {
    case round(RoundPlan, RoundReport, bytes: Int)
    case look
  }

  /// A round for each of these newsrooms (nil: for all), many at once. Newsrooms that have a round already are left out.
  ///
  /// - Returns: a report for each, in the newsrooms' order. They are in the store's log, too.
  /// - Throws: when the store can't say what to sync. What goes wrong later is in the reports.
  @discardableResult
  public func sync(
    _ which: [NewsroomID]? = nil, progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> [RoundReport] {
    let plans = try await plans(for: which).filter { busy.insert($0.newsroom.id).inserted }
    defer { busy.subtract(plans.map(\.newsroom.id)) }
    progress(.began(of: plans.count))
    var reports: [RoundReport] = []
    /// Failures that may turn out to be this machine's: whether it is offline is known when all rounds are over.
    var undecided: [RoundReport] = []
    await withTaskGroup(of: Finished.self) { group in
      var rest = plans[...]
      var running = 0
      while true {
        while running == 0 || admission.isOpen, let plan = rest.popFirst() {
          running += 1
          admission.enter()
          group.addTask { await self.round(plan, progress: progress) }
        }
        guard let finished = await group.next() else { break }
        guard case .round(let plan, let report, let bytes) = finished else { continue }
        running -= 1
        admission.leave(brought: bytes)
        if report.mayBeOffline {
          undecided.append(report)
        } else {
          reports.append(report)
          await settle(report, done: reports.count, of: plans.count, progress)
        }
        let redirects = RedirectLook.due(after: report, plan: plan)
        if !redirects.isEmpty, !Task.isCancelled {
          group.addTask {
            await self.look(at: redirects, of: plan.newsroom, progress: progress)
            return .look
          }
        }
      }
    }
    let isOffline = FailureJudge.isOffline(reports + undecided)
    for report in undecided {
      reports.append(isOffline ? report.offline : report)
      await settle(reports[reports.count - 1], done: reports.count, of: plans.count, progress)
    }
    if let fault = await deliveries.flush() {
      for index in reports.indices where reports[index].trouble == nil {
        reports[index].trouble = Phrasebook.english(fault.phrase)
      }
    }
    let order = Dictionary(uniqueKeysWithValues: plans.enumerated().map { ($1.newsroom.id, $0) })
    return reports.sorted { order[$0.newsroom, default: 0] < order[$1.newsroom, default: 0] }
  }

  private func settle(
    _ report: RoundReport, done: Int, of count: Int, _ progress: @Sendable (SyncProgress) -> Void
  ) async {
    if !report.wasCancelled { await deliveries.record(report) }
    progress(.roundFinished(report, done: done, of: count))
  }

  private func round(
    _ plan: RoundPlan, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async -> Finished {
    var run = RoundRun(
      plan, transport: transport, clock: clock, readers: readers, deliveries: deliveries, progress: progress)
    let report = await run.run(on: self)
    return .round(plan, report, bytes: run.held)
  }

  private func plans(for which: [NewsroomID]?) async throws(StoreFault) -> [RoundPlan] {
    let newsrooms = try await store.newsrooms().filter { which?.contains($0.id) ?? true }
    let mirrors = Dictionary(grouping: try await store.mirrors(now: clock.now).filter(\.servesNews), by: \.newsroom)
    let rotas = newsrooms.map { MirrorRota(mirrors[$0.id] ?? [], now: clock.now) }
    let cursors = try await store.cursors(of: rotas.flatMap { $0.candidates.map(\.mirror) })
    return zip(newsrooms, rotas).map { newsroom, rota in
      let own = mirrors[newsroom.id] ?? []
      return RoundPlan(
        newsroom: newsroom, mirrors: Dictionary(uniqueKeysWithValues: own.map { ($0.id, $0) }), rota: rota,
        cursors: cursors, limits: limits)
    }
  }

  /// Memory that a round needs for a feed until it is stored.
  func hold(_ bytes: Int) { admission.hold(bytes) }
}

extension RoundReport {
  /// Whether all that happened is what happens without a network.
  var mayBeOffline: Bool {
    !mirrors.isEmpty && trouble != RoundTrouble.cancelled.rawValue
      && mirrors.allSatisfy { $0.verdict.map { FailureJudge.networkless.contains($0.symptom) } ?? false }
  }

  var wasCancelled: Bool { trouble == RoundTrouble.cancelled.rawValue }

  /// The same, charged to nobody.
  var offline: RoundReport {
    var report = self
    report.isOffline = true
    report.trouble = nil
    for index in report.mirrors.indices {
      let evidence = report.mirrors[index].verdict?.evidence ?? .init()
      report.mirrors[index].verdict = Verdict(.offline, weight: .none, evidence: evidence)
    }
    return report
  }
}
