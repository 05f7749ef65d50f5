public import Foundation

/// The time that rounds run by. The scenes have one that stands still until it is moved.
public protocol SyncClock: Sendable {
  /// The time of day.
  var now: Date { get }
  /// Milliseconds of a steady clock.
  var milliseconds: Int { get }
  /// Sleeps until the steady clock shows that time.
  func sleep(until milliseconds: Int) async throws(CancellationError)
}

/// The machine's own clocks.
public struct SystemClock: SyncClock {
  private static let start = ContinuousClock.now

  public init() {}

  public var now: Date { Date() }

  public var milliseconds: Int {
    let (seconds, attoseconds) = (ContinuousClock.now - Self.start).components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }

  public func sleep(until milliseconds: Int) async throws(CancellationError) {
    do {
      try await Task.sleep(until: Self.start + .milliseconds(milliseconds), clock: .continuous)
    } catch {
      throw CancellationError()
    }
  }
}
