import News

/// What a round knows of one mirror beside how the race went for it.
struct RoundNote: Hashable, Sendable {
  /// Of transfers that are over; what they brought is added up.
  private var earlier = 0
  private var current = 0
  /// What the answer shows though it was a good one.
  private var remark: Verdict?
  private var clockOff: Int?
  /// Articles for which it has other words than another mirror.
  var disagreeing = 0

  init() {}

  /// Bytes of body on the wire, of all its transfers.
  var bytes: Int { earlier + current }

  /// The mirror is asked once more.
  mutating func begin() {
    earlier += current
    current = 0
  }

  /// So many bytes came of the transfer that runs, in all.
  mutating func take(bytes: Int) { current = max(current, bytes) }

  /// It answered, with so many bytes of body.
  mutating func answer(bytes: Int, remark: Verdict?, clockOff: Int?) {
    take(bytes: bytes)
    (self.remark, self.clockOff) = (remark, clockOff)
  }

  /// An outcome with this. One that served gets a remark: that it hides what the resolver did, is behind, or disagrees.
  func added(to outcome: MirrorOutcome) -> MirrorOutcome {
    var outcome = outcome
    outcome.bytes = bytes > 0 ? bytes : nil
    outcome.disagreeing = disagreeing
    outcome.clockOff = clockOff
    guard outcome.kind == .served || outcome.kind == .unchanged, outcome.verdict == nil else { return outcome }
    var evidence = remark?.evidence ?? Verdict.Evidence()
    evidence.behind = outcome.behindSeconds
    evidence.articles = disagreeing > 0 ? disagreeing : nil
    if var remark {
      remark.evidence = evidence
      outcome.verdict = remark
    } else if outcome.behindSeconds != nil {
      outcome.verdict = Verdict(.stale, weight: .none, evidence: evidence)
    } else if disagreeing > 0 {
      outcome.verdict = Verdict(.disagrees, weight: .none, evidence: evidence)
    }
    return outcome
  }
}
