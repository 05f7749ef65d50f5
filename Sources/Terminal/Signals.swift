import Dispatch
import Glibc

/// The signals that a screen answers to, told on the main queue. While this listens, what they do by themselves, ending
/// the program among it, does not happen.
@MainActor final class Signals {
  private let numbers: [Int32]
  private var sources: [any DispatchSourceSignal] = []
  /// Those that nobody else had taken.
  private let taken: [Int32]
  private let lastResort: LastResort

  /// Made before ncurses starts: it takes no signal that somebody has taken.
  /// - Parameters:
  ///   - numbers: told to `listen`; the stop of `^Z` is ignored besides, for `suspend` to ask for.
  ///   - lastResort: told beside it, for when `listen` is not answered.
  init(_ numbers: [Int32], lastResort: LastResort) {
    self.numbers = numbers
    self.lastResort = lastResort
    // On Linux, Dispatch has a handler of its own for each signal with a source, which the first source installs: where the
    // program listens already, that must stay, and tells us, too.
    taken = (numbers + [SIGTSTP]).filter { number in
      guard let other = signal(number, SIG_IGN) else { return true }
      signal(number, other)
      return false
    }
  }

  func listen(_ told: @escaping @MainActor (Int32) -> Void) {
    sources = numbers.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
      source.setEventHandler { MainActor.assumeIsolated { told(number) } }
      source.activate()
      return source
    }
    sources += lastResort.listen()
  }

  /// What they asked for is being done.
  func heed() { lastResort.heed() }

  func stop() {
    heed()
    for source in sources { source.cancel() }
    sources = []
    for number in taken { signal(number, SIG_DFL) }
  }

  /// Stops this program, and with `group` all that were started with it, until it is continued. The kernel lets a program
  /// that no shell waits for run on, so this returns at once there.
  nonisolated static func stopUntilContinued(group: Bool) {
    // The others while we still ignore it; then this thread, so that it is here that we stop.
    if group { kill(0, SIGTSTP) }
    signal(SIGTSTP, SIG_DFL)
    var stop = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    var before = sigset_t()
    // Threads of Dispatch block every signal, and the main actor is on one of them.
    pthread_sigmask(SIG_UNBLOCK, &stop, &before)
    pthread_kill(pthread_self(), SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    signal(SIGTSTP, SIG_IGN)
  }
}
