import Edition
import Foundation
import News
import Store

extension EditionRun {
  /// The mirror that is shown as the one that served: the first that gave something good and nothing false.
  var server: MirrorID? {
    let honest = givers.first { charges[$0] == nil }
    guard let winner, charges[winner] == nil else { return honest }
    // Same as held, or the race's own winner.
    return winner
  }

  func outcome(of mirror: MirrorID) -> MirrorOutcome? { outcomes.first { $0.mirror == mirror } }

  /// Of everybody who was asked, with what they turned out to be.
  var outcomes: [MirrorOutcome] {
    var outcomes = round.outcomes
    let asked = Set(outcomes.map(\.mirror))
    // Those that helped, or were asked for pieces alone: their own time to a head is not known.
    for mirror in givers + charges.keys.sorted() + lacking.keys.sorted()
    where !asked.contains(mirror) && !outcomes.contains(where: { $0.mirror == mirror }) {
      outcomes.append(MirrorOutcome(mirror: mirror, url: plan.mirrors[mirror]?.url ?? "", kind: .lost))
    }
    return outcomes.map { complete(beside(fork: verifier.state.fork, $0)) }
  }

  /// While a fork stands nothing is taken of anybody: whoever gives the other state is charged with it again, who gives ours gave
  /// nothing new, and of who gives neither nothing can be said.
  private func beside(fork: ForkEvidence?, _ outcome: MirrorOutcome) -> MirrorOutcome {
    guard let fork, outcome.kind == .served || outcome.kind == .unchanged else { return outcome }
    var outcome = outcome
    let head = given[outcome.mirror].flatMap { HeadReading.checkpoint($0) }
    if head != nil, head == HeadReading.checkpoint(fork.other) {
      (outcome.kind, outcome.verdict) = (.failed, HeadReading.verdict(fork, nil))
    } else {
      outcome.kind = head != nil && head == HeadReading.checkpoint(fork.held) ? .unchanged : .lost
    }
    return outcome
  }

  private func complete(_ outcome: MirrorOutcome) -> MirrorOutcome {
    var outcome = outcome
    outcome.serves = .edition
    if let charge = charges[outcome.mirror] {
      (outcome.kind, outcome.verdict) = (.failed, charge)
      return outcome
    }
    if outcome.kind != .failed, let lack = lacking[outcome.mirror] {
      if outcome.mirror != server {
        (outcome.kind, outcome.verdict) = (.failed, lack)
      } else {
        var remark = lack
        remark.weight = .none
        outcome.verdict = remark
      }
      return outcome
    }
    if outcome.behindSeconds == nil { outcome.behindSeconds = behind[outcome.mirror] }
    return notes[outcome.mirror]?.added(to: outcome) ?? outcome
  }

  func report(started: Date, milliseconds: Int) -> RoundReport {
    let isServed = round.served != nil && !isForked && trouble == nil
    let served = isServed ? server : nil
    var report = RoundReport(
      newsroom: plan.newsroom.id, name: plan.newsroom.name, started: started, milliseconds: milliseconds,
      served: served, servedURL: served.flatMap { plan.mirrors[$0]?.url }, new: result.new, revised: result.revised,
      mirrors: outcomes)
    report.trouble = trouble ?? plan.trouble?.rawValue
    if isForked {
      report.trouble = RoundTrouble.forked.rawValue
    } else if round.wasCancelled {
      report.trouble = RoundTrouble.cancelled.rawValue
    } else if report.trouble == nil, report.served == nil, plan.rota.isPinned {
      report.trouble = RoundTrouble.pinnedFailed.rawValue
    }
    return report
  }
}
