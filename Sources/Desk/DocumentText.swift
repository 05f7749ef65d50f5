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
  private var depth = 0

  /// Deeper nesting than this is set without further indents.
  static let mostDepth = 12

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
    switch block {
    case .heading(let level, let spans):
      put(text(spans, Style(.heading, bold: true, underlined: level <= 1)))
    case .paragraph(let spans): put(text(spans))
    case .list(let start, let items): setList(start, items)
    case .quote(let blocks):
      within(.init(isPlain ? "> " : "│ ", style: Style(.quote), columns: 2)) { setter, _ in setter.set(blocks) }
    case .code(let code):
      within(.init("  ", style: .normal, columns: 2)) { setter, _ in
        setter.put(StyledText(setter.bounded(code), style: Style(.code)))
      }
    case .table(let table): setTable(table)
    case .definitions(let definitions):
      for (index, definition) in definitions.enumerated() {
        if index > 0 { gap() }
        put(text(definition.term, Style(bold: true)))
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
      within(.init(String(repeating: " ", count: columns), style: .normal, columns: columns)) {
        setter, isIndented in
        let place = setter.margin.count - 1
        if isIndented { setter.bullets[place] = .init(padded, style: Style(.dim), columns: columns) }
        setter.set(item, isTight: true)
        // An empty item still has its place.
        if isIndented, setter.bullets[place] != nil { setter.put(StyledText("")) }
      }
    }
  }

  private mutating func setFigure(_ figure: Document.Figure) {
    let alt = figure.alt.isEmpty ? "" : " " + figure.alt
    put(StyledText("[▣\(alt)]", style: Style(.dim)))
    if !figure.caption.isEmpty { put(text(figure.caption, Style(.dim, italic: true))) }
  }

  private mutating func setTable(_ table: Document.Table) {
    let set = TableSetter(
      limit == .max ? table : .init(header: table.header, rows: Array(table.rows.prefix(limit))), room: room,
      isPlain: isPlain, cell: { text($0) })
    for line in set.lines { put(line) }
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
    for line in text.lines(width: room) { put(line) }
  }

  private mutating func put(_ line: StyledLine) {
    var pieces = margin
    for (place, bullet) in bullets where pieces.indices.contains(place) { pieces[place] = bullet }
    bullets = [:]
    lines.append(StyledLine(pieces: pieces + line.pieces))
  }

  private mutating func gap() {
    guard let last = lines.last, bullets.isEmpty, !last.text.allSatisfy({ $0 == " " }) else { return }
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

  // MARK: Spans

  private func bounded(_ text: String) -> String { text.bounded(lines: limit, width: width) }

  private func text(_ spans: [Document.Span], _ base: Style = .normal) -> StyledText {
    var text = StyledText()
    for (index, span) in spans.enumerated() {
      var style = base
      if span.style.contains(.strong) { style.isBold = true }
      if span.style.contains(.emphasis) { style.isItalic = true }
      if span.style.contains(.code) { style.role = .code }
      if span.style.contains(.inserted) { style.isUnderlined = true }
      if span.link != nil {
        style.role = .link
        style.isUnderlined = true
      }
      // Meaning is never by style alone.
      let mark = Self.mark(span.style)
      text.append(mark.before + bounded(span.text) + mark.after, style: style, link: span.link)
      if let link = span.link, index + 1 == spans.count || spans[index + 1].link != link {
        text.append("[\(link)]", style: Style(.dim), link: link)
      }
    }
    return text
  }

  private static func mark(_ style: Document.SpanStyle) -> (before: String, after: String) {
    if style.contains(.deleted) { return ("[-", "-]") }
    if style.contains(.inserted) { return ("{+", "+}") }
    if style.contains(.superscript) { return ("^", "") }
    if style.contains(.subscript) { return ("_", "") }
    if style.contains(.ruby) { return ("(", ")") }
    return ("", "")
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
