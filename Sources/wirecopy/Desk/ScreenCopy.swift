import Foundation
import Glibc
import Screen

/// Where `WIRECOPY_SCREEN` names a file: the picture that was painted last, as text, for those who compare it with what a
/// terminal made of it. The last line has the cursor's column and row from 0, or `-` where none is shown.
@MainActor
final class ScreenCopy {
  private let path: String

  init(path: String) { self.path = path }

  /// In the place of the one before, in one step.
  func keep(_ grid: Grid) {
    let rows = (0..<grid.size.rows).map { row in (0..<grid.size.columns).map { grid[$0, row].text }.joined() }
    let cursor = grid.cursor.map { "\($0.column) \($0.row)" } ?? "-"
    let beside = path + ".new"
    let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    let text = Array((rows + [cursor]).joined(separator: "\n").utf8)
    let count = write(file, text, text.count)
    close(file)
    if count == text.count { rename(beside, path) }
  }
}
