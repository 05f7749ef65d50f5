import Screen

/// How the text is drawn, and where a click falls.
extension TextEditor {
  /// Draws what is in sight of the text; the cursor rests on its cell when the editor has the focus. Of a rectangle other
  /// than `layout` was told, the text is set for it here.
  func render(on grid: inout Grid, in rect: Rect, isFocused: Bool) {
    guard rect.columns > 1, rect.rows > 0 else { return }
    guard rect.columns == wrap.columns else {
      var other = self
      other.layout(columns: rect.columns, rows: rect.rows)
      return other.render(on: &grid, in: rect, isFocused: isFocused)
    }
    let top = top(of: rect.rows)
    for row in top..<min(wrap.count, top + rect.rows) {
      draw(row, on: &grid, in: Rect(column: rect.column, row: rect.row + row - top, columns: rect.columns, rows: 1))
    }
    if isFocused {
      grid.cursor = Point(column: rect.column + column, row: rect.row + wrap.row(of: cursor) - top)
    }
  }

  private static let selected = Style(.normal, reversed: true)

  private func draw(_ row: Int, on grid: inout Grid, in rect: Rect) {
    let selection = selection ?? cursor..<cursor
    let letters = wrap.letters(of: row, in: text)
    for letter in letters where letter.columns > 0 {
      grid.put(
        letter.text, column: rect.column + letter.column, row: rect.row,
        style: selection.contains(letter.start) ? Self.selected : .normal, limit: letter.columns)
    }
    let end = letters.last?.end ?? wrap.start(of: row)
    let column = letters.last.map { $0.column + $0.columns } ?? 0
    guard column < rect.columns else { return }
    switch wrap.end(of: row, in: text) {
    // A line end that is selected is to be seen.
    case .hard where selection.contains(end):
      grid.put(" ", column: rect.column + column, row: rect.row, style: Self.selected)
    case .softHyphen: grid.put("-", column: rect.column + column, row: rect.row)
    case .hard, .soft, .text: break
    }
  }

  /// Puts the cursor on the cell of the grid that was pressed, or near it.
  mutating func click(row: Int, column: Int, in rect: Rect) {
    begin()
    history.close()
    mark = nil
    goal = max(0, column - rect.column)
    go(toRow: top(of: max(1, rect.rows)) + max(0, min(row - rect.row, rect.rows - 1)))
    goal = nil
    keepInSight()
  }
}
