import Foundation
import News

extension RoundRun {
  func outcome(of mirror: MirrorID) -> MirrorOutcome? {
    round.outcomes.first { $0.mirror == mirror }.map(complete)
  }

  /// With all that is known of that mirror, not of the race alone.
  func complete(_ outcome: MirrorOutcome) -> MirrorOutcome {
    var outcome = notes[outcome.mirror]?.added(to: outcome) ?? outcome
    outcome.verdict = outcome.verdict.map { cuts.reconsider($0, of: outcome.mirror) }
    if outcome.mirror == servedCut { outcome.kind = .served }
    return outcome
  }

  func report(started: Date, milliseconds: Int) -> RoundReport {
    let served = round.served ?? servedCut
    var report = RoundReport(
      newsroom: plan.newsroom.id, name: plan.newsroom.name, started: started, milliseconds: milliseconds,
      served: served, servedURL: served.flatMap { plan.mirrors[$0]?.url }, new: new, revised: revised,
      mirrors: round.outcomes.map(complete))
    report.trouble = trouble ?? plan.trouble?.rawValue
    if round.wasCancelled {
      report.trouble = RoundTrouble.cancelled.rawValue
    } else if report.trouble == nil, report.served == nil, plan.rota.isPinned {
      report.trouble = RoundTrouble.pinnedFailed.rawValue
    }
    return report
  }
}
