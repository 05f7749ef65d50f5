import Foundation
import Glibc
import News

/// A program that has the terminal until it ends: the user's editor. No shell is asked.
enum ForegroundProgram {
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// - Returns: its exit status; 128 and the signal's number where one ended it.
  static func run(_ arguments: [String]) async throws -> Int32 {
    let program = try start(arguments)
    // Ctrl-C is the program's own while it has the terminal.
    let before = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, handler) in before { signal(number, handler) } }
    return await withCheckedContinuation { done in
      // Waiting blocks its thread: not one of the cooperative pool's.
      DispatchQueue.global().async {
        var status: Int32 = 0
        while waitpid(program, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        done.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }

  private static func start(_ arguments: [String]) throws(Failure) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, every) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&every)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &every)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let given = arguments.map { strdup($0) } + [nil]
    defer { for text in given { free(text) } }
    var program: pid_t = 0
    let name = arguments.first ?? ""
    let failed = posix_spawnp(&program, name, nil, &attributes, given, environ)
    guard failed == 0 else {
      throw Failure("“\(name)” could not be started: \(String(cString: strerror(failed))); is $EDITOR right?")
    }
    return program
  }
}
