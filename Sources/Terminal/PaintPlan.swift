import Screen

/// What has to be written to turn one grid into the next: runs of changed cells.
struct PaintPlan: Hashable, Sendable {
  /// Cells to write side by side. Begins with the left half of a wide letter, never with its right.
  struct Run: Hashable, Sendable {
    var row: Int
    var column: Int
    var cells: [Cell]
  }

  var runs: [Run] = []

  /// All of `new` where there is no `old`, or one of another size.
  init(from old: Grid?, to new: Grid) {
    let old = old.flatMap { $0.size == new.size ? $0 : nil }
    for row in 0..<new.size.rows {
      let cells = row * new.size.columns..<(row + 1) * new.size.columns
      // Most rows are as they were: a key changes two.
      if let old, old.cells[cells] == new.cells[cells] { continue }
      var run: Run?
      var column = 0
      while column < new.size.columns {
        let cell = new[column, row]
        let step = max(1, cell.width)
        let isChanged =
          old.map { old in (column..<min(column + step, new.size.columns)).contains { old[$0, row] != new[$0, row] } }
          ?? true
        if isChanged, cell.width > 0 {
          run = run ?? Run(row: row, column: column, cells: [])
          run?.cells.append(cell)
        } else if let finished = run {
          runs.append(finished)
          run = nil
        }
        column += step
      }
      if let finished = run { runs.append(finished) }
    }
  }

  /// A cell as it may be sent: what came through `VisibleText` is unchanged by it. Anything else is a mistake of ours and
  /// becomes `?`, in as many columns, before it can harm anyone.
  static func safe(_ cell: Cell) -> [Cell] {
    var graphemes = VisibleText.Graphemes(of: cell.text)
    if let only = graphemes.next(), graphemes.next() == nil, only.width == cell.width,
      only.text.unicodeScalars.elementsEqual(cell.text.unicodeScalars)
    {
      return [cell]
    }
    return Array(repeating: Cell("?", style: cell.style), count: max(1, cell.width))
  }
}
