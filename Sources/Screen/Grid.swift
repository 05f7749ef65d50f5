/// One cell of a grid.
public struct Cell: Hashable, Sendable {
  /// One grapheme that is safe to print; empty in the second half of a wide one.
  public var text: String
  /// 1, 2, or 0 in the second half of a wide one.
  public var width: Int
  public var style: Style
  public init(_ text: String = " ", width: Int = 1, style: Style = .normal) {
    self.text = text
    self.width = width
    self.style = style
  }
}

/// A screen as a value: cells, and where the cursor rests.
public struct Grid: Hashable, Sendable {
  public let size: Size
  public private(set) var cells: [Cell]
  /// Rests on the selected item, so that a screen reader reads it; nil hides it.
  public var cursor: Point?
  /// Pictures that the terminal draws by itself, over cells that are left empty for them.
  public private(set) var pictures: [PlacedPicture] = []

  public init(size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: Cell(), count: self.size.columns * self.size.rows)
  }

  public subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

  /// Writes text on one row, made visible (`VisibleText`), cut at `limit` columns and at the edge. A wide grapheme that
  /// would be halved by the cut is left out; one that is halved by what is written over it becomes a space.
  /// - Returns: the column after the last one written.
  @discardableResult
  public mutating func put(
    _ text: String, column: Int, row: Int, style: Style = .normal, limit: Int = .max
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns else { return column }
    var at = column
    let (edge, isBeyond) = column.addingReportingOverflow(max(0, limit))
    let end = isBeyond ? size.columns : min(size.columns, edge)
    for grapheme in VisibleText.Graphemes(of: text) {
      guard at + grapheme.width <= end else { break }
      if at >= 0 {
        set(Cell(grapheme.text, width: grapheme.width, style: style), column: at, row: row)
      } else if at + grapheme.width > 0 {
        // Its left half is off the screen.
        set(Cell(style: style), column: 0, row: row)
      }
      at += grapheme.width
    }
    return at
  }

  /// Fills a rectangle with spaces of one style.
  public mutating func fill(_ rect: Rect, style: Style = .normal) {
    let (columns, rows) = within(rect)
    for row in rows {
      for column in columns {
        set(Cell(style: style), column: column, row: row)
      }
    }
  }

  /// Changes the style of a rectangle and keeps its text. A wide grapheme goes with its left half.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let (columns, rows) = within(rect)
    for row in rows {
      for column in columns {
        let index = row * size.columns + column
        guard cells[index].width > 0 else { continue }
        change(&cells[index].style)
        if cells[index].width == 2 { cells[index + 1].style = cells[index].style }
      }
    }
  }

  /// The part of a rectangle that is on the grid.
  private func within(_ rect: Rect) -> (columns: Range<Int>, rows: Range<Int>) {
    func part(_ start: Int, _ count: Int, of whole: Int) -> Range<Int> {
      let (end, isBeyond) = start.addingReportingOverflow(count)
      let from = min(max(0, start), whole)
      return from..<max(from, isBeyond ? whole : min(end, whole))
    }
    return (part(rect.column, rect.columns, of: size.columns), part(rect.row, rect.rows, of: size.rows))
  }

  mutating func place(_ picture: PlacedPicture) { pictures.append(picture) }
  mutating func keepPictures(where isKept: (PlacedPicture) -> Bool) { pictures = pictures.filter(isKept) }

  private mutating func set(_ cell: Cell, column: Int, row: Int) {
    let index = row * size.columns + column
    clearHalves(at: index, column: column)
    if cell.width == 2 { clearHalves(at: index + 1, column: column + 1) }
    cells[index] = cell
    if cell.width == 2 { cells[index + 1] = Cell("", width: 0, style: cell.style) }
  }

  /// What stood here was half of a wide grapheme: its other half becomes a space.
  private mutating func clearHalves(at index: Int, column: Int) {
    if cells[index].width == 0, column > 0 { cells[index - 1] = Cell(style: cells[index - 1].style) }
    if cells[index].width == 2, column + 1 < size.columns { cells[index + 1] = Cell(style: cells[index + 1].style) }
  }

  /// The rows as text, trailing spaces cut: what scenes compare.
  public var text: String {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns { line += self[column, row].text }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
