import News
import Screen

extension FrontPage {
  /// Where the panes stand: three from 110 columns, two from 70, below that the one in use.
  struct Layout {
    var scopes: Rect?
    var headlines: Rect?
    var preview: Rect?
    /// Columns of the lines between panes.
    var borders: [Int] = []
    var rows: Int

    init(_ rect: Rect, pane: Pane) {
      rows = rect.rows
      guard rect.columns >= 70 else {
        if pane == .scopes { scopes = rect } else { headlines = rect }
        return
      }
      let left = rect.columns >= 110 ? 24 : 17
      scopes = Rect(column: 0, row: rect.row, columns: left, rows: rect.rows)
      borders = [left]
      let rest = rect.columns - left - 1
      guard rect.columns >= 110 else {
        headlines = Rect(column: left + 1, row: rect.row, columns: rest, rows: rect.rows)
        return
      }
      let middle = max(56, rest * 11 / 20)
      headlines = Rect(column: left + 1, row: rect.row, columns: middle, rows: rect.rows)
      borders.append(left + 1 + middle)
      preview = Rect(
        column: left + middle + 2, row: rect.row, columns: rest - middle - 1, rows: rect.rows)
    }
  }

  /// A line of the left column.
  struct Entry {
    var scope: Scope
    var title: String
    var depth: Int
    var unread: Int
  }

  /// All, starred, each newsroom; the sections of the one that is open.
  func entries(_ common: Common) -> [Entry] {
    let open = common.newsroomInScope
    return common.shelf.scopes.compactMap { count in
      switch count.scope {
      case .all: Entry(scope: .all, title: common.text("ALL"), depth: 0, unread: count.unread)
      case .starred: Entry(scope: .starred, title: common.text("Starred"), depth: 0, unread: count.total)
      case .newsroom: Entry(scope: count.scope, title: count.title, depth: 1, unread: count.unread)
      case .section(let id, _):
        id == open ? Entry(scope: count.scope, title: count.title, depth: 2, unread: count.unread) : nil
      }
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    if common.shelf.newsrooms.isEmpty { return renderEmpty(on: &grid, in: rect, common) }
    let layout = Layout(rect, pane: pane)
    for column in layout.borders {
      for row in rect.row..<rect.row + rect.rows {
        grid.put(common.options.isPlain ? " " : "│", column: column, row: row, style: Style(.border))
      }
    }
    if let scopes = layout.scopes { renderScopes(on: &grid, in: scopes, common) }
    if let headlines = layout.headlines { renderHeadlines(on: &grid, in: headlines, common) }
    if let place = layout.preview, let preview {
      let lines = ArticleText.lines(preview, width: place.columns - 2, common)
      for (offset, line) in lines.prefix(place.rows).enumerated() {
        grid.put(line, column: place.column + 1, row: place.row + offset)
      }
    }
  }

  private func renderEmpty(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let lines: [Phrase] = [
      "Nothing is followed yet.", "", "  :add URL…    follow a newsroom: one address or several, its mirrors",
      "  ?            every key and command", "  q            quit", "",
      "`wirecopy demo` shows a sample newsroom whose mirrors get blocked.",
    ]
    var row = rect.row + max(0, (rect.rows - lines.count) / 3)
    // Where there is little room, no empty lines.
    for line in lines where rect.rows > 9 || line != "" {
      for set in StyledText(common.text(line)).lines(width: max(1, rect.columns - 4)) {
        guard row < rect.row + rect.rows else { return }
        grid.put(set, column: 2, row: row)
        row += 1
      }
    }
  }

  private func renderScopes(on grid: inout Grid, in place: Rect, _ common: Common) {
    let entries = entries(common)
    for offset in 0..<place.rows {
      let index = scopes.top + offset
      guard entries.indices.contains(index) else { break }
      let entry = entries[index]
      let row = place.row + offset
      let isHere = entry.scope == common.scope
      let style = Style(entry.unread > 0 ? .unread : .read, bold: entry.unread > 0)
      let number = entry.unread > 0 ? String(entry.unread) : ""
      let mark = isHere ? "▸ " : "  "
      let indent = String(repeating: " ", count: max(0, entry.depth - 1) * 2)
      let room = place.columns - number.count - 2
      grid.putCut(" \(mark)\(indent)\(entry.title)", column: place.column, row: row, style: style, limit: room)
      grid.put(number, column: place.column + place.columns - number.count - 1, row: row, style: style)
      if pane == .scopes, index == scopes.selected { select(row, place, &grid) }
    }
  }

  private func renderHeadlines(on grid: inout Grid, in place: Rect, _ common: Common) {
    if window.total == 0 {
      let line: Phrase = unreadOnly ? "All read. `.` shows everything." : "No news yet. r fetches it."
      grid.put(
        common.text(line), column: place.column + 1, row: place.row, style: Style(.dim), limit: place.columns - 1)
      if pane == .headlines { grid.cursor = Point(column: place.column, row: place.row) }
    }
    for offset in 0..<place.rows {
      let index = index(ofRow: offset, common)
      guard index < window.total else { break }
      let row = place.row + offset
      let held = index - window.offset
      if offset < keptAlerts(common) {
        HeadlineRow(alerts[offset]).draw(on: &grid, in: place, row: row, common)
      } else if window.headlines.indices.contains(held) {
        HeadlineRow(window.headlines[held]).draw(on: &grid, in: place, row: row, common)
      } else {
        grid.put("…", column: place.column + 1, row: row, style: Style(.dim))
      }
      if pane == .headlines, index == headlines.selected { select(row, place, &grid) }
    }
  }

  private func select(_ row: Int, _ place: Rect, _ grid: inout Grid) {
    grid.restyle(Rect(column: place.column, row: row, columns: place.columns, rows: 1)) { $0.isReversed = true }
    grid.cursor = Point(column: place.column, row: row)
  }
}
