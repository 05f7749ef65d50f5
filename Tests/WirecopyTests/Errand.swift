import Foundation
import Glibc
import Testing

/// A program run to its end, within a time.
struct Errand {
  struct Answer {
    /// The exit status; 128 and the signal's number where one ended it.
    var status: Int32
    var output: String
    var complaint: String
    /// The most memory that was resident, in MiB.
    var peak: Int
    var seconds: Double
    var complaints: [Substring] { complaint.split(separator: "\n") }
  }
  let answer: Answer

  /// - Parameter words: the program, found by `PATH`, and its arguments.
  init(_ words: [String], environment: [String: String], input: String = "", seconds: Double) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(input.utf8).write(to: folder.appending(path: "in"))
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    // Files, not pipes: nothing can fill up, and nobody who inherits an end keeps us waiting.
    posix_spawn_file_actions_addopen(&files, 0, folder.appending(path: "in").path, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, folder.appending(path: "out").path, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&files, 2, folder.appending(path: "err").path, O_WRONLY | O_CREAT, 0o600)
    // A mirror's listening socket must not live on in a child.
    for file in Int32(3)..<1_024 where fcntl(file, F_GETFD) >= 0 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    // Threads of Dispatch block every signal, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, every) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&every)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &every)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let given = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in given + variables { free(text) } }

    var process: pid_t = 0
    let start = ContinuousClock.now
    try #require(
      posix_spawnp(&process, words[0], &files, &attributes, given, variables) == 0, "\(words[0]) can't be started")
    let hurry = DispatchWorkItem { [process] in kill(process, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: hurry)
    var status: Int32 = 0
    var peak = 0
    while true {
      // `ru_maxrss` of a child counts what its parent held when it was started; this is its own.
      peak = max(peak, Self.mostResident(process))
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process || ended < 0 && errno != EINTR { break }
      usleep(2_000)
    }
    hurry.cancel()

    let text = { (name: String) in
      String(decoding: (try? Data(contentsOf: folder.appending(path: name))) ?? Data(), as: UTF8.self)
    }
    let signal = status & 0x7F
    answer = Answer(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: text("out"), complaint: text("err"),
      peak: peak / 1_024, seconds: start.duration(to: .now) / .seconds(1))
  }

  /// KiB, `VmHWM` of proc(5): the most that was resident so far; 0 once it has ended.
  private static func mostResident(_ process: pid_t) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(whereSeparator: \.isWhitespace)[1]) } ?? 0
  }

  /// Words for a shell.
  static func quoted(_ words: [String]) -> String {
    words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
  }
}
