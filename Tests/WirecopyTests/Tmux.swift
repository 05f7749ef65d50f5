import Foundation
import Testing

/// The program in a real terminal: a tmux server of its own, keys in, screen out.
final class Tmux {
  private let socket = "wirecopy-test-\(UUID().uuidString)"
  private let program: Program

  static let isInstalled = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Starts a shell-free session of that size that runs the program, and stays when it ends.
  init(_ program: Program, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24) throws {
    self.program = program
    try tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-s", "desk"] + command(arguments))
  }

  private func command(_ arguments: [String]) -> [String] {
    // tmux hands one string to sh; nothing in it comes from outside this file but paths.
    let quoted = ([Program.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return ["\(quoted); echo \"ended with $?\"; exec sleep 600"]
  }

  /// Sends keys as tmux names them: `j`, `Enter`, `C-d`.
  func keys(_ names: String...) throws { try tmux(["send-keys", "-t", "desk"] + names) }

  /// Types text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-t", "desk", "-l", text]) }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-t", "desk", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The screen as text, now.
  func screen() throws -> String { try tmux(["capture-pane", "-p", "-t", "desk"]) }

  /// Waits until the screen holds a text; asks again every few milliseconds, for at most `seconds`.
  @discardableResult
  func wait(
    for text: String, seconds: Double = 10, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait("“\(text)”", seconds: seconds, sourceLocation: sourceLocation) { $0.contains(text) }
  }

  @discardableResult
  func wait(
    _ what: String, seconds: Double = 10, sourceLocation: SourceLocation = #_sourceLocation,
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

  func end() { _ = try? tmux(["kill-server"]) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["tmux", "-L", socket] + arguments
    process.environment = program.environment.merging(["TERM": "xterm-256color"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
}
