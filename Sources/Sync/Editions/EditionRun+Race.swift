import Foundation
import News
import Wire

/// What comes of the race for a head.
extension EditionRun {
  mutating func take(head result: PieceFetch.Result, of mirror: MirrorID, at time: Int, _ inbox: Inbox) {
    switch result {
    case .cancelled: break
    case .missing(let response):
      var verdict = FailureJudge.judge(response, wasConditional: false, now: clock.now) ?? Verdict(.notFound)
      verdict.evidence.found = "checkpoint"
      fail(mirror, verdict, at: time, inbox)
    case .failed(let verdict, _, _): fail(mirror, verdict, at: time, inbox)
    case .bytes(let bytes, _, let response):
      notes[mirror, default: RoundNote()].answer(
        bytes: response.wireBytes, remark: FailureJudge.remark(on: response),
        clockOff: FailureJudge.clockOff(response, now: clock.now))
      switch give(head: bytes, of: mirror, response) {
      case .good(let unchanged): perform(round.handle(.read(mirror, unchanged: unchanged), at: time), inbox)
      case .bad(let verdict): fail(mirror, verdict, at: time, inbox)
      }
    }
  }

  private mutating func fail(_ mirror: MirrorID, _ verdict: Verdict, at time: Int, _ inbox: Inbox) {
    board.bury(mirror)
    perform(round.handle(.failed(mirror, verdict), at: time), inbox)
    if let outcome = outcome(of: mirror), outcome.kind == .failed {
      progress(.mirrorFailed(plan.newsroom.id, outcome))
    }
  }
}
