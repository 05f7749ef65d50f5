import Foundation
import News
import Screen

extension OutboxPage {
  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    guard outbox != nil else { return }
    let rows = rows
    if rows.isEmpty { return renderEmpty(on: &grid, in: rect, common) }
    if showsDetailsAlone(common), let current {
      return draw(
        details(current, width: rect.columns - 2, common), from: rect.row, to: rect.row + rect.rows, on: &grid)
    }
    let height = min(rect.rows, listRows(common))
    for offset in 0..<height where rows.indices.contains(list.top + offset) {
      let row = rows[list.top + offset]
      let at = rect.row + offset
      draw(row, on: &grid, columns: rect.columns, row: at, common)
      guard row.number == selected else { continue }
      grid.restyle(Rect(column: 0, row: at, columns: rect.columns, rows: 1)) { $0.isReversed = true }
      grid.cursor = Point(column: 0, row: at)
    }
    guard height < rect.rows, let current else { return }
    if !common.options.isPlain {
      let border = String(repeating: "─", count: rect.columns)
      grid.put(border, column: 0, row: rect.row + height, style: Style(.border))
    }
    let lines = details(current, width: rect.columns - 2, common)
    draw(lines, from: rect.row + height + 1, to: rect.row + rect.rows, on: &grid)
  }

  private func renderEmpty(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let text = common.text("Nothing is written and nothing waits. \(common.key(.report)) begins a report.")
    draw(
      StyledText(text, style: Style(.dim)).lines(width: max(2, rect.columns - 2)), from: rect.row,
      to: rect.row + rect.rows, on: &grid)
  }

  private func draw(_ lines: [StyledLine], from first: Int, to end: Int, on grid: inout Grid) {
    for (offset, line) in lines.prefix(max(0, end - first)).enumerated() {
      grid.put(line, column: 1, row: first + offset)
    }
    guard lines.count > end - first, end > first else { return }
    grid.fill(Rect(column: 0, row: end - 1, columns: grid.size.columns, rows: 1))
    grid.put("…", column: 1, row: end - 1, style: Style(.dim))
  }

  // MARK: A row

  /// Where it is: a mark, and the same in a word.
  static func mark(_ row: Row) -> (mark: String, word: Phrase, role: Role) {
    guard case .filed(let entry) = row else { return ("✎", "draft", .dim) }
    switch entry.report.state {
    case .filed where entry.held > 0: return ("◔", "\(entry.held) of \(entry.needed)", .warning)
    case .filed: return ("◌", "filed", .warning)
    case .relayed: return ("●", "relayed", .good)
    case .received: return ("✓", "received", .good)
    case .published: return ("★", "published", .good)
    case .declined: return ("✗", "declined", .bad)
    case .withdrawn: return ("–", "withdrawn", .dim)
    }
  }

  /// Mark, title, newsroom, how old, and what goes on, as far as there is room.
  private func draw(_ row: Row, on grid: inout Grid, columns: Int, row at: Int, _ common: Common) {
    let (mark, word, role) = Self.mark(row)
    let isWide = columns >= 60
    var column = 1
    if !common.options.isPlain {
      grid.put(mark, column: column, row: at, style: Style(role, bold: true))
      column += 2
    }
    if isWide || common.options.isPlain {
      grid.putCut(common.text(word), column: column, row: at, style: Style(role), limit: 9)
      column += 10
    }
    let time: Date
    let newsroom: String
    switch row {
    case .draft(let draft):
      time = draft.saved
      newsroom = common.newsroom(draft.newsroom)?.name ?? ""
    case .filed(let entry):
      time = entry.report.filed
      newsroom = entry.report.newsroomName
    }
    let short = common.times.short(time, now: common.now)
    guard isWide else {
      grid.putCut(
        DraftLine.title(row.report, common), column: column, row: at, limit: max(0, columns - column - 7))
      grid.put(short, column: columns - 1 - short.count, row: at, style: Style(.dim))
      return
    }
    let titleRoom = columns / 3
    grid.putCut(DraftLine.title(row.report, common), column: column, row: at, limit: titleRoom)
    column += titleRoom + 1
    grid.putCut(newsroom, column: column, row: at, style: Style(.dim), limit: 9)
    column += 10
    grid.put(short, column: column + 5 - short.count, row: at, style: Style(.dim))
    column += 6
    grid.putCut(
      state(row, common).0, column: column, row: at, style: state(row, common).1, limit: columns - column - 1)
  }

  /// What goes on, in a line.
  private func state(_ row: Row, _ common: Common) -> (String, Style) {
    if let upload = common.delivery.uploads[row.number] {
      let host = UnsealedStep.host(upload.relay)
      let phrase: Phrase = "sending to \(host): \(SizeText.text(upload.sent)) of \(SizeText.text(upload.of))"
      return (common.text(phrase), .normal)
    }
    switch row {
    case .draft(let draft):
      let words = Phrase(words[draft.id] ?? 0, one: "%1 word", many: "%1 words")
      return (common.text(words), Style(.dim))
    case .filed(let entry):
      let isWell = entry.report.state != .filed && entry.report.state != .declined
      let letters = entry.report.letters.count
      guard letters > 0 else { return (common.text(entry.sentence), isWell ? Style(.dim) : Style(.warning)) }
      let words = Phrase(letters, one: "%1 letter of the desk", many: "%1 letters of the desk")
      return (common.text("✉ \(words) · \(entry.sentence)"), Style(.good))
    }
  }

  // MARK: Details

  /// What there is to know of the selected one.
  private func details(_ row: Row, width: Int, _ common: Common) -> [StyledLine] {
    var lines: [StyledLine] = []
    func add(_ text: String, _ style: Style = .normal) {
      guard !text.isEmpty else { return }
      lines += StyledText(text.bounded(lines: 40, width: width), style: style).lines(width: max(2, width))
    }
    func join(_ parts: [String]) -> String { parts.filter { !$0.isEmpty }.joined(separator: " · ") }
    let report = row.report
    add(DraftLine.title(report, common), Style(.title, bold: true))
    let count = report.attachments.count
    let files = count == 0 ? "" : common.text(Phrase(count, one: "%1 attachment", many: "%1 attachments"))
    let urgent = report.isUrgent ? common.text("! urgent") : ""
    let kind = common.text(DraftLine.kind(report))
    switch row {
    case .draft(let draft):
      add(state(row, common).0, state(row, common).1)
      add(join([common.newsroom(draft.newsroom)?.name ?? "", kind, report.section, urgent, files]), Style(.dim))
      let (begun, saved) = (common.times.long(draft.begun), common.times.long(draft.saved))
      add(common.text("begun \(begun) · saved \(saved)"), Style(.dim))
    case .filed(let entry):
      let filed = entry.report
      add(state(row, common).0, state(row, common).1)
      for letter in filed.letters.reversed() {
        add(common.text("letter of the desk, \(common.times.long(letter.time))"), Style(.good, bold: true))
        add(letter.text)
      }
      if filed.state == .filed, filed.consent == .none, !filed.isCarried, filed.sealing == .unsealed {
        let way: Phrase =
          "You have not agreed to send it unsealed: \(common.key(.open)) shows who could read it, and asks."
        add(common.text(way), Style(.warning))
      }
      for relay in entry.relays { add(common.text(relay)) }
      let carried = filed.isCarried ? common.text("carried for somebody else") : ""
      add(join([filed.newsroomName, kind, report.section, urgent, files, carried]), Style(.dim))
      let size = filed.dropSize.map { common.text("\(SizeText.text($0)) packed") } ?? ""
      let sealed = filed.sealedTo == nil ? "" : common.text("sealed")
      let exported = filed.exported.map { common.text("written to a file \(common.times.long($0))") } ?? ""
      add(join([common.text("filed \(common.times.long(filed.filed))"), size, sealed, exported]), Style(.dim))
      if let drop = filed.drop { add(common.text("drop \(drop)"), Style(.dim)) }
    }
    return lines
  }
}
