import News
import Screen

/// A text to scroll and to search: lines, which of them are in sight, and what was found in them.
///
/// Invariant: `top` leaves no row of the page empty while there are lines for it.
struct TextView: Sendable {
  private(set) var lines: [StyledLine] = []
  private(set) var top = 0
  private(set) var finder = Finder()
  /// The line of the place that was found last, until the text is scrolled.
  private(set) var found: Int?
  /// Rows in sight.
  private var height = 1

  private var lastTop: Int { max(0, lines.count - height) }
  var isAtEnd: Bool { top >= lastTop }

  /// How much has been in sight, in percent; nil where all of it is.
  var percent: Int? {
    lines.count > height ? min(lines.count, top + height) * 100 / lines.count : nil
  }

  /// Takes another text, or the same one set for another width: then the same part of it stays in sight.
  mutating func set(_ lines: [StyledLine], height: Int, isSameText: Bool = false) {
    let share = self.lines.isEmpty ? 0 : Double(top) / Double(self.lines.count)
    let isSet = isSameText && lines.count == self.lines.count
    self.lines = lines
    self.height = max(1, height)
    if !isSet {
      top = isSameText ? Int((share * Double(lines.count)).rounded()) : 0
      found = nil
    }
    top = max(0, min(top, lastTop))
    finder.look(in: lines)
  }

  /// Moves by a command. False when the command is no move.
  mutating func move(_ name: DeskCommand.Name) -> Bool {
    switch name {
    case .down: scroll(1)
    case .up: scroll(-1)
    case .pageDown: scroll(max(1, height - 1))
    case .pageUp: scroll(-max(1, height - 1))
    case .halfDown: scroll(max(1, height / 2))
    case .halfUp: scroll(-max(1, height / 2))
    case .first: scroll(-top)
    case .last: scroll(lastTop - top)
    default: return false
    }
    return true
  }

  mutating func scroll(_ rows: Int) {
    top = max(0, min(top + rows, lastTop))
    found = nil
  }

  /// Looks for a text from the first row in sight on; an empty one ends the search.
  mutating func look(for text: String) {
    finder.text = text
    finder.look(in: lines)
    found = nil
    go(to: finder.next(after: top - 1))
  }

  mutating func findNext() { go(to: finder.next(after: found ?? top - 1)) }
  mutating func findPrevious() { go(to: finder.previous(before: found ?? top)) }

  private mutating func go(to row: Int?) {
    guard let row else { return }
    found = row
    // In sight already, it stays where it is.
    if !(top..<top + height).contains(row) { top = max(0, min(row - height / 3, lastTop)) }
  }

  /// What to say of the search.
  var finding: Phrase? {
    if finder.text.isEmpty { return nil }
    guard let found, let place = finder.rows.firstIndex(of: found) else { return "\(finder.text) is not on this page" }
    return "“\(finder.text)” found: \(place + 1) of \(finder.rows.count)"
  }

  /// Draws what is in sight; the cursor rests on what was found, else on the first line.
  func draw(on grid: inout Grid, in rect: Rect) {
    for row in 0..<rect.rows where lines.indices.contains(top + row) {
      grid.put(finder.marked(lines[top + row]), column: rect.column + 1, row: rect.row + row, limit: rect.columns - 1)
    }
    let row = found.map { $0 - top } ?? 0
    grid.cursor = Point(column: rect.column + 1, row: rect.row + max(0, min(row, rect.rows - 1)))
  }
}
