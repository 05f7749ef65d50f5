import News

/// A cell of a table while it is read.
struct TableCell {
  var blocks: [Document.Block]
  var isHeader = false
  /// Rows that it takes.
  var height = 1

  /// The cell as spans on one or more lines; nil where it holds more than text.
  var spans: [Document.Span]? {
    var spans: [Document.Span] = []
    for block in blocks {
      if !spans.isEmpty { spans.append(Document.Span("\n")) }
      switch block {
      case .paragraph(let text), .heading(_, let text): spans += text
      case .figure(let figure) where !figure.alt.isEmpty: spans.append(Document.Span(figure.alt))
      case .figure, .rule: continue
      default: return nil
      }
    }
    return spans
  }
}

/// The rows of a table while it is read, each cell in its column.
struct TableRows {
  /// Wider ones are no table that anybody could read as one.
  private static let mostColumns = 64
  /// Cells that may be empty for each that was written, and a few: rows are of one length, whatever was written.
  private static let mostFilling = 4
  private static let leastFilling = 256

  private var rows: [[TableCell]] = []
  /// Rows that cells of earlier rows still take, by column.
  private var hanging: [Int: Int] = [:]
  private var written = 0
  private var filled = 0

  /// Adds a row; cells of earlier rows that reach down into it move its own aside.
  mutating func append(_ cells: [TableCell]) {
    guard !cells.isEmpty else { return }
    written += cells.count
    let reaching = filled > Self.mostFilling * written + Self.leastFilling ? [:] : hanging
    hanging = reaching.compactMapValues { $0 > 1 ? $0 - 1 : nil }
    var row: [TableCell] = []
    row.reserveCapacity(cells.count)
    var rest = cells[...]
    while true {
      let column = row.count
      if reaching[column] != nil {
        filled += 1
        row.append(TableCell(blocks: []))
      } else if let cell = rest.popFirst() {
        if cell.height > 1, column < Self.mostColumns { hanging[column] = cell.height - 1 }
        row.append(cell)
      } else {
        break
      }
    }
    rows.append(row)
  }

  /// The rows as a table, without cells where nothing is in any; nil where they are none.
  var table: Document.Table? {
    let width = rows.map(\.count).max() ?? 0
    guard width > 1, width <= Self.mostColumns,
      rows.count * width <= (Self.mostFilling + 1) * written + Self.leastFilling
    else { return nil }
    var body: [[[Document.Span]]] = []
    body.reserveCapacity(rows.count)
    for row in rows {
      var texts: [[Document.Span]] = []
      for cell in row {
        guard let spans = cell.spans else { return nil }
        texts.append(spans)
      }
      body.append(texts + Array(repeating: [], count: width - row.count))
    }
    var header: [[Document.Span]] = []
    if let first = rows.first, first.allSatisfy(\.isHeader) { header = body.removeFirst() }
    return Document.Table(header: header, rows: body)
  }

  /// What the cells hold, one after another.
  var blocks: [Document.Block] { rows.joined().flatMap(\.blocks) }
}

extension Document.Table {
  var isEmpty: Bool { header.allSatisfy(\.isEmpty) && rows.allSatisfy { $0.allSatisfy(\.isEmpty) } }
}
