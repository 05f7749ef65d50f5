import Foundation
import Glibc
import Screen

/// How far a sync is, on one line of standard error; silent where that is no terminal.
struct ProgressBar {
  private let isShown = isatty(STDERR_FILENO) == 1
  private var last: ContinuousClock.Instant?

  /// Draws at most ten times a second.
  mutating func show(done: Int, of all: Int, _ what: String) {
    guard isShown, all > 0 else { return }
    let now = ContinuousClock.now
    if let last, last.duration(to: now) < .milliseconds(100), done < all { return }
    last = now
    let width = 20
    let filled = width * min(done, all) / all
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Output.passing("\(bar) \(done)/\(all) \(VisibleText.line(what).prefix(40))")
  }

  func clear() {
    if isShown { Output.passing("") }
  }
}
