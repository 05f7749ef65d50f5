import Foundation
import Glibc
import Testing

/// Everything that runs the whole program, one after the other: they share the machine, and some look at times.
@Suite(.serialized) enum WholeProgram {}

/// The built program, run as its user would, in a home of its own.
struct Program: Sendable {
  typealias Answer = Errand.Answer

  let home: String

  /// The executable that was built with these tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "wirecopy").path
  }()

  /// The repository's own `share`.
  static let share = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../share")
    .standardizedFileURL.path

  /// Whether a program is installed.
  static func has(_ name: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
      .contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  init() throws {
    home = FileManager.default.temporaryDirectory.appending(path: "wirecopy-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  func clear() { try? FileManager.default.removeItem(atPath: home) }

  /// Path of a file in the home.
  func file(_ name: String) -> String { "\(home)/\(name)" }

  /// Writes a file in the home; its path.
  @discardableResult func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: file(name)))
    return file(name)
  }

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["WIRECOPY_HOME"] = home
    environment["WIRECOPY_SHARE"] = Self.share
    environment["LANG"] = "C.UTF-8"
    environment["TZ"] = "UTC"
    environment["TERM"] = "xterm-256color"
    for name in ["LC_ALL", "LC_CTYPE", "LANGUAGE", "NO_COLOR", "http_proxy", "https_proxy", "TMUX"] {
      environment[name] = nil
    }
    return environment
  }

  /// Runs a command to its end.
  func run(_ arguments: String..., input: String? = nil, environment more: [String: String?] = [:]) throws -> Answer {
    try run(arguments, input: input, environment: more)
  }

  /// Runs a command to its end, which must come within `seconds`.
  /// - Parameters:
  ///   - more: what to change of the environment; nil takes a variable away.
  ///   - shell: a piece of `sh` to go before it: `ulimit -f 8`.
  func run(
    _ arguments: [String], input: String? = nil, environment more: [String: String?] = [:], after shell: String? = nil,
    seconds: Double = 60
  ) throws -> Answer {
    var all = environment
    for (name, value) in more { all[name] = value }
    let words = shell.map { ["/bin/sh", "-c", "\($0); exec \"$0\" \"$@\"", Self.path] } ?? [Self.path]
    return try Errand(words + arguments, environment: all, input: input ?? "", seconds: seconds).answer
  }

  /// Starts a command and leaves it running.
  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Self.path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}

/// A JSON object read back, for a look at one member.
func object(_ text: String) throws -> [String: Any] {
  try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

/// Waits until something is so; asks again every few milliseconds, for at most `seconds`.
func wait(
  _ what: String, seconds: Double = 60, sourceLocation: SourceLocation = #_sourceLocation,
  until isSo: () throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < deadline {
    if try isSo() { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  Issue.record("not within \(seconds) s: \(what)", sourceLocation: sourceLocation)
}
