import Dispatch
import Glibc
import Screen

/// A program that could not be started.
public struct ProgramFault: Error, Hashable, Sendable {
  public var program: String
  /// The system's word for it: “No such file or directory”.
  public var reason: String
  /// It was not tried: another program has the terminal.
  public var isLate = false
  public var message: String { "“\(VisibleText.line(program))” could not be started: \(reason)" }
}

/// Other programs on the same terminal.
extension TerminalScreen {
  /// Gives the terminal to an editor or a pager and takes it back when that ends; its `^C` and `^Z` are its own. No
  /// shell is asked: arguments go as they are. One at a time: refused while another one has it.
  /// - Parameters:
  ///   - arguments: the program, found by `PATH`, and what it is given.
  ///   - input: what it reads on standard input; nil is the terminal. At most what a pipe's reader takes: it goes through one.
  ///   - pause: a line that is shown when it has ended, so that what it wrote can be read: `Enter` goes on.
  /// - Returns: its exit status; 128 and the signal's number where one ended it.
  public func run(
    _ arguments: [String], environment: [String: String], input: [UInt8]? = nil, pause: String? = nil
  ) async throws(ProgramFault) -> Int32 {
    guard !isAway, !isClosed else {
      throw ProgramFault(program: arguments.first ?? "", reason: "another program has the terminal", isLate: true)
    }
    leave()
    defer { enter() }
    var ends: [Int32] = [-1, -1]
    if input != nil, pipe(&ends) != 0 {
      throw ProgramFault(program: arguments.first ?? "", reason: String(cString: strerror(errno)))
    }
    for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let program: pid_t
    do throws(ProgramFault) {
      program = try Self.start(arguments, environment, input: input == nil ? nil : ends[0])
    } catch {
      for end in ends where end >= 0 { Glibc.close(end) }
      throw error
    }
    if let input {
      Glibc.close(ends[0])
      let writing = ends[1]
      // Ends when all is read, or when the program has gone (EPIPE: the signal is ignored).
      DispatchQueue.global().async { Self.feed(input, to: writing) }
    }
    let line = pause.map { VisibleText.line($0) }
    return await withCheckedContinuation { done in
      // Waiting blocks its thread, so it is not the main one.
      DispatchQueue.global().async {
        let status = Self.end(of: program)
        if let line { Self.waitForEnter(saying: line) }
        done.resume(returning: status)
      }
    }
  }

  nonisolated private static func feed(_ bytes: [UInt8], to file: Int32) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + done }, bytes.count - done) }
      if count > 0 { done += count } else if count == 0 || errno != EINTR { break }
    }
    Glibc.close(file)
  }

  /// What was typed before is dropped; a terminal that goes ends it.
  nonisolated private static func waitForEnter(saying line: String) {
    tcflush(STDIN_FILENO, TCIFLUSH)
    let bytes = Array("\n[\(line)] ".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 1, byte != UInt8(ascii: "\n") { continue }
      if count < 0, errno == EINTR { continue }
      return
    }
  }

  private static func start(
    _ arguments: [String], _ environment: [String: String], input: Int32?
  ) throws(ProgramFault) -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    if let input { posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO) }
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
    let failed = posix_spawnp(&program, name, &files, &attributes, given, settings)
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
