import Screen

/// What is said or asked at the bottom, set in as many rows as it needs and may have.
struct Notice {
  private(set) var rows: [String]
  private let style: Style

  /// - Parameters:
  ///   - ending: stands at the end even of a text that is cut: how a question is answered.
  ///   - most: rows that it may have, at least 1; a longer text ends in `…`.
  init(_ text: String, ending: String = "", style: Style, width: Int, most: Int) {
    self.style = style
    let width = max(2, width)
    let most = max(1, most)
    let bounded = text.bounded(lines: most + 1, width: width)
    rows = StyledText(bounded + ending).lines(width: width).map(\.text)
    guard rows.count > most || bounded.utf8.count < text.utf8.count else { return }
    rows = Array(rows.prefix(most))
    let room = max(0, width - TextWidth.columns(of: ending))
    var last = Grid(size: Size(columns: room, rows: 1))
    last.putCut((rows.last ?? "") + "…………", column: 0, row: 0, limit: room)
    rows[rows.count - 1] = last.text + ending
  }

  /// Draws it from a row on, over what stands there.
  /// - Returns: the column after its last row.
  @discardableResult
  func draw(on grid: inout Grid, row: Int) -> Int {
    var column = 0
    grid.uncover(rows: row..<row + rows.count)
    for (offset, text) in rows.enumerated() {
      grid.fill(Rect(column: 0, row: row + offset, columns: grid.size.columns, rows: 1), style: style)
      column = grid.put(text, column: 1, row: row + offset, style: style, limit: grid.size.columns - 1)
    }
    return column
  }
}
