import Foundation
import Testing

/// What the model painted (`WIRECOPY_SCREEN`) beside what a terminal made of it.
struct ScreenCopies {
  let path: String
  var environment: [String: String] { ["WIRECOPY_SCREEN": path] }

  init(_ program: Program) { path = program.file("screen-\(UUID().uuidString).txt") }

  /// Rows without blanks at their ends, then the cursor: `3 4`, or `-`.
  func model() -> (rows: [String], cursor: String)? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    var rows = text.components(separatedBy: "\n")
    let cursor = rows.removeLast()
    return (rows.map(Self.trimmed), cursor)
  }

  static func trimmed(_ row: String) -> String { String(row.reversed().drop { $0 == " " }.reversed()) }

  /// Waits until the terminal shows what was painted last, cell by cell, and has its cursor there.
  func expectSame(
    _ tmux: Tmux, _ what: String, seconds: Double = 60, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var last = ""
    while ContinuousClock.now < deadline {
      if let before = model() {
        let shown = try tmux.screen().components(separatedBy: "\n").map(Self.trimmed)
        let rows = Array((shown + Array(repeating: "", count: before.rows.count)).prefix(before.rows.count))
        let cursor = try tmux.look("#{cursor_x} #{cursor_y}")
        let isHidden = try tmux.look("#{cursor_flag}") == "0"
        if let after = model(), before.rows == after.rows, before.cursor == after.cursor {
          let isThere = before.cursor == "-" ? isHidden : cursor == before.cursor
          if rows == before.rows, isThere { return }
          last = Self.difference(rows, before.rows) + "; cursor \(cursor), painted at \(before.cursor)"
        }
      }
      try await Task.sleep(for: .milliseconds(30))
    }
    Issue.record("\(what): the terminal does not show what was painted: \(last)", sourceLocation: sourceLocation)
  }

  private static func difference(_ shown: [String], _ painted: [String]) -> String {
    zip(shown, painted).enumerated().filter { $1.0 != $1.1 }.prefix(3)
      .map { "row \($0): “\($1.0)” instead of “\($1.1)”" }.joined(separator: "; ")
  }
}
