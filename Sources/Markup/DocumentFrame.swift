import News

/// An open block while a `Document` is made: what it has taken so far, and what it becomes.
struct DocumentFrame {
  let element: HTMLElement
  var blocks: [Document.Block] = []
  /// Number of the footnote that it is.
  var note: Int?
  /// Elements of its own kind that are open inside of it.
  var nested = 0
  /// Columns and rows that a cell takes.
  var columns = 1
  var height = 1
  /// First number of an ordered list, or the number of an item of one.
  var start: Int?
  /// The numbers of a list run down.
  var isReversed = false
  private var runs = SpanRuns()
  private var items: [[Document.Block]] = []
  /// Lists that end where an item has another number than it would have.
  private var lists: [Document.Block] = []
  private var rows = TableRows()
  private var cells: [TableCell] = []
  private var definitions: [Document.Definition] = []
  private var terms: [Document.Span] = []
  private var caption: [Document.Span] = []

  init(_ element: HTMLElement) { self.element = element }

  // MARK: Text

  /// Adds text, white space folded but in `pre`.
  mutating func add(_ text: [UInt8], _ place: SpanRuns.Place) {
    if element == .pre { runs.add(preformatted: text, place) } else { runs.add(text, place) }
  }

  mutating func breakLine(_ place: SpanRuns.Place) {
    if element == .pre { runs.add(preformatted: [0x0A], place) } else { runs.breakLine(place) }
  }

  /// What was said since the last block becomes a paragraph.
  mutating func flush() {
    let text = runs.take()
    if !text.isEmpty { blocks.append(.paragraph(text)) }
  }

  // MARK: Its end

  /// Ends this block and gives it to the one around it.
  mutating func close(into outer: inout DocumentFrame) {
    switch element {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      let level = Int(element.rawValue - HTMLElement.h1.rawValue) + 1
      flush()
      outer.blocks += blocks.map { block in
        if case .paragraph(let text) = block { .heading(level: level, text) } else { block }
      }
    case .pre: closeCode(into: &outer)
    case .blockquote:
      flush()
      if !blocks.isEmpty { outer.blocks.append(.quote(blocks)) }
    case .ul, .ol:
      flush()
      // What stands in a list outside of its items is an item, too.
      if !blocks.isEmpty { items.append(blocks) }
      endList()
      outer.blocks += lists
    case .li:
      flush()
      guard !blocks.isEmpty else { return }
      if outer.element == .ul || outer.element == .ol {
        if outer.element == .ol, let start, start != (outer.start ?? 1) + outer.items.count {
          outer.endList()
          outer.start = start
        }
        outer.items.append(blocks)
      } else {
        outer.blocks.append(.list(start: nil, items: [blocks]))
      }
    case .table, .tr, .td, .th, .caption: closeTablePart(into: &outer)
    case .dl, .dt, .dd: closeDefinition(into: &outer)
    case .figure, .figcaption: closeFigure(into: &outer)
    default:
      flush()
      outer.blocks += blocks
    }
  }

  private mutating func endList() {
    guard !items.isEmpty else { return }
    let first = start ?? (isReversed ? items.count : 1)
    if element == .ol, isReversed {
      for (index, item) in items.enumerated() { lists.append(.list(start: first &- index, items: [item])) }
    } else {
      lists.append(.list(start: element == .ol ? first : nil, items: items))
    }
    items = []
  }

  private mutating func closeCode(into outer: inout DocumentFrame) {
    let code = runs.code()
    outer.blocks += blocks
    if !code.isEmpty { outer.blocks.append(.code(code)) }
  }

  private mutating func closeTablePart(into outer: inout DocumentFrame) {
    switch element {
    case .td, .th:
      flush()
      for column in 0..<columns {
        outer.cells.append(
          TableCell(blocks: column == 0 ? blocks : [], isHeader: element == .th, height: height))
      }
    case .tr:
      flush()
      if outer.element == .table {
        outer.rows.append(cells)
        outer.blocks += blocks
      } else {
        outer.blocks += cells.flatMap(\.blocks) + blocks
      }
    case .caption:
      if outer.element == .table { outer.caption += runs.take() } else { flush() }
      outer.blocks += blocks
    default: closeTable(into: &outer)
    }
  }

  private mutating func closeTable(into outer: inout DocumentFrame) {
    flush()
    rows.append(cells)
    outer.blocks += blocks
    if !caption.isEmpty { outer.blocks.append(.paragraph(caption)) }
    if let table = rows.table {
      if !table.isEmpty { outer.blocks.append(.table(table)) }
    } else {
      // It arranges the page: its cells are read one after another.
      outer.blocks += rows.blocks
    }
  }

  private mutating func closeDefinition(into outer: inout DocumentFrame) {
    switch element {
    case .dt:
      if outer.element == .dl {
        outer.settleTerm()
        outer.terms = runs.take()
      } else {
        flush()
      }
      outer.blocks += blocks
    case .dd:
      flush()
      if outer.element == .dl {
        outer.definitions.append(Document.Definition(term: outer.terms, meaning: blocks))
        outer.terms = []
      } else {
        outer.blocks += blocks
      }
    default:
      settleTerm()
      flush()
      outer.blocks += blocks
      if !definitions.isEmpty { outer.blocks.append(.definitions(definitions)) }
    }
  }

  private mutating func settleTerm() {
    if !terms.isEmpty { definitions.append(Document.Definition(term: terms, meaning: [])) }
    terms = []
  }

  private mutating func closeFigure(into outer: inout DocumentFrame) {
    if element == .figcaption, outer.element == .figure {
      outer.caption += runs.take()
      outer.blocks += blocks
      return
    }
    flush()
    var blocks = blocks
    if !caption.isEmpty {
      // The caption belongs to the last picture, or stands by itself.
      if let last = blocks.lastIndex(where: { if case .figure = $0 { true } else { false } }),
        case .figure(var figure) = blocks[last]
      {
        figure.caption = caption
        blocks[last] = .figure(figure)
      } else {
        blocks.append(.paragraph(caption))
      }
    }
    outer.blocks += blocks
  }
}
