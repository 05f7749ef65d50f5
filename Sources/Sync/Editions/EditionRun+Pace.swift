import News
import Wire

/// Slow pieces are taken from who is slow, and asked of who is not: what came and is proven is kept, the rest alone is asked for.
extension EditionRun {
  /// What a fetch tells on its way.
  static func watch(
    _ key: PieceBoard.Key, _ inbox: Inbox, _ clock: any SyncClock
  ) -> @Sendable (WireProgress) -> Void {
    { step in
      switch step {
      case .begun: inbox.yield((.begun(key), at: clock.milliseconds))
      case .body(let bytes): inbox.yield((.came(key, bytes: bytes), at: clock.milliseconds))
      case .head, .sent: break
      }
    }
  }

  /// A piece is under way: who fetches it can be stopped.
  mutating func follow(_ key: PieceBoard.Key, of mirror: MirrorID, _ task: Task<Void, Never>, _ inbox: Inbox) {
    tasks.append(task)
    fetches[key] = task
    paces.start(key, at: mirror)
    glance(inbox)
  }

  mutating func end(_ key: PieceBoard.Key) {
    board.end(key)
    paces.end(key)
    fetches[key] = nil
  }

  /// Looks again soon, as long as anything is under way.
  private mutating func glance(_ inbox: Inbox) {
    guard glancing == nil, !paces.isEmpty else { return }
    let (clock, time) = (clock, clock.milliseconds + SyncRound.glance)
    glancing = Task {
      guard (try? await clock.sleep(until: time)) != nil else { return }
      inbox.yield((.glanced, at: clock.milliseconds))
    }
  }

  mutating func look(at time: Int, _ inbox: Inbox) {
    glancing = nil
    for slow in paces.look(at: time) where board.hasFaster(than: slow.mirror, for: slow.key) {
      paces.move(slow.key)
      board.slow(slow.mirror)
      throttled[slow.key] = (slow.mirror, FailureJudge.outOfTime(milliseconds: slow.milliseconds, bytes: slow.bytes))
      fetches[slow.key]?.cancel()
    }
    glance(inbox)
  }

  /// A piece came. Who was too slow with it while another was fast is told of that.
  mutating func came(_ key: PieceBoard.Key, from mirror: MirrorID) {
    guard let (slow, verdict) = throttled.removeValue(forKey: key), slow != mirror, lacking[slow] == nil else { return }
    lacking[slow] = verdict
  }
}
