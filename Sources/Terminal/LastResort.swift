import Dispatch
import Glibc
import Synchronization

/// Ends the program where it is asked to end and can't, because its loop waits for a disk or a terminal that no longer answers:
///
///     asked (SIGTERM, SIGHUP) ── not heeded within 5 s ──▶ ended
///       │ heeded: what was typed is brought to the disk, however long that takes
///       └── asked a third time, 5 s after the first or later ──▶ ended
///
/// One terminal that goes can send three signals at once: what is still being written is not given up for those.
final class LastResort: Sendable {
  private struct Asking {
    var first: ContinuousClock.Instant?
    var times = 0
    var isHeeded = false
  }

  /// In seconds.
  private static let patience = 5
  /// Its own: neither the main queue nor the cooperative pool need move.
  private let queue = DispatchQueue(label: "wirecopy.last-resort")
  private let asking = Mutex(Asking())
  private let giveBack: @Sendable () -> Void

  /// - Parameter giveBack: gives the terminal back as well as can be; called beside the main actor, right before the end.
  init(giveBack: @escaping @Sendable () -> Void) { self.giveBack = giveBack }

  /// - Returns: sources that tell it, until they are cancelled.
  func listen() -> [any DispatchSourceSignal] {
    [SIGTERM, SIGHUP].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [self] in asked(by: number) }
      source.activate()
      return source
    }
  }

  /// The loop is over: the program is on its way to its end.
  func heed() { asking.withLock { $0.isHeeded = true } }

  private func asked(by number: Int32) {
    let now = ContinuousClock.now
    let (isFirst, isLast) = asking.withLock { asking in
      let first = asking.first ?? now
      asking.first = first
      asking.times += 1
      return (asking.times == 1, asking.times >= 3 && first.duration(to: now) >= .seconds(Self.patience))
    }
    if isLast { end(number) }
    guard isFirst else { return }
    queue.asyncAfter(deadline: .now() + .seconds(Self.patience)) { [self] in
      if asking.withLock({ !$0.isHeeded }) { end(number) }
    }
  }

  private func end(_ number: Int32) -> Never {
    // A terminal that takes nothing would keep this waiting, too.
    let isGivenBack = DispatchSemaphore(value: 0)
    DispatchQueue.global().async { [giveBack] in
      giveBack()
      isGivenBack.signal()
    }
    _ = isGivenBack.wait(timeout: .now() + 1)
    _exit(128 + number)
  }
}
