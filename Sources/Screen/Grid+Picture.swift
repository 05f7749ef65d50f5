extension Grid {
  /// Places a picture in a rectangle, in the middle of its width; what would stick out of it is cut, or, of a picture that
  /// the terminal draws, not shown at all.
  /// - Returns: false where it is not shown.
  @discardableResult
  public mutating func put(_ picture: Picture, in rect: Rect) -> Bool {
    switch picture {
    case .cells(let rows):
      let width = min(rect.columns, rows.map(\.count).max() ?? 0)
      let left = rect.column + (rect.columns - width) / 2
      for (offset, cells) in rows.prefix(max(0, rect.rows)).enumerated() {
        for (place, cell) in cells.prefix(max(0, width)).enumerated() {
          put(cell.text, column: left + place, row: rect.row + offset, style: cell.style, limit: 1)
        }
      }
      return true
    case .bytes(let bytes):
      let left = rect.column + (rect.columns - bytes.size.columns) / 2
      guard bytes.size.columns <= rect.columns, bytes.size.rows <= rect.rows, left >= 0, rect.row >= 0,
        left + bytes.size.columns <= size.columns, rect.row + bytes.size.rows <= size.rows
      else { return false }
      place(PlacedPicture(picture: bytes, at: Point(column: left, row: rect.row)))
      return true
    }
  }

  /// Takes away the pictures that reach into these rows: something is written there that must be read.
  public mutating func uncover(rows: Range<Int>) {
    keepPictures { $0.rect.row + $0.rect.rows <= rows.lowerBound || $0.rect.row >= rows.upperBound }
  }
}
