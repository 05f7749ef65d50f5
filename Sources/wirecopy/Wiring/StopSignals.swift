import Dispatch
import Glibc

/// Calls back once when the user or the system asks the program to stop: SIGINT, SIGTERM, SIGHUP.
struct StopSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ stop: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: stop)
      source.resume()
      return source
    }
  }

  func stop() { sources.forEach { $0.cancel() } }
}
