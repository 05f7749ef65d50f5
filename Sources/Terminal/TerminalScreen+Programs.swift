import Dispatch
import Glibc
import Screen

/// A program that could not be started.
public struct ProgramFault: Error, Hashable, Sendable {
  public var program: String
  /// The system's word for it: “No such file or directory”.
  public var reason: String
  public var message: String { "“\(VisibleText.line(program))” could not be started: \(reason)" }
}

/// Other programs on the same terminal.
extension TerminalScreen {
  /// Gives the terminal to an editor or a pager and takes it back when that ends; its `^C` and `^Z` are its own. No
  /// shell is asked: arguments go as they are.
  /// - Parameter arguments: the program, found by `PATH`, and what it is given.
  /// - Returns: its exit status; 128 and the signal's number where one ended it.
  public func run(_ arguments: [String], environment: [String: String]) async throws(ProgramFault) -> Int32 {
    leave()
    defer { enter() }
    let program = try Self.start(arguments, environment)
    return await withCheckedContinuation { done in
      // Waiting blocks its thread, so it is not the main one.
      DispatchQueue.global().async { done.resume(returning: Self.end(of: program)) }
    }
  }

  private static func start(_ arguments: [String], _ environment: [String: String]) throws(ProgramFault) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Foundation's Process would put it in the background of the terminal, with our mask of signals.
    var none = sigset_t()
    sigemptyset(&none)
    var ours = sigset_t()
    sigfillset(&ours)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &ours)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    // What we have open, the demo's sockets among it, must not live on in a browser.
    for file in Int32(3)..<1_024 where fcntl(file, F_GETFD) >= 0 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    let given = arguments.map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in given + settings { free(text) } }
    var program: pid_t = 0
    let name = arguments.first ?? ""
    let failed = posix_spawnp(&program, name, nil, &attributes, given, settings)
    guard failed == 0 else { throw ProgramFault(program: name, reason: String(cString: strerror(failed))) }
    return program
  }

  nonisolated private static func end(of program: pid_t) -> Int32 {
    var status: Int32 = 0
    while true {
      guard waitpid(program, &status, WUNTRACED) == program else {
        if errno == EINTR { continue }
        return -1
      }
      // <sys/wait.h>: the low seven bits are 0 after exit, 0x7F of a stop, else the signal that ended it.
      switch status & 0x7F {
      case 0: return (status >> 8) & 0xFF
      case 0x7F:
        Signals.stopUntilContinued(group: false)
        kill(program, SIGCONT)
      case let signal: return 128 + signal
      }
    }
  }
}
