import Foundation

/// A program that is run to its end on a thread of its own. Not by `Process`: in a program with a child that it did not
/// start itself, as in a network with a router, that was seen to miss the end.
enum ChildProgram {
  /// - Parameter arguments: the first is the program's absolute path.
  /// - Returns: its exit status, or 128 and the signal that ended it, as a shell says it.
  static func run(_ arguments: [String], environment: [String: String] = [:], output: CInt = 2) async throws -> Int32 {
    try await withCheckedThrowingContinuation { answer in
      Thread.detachNewThread {
        answer.resume(with: Result { try runHere(arguments, environment: environment, output: output) })
      }
    }
  }

  /// The same on this thread.
  /// - Parameters:
  ///   - environment: beside this process's own.
  ///   - output: the descriptor that both of its outputs become.
  static func runHere(_ arguments: [String], environment: [String: String] = [:], output: CInt = 2) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for descriptor: CInt in [1, 2] { posix_spawn_file_actions_adddup2(&actions, output, descriptor) }
    // A copy of a socket in a child would keep it open beyond its end here.
    for descriptor in 3..<min(4096, getdtablesize()) { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // Threads of the pool block signals, and what they start would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let whole = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var lines: [UnsafeMutablePointer<CChar>?] = whole.map { strdup($0) } + [nil]
    defer { for pointer in words + lines { free(pointer) } }
    var child = pid_t()
    let code = posix_spawn(&child, arguments[0], &actions, &attributes, &words, &lines)
    guard code == 0 else { throw LabNetworkFault(said: "\(arguments[0]): error \(code)") }
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw LabNetworkFault(said: "waitpid: error \(errno)") }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}
