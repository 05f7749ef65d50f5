import News
import Screen

extension ComposerPage {
  /// Columns of the fields' labels.
  static let indent = 11

  /// A row above the text: a field, or something that is said of the attachments.
  enum Row: Hashable {
    case field(DraftHeader.Field)
    case file(Attachment)
    case cleaning
    case refusal(Refusal)
  }

  func rows(_ common: Common) -> [Row] {
    let files = header.attachments.flatMap { [Row.file($0), .field(.caption($0.id))] }
    return header.fields.filter { if case .caption = $0 { false } else { $0 != .body } }.map(Row.field) + files
      + (common.attaching.has(number) ? [.cleaning] : []) + (refusal.map { [.refusal($0)] } ?? [])
  }

  /// Where the fields, the line of saving and the text stand. On a small screen the fields give way to the text while it
  /// is written, and are scrolled while they are.
  struct Layout {
    var header: Rect
    /// The first of the rows of fields in sight.
    var top = 0
    /// The row of the state of saving.
    var state: Int
    var body: Rect
  }

  func layout(_ rect: Rect, _ common: Common) -> Layout {
    let rows = rows(common)
    let isInBody = header.focus == .body
    let room: Int
    if rect.rows - 1 - rows.count >= 8 {
      room = rows.count
    } else {
      room = isInBody ? max(1, rect.rows / 4) : max(1, rect.rows - 3)
    }
    let height = min(rows.count, room, max(0, rect.rows - 2))
    let place = rows.firstIndex(of: .field(header.focus)) ?? 0
    let top = max(0, min(place - height + 1, rows.count - height))
    let text = rect.row + height + 1
    return Layout(
      header: Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: height), top: top,
      state: rect.row + height,
      body: Rect(
        column: rect.column + 1, row: text, columns: max(2, rect.columns - 2), rows: rect.row + rect.rows - text))
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let layout = layout(rect, common)
    let rows = rows(common)
    grid.cursor = Point(column: 1, row: rect.row)
    for offset in 0..<layout.header.rows where rows.indices.contains(layout.top + offset) {
      draw(rows[layout.top + offset], on: &grid, row: layout.header.row + offset, columns: rect.columns, common)
    }
    renderState(on: &grid, row: layout.state, columns: rect.columns, common)
    body.render(on: &grid, in: layout.body, isFocused: header.focus == .body)
  }

  // MARK: Fields

  private func draw(_ row: Row, on grid: inout Grid, row at: Int, columns: Int, _ common: Common) {
    let room = max(0, columns - Self.indent - 1)
    func put(_ text: Phrase, _ style: Style) {
      grid.putCut(common.text(text), column: Self.indent, row: at, style: style, limit: room)
    }
    switch row {
    case .field(let field): draw(field, on: &grid, row: at, room: room, common)
    case .file(let file):
      label("File", on: &grid, row: at, isFocused: false, common)
      let size = SizeText.text(file.size)
      switch file.cleaning {
      case .cleaned(let found) where found.isEmpty:
        put("\(file.name) (\(file.originalName)) · \(size) · no metadata found", .normal)
      case .cleaned(let found):
        put("\(file.name) (\(file.originalName)) · \(size) · removed: \(found.joined(separator: ", "))", .normal)
      case .untouched:
        put("\(file.name) (\(file.originalName)) · \(size) · METADATA IS STILL INSIDE", Style(.warning, bold: true))
      }
    case .cleaning:
      label("File", on: &grid, row: at, isFocused: false, common)
      put("copying and cleaning…", Style(.dim))
    case .refusal(let refusal):
      label("File", on: &grid, row: at, isFocused: false, common)
      put("NOT ATTACHED: \(refusal.path): \(refusal.phrase)", Style(.bad, bold: true))
    }
  }

  private func label(_ label: Phrase, on grid: inout Grid, row: Int, isFocused: Bool, _ common: Common) {
    let style = isFocused ? Style(.heading, bold: true) : Style(.dim)
    grid.putCut(common.text(label), column: 1, row: row, style: style, limit: Self.indent - 2)
  }

  private func draw(_ field: DraftHeader.Field, on grid: inout Grid, row: Int, room: Int, _ common: Common) {
    let isFocused = header.focus == field
    let name: Phrase =
      switch field {
      case .title: "Title"
      case .section: "Section"
      case .language: "Language"
      case .place: "Place"
      case .byline: "Byline"
      case .urgent: "Urgent"
      case .caption: "Caption"
      case .body: "Text"
      }
    label(name, on: &grid, row: row, isFocused: isFocused, common)
    let place = Rect(column: Self.indent, row: row, columns: room, rows: 1)
    if field == .urgent {
      let text: Phrase = header.isUrgent ? "[x] an alert: readers get it first" : "[ ]"
      let style = header.isUrgent ? Style(.alert, bold: true) : Style(.dim)
      grid.putCut(common.text(text), column: place.column, row: row, style: style, limit: room)
      if isFocused { grid.cursor = Point(column: place.column + 1, row: row) }
      return
    }
    guard let line = header[field] else { return }
    let end = line.draw(on: &grid, in: place, style: Style(bold: field == .title), isFocused: isFocused)
    guard field == .section, isFocused else { return }
    let offers = header.offers(sections(common)).joined(separator: " · ")
    guard !offers.isEmpty else { return }
    grid.putCut("→ " + offers, column: end + 2, row: row, style: Style(.dim), limit: place.column + room - end - 2)
  }

  // MARK: The line of saving

  /// What the disk has, by its own word.
  private func state(_ common: Common) -> (Phrase, Style) {
    if let trouble = saving.trouble { return ("NOT SAVED: \(trouble)", Style(.bad, bold: true)) }
    if isGone, isKept {
      let key = common.key(.review, on: .composer)
      return ("NOT SAVED: filed or thrown away elsewhere; \(key) keeps it as a new draft", Style(.bad, bold: true))
    }
    guard isKept else { return ("not saved yet", Style(.dim)) }
    return ("saved \(common.times.seconds(saving.keptAt))", Style(.good))
  }

  /// Words and characters, and words alone; of a long text, its size.
  private func length(_ common: Common) -> [String] {
    let words = common.text(Phrase(body.words, one: "%1 word", many: "%1 words"))
    if body.count > 100_000 { return [words + " · " + SizeText.text(body.count), words] }
    return [words + " · " + common.text(Phrase(body.text.count, one: "%1 character", many: "%1 characters")), words]
  }

  private func renderState(on grid: inout Grid, row: Int, columns: Int, _ common: Common) {
    if !common.options.isPlain {
      grid.put(String(repeating: "─", count: columns), column: 0, row: row, style: Style(.border))
    }
    let (phrase, style) = state(common)
    let state = " " + common.text(phrase).bounded(lines: 1, width: columns) + " "
    let width = min(TextWidth.columns(of: state), max(0, columns - 2))
    // What is saved matters more than how long it is.
    let shown = length(common).map { " " + $0 + " " }.first { TextWidth.columns(of: $0) + width + 3 <= columns }
    grid.put(shown ?? "", column: 1, row: row, style: Style(.dim))
    grid.putCut(state, column: columns - width - 1, row: row, style: style, limit: width)
  }
}
