import News

extension SyncRound {
  /// A transfer that runs.
  struct Run {
    var begun: Int?
    var pace = Pace(begun: 0)
    /// When its answer was whole: from then on it is our own time.
    var received: Int?
    var isResumable = false
    /// Those whose bodies it goes on with, and from which byte of the last one's on.
    var after: (mirrors: [MirrorID], at: Int)?

    /// The verdict on a body that had its time and hardly came; nil where there is none to give.
    func throttle(at now: Int) -> Verdict? {
      guard let begun, received == nil, now - begun >= SyncRound.slowPause else { return nil }
      switch pace.kind(at: now) {
      case .slow, .stalled: return FailureJudge.outOfTime(milliseconds: now - begun, bytes: pace.bytes)
      case .none, .good: return nil
      }
    }

    /// It is being read, or comes well.
    func isComing(at now: Int) -> Bool { received != nil || pace.kind(at: now) == .good }
  }
}
