public import News
public import Store
import Wire

extension SyncEngine {
  /// Asks each of these mirrors, disabled ones too, without a race; answers are told as they come and recorded. What a
  /// mirror brings is stored: it was fetched already. A relay is asked after a drop that nobody has.
  ///
  /// - Returns: an outcome for each, in the order in which they were asked for; those that are unknown are left out.
  @discardableResult
  public func test(
    _ mirrors: [MirrorID], progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> [MirrorOutcome] {
    let all = Dictionary(try await store.mirrors(now: clock.now).map { ($0.id, $0) }) { first, _ in first }
    let known = mirrors.compactMap { all[$0] }
    let cursors = try await store.cursors(of: known.map(\.id))
    progress(.began(of: known.count))
    let turnstile = Turnstile(places: 16)
    var outcomes: [MirrorID: MirrorOutcome] = [:]
    var fault: StoreFault?
    await withTaskGroup(of: Swift.Result<MirrorOutcome, StoreFault>?.self) { group in
      for mirror in known {
        group.addTask {
          await turnstile.enter()
          let result: Swift.Result<MirrorOutcome, StoreFault>? =
            if Task.isCancelled {
              nil
            } else if mirror.takesDrops {
              await self.ask(relay: mirror, progress: progress)
            } else {
              await self.ask(mirror, cursor: cursors[mirror.id], progress: progress)
            }
          await turnstile.leave()
          return result
        }
      }
      for await result in group {
        switch result {
        case .success(let outcome):
          outcomes[outcome.mirror] = outcome
          guard let newsroom = all[outcome.mirror]?.newsroom else { continue }
          progress(.tested(newsroom, outcome, done: outcomes.count, of: known.count))
        case .failure(let reason): fault = reason
        case nil: break
        }
      }
    }
    if let fault { throw fault }
    return known.compactMap { outcomes[$0.id] }
  }

  /// Nil when it was cancelled.
  private func ask(
    _ mirror: Mirror, cursor: Cursor?, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async -> Result<MirrorOutcome, StoreFault>? {
    progress(.mirrorStarted(mirror.newsroom, mirror.id, url: mirror.url, isRaced: false))
    var fetch = FeedFetch(newsroom: mirror.newsroom, mirror: mirror.id, url: mirror.url, cursor: cursor, limits: limits)
    fetch.limits.total = min(limits.total, 30_000)
    let result = await fetch.run(over: transport, readers: readers, clock: clock) { _ in }
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
    if outcome.kind == .unchanged { outcome.behindSeconds = mirror.behindSeconds }
    do throws(StoreFault) {
      if let delivery {
        let stored = try await deliveries.commit(delivery).get()
        if outcome.kind == .served { outcome.behindSeconds = stored.behindSeconds }
      }
      try await store.record(test: outcome, at: clock.now)
    } catch {
      return .failure(error)
    }
    return .success(outcome)
  }
}
