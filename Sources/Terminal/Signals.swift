import Dispatch
import Glibc

/// The signals that a screen answers to, told on the main queue while this is alive.
@MainActor final class Signals {
  private var sources: [any DispatchSourceSignal] = []
  private var numbers: [Int32] = []

  /// Begins to listen. What the signals would do by themselves, ending the program among it, no longer happens.
  func listen(to numbers: [Int32], _ told: @escaping @MainActor (Int32) -> Void) {
    for number in numbers {
      // Before ncurses starts: it leaves alone what is ignored.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
      source.setEventHandler { MainActor.assumeIsolated { told(number) } }
      source.activate()
      sources.append(source)
    }
    self.numbers += numbers
  }

  func stop() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
    sources = []
    numbers = []
  }
}
