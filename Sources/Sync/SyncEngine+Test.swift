public import News
public import Store
import Synchronization
import Wire

extension SyncEngine {
  /// Asks each of these mirrors, disabled ones too, without a race; answers are told as they come and recorded. What a
  /// mirror brings is stored: it was fetched already. A relay is asked after a drop that nobody has.
  ///
  /// - Returns: an outcome for each, in the order in which they were asked for; those that are unknown are left out. Where
  ///   this machine is offline, it is charged to none of them.
  @discardableResult
  public func test(
    _ mirrors: [MirrorID], progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> [MirrorOutcome] {
    let all = Dictionary(try await store.mirrors(now: clock.now).map { ($0.id, $0) }) { first, _ in first }
    return try await ask(mirrors.compactMap { all[$0] }, patience: 30_000, mayControl: true, progress: progress)
  }

  /// Asks the mirrors whose rest is over and whose newsroom has no round now, so that one that is back is noticed. At most
  /// 16, and none of them often: call it every few seconds while somebody looks at the screen.
  ///
  /// - Returns: as `test`.
  @discardableResult
  public func probe(
    progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> [MirrorOutcome] {
    let mirrors = try await store.mirrors(now: clock.now)
    let due = probes.take(
      from: mirrors, busy: busy, now: clock.now, milliseconds: clock.milliseconds, hasProxy: hasProxy)
    guard !due.isEmpty else { return [] }
    let outcomes = try await ask(due, patience: 10_000, mayControl: false, progress: progress)
    for outcome in outcomes { probes.note(outcome) }
    return outcomes
  }

  /// - Parameters:
  ///   - patience: milliseconds for each.
  ///   - mayControl: see `judged`.
  private func ask(
    _ mirrors: [Mirror], patience: Int, mayControl: Bool, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async throws(StoreFault) -> [MirrorOutcome] {
    let network = witnesses.network
    let known = Dictionary(mirrors.map { ($0.id, $0) }) { first, _ in first }
    let cursors = try await store.cursors(of: mirrors.map(\.id))
    progress(.began(of: mirrors.count))
    let turnstile = Turnstile(places: ProbeRota.most)
    var outcomes: [MirrorID: MirrorOutcome] = [:]
    /// Failures that may be this machine's.
    var undecided: [MirrorID] = []
    var fault: StoreFault?
    await withTaskGroup(of: Result<MirrorOutcome, StoreFault>?.self) { group in
      for mirror in mirrors {
        group.addTask {
          await turnstile.enter()
          let result: Result<MirrorOutcome, StoreFault>? =
            if Task.isCancelled {
              nil
            } else if mirror.takesDrops {
              await self.ask(relay: mirror, progress: progress).map { .success($0) }
            } else {
              await self.ask(mirror, cursor: cursors[mirror.id], patience: patience, progress: progress)
            }
          await turnstile.leave()
          return result
        }
      }
      for await result in group {
        switch result {
        case .success(var outcome):
          guard let mirror = known[outcome.mirror] else { continue }
          if network == witnesses.network {
            witnesses.note([outcome], at: clock.milliseconds)
            outcome.keep(blocked[outcome.mirror])
          }
          outcomes[outcome.mirror] = outcome
          progress(.tested(mirror.newsroom, outcome, done: outcomes.count, of: mirrors.count))
          if outcome.isNetworkless {
            undecided.append(outcome.mirror)
          } else {
            fault = await record(outcome, of: mirror) ?? fault
          }
        case .failure(let reason): fault = reason
        case nil: break
        }
      }
    }
    let isOffline =
      undecided.count == outcomes.count && witnesses.fresh(at: clock.milliseconds).isEmpty
      && FailureJudge.isOffline(undecided.compactMap { outcomes[$0]?.failure })
    for id in undecided {
      if isOffline {
        outcomes[id]?.chargeNobody()
      } else if let outcome = outcomes[id], let mirror = known[id] {
        fault = await record(outcome, of: mirror) ?? fault
      }
    }
    if let fault { throw fault }
    let asked = mirrors.compactMap { outcomes[$0.id] }
    return isOffline
      ? asked : try await understood(asked, of: known, network: network, mayControl: mayControl, progress: progress)
  }

  /// What becomes certain once the answers are seen side by side, in the store too.
  private func understood(
    _ outcomes: [MirrorOutcome], of mirrors: [MirrorID: Mirror], network: Int, mayControl: Bool,
    progress: @escaping @Sendable (SyncProgress) -> Void
  ) async throws(StoreFault) -> [MirrorOutcome] {
    let feeds = outcomes.filter { mirrors[$0.mirror]?.servesNews ?? false }
    var understood: [MirrorID: MirrorOutcome] = [:]
    for (newsroom, own) in Dictionary(grouping: feeds, by: { mirrors[$0.mirror]?.newsroom }) {
      guard let newsroom else { continue }
      let report = RoundReport(newsroom: newsroom, name: "", started: clock.now, mirrors: own)
      let routes = mirrors.compactMapValues { $0.route.isDefault && $0.signed == nil ? nil : $0.wireRoute }
      let better = await judged(
        report, routes: routes, network: network, mayControl: mayControl, progress: progress)
      for outcome in better.mirrors { understood[outcome.mirror] = outcome }
    }
    for before in outcomes {
      guard let verdict = understood[before.mirror]?.verdict, verdict != before.verdict else { continue }
      try await store.record(verdict: verdict, of: before.mirror)
    }
    return outcomes.map { understood[$0.mirror] ?? $0 }
  }

  private func record(_ outcome: MirrorOutcome, of mirror: Mirror) async -> StoreFault? {
    let draws = draws
    do throws(StoreFault) {
      if mirror.takesDrops {
        try await store.record(
          relay: mirror.id, verdict: outcome.verdict, at: clock.now,
          milliseconds: outcome.verdict == nil ? outcome.milliseconds : nil, draw: { draws.fraction() })
      } else {
        try await store.record(test: outcome, at: clock.now, draw: { draws.fraction() })
      }
      return nil
    } catch {
      return error
    }
  }

  /// Nil when it was cancelled.
  private func ask(
    _ mirror: Mirror, cursor: Cursor?, patience: Int, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async -> Result<MirrorOutcome, StoreFault>? {
    progress(.mirrorStarted(mirror.newsroom, mirror.id, url: mirror.url, isRaced: false))
    if mirror.kind == .edition { return await askForHead(mirror, patience: patience) }
    var fetch = FeedFetch(
      newsroom: mirror.newsroom, mirror: mirror.id, url: mirror.url, cursor: cursor, limits: limits,
      route: mirror.wireRoute)
    fetch.limits.total = min(limits.total, patience)
    let answer = Mutex(RoundNote())
    let result = await fetch.run(over: transport, readers: readers, clock: clock) { step in
      guard case .answered(let bytes, let remark, let clockOff) = step else { return }
      answer.withLock { $0.answer(bytes: bytes, remark: remark, clockOff: clockOff) }
    }
    var note = answer.withLock { $0 }
    var outcome = MirrorOutcome(mirror: mirror.id, url: mirror.url, kind: .failed)
    let (delivery, milliseconds): (PreparedDelivery?, Int?)
    switch result {
    case .feed(let brought, let time):
      outcome.kind = .served
      (delivery, milliseconds) = (brought, time)
    case .unchanged(let note, let time):
      outcome.kind = .unchanged
      (delivery, milliseconds) = (note, time)
    case .cut(let verdict, let brought, let isOwnEnd):
      outcome.kind = isOwnEnd ? .served : .failed
      outcome.verdict = verdict
      (delivery, milliseconds) = (brought, verdict.evidence.total)
    case .failed(let verdict):
      outcome.verdict = verdict
      (delivery, milliseconds) = (nil, verdict.evidence.total)
    case .cancelled: return nil
    }
    outcome.milliseconds = milliseconds ?? 0
    if outcome.kind == .failed, let verdict = outcome.verdict {
      // Cut off at the same byte as the last time?
      var cuts = CutPlaces()
      outcome.verdict = cuts.judge(verdict, of: mirror.id, before: mirror.verdict)
    }
    if outcome.kind == .unchanged { outcome.behindSeconds = mirror.behindSeconds }
    if let delivery {
      switch await deliveries.commit(delivery) {
      case .success(let stored):
        if outcome.kind == .served { outcome.behindSeconds = stored.behindSeconds }
        note.disagreeing = stored.disagreeing
      case .failure(let fault): return .failure(fault)
      }
    }
    return .success(note.added(to: outcome))
  }
}

extension MirrorOutcome {
  /// Where it failed: what was asked, and how that ended.
  var failure: (url: String, symptom: Verdict.Symptom)? {
    kind == .failed ? verdict.map { (url, $0.symptom) } : nil
  }

  /// Whether it is what happens without a network.
  var isNetworkless: Bool { failure.map { FailureJudge.networkless.contains($0.symptom) } ?? false }

  /// It was this machine, which is offline.
  mutating func chargeNobody() {
    verdict = Verdict(.offline, weight: .none, evidence: verdict?.evidence ?? .init())
  }

  /// A mirror that was blocked and shows the same as then, on the same network, is blocked still.
  mutating func keep(_ blocked: Verdict?) {
    guard let blocked, kind == .failed, verdict?.symptom == blocked.symptom else { return }
    verdict = blocked
  }
}
