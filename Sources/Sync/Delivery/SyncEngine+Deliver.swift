import Foundation
public import News
public import Store

extension SyncEngine {
  /// Sends what is filed and due, urgent reports first, then the oldest: each until relays on two hosts hold it, or on one
  /// where there is but one. One delivery at a time: a second call waits for the first. Whoever calls holds the `SyncLock`.
  ///
  /// - Parameter which: these alone; nil for all.
  /// - Parameter hurry: the user wants it now: the waits of earlier failures don't count.
  /// - Returns: what came of it. Everything in it is on the disk.
  /// - Throws: when the store can't say what to send, or no longer takes what is to be remembered.
  @discardableResult
  public func deliver(
    _ which: [ReportNumber]? = nil, hurry: Bool = false,
    progress: @escaping @Sendable (DeliveryProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> DeliveryReport {
    await deliveryTurn.enter()
    let result: Result<DeliveryReport, StoreFault>
    do throws(StoreFault) {
      result = .success(try await deliverInTurn(which, hurry: hurry, progress: progress))
    } catch {
      result = .failure(error)
    }
    await deliveryTurn.leave()
    return try result.get()
  }

  private func deliverInTurn(
    _ which: [ReportNumber]?, hurry: Bool, progress: @escaping @Sendable (DeliveryProgress) -> Void
  ) async throws(StoreFault) -> DeliveryReport {
    var pass = DeliveryPass(hurry: hurry)
    try await reopen()
    let due = try await store.dueReports(now: clock.now).sorted { a, b in
      (a.report.isUrgent ? 0 : 1, a.filed, a.id) < (b.report.isUrgent ? 0 : 1, b.filed, b.id)
    }
    for report in due {
      try await turn(of: report.id, isAsked: which?.contains(report.id) ?? true, in: &pass, progress: progress)
    }
    if Task.isCancelled { pass.report.wasCancelled = true }
    return pass.report
  }

  /// One report's turn. Where it is not sent, only when it is due is found out.
  private func turn(
    of number: ReportNumber, isAsked: Bool, in pass: inout DeliveryPass,
    progress: @escaping @Sendable (DeliveryProgress) -> Void
  ) async throws(StoreFault) {
    let isSent = isAsked && !pass.isOver && !Task.isCancelled
    // Another process may have withdrawn it, or its writer agreed to something, since it was listed.
    guard let report = try await journal.report(number), report.state == .filed else { return }
    if try await isForked(report.newsroom) {
      guard isSent else { return }
      pass.report.stopped.append(number)
      return pass.report.reports.append(report)
    }
    switch report.sealing {
    case .unsealed, .sealed: break
    case .waiting, .stopped:
      guard isSent else { return }
      pass.report.waitingForKeys.append(number)
      return pass.report.reports.append(report)
    }
    let choice = RelayChoice(
      for: report, among: try await mirrors(of: report.newsroom), now: clock.now, hasProxy: hasProxy)
    pass.leaveAlone(choice.leftAlone)
    if choice.relays.isEmpty {
      guard isSent else { return }
      if choice.withheld > 0 { pass.report.waitingForConsent.append(number) }
      if choice.withheld == 0 { pass.report.withoutRelays.append(number) }
      pass.report.reports.append(report)
      return
    }
    // What relays did with a drop that has to be made again says nothing of the next one.
    let isKept = report.drop == nil || report.keepsDrop
    var records = isKept ? report.relays : []
    if isSent, isKept {
      for rest in pass.rests(of: report, among: choice.relays, now: clock.now) {
        try await journal.record(number, rest)
        records = records.filter { $0.url != rest.url } + [rest]
      }
    }
    var drop = pass.delivery(of: choice, records: records, size: report.dropSize ?? 0, now: clock.now)
    if isSent, drop.hasWork {
      switch try await packed(report, progress: progress) {
      case .success(let file):
        drop = pass.delivery(of: choice, records: records, size: file.size, now: clock.now)
        var run = DropRun(
          report, choice: choice, drop: file, transport: transport, clock: clock, limits: limits,
          credentials: credentials, journal: journal, progress: progress)
        var draws = draws
        try await run.run(&drop, on: self, using: &draws)
        pass.learn(from: drop)
      case .failure(let fault): pass.report.troubles[number] = fault.phrase
      }
    }
    let now = clock.now
    if isSent, drop.isRelayed, try await journal.report(number) != nil {
      try await journal.uncancelled { store throws(StoreFault) in try await store.setRelayed(number, now: now) }
    }
    if let due = drop.nextDue(of: choice.relays, now: clock.now) {
      pass.note(due: due, isAsked: isAsked, now: clock.now)
    }
    guard isSent, let settled = try await journal.report(number) else { return }
    pass.report.reports.append(settled)
    progress(.finished(number, settled))
  }

  /// Nobody knows whose keys are whose: until the editors have said so, nothing is sent.
  private func isForked(_ newsroom: NewsroomID?) async throws(StoreFault) -> Bool {
    guard let newsroom else { return false }
    let status = try await journal.uncancelled { store throws(StoreFault) in
      try await store.editionStatus(of: newsroom)
    }
    return status?.fork != nil
  }

  func mirrors(of newsroom: NewsroomID?) async throws(StoreFault) -> [Mirror] {
    guard let newsroom else { return [] }
    let now = clock.now
    return try await journal.uncancelled { store throws(StoreFault) in try await store.mirrors(of: newsroom, now: now) }
  }

  var journal: DeliveryJournal { DeliveryJournal(store: store, draws: draws) }

  /// The report's drop, packed and on the disk: what an export needs, too. A report that was packed before is not packed
  /// again as long as its drop is sound.
  ///
  /// - Throws: when the store has no such report. Why it could not be packed is returned.
  public func pack(_ number: ReportNumber) async throws(StoreFault) -> Result<OutboxReport, ReportPackFault> {
    guard let report = try await store.outboxReport(number) else { throw .notFound("report \(number.rawValue)") }
    switch try await packed(report, progress: { _ in }) {
    case .success: return .success(try await store.outboxReport(number) ?? report)
    case .failure(let fault): return .failure(fault)
    }
  }

  private func packed(
    _ report: OutboxReport, progress: @Sendable (DeliveryProgress) -> Void
  ) async throws(StoreFault) -> Result<(name: String, size: Int, path: String), ReportPackFault> {
    let folder = store.dropsFolder
    if case .waiting = report.sealing { return .failure(.noKeys) }
    if case .stopped = report.sealing { return .failure(.noKeys) }
    if let name = report.drop, let size = report.dropSize, report.keepsDrop || report.isCarried {
      let path = folder + "/" + name
      if await Self.isSound(path, name: name, size: size) { return .success((name, size, path)) }
      if report.isCarried { return .failure(.damaged(path: path)) }
    }
    progress(.packing(report.id))
    let number = report.id
    let filing = try await journal.uncancelled { store throws(StoreFault) in try await store.filing(number) }
    guard let filing else { throw .notFound("report \(number.rawValue)") }
    var seal: DropSeal?
    var newsroomName = report.newsroomName
    var recipients: [String]?
    if case .sealed(let to) = filing.report.sealing, let newsroom = report.newsroom {
      recipients = to
      let status = try await journal.uncancelled { store throws(StoreFault) in
        try await store.editionStatus(of: newsroom)
      }
      let keys = try await journal.uncancelled { store throws(StoreFault) in try await store.keys(of: number) }
      // As the newsroom calls itself: what its reader calls it is nobody's business.
      newsroomName = status?.origin ?? ""
      seal = DropSeal(to: to, fingerprint: status?.fingerprint ?? "", keys: keys)
      guard seal != nil else { return .failure(.noRecipient) }
    }
    switch await Self.write(filing, newsroomName: newsroomName, to: folder, seal: seal) {
    case .success(let made):
      let sealedTo = recipients
      try await journal.uncancelled { store throws(StoreFault) in
        try await store.setDrop(number, name: made.name, size: made.size, sealedTo: sealedTo)
      }
      return .success((made.name, made.size, folder + "/" + made.name))
    case .failure(let fault): return .failure(fault)
    }
  }

  /// Off the actor: a drop has as many as 64 MiB.
  private nonisolated static func isSound(_ path: String, name: String, size: Int) async -> Bool {
    KeptFile.isSound(path, name: name, size: size)
  }

  private nonisolated static func write(
    _ filing: Filing, newsroomName: String, to folder: String, seal: DropSeal?
  ) async -> Result<(name: String, size: Int), ReportPackFault> {
    do throws(ReportPackFault) {
      return .success(try ReportPack.write(filing, newsroomName: newsroomName, to: folder, seal: seal))
    } catch {
      return .failure(error)
    }
  }
}
