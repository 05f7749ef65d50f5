import News

/// Of those that send parts of one document, who is not needed any more.
extension SyncRound {
  /// Gives up one of two that send the same bytes: the one that sent fewer of them.
  mutating func stopDouble(_ mirror: MirrorID, at now: Int) -> [Action] {
    guard case .racing = stage else { return [] }
    for (follower, run) in runs.sorted(by: { $0.key < $1.key }) {
      guard let after = run.after, let other = after.mirrors.last, follower == mirror || other == mirror,
        let before = runs[other], before.received == nil, run.received == nil
      else { continue }
      let ahead = before.pace.bytes - after.at
      guard min(ahead, run.pace.bytes) >= Self.mostTwice else { continue }
      return stop(ahead > run.pace.bytes ? follower : other, at: now) + timer()
    }
    return []
  }

  /// The rest is here: what comes before it is needed as far as it came.
  mutating func stopPredecessors(of mirror: MirrorID, at now: Int) -> [Action] {
    guard case .racing = stage, let others = runs[mirror]?.after?.mirrors else { return [] }
    return others.flatMap { other in runs[other]?.received == nil ? stop(other, at: now) : [] }
  }

  private mutating func stop(_ mirror: MirrorID, at now: Int) -> [Action] {
    guard let run = runs.removeValue(forKey: mirror) else { return [] }
    end(mirror, run, .lost, at: now)
    if let candidate = started[mirror] { line.putAgain(candidate) }
    return [.cancel(mirror)]
  }
}
