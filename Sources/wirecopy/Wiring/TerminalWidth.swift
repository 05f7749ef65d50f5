import Foundation

/// Columns to lay text out to when none are said: the terminal's own, bounded for reading.
enum TerminalWidth {
  static func columns() -> Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
    return min(Int(size.ws_col), 100)
  }
}
