import News
import Wire

extension SyncEngine {
  /// The same report with what becomes certain once it is seen beside what others showed; each mirror that is blocked is
  /// told.
  ///
  /// - Parameters:
  ///   - routes: of the mirrors that have one.
  ///   - network: the one that the round began on; on another one, nothing can be said any more.
  ///   - mayControl: addresses may be asked again to find out more; else what was seen has to do.
  func judged(
    _ report: RoundReport, routes: [MirrorID: WireRoute], network: Int, mayControl: Bool,
    progress: @Sendable (SyncProgress) -> Void
  ) async -> RoundReport {
    let now = clock.milliseconds
    let witnesses = self.witnesses.fresh(at: now)
    guard network == self.witnesses.network else { return report }
    let doubts =
      mayControl ? RoundJudge.doubts(report, routes: routes, witnesses: witnesses, network: network, now: now) : []
    let filtered = await control(doubts)
    guard network == self.witnesses.network, !Task.isCancelled else { return report }
    var better = RoundJudge.judge(report, witnesses: witnesses, network: network, now: now, filtered: filtered)
    for (index, before) in report.mirrors.enumerated() {
      // What was found with a witness, on this network, is not taken back for want of one.
      if before.isBlocked, !better.mirrors[index].isBlocked { better.mirrors[index].verdict = before.verdict }
      let outcome = better.mirrors[index]
      if let verdict = outcome.verdict, verdict.isBlocked { blocked[outcome.mirror] = verdict }
      if outcome.isBlocked, !before.isBlocked { progress(.judged(report.newsroom, outcome)) }
    }
    return better
  }

  private func control(_ doubts: [BlockCheck.Subject]) async -> [MirrorID: Bool] {
    let (transport, limits, clock, controls) = (transport, limits, clock, controls)
    return await withTaskGroup(of: (MirrorID, Bool?).self) { group in
      for doubt in doubts {
        group.addTask {
          await controls.enter()
          let isFiltered =
            Task.isCancelled ? nil : await BlockCheck.run(doubt, over: transport, limits: limits, clock: clock)
          await controls.leave()
          return (doubt.mirror, isFiltered)
        }
      }
      var filtered: [MirrorID: Bool] = [:]
      for await (mirror, isFiltered) in group { filtered[mirror] = isFiltered }
      return filtered
    }
  }
}

extension MirrorOutcome {
  var isBlocked: Bool { verdict?.isBlocked ?? false }
}
