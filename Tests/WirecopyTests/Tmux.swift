import Foundation
import Glibc
import Testing

/// The program in a real terminal: a tmux server of its own, keys in, screen out.
final class Tmux {
  private let socket = "wirecopy-test-\(UUID().uuidString)"
  private let environment: [String: String]

  static let isInstalled = Program.has("tmux")
  static let why: Comment = "needs tmux, which is not installed"

  /// Starts a session of that size that runs the program and stays when it ends, saying its status.
  /// - Parameter term: what the program takes the terminal for; tmux's own kind, if not said.
  init(
    _ program: Program, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    environment more: [String: String] = [:], term: String? = nil
  ) throws {
    environment = program.environment.merging(more) { $1 }
    // tmux hands one string to sh; nothing in it comes from outside these files but paths.
    let words = (term.map { ["env", "TERM=\($0)"] } ?? []) + [Program.path] + arguments
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    try start(columns, rows, "\(quoted); echo \"ended with $?\"; exec sleep 600")
  }

  /// Starts a session with a shell, whose prompt is `$ `.
  init(shell program: Program, columns: Int = 80, rows: Int = 24, environment more: [String: String] = [:]) throws {
    environment = program.environment.merging(more) { $1 }
    try start(columns, rows, "cd '\(program.home)'; PS1='$ ' exec bash --norc --noprofile -i")
  }

  private func start(_ columns: Int, _ rows: Int, _ command: String) throws {
    try tmux(
      ["-u", "-f", "/dev/null", "start-server", ";", "set", "-g", "status", "off", ";", "new-session", "-d"]
        + ["-x", "\(columns)", "-y", "\(rows)", "-s", "desk", command])
  }

  /// Sends keys as tmux names them: `j`, `Enter`, `C-d`.
  func keys(_ names: String...) throws { try tmux(["send-keys", "-t", "desk"] + names) }

  /// Types text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-t", "desk", "-l", text]) }

  /// Pastes the text of a file, in brackets where the program asked for them.
  func paste(file: String) throws { try tmux(["load-buffer", file, ";", "paste-buffer", "-p", "-t", "desk"]) }

  /// Sends bytes as they are: what a mouse or a terminal sends.
  func send(_ text: String) throws {
    let bytes = text.utf8.map { String($0, radix: 16) }
    try tmux(["send-keys", "-t", "desk", "-H"] + bytes)
  }

  /// What tmux knows of the terminal: `#{cursor_x}`.
  func look(_ format: String) throws -> String {
    try tmux(["display-message", "-p", "-t", "desk", format]).trimmingCharacters(in: .newlines)
  }

  /// Runs a command of tmux.
  @discardableResult func order(_ arguments: String...) throws -> String { try tmux(arguments) }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-t", "desk", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The screen as text, now.
  func screen() throws -> String { try tmux(["capture-pane", "-p", "-t", "desk"]) }

  /// The process that the terminal was opened with: a shell.
  func shell() throws -> pid_t {
    let text = try tmux(["display-message", "-p", "-t", "desk", "#{pane_pid}"])
    return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// The program under the shell.
  func process() throws -> pid_t {
    try #require(try child(), "no program under the shell")
  }

  /// The program under the shell, once there is one.
  func child() throws -> pid_t? {
    let shell = try shell()
    let children = (try? String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)) ?? ""
    return children.split(separator: " ").first.flatMap { pid_t($0) }
  }

  /// Waits until the screen holds a text; asks again every few milliseconds. The limit is for a machine that is busy with other
  /// things: what is waited for comes in a moment.
  @discardableResult
  func wait(
    for text: String, seconds: Double = 60, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait("“\(text)”", seconds: seconds, sourceLocation: sourceLocation) { $0.contains(text) }
  }

  @discardableResult
  func wait(
    _ what: String, seconds: Double = 60, sourceLocation: SourceLocation = #_sourceLocation,
    until isThere: (String) -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var last = ""
    while ContinuousClock.now < deadline {
      last = try screen()
      if isThere(last) { return last }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("no \(what) within \(seconds) s on:\n\(last)", sourceLocation: sourceLocation)
    throw Missing()
  }

  struct Missing: Error {}

  /// Ends the terminal: whoever is on it is hung up.
  func end() { _ = try? tmux(["kill-server"]) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Errand(["tmux", "-L", socket] + arguments, environment: environment, seconds: 20).answer.output
  }
}

/// Whether a process is there and no zombie.
func isAlive(_ process: pid_t) -> Bool {
  guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let state = stat.split(separator: ")").last?.split(separator: " ").first
  else { return false }
  return state != "Z" && state != "X"
}
