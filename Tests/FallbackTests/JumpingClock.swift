import Foundation
import Sync
import Synchronization

/// The machine's clocks, which a scene can set forward, and which may run faster than it: nobody waits for time to pass. A
/// sleep that has begun is not shortened.
final class JumpingClock: SyncClock {
  private let clock = SystemClock()
  private let start: Int
  private let began: Date
  private let speed: Int
  private let jumped = Mutex(0)

  /// - Parameter speed: how many times faster than the machine's own it runs.
  init(speed: Int = 1) {
    start = clock.milliseconds
    began = clock.now
    self.speed = speed
  }

  var milliseconds: Int { (clock.milliseconds - start) * speed + jumped.withLock { $0 } }

  var now: Date { began.addingTimeInterval(Double(milliseconds) / 1_000) }

  func sleep(until time: Int) async throws(CancellationError) {
    while case let left = time - milliseconds, left > 0 {
      try await clock.sleep(until: clock.milliseconds + (left + speed - 1) / speed)
    }
  }

  /// Both clocks are that much later now.
  func jump(seconds: Int) { jumped.withLock { $0 += seconds * 1_000 } }
}
