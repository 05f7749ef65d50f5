import Desk
import Foundation
import News
import Store
import Sync

/// Rounds of the desk, one lot at a time, and what is done between them so that a mirror that was blocked is back soon.
extension EffectRunner {
  /// How rounds are asked for.
  enum Wish {
    /// By the user.
    case wanted
    /// At the start, or because something changed.
    case background
    /// By the clock: where nothing changed, nothing is shown.
    case automatic
    /// By the user, of all mirrors though one is pinned.
    case ignoringPins
    /// By the user, of those too that are left alone for now.
    case retrying
  }

  /// How often mirrors whose rest is over are looked for.
  static let probeInterval = Duration.seconds(10)

  /// Looks at the line, fetches the news and delivers where that is wanted, and asks mirrors whose rest is over from now on.
  func begin(syncs: Bool) {
    beginning = work { [self] in
      await automatic.look()
      let isFollowing = try await !store.newsrooms().isEmpty
      guard !Task.isCancelled else { return }
      if syncs, !automatic.isWaiting {
        if isFollowing { sync(nil, .background) }
        deliver(isWanted: false)
      }
      startProbing()
    }
  }

  /// Rounds for these newsrooms, or all.
  func sync(_ newsrooms: [NewsroomID]?, _ wish: Wish = .wanted) {
    guard syncing == nil else {
      // What the rounds under way don't do has its turn after them.
      let isOther = wish == .ignoringPins || wish == .retrying || (wish == .wanted && isFinishing)
      if isOther { waiting.append((newsrooms, wish)) }
      return
    }
    do throws(Failure) {
      guard try lock.hold() else {
        if wish == .background || wish == .automatic { return }
        return loop.post(.failed("another Wirecopy is syncing; its news shows here as it comes"))
      }
    } catch {
      if let phrase = error.phrase { loop.post(.failed(phrase)) }
      return
    }
    isOnline = true
    let (news, feed) = AsyncStream.makeStream(of: SyncProgress.self)
    let (engine, store) = (engine, store)
    let rounds = Task {
      defer { feed.finish() }
      let which = if let newsrooms { newsrooms } else { try await store.newsrooms(toFetch: []) }
      return try await Self.rounds(which, wish, of: engine) { feed.yield($0) }
    }
    syncing = Task { [self] in
      await withTaskCancellationHandler {
        for await progress in news where wish != .automatic { tell(progress) }
        do {
          let reports = try await rounds.value
          // Who asks from here on has seen the end of these rounds, and wants others.
          isFinishing = true
          await finish(reports, wish)
        } catch let fault as StoreFault {
          loop.post(.sync(.finished([fault.phrase], new: 0, isOffline: false, failed: 1)))
        } catch {
          if wish != .automatic { loop.post(.sync(.finished([], new: 0, isOffline: false, failed: 0))) }
        }
        loop.post(.loaded(.changed))
        syncing = nil
        isFinishing = false
        lock.letGo()
        let next = waiting.isEmpty ? nil : waiting.removeFirst()
        if Task.isCancelled { waiting = [] } else if let next { sync(next.newsrooms, next.wish) }
      } onCancel: {
        rounds.cancel()
      }
    }
  }

  private static func rounds(
    _ newsrooms: [NewsroomID]?, _ wish: Wish, of engine: SyncEngine,
    _ progress: @escaping @Sendable (SyncProgress) -> Void
  ) async throws -> [RoundReport] {
    switch wish {
    case .wanted: try await engine.sync(newsrooms, purpose: .wanted, progress: progress)
    case .background, .automatic: try await engine.sync(newsrooms, purpose: .background, progress: progress)
    case .ignoringPins: try await engine.sync(newsrooms, purpose: .wanted, ignoringPins: true, progress: progress)
    case .retrying: try await engine.retryNow(newsrooms, progress: progress)
    }
  }

  private func finish(_ reports: [RoundReport], _ wish: Wish) async {
    for report in reports { log?.record(report) }
    let asked = reports.filter { !$0.mirrors.isEmpty }
    let isOffline = !asked.isEmpty && asked.allSatisfy(\.isOffline)
    if wish != .automatic || isWorthSaying(reports, isOffline: isOffline) {
      loop.post(
        .sync(
          .finished(
            reports.map { Phrase(verbatim: RoundSentence.line($0, in: session.phrasebook)) },
            new: reports.reduce(0) { $0 + $1.new }, isOffline: isOffline, failed: reports.count { $0.served == nil })))
    }
    await automatic.synced(reports.map(\.newsroom))
    for report in reports {
      if report.served == nil { unserved.insert(report.newsroom) } else { unserved.remove(report.newsroom) }
    }
    if !asked.isEmpty { wasOffline = isOffline }
    fetchFurther(after: reports)
    // Where news comes from, a relay may answer too.
    if reports.contains(where: { $0.served != nil }) { deliver(isWanted: false) }
    if wish != .ignoringPins { await offerOthers(reports) }
    if !isOffline { await keepHouse() }
  }

  /// Of rounds that nobody asked for: what is new, and what is not served that was before. How old the news is stands in the
  /// first line in any case.
  private func isWorthSaying(_ reports: [RoundReport], isOffline: Bool) -> Bool {
    if reports.contains(where: { $0.new + $0.revised > 0 }) { return true }
    return !isOffline && reports.contains { $0.served == nil && !unserved.contains($0.newsroom) }
  }

  /// Where the pinned mirror brought nothing though there is a network, its newsroom's others may be asked.
  private func offerOthers(_ reports: [RoundReport]) async {
    let failed = reports.filter { $0.served == nil && !$0.isOffline && !$0.mirrors.isEmpty }
    for report in failed {
      guard let mirrors = try? await store.mirrors(of: report.newsroom) else { continue }
      let usable = mirrors.filter { $0.servesNews && !$0.isDisabled }
      if usable.count > 1, usable.contains(where: \.isPinned) {
        loop.post(.sync(.pinnedFailed(report.newsroom)))
      }
    }
  }

  /// Ends rounds and tests that are under way.
  func cancelSync() {
    syncing?.cancel()
    tests.forEach { $0.cancel() }
    further?.cancel()
    letting?.cancel()
    opening?.cancel()
  }

  private func tell(_ progress: SyncProgress) {
    switch progress {
    case .began(let count): loop.post(.sync(.began(newsrooms: count)))
    case .roundStarted(_, let name): loop.post(.sync(.progressed(done: 0, of: 0, Phrase(verbatim: name))))
    case .moved: if let line = line(progress) { loop.post(.sync(.moved(line))) }
    case .judged:
      if let line = line(progress) { loop.post(.sync(.judged(line))) }
      // Its row shows the word from the store, where it is by now.
      loop.post(.loaded(.changed))
    case .roundFinished(let report, let done, let all):
      loop.post(.sync(.progressed(done: done, of: all, Phrase(verbatim: report.name))))
    case .mirrorStarted, .downloading, .mirrorFailed, .served, .offered, .tested: break
    }
  }

  private func line(_ progress: SyncProgress) -> Phrase? {
    let parts = progress.sentences.map(session.callAsFunction)
    return parts.isEmpty ? nil : Phrase(verbatim: parts.joined(separator: " · "))
  }

  // MARK: Between rounds

  /// Looks after mirrors whose rest is over, as long as the desk is open.
  private func startProbing() {
    probing = Task { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.probeInterval)
        if Task.isCancelled { return }
        await self?.automatic.look()
        await self?.syncDue()
        await self?.probe()
      }
    }
  }

  /// Asks them, beside any round; a newsroom that went without news is synced at once when one of its mirrors is back.
  private func probe() async {
    // The lock is taken for those alone who are there: cron may want it.
    guard isOnline, !automatic.isWaiting, syncing == nil, let mirrors = try? await store.mirrors(),
      mirrors.contains(where: \.isDueForProbe),
      syncing == nil, (try? lock.hold()) == true
    else { return }
    let outcomes = try? await engine.probe { _ in }
    lock.letGo()
    guard let outcomes, !outcomes.isEmpty else { return }
    loop.post(.loaded(.changed))
    let good = Set(outcomes.filter { $0.kind != .failed }.map(\.mirror))
    let back = Set(mirrors.filter { good.contains($0.id) && $0.servesNews }.map(\.newsroom)).intersection(unserved)
    if !back.isEmpty { sync(Array(back), .background) }
  }

  /// This machine is on another network, or awake again: nothing that was learned of the old one counts.
  func networkChanged(isConnected: Bool) {
    work { [self] in
      await engine.networkChanged()
      loop.post(.loaded(.changed))
      await automatic.look()
      guard isConnected, isOnline, !automatic.isWaiting else { return }
      if wasOffline {
        sync(nil, .background)
      } else if !unserved.isEmpty {
        sync(Array(unserved), .background)
      } else {
        await syncDue()
      }
      deliver(isWanted: false)
    }
  }

  /// Fetches what has not been fetched for as long as the settings say.
  private func syncDue() async {
    guard isOnline, syncing == nil else { return }
    let due = await automatic.due()
    if !due.isEmpty, syncing == nil { sync(due, .automatic) }
  }
}

extension Mirror {
  fileprivate var isDueForProbe: Bool {
    !isDisabled && memory.breaker.state(at: Date(), inForeground: true) == .halfOpen
  }
}
