import Foundation
import News

/// What the answers of the relays lead to.
extension DropDelivery {
  mutating func take(
    _ answer: LookAnswer, from url: String, _ milliseconds: Int?, at moment: Moment,
    using generator: inout some RandomNumberGenerator
  ) -> [Step] {
    guard let run = runs[url] else { return [] }
    switch run.stage {
    case .sending: return []
    case .looking:
      switch answer {
      case .has:
        runs[url] = nil
        isAnswered = true
        return [
          keep(record(of: run, .confirmed, at: moment)), .judge(url, nil, milliseconds: milliseconds),
        ] + go(startNext: true, at: moment)
      case .hasNot, .untold:
        var before = run.before
        if answer == .hasNot, before.state == .sending { before.state = .waiting }
        return send(url, before: before, at: moment)
      case .failed(let verdict):
        return fail(url, verdict, mayHold: false, at: moment, using: &generator)
          + go(startNext: true, at: moment)
      }
    case .confirming:
      runs[url] = nil
      guard var record = records[url] else { return [] }
      var steps: [Step] = []
      switch answer {
      case .has:
        record.state = .confirmed
        steps = [keep(record), .judge(url, nil, milliseconds: milliseconds)]
      case .hasNot:
        let verdict = Verdict(.keptNothing, weight: .hard)
        record.state = .lost
        record.verdict = verdict
        record.nextTry = moment.date + DropBackoff.seconds(after: record.attempts, using: &generator)
        steps = [keep(record), .judge(url, verdict, milliseconds: nil)]
      // It doesn't tell: it is taken at its word.
      case .untold, .failed: steps = [.judge(url, nil, milliseconds: nil)]
      }
      return steps + go(startNext: true, at: moment)
    }
  }

  mutating func take(
    _ answer: DropAnswer, from url: String, at moment: Moment, using generator: inout some RandomNumberGenerator
  ) -> [Step] {
    guard let run = runs[url], run.stage == .sending else { return [] }
    isAnswered = true
    switch answer {
    case .held where isStopping:
      runs[url] = nil
      return [keep(record(of: run, .held, at: moment)), .judge(url, nil, milliseconds: nil)] + stop()
    case .held:
      runs[url]?.stage = .confirming
      runs[url]?.moved = moment.milliseconds
      return [keep(record(of: run, .held, at: moment)), .confirm(url)]
    case .refused(let verdict), .tooLarge(let verdict):
      runs[url] = nil
      var isRefused = false
      if case .refused = answer { isRefused = true }
      var record = record(of: run, isRefused ? .refused : .tooLarge, at: moment)
      record.verdict = verdict
      // A relay that takes no more than so many bytes is well.
      return [keep(record), .judge(url, isRefused ? verdict : nil, milliseconds: nil)]
        + go(startNext: true, at: moment)
    case .failed(let verdict, let mayHold):
      return fail(url, verdict, mayHold: mayHold, at: moment, using: &generator) + go(startNext: true, at: moment)
    }
  }

  /// A try that came to nothing, or may have. What an earlier one left in doubt, this one doesn't settle.
  mutating func fail(
    _ url: String, _ verdict: Verdict, mayHold: Bool, at moment: Moment,
    using generator: inout some RandomNumberGenerator
  ) -> [Step] {
    guard let run = runs.removeValue(forKey: url) else { return [] }
    let isInDoubt = mayHold || run.before.state == .sending
    var record = record(of: run, isInDoubt ? .sending : .waiting, at: moment)
    record.verdict = verdict
    record.nextTry =
      moment.date
      + DropBackoff.seconds(after: record.attempts, retryAfter: verdict.evidence.retryAfter, using: &generator)
    if FailureJudge.networkless.contains(verdict.symptom) {
      undecided.append((url, verdict))
      return [keep(record)]
    }
    isAnswered = true
    return [keep(record), .judge(url, verdict, milliseconds: nil)]
  }

  /// What was asked is not asked any more: the record is as it was, but for a drop that may be there now.
  mutating func giveUp(_ url: String, isWhole: Bool) -> [Step] {
    guard let run = runs.removeValue(forKey: url), run.stage == .sending else { return [] }
    var record = run.before
    if isWhole || run.sent >= size { record.state = .sending }
    return [keep(record)]
  }

  private func record(of run: Run, _ state: RelayRecord.State, at moment: Moment) -> RelayRecord {
    RelayRecord(url: run.before.url, state: state, attempts: run.before.attempts + 1, lastTried: moment.date)
  }

  /// At the end: what broke for want of a network is charged to the relays, or to nobody.
  mutating func settle() -> [Step] {
    defer { undecided = [] }
    isOffline = !isAnswered && FailureJudge.isOffline(undecided.map { ($0.url, $0.verdict.symptom) })
    return undecided.flatMap { url, verdict -> [Step] in
      guard isOffline, var record = records[url] else { return [.judge(url, verdict, milliseconds: nil)] }
      record.attempts -= 1
      record.nextTry = nil
      record.verdict = Verdict(.offline, weight: .none, evidence: verdict.evidence)
      return [keep(record)]
    }
  }
}
