import CIntl
import Foundation
import Glibc
import Synchronization

/// A program run to its end without a shell: arguments stay arguments, nothing of ours is open in it, its environment is
/// what it is given. Its output and its time are bounded; cancelled or late, it ends with all that it started.
struct ChildProgram: Sendable {
  struct Answer: Sendable {
    /// The exit status; 128 and the signal's number where one ended it.
    var status: Int32
    /// Standard output and standard error as they came, up to `mostOutput` bytes; the rest is read and dropped.
    var output: String
  }

  enum Fault: Error, Hashable, Sendable {
    /// The system's word for it.
    case notStarted(String)
    case tookTooLong
  }

  /// Absolute path of the program.
  let path: String
  /// The folder that it works in.
  let folder: String
  let environment: [String: String]
  let seconds: Double
  var mostOutput = 1 << 18
  /// What it reads; empty is nothing.
  var input: [UInt8] = []

  /// The first program of this name in the folders of a `PATH`; nil where none has it.
  static func find(_ name: String, in path: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(name)" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
  }

  /// - Throws: `Fault`, or `CancellationError` when the task was cancelled.
  func run(_ arguments: [String]) async throws -> Answer {
    let isUnwanted = CancelMark()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        // Waiting blocks its thread: not one of the cooperative pool's.
        DispatchQueue.global().async {
          done.resume(returning: Swift.Result { try follow(arguments, until: isUnwanted) })
        }
      }
    } onCancel: {
      isUnwanted.set()
    }
    return try result.get()
  }

  private final class CancelMark: Sendable {
    private let mark = Atomic(false)
    func set() { mark.store(true, ordering: .relaxed) }
    var isSet: Bool { mark.load(ordering: .relaxed) }
  }

  private func follow(_ arguments: [String], until isUnwanted: CancelMark) throws -> Answer {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Fault.notStarted(String(cString: strerror(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    defer { close(ends[0]) }
    let process: pid_t
    do {
      defer { close(ends[1]) }
      let given = try input.isEmpty ? nil : MemoryFile(input)
      defer { withExtendedLifetime(given) {} }
      process = try start(arguments, input: given?.descriptor, output: ends[1])
    } catch let fault as MemoryFile.Fault {
      throw Fault.notStarted(fault.reason)
    }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var output: [UInt8] = []
    var status: Int32 = 0
    while true {
      var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      // A closed pipe is ready at once and says nothing of the program: then only the clock is waited for.
      if poll(&waiting, 1, 20) > 0, !drain(ends[0], into: &output) { usleep(5_000) }
      if waitpid(process, &status, WNOHANG) == process { break }
      let isLate = ContinuousClock.now > deadline
      guard isLate || isUnwanted.isSet else { continue }
      ProcessTree(root: process).kill()
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      if isUnwanted.isSet { throw CancellationError() }
      throw Fault.tookTooLong
    }
    _ = drain(ends[0], into: &output)
    // What it left behind in its group is not wanted either.
    kill(-process, SIGKILL)
    let signal = status & 0x7F
    return Answer(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: String(decoding: output, as: UTF8.self))
  }

  /// Reads what is there. False when the other end is closed.
  private func drain(_ file: Int32, into output: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count > 0 {
        output.append(contentsOf: buffer[..<min(count, mostOutput - output.count)])
      } else if count == 0 {
        return false
      } else if errno != EINTR {
        return true
      }
    }
  }

  private func start(_ arguments: [String], input: Int32?, output: Int32) throws(Fault) -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    if let input {
      posix_spawn_file_actions_adddup2(&files, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&files, output, 1)
    posix_spawn_file_actions_adddup2(&files, output, 2)
    posix_spawn_file_actions_addchdir_np(&files, folder)
    // What we have open, the store among it, must not live on in it.
    posix_spawn_file_actions_addclosefrom_np(&files, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, every) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&every)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &every)
    // A session of its own has no terminal: it writes nothing over the screen, and what it makes does not depend on it
    // (chafa asks the terminal for the size of its cells). POSIX_SPAWN_SETSID is not in Swift's Glibc.
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | newSession))
    let given = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in given + variables { free(text) } }
    var process: pid_t = 0
    let failed = posix_spawn(&process, path, &files, &attributes, given, variables)
    guard failed == 0 else { throw .notStarted(String(cString: strerror(failed))) }
    return process
  }
}

/// A process with all that it started, sandboxes with sessions of their own among it.
struct ProcessTree {
  let root: pid_t

  /// Stopped first, so that nothing is born between looking and ending; at most 16 looks.
  func kill() {
    var known: Set<pid_t> = []
    for _ in 0..<16 {
      let found = members().subtracting(known)
      if found.isEmpty { break }
      for process in found { _ = Glibc.kill(process, SIGSTOP) }
      known.formUnion(found)
    }
    for process in known { _ = Glibc.kill(process, SIGKILL) }
    _ = Glibc.kill(-root, SIGKILL)
  }

  /// proc(5), `/proc/<pid>/task/<tid>/children`.
  private func members() -> Set<pid_t> {
    var members: Set<pid_t> = [root]
    var rest = [root]
    while let process = rest.popLast() {
      let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
      for task in tasks {
        let path = "/proc/\(process)/task/\(task)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for child in children.split(separator: " ").compactMap({ pid_t($0) }) where members.insert(child).inserted {
          rest.append(child)
        }
      }
    }
    return members
  }
}
