import News
import Screen

/// A table in lines: as columns where they fit, as records ("header: cell") where not.
struct TableSetter {
  private(set) var lines: [StyledLine] = []
  private let room: Int

  /// - Parameter label: a header cell where it is repeated: its links are numbered once.
  init(
    _ table: Document.Table, room: Int, isPlain: Bool, cell: ([Document.Span]) -> StyledText,
    label: ([Document.Span]) -> StyledText
  ) {
    self.room = room
    let header = table.header.map(cell)
    let rows = table.rows.map { $0.map(cell) }
    let count = ([header.count] + rows.map(\.count)).max() ?? 0
    guard count > 0 else { return }
    // Each column as wide as its widest cell, measured where nothing is broken.
    var widths = Array(repeating: 1, count: count)
    for row in [header] + rows {
      for (index, text) in row.enumerated() {
        widths[index] = max(widths[index], text.lines(width: 100_000).map(\.columns).max() ?? 1)
      }
    }
    let whole = widths.reduce(0, +) + 2 * (count - 1)
    if whole > room {
      // Wide cells may be broken, down to a width that still reads.
      let share = max(1, (room - 2 * (count - 1)) / count)
      guard share >= 10 else {
        setRecords(header, rows, labels: table.header.map(label))
        return
      }
      shrink(&widths, to: room - 2 * (count - 1), least: share)
    }
    if !header.isEmpty {
      setRow(header, widths, isHeader: true)
      if !isPlain { setRule(widths) }
    }
    for row in rows { setRow(row, widths, isHeader: false) }
  }

  private mutating func setRule(_ widths: [Int]) {
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    lines += StyledText(rule, style: Style(.border)).lines(width: room)
  }

  private func shrink(_ widths: inout [Int], to sum: Int, least: Int) {
    while widths.reduce(0, +) > sum {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > least else { return }
      let over = widths.reduce(0, +) - sum
      widths[widest] = max(least, widths[widest] - over)
    }
  }

  private mutating func setRow(_ row: [StyledText], _ widths: [Int], isHeader: Bool) {
    let cells = row.enumerated().map { index, text in
      var text = text
      if isHeader { for place in text.spans.indices { text.spans[place].style.isBold = true } }
      return text.lines(width: widths[index])
    }
    for height in 0..<(cells.map(\.count).max() ?? 0) {
      var pieces: [StyledLine.Piece] = []
      var pad = 0
      for (index, cell) in cells.enumerated() {
        let line = height < cell.count ? cell[height] : StyledLine()
        if !line.pieces.isEmpty {
          if pad > 0 { pieces.append(.init(String(repeating: " ", count: pad), style: .normal, columns: pad)) }
          pieces += line.pieces
          pad = 0
        }
        pad += max(0, widths[index] - line.columns + 2)
      }
      lines.append(StyledLine(pieces: pieces))
    }
  }

  private mutating func setRecords(_ header: [StyledText], _ rows: [[StyledText]], labels: [StyledText]) {
    for (number, row) in rows.enumerated() {
      if number > 0 { lines.append(StyledLine()) }
      for (index, cell) in row.enumerated() {
        var text = StyledText()
        if index < header.count {
          text.spans = (number == 0 ? header : labels)[index].spans
          for place in text.spans.indices { text.spans[place].style.isBold = true }
          text.append(": ", style: Style(bold: true))
        }
        text.spans += cell.spans
        lines += text.lines(width: room)
      }
    }
    if rows.isEmpty { for text in header { lines += text.lines(width: room) } }
  }
}
