import Dispatch
import Glibc
import Synchronization

/// Calls back each time that the user or the system asks the program to stop: SIGINT, SIGTERM, SIGHUP. Where nobody is to be called
/// any more, the next one ends the program, as it does by itself.
struct StopSignals {
  private struct Listeners {
    var next = 0
    var stops: [Int: @Sendable () -> Void] = [:]
    /// Made once and never cancelled: on Linux, Dispatch installs its handler with the first source of a signal alone, so that a later
    /// one would hear nothing.
    var sources: [any DispatchSourceSignal] = []
  }

  private static let listeners = Mutex(Listeners())
  private let number: Int

  init(_ stop: @escaping @Sendable () -> Void) {
    number = Self.listeners.withLock { listeners in
      listeners.next += 1
      listeners.stops[listeners.next] = stop
      if listeners.sources.isEmpty { listeners.sources = Self.listen() }
      return listeners.next
    }
  }

  func stop() { _ = Self.listeners.withLock { $0.stops.removeValue(forKey: number) } }

  /// Each signal is heard when this returns.
  private static func listen() -> [any DispatchSourceSignal] {
    let installed = DispatchSemaphore(value: 0)
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    let sources = numbers.map { number in
      // Nothing is to end us half-way from here on; what listens already stays.
      if let other = signal(number, SIG_IGN) { signal(number, other) }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { heard(number) }
      source.setRegistrationHandler { installed.signal() }
      source.resume()
      return source
    }
    // At once, unless no thread can be had.
    for _ in numbers { _ = installed.wait(timeout: .now() + 1) }
    return sources
  }

  private static func heard(_ number: Int32) {
    let stops = listeners.withLock { Array($0.stops.values) }
    guard stops.isEmpty else { return stops.forEach { $0() } }
    signal(number, SIG_DFL)
    var own = sigset_t()
    sigemptyset(&own)
    sigaddset(&own, number)
    // Threads of Dispatch block every signal.
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
    raise(number)
  }
}
