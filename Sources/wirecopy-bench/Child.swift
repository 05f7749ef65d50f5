import Foundation
import Glibc

/// A program run to its end, timed from outside: the operating system's own accounting of it.
struct Child {
  struct Run {
    var seconds: Double
    var cpuSeconds: Double
    /// Peak resident set, KiB (`ru_maxrss` of `wait4`).
    var peakKiB: Int
    var status: Int32
    var output: String
  }

  struct Fault: Error, CustomStringConvertible { var description: String }

  /// Runs a program with its output kept up to 1 MiB. `environment` is added to ours.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String? = nil
  ) throws -> Run {
    guard let program = arguments.first.flatMap(find) else {
      throw Fault(description: "no program \(arguments.first ?? "")")
    }
    let output = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let started = ContinuousClock.now
    let pid = try spawn(program, arguments, environment, &actions, nil)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
    let elapsed = started.duration(to: .now)
    let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime)
    let bytes = FileManager.default.contents(atPath: output)?.prefix(1 << 20) ?? Data()
    return Run(
      seconds: elapsed.inSeconds, cpuSeconds: cpu, peakKiB: usage.ru_maxrss,
      status: status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f),
      output: String(decoding: bytes, as: UTF8.self))
  }

  static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String],
    _ actions: inout posix_spawn_file_actions_t, _ attributes: UnsafePointer<posix_spawnattr_t>?
  ) throws -> pid_t {
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = merged.map { strdup("\($0)=\($1)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, attributes, &argv, &envp)
    guard code == 0 else { throw Fault(description: "\(program): \(String(cString: strerror(code)))") }
    return pid
  }

  /// A program by path or on `PATH`.
  static func find(_ name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
  var inMilliseconds: Double { inSeconds * 1_000 }
}
