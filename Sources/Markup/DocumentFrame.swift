import News

/// An open block while a `Document` is made: what it has taken so far, and what it becomes.
struct DocumentFrame {
  let element: HTMLElement
  var blocks: [Document.Block] = []
  /// First number of an ordered list.
  var start: Int?
  private var spans: [Document.Span] = []
  private var items: [[Document.Block]] = []
  private var rows: [[Cell]] = []
  private var cells: [Cell] = []
  private var definitions: [Document.Definition] = []
  private var terms: [Document.Span] = []
  private var caption: [Document.Span] = []

  private struct Cell {
    var blocks: [Document.Block]
    var isHeader: Bool

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

  init(_ element: HTMLElement) { self.element = element }

  // MARK: Text

  /// Adds text, white space folded but in `pre`.
  mutating func add(_ text: String, style: Document.SpanStyle, link: Int?) {
    var text = text
    if element != .pre {
      let endsInSpace = spans.last.map { $0.text.hasSuffix(" ") || $0.text.hasSuffix("\n") } ?? true
      if text == "\n" {
        while let last = spans.last, last.text.hasSuffix(" ") {
          spans[spans.count - 1].text.removeLast()
          if spans[spans.count - 1].text.isEmpty { spans.removeLast() }
        }
      } else {
        if text.utf8.contains(0x0A) || text.utf8.contains(0x09) {
          text = text.replacing("\n", with: " ").replacing("\t", with: " ")
        }
        if endsInSpace, text.hasPrefix(" ") { text = String(text.drop { $0 == " " }) }
      }
    }
    guard !text.isEmpty else { return }
    if let last = spans.last, last.style == style, last.link == link {
      spans[spans.count - 1].text += text
    } else {
      spans.append(Document.Span(text, style: style, link: link))
    }
  }

  /// What was said since the last block becomes a paragraph.
  mutating func flush() {
    let text = takeSpans()
    if !text.isEmpty { blocks.append(.paragraph(text)) }
  }

  /// The spans so far, without white space at their ends.
  private mutating func takeSpans() -> [Document.Span] {
    defer { spans = [] }
    while let last = spans.last {
      let text = String(last.text.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
      if text.isEmpty {
        spans.removeLast()
      } else {
        spans[spans.count - 1].text = text
        break
      }
    }
    while let first = spans.first {
      let text = String(first.text.drop { $0 == " " || $0 == "\n" })
      if text.isEmpty {
        spans.removeFirst()
      } else {
        spans[0].text = text
        break
      }
    }
    return spans
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
      if !items.isEmpty { outer.blocks.append(.list(start: element == .ol ? start ?? 1 : nil, items: items)) }
    case .li:
      flush()
      guard !blocks.isEmpty else { return }
      if outer.element == .ul || outer.element == .ol {
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

  private mutating func closeCode(into outer: inout DocumentFrame) {
    var code = spans.map(\.text).joined()
    while code.hasSuffix("\n") { code.removeLast() }
    if code.hasPrefix("\n") { code.removeFirst() }
    outer.blocks += blocks
    if !code.isEmpty { outer.blocks.append(.code(code)) }
  }

  private mutating func closeTablePart(into outer: inout DocumentFrame) {
    switch element {
    case .td, .th:
      flush()
      outer.cells.append(Cell(blocks: blocks, isHeader: element == .th))
    case .tr:
      flush()
      if outer.element == .table {
        if !cells.isEmpty { outer.rows.append(cells) }
        outer.blocks += blocks
      } else {
        outer.blocks += cells.flatMap(\.blocks) + blocks
      }
    case .caption:
      if outer.element == .table { outer.caption += takeSpans() } else { flush() }
      outer.blocks += blocks
    default: closeTable(into: &outer)
    }
  }

  private mutating func closeTable(into outer: inout DocumentFrame) {
    flush()
    if !cells.isEmpty { rows.append(cells) }
    outer.blocks += blocks
    if !caption.isEmpty { outer.blocks.append(.paragraph(caption)) }
    let texts = rows.map { $0.map(\.spans) }
    let width = rows.map(\.count).max() ?? 0
    // A table that arranges the page: its cells are read one after another.
    guard width > 1, !texts.contains(where: { $0.contains { $0 == nil } }) else {
      outer.blocks += rows.joined().flatMap(\.blocks)
      return
    }
    var body = texts.map { row in row.map { $0 ?? [] } + Array(repeating: [], count: width - row.count) }
    var header: [[Document.Span]] = []
    if let first = rows.first, first.allSatisfy(\.isHeader) { header = body.removeFirst() }
    guard body.contains(where: { $0.contains { !$0.isEmpty } }) || header.contains(where: { !$0.isEmpty }) else {
      return
    }
    outer.blocks.append(.table(Document.Table(header: header, rows: body)))
  }

  private mutating func closeDefinition(into outer: inout DocumentFrame) {
    switch element {
    case .dt:
      if outer.element == .dl {
        outer.settleTerm()
        outer.terms = takeSpans()
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
      outer.caption += takeSpans()
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
