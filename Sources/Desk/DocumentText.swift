public import News
import Screen

/// A document laid out as text: what the reader page shows, and `wirecopy read` and `render` print.
public enum DocumentText {
  /// Lines of at most `width` columns (from 2 on), made visible.
  public static func lines(_ document: Document, width: Int) -> [String] {
    styledLines(document, width: width).map(\.text)
  }

  /// - Parameters:
  ///   - isPlain: without any drawn lines.
  ///   - limit: no more lines than these are wanted: what is far below them is not set.
  static func styledLines(
    _ document: Document, width: Int, isPlain: Bool = false, limit: Int = .max
  ) -> [StyledLine] {
    var setter = DocumentSetter(width: max(1, width), isPlain: isPlain, limit: limit)
    setter.set(document.blocks)
    setter.setNotes(document.notes)
    setter.setLinks(document.links)
    return limit < setter.lines.count ? Array(setter.lines.prefix(limit)) : setter.lines
  }
}

/// Sets blocks in lines, below one another; a blank line parts them.
struct DocumentSetter {
  let width: Int
  let isPlain: Bool
  let limit: Int
  private(set) var lines: [StyledLine] = []
  /// What stands before every line: quote bars, indents.
  private var margin: [StyledLine.Piece] = []
  /// What stands before the next line in place of a piece of the margin, by its place there: bullets, numbers.
  private var bullets: [Int: StyledLine.Piece] = [:]
  /// What stands before the next text where there is no room for an indent: bullets, numbers, quote bars.
  private var leads: [StyledText.Span] = []
  private var depth = 0
  /// What the figure says that stands right above, if one does.
  private var altAbove = ""

  /// Deeper nesting than this is set without further indents.
  static let mostDepth = 12
  /// So many of their marks stand before a text.
  static let mostLeads = 4

  init(width: Int, isPlain: Bool, limit: Int) {
    self.width = width
    self.isPlain = isPlain
    self.limit = limit
  }

  mutating func set(_ blocks: [Document.Block], isTight: Bool = false) {
    for (index, block) in blocks.enumerated() {
      guard lines.count < limit else { return }
      if index > 0, !isTight || !block.isShort { gap() }
      set(block)
    }
  }

  private mutating func set(_ block: Document.Block) {
    if case .figure = block {} else { altAbove = "" }
    switch block {
    case .heading(let level, let spans):
      put(text(spans, Style(.heading, bold: true, underlined: level <= 1)))
    case .paragraph(let spans): put(text(spans))
    case .list(let start, let items): setList(start, items)
    case .quote(let blocks):
      let bar = isPlain ? "> " : "│ "
      within(.init(bar, style: Style(.quote), columns: 2)) { setter, isIndented in
        let before = setter.leads
        if !isIndented { setter.lead(with: bar, style: Style(.quote)) }
        let leads = setter.leads
        setter.set(blocks)
        // An empty one has no bar.
        if setter.leads == leads { setter.leads = before }
      }
    case .code(let code):
      within(.init("  ", style: .normal, columns: 2)) { setter, _ in
        setter.put(StyledText(setter.bounded(code).withoutTabs, style: Style(.code)))
      }
    case .table(let table): setTable(table)
    case .definitions(let definitions):
      for (index, definition) in definitions.enumerated() {
        // Several terms may share a meaning, and several meanings a term.
        if index > 0, !definitions[index - 1].meaning.isEmpty { gap() }
        if !definition.term.isEmpty { put(text(definition.term, Style(bold: true))) }
        within(.init("  ", style: .normal, columns: 2)) { setter, _ in setter.set(definition.meaning) }
      }
    case .figure(let figure): setFigure(figure)
    case .rule:
      let rule = isPlain ? "* * *" : String(repeating: "─", count: max(1, min(20, room)))
      put(StyledText(rule, style: Style(.border)))
    }
  }

  private mutating func setList(_ start: Int?, _ items: [[Document.Block]]) {
    let numbers = start.map { ["\($0)", "\($0 &+ items.count)"] } ?? []
    let columns = (numbers.map(\.count).max() ?? 0) + 2
    for (index, item) in items.enumerated() {
      guard lines.count < limit else { return }
      let mark = start.map { "\($0 &+ index)." } ?? "•"
      let padded = mark + String(repeating: " ", count: max(1, columns - mark.count))
      hang(padded, style: Style(.dim), columns: columns) { $0.set(item, isTight: true) }
    }
  }

  /// Sets a mark and below one another, behind it, what `body` sets. Without any, the mark still has its line.
  private mutating func hang(
    _ mark: String, style: Style, columns: Int, _ body: (inout DocumentSetter) -> Void
  ) {
    let count = lines.count
    within(.init(String(repeating: " ", count: columns), style: .normal, columns: columns)) { setter, isIndented in
      if isIndented {
        setter.bullets[setter.margin.count - 1] = .init(mark, style: style, columns: columns)
      } else {
        setter.lead(with: mark, style: style)
      }
      body(&setter)
      if setter.lines.count == count { setter.put(StyledText("")) }
    }
  }

  private mutating func lead(with mark: String, style: Style) {
    if leads.count < Self.mostLeads { leads.append(.init(mark, style: style)) }
  }

  private mutating func setFigure(_ figure: Document.Figure) {
    // Many pages write the caption as the picture's words, too, or the article's title as those of each picture.
    let isTwice = figure.alt == figure.caption.map(\.text).joined() || figure.alt == altAbove
    altAbove = figure.alt
    let alt = figure.alt.isEmpty || isTwice ? "" : " " + figure.alt
    put(StyledText("[▣\(alt)]", style: Style(.dim)))
    if !figure.caption.isEmpty { put(text(figure.caption, Style(.dim, italic: true))) }
  }

  private mutating func setTable(_ table: Document.Table) {
    let set = TableSetter(
      limit == .max ? table : .init(header: table.header, rows: Array(table.rows.prefix(limit))), room: room,
      isPlain: isPlain, cell: { text($0) },
      label: { spans in
        text(spans.label)
      })
    if !leads.isEmpty { put(StyledText("")) }
    for line in set.lines { put(line) }
  }

  /// The footnotes below the text, each behind the mark that it has there.
  mutating func setNotes(_ notes: [Document.Note]) {
    guard !notes.isEmpty, lines.count < limit else { return }
    gap()
    if !lines.isEmpty {
      put(StyledText(isPlain ? "* * *" : String(repeating: "─", count: min(10, room)), style: Style(.border)))
    }
    for note in notes {
      guard lines.count < limit else { return }
      let mark = Self.noteMark(note.mark) + " "
      hang(mark, style: Style(.dim), columns: TextWidth.columns(of: mark)) { $0.set(note.blocks, isTight: true) }
    }
  }

  /// The list of links at the end: what the numbers in the text mean.
  mutating func setLinks(_ links: [Document.Link]) {
    guard !links.isEmpty else { return }
    gap()
    for (index, link) in links.enumerated() {
      guard lines.count < limit else { return }
      put(StyledText("[\(index + 1)] \(link.url)", style: Style(.link), link: index + 1))
    }
  }

  // MARK: Lines

  /// Columns that the margin leaves.
  private var room: Int { max(1, width - margin.reduce(0) { $0 + $1.columns }) }

  mutating func put(_ text: StyledText) {
    var text = text
    text.spans = leads + text.spans
    leads = []
    for line in text.lines(width: room) { put(line) }
  }

  private mutating func put(_ line: StyledLine) {
    var pieces = margin
    for (place, bullet) in bullets where pieces.indices.contains(place) { pieces[place] = bullet }
    bullets = [:]
    lines.append(StyledLine(pieces: pieces + line.pieces))
  }

  private mutating func gap() {
    guard let last = lines.last, bullets.isEmpty, leads.isEmpty, !last.text.allSatisfy({ $0 == " " }) else { return }
    let bars = margin.contains { $0.style.role == .quote }
    lines.append(StyledLine(pieces: bars ? margin : []))
  }

  /// Indents what `body` sets, as long as there is room for text beside the indent; tells it whether there is.
  private mutating func within(_ piece: StyledLine.Piece, _ body: (inout DocumentSetter, Bool) -> Void) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth, room - piece.columns >= 8 else { return body(&self, false) }
    margin.append(piece)
    body(&self, true)
    bullets[margin.count - 1] = nil
    margin.removeLast()
  }
}

extension Document.Block {
  /// Blocks that stand in a list item without a blank line before them.
  var isShort: Bool {
    switch self {
    case .paragraph, .list: true
    default: false
    }
  }
}
