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

    /// - Parameter isPlain: one pane at a time at any width, for who hears the screen line by line.
    init(_ rect: Rect, pane: Pane, isPlain: Bool) {
      rows = rect.rows
      guard rect.columns >= 70, !isPlain else {
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

  func layout(_ common: Common) -> Layout { Layout(common.body, pane: pane, isPlain: common.options.isPlain) }

  /// A line of the left column.
  struct Entry {
    /// The list that it stands for; nil for what is written.
    var scope: Scope?
    var title: String
    var depth: Int
    var unread: Int
  }

  /// All, starred, each newsroom; the sections of the one that is open; what is written and what is on its way.
  func entries(_ common: Common) -> [Entry] {
    let open = common.newsroomInScope
    let lists: [Entry] = common.shelf.scopes.compactMap { count in
      switch count.scope {
      case .all: Entry(scope: .all, title: common.text("ALL"), depth: 0, unread: count.unread)
      case .starred: Entry(scope: .starred, title: common.text("Starred"), depth: 0, unread: count.total)
      case .savedSearch: Entry(scope: count.scope, title: count.title, depth: 0, unread: count.unread)
      case .tag: Entry(scope: count.scope, title: "#" + count.title, depth: 0, unread: count.unread)
      case .board(let id):
        id == open ? Entry(scope: count.scope, title: common.text("Board"), depth: 2, unread: count.unread) : nil
      case .newsroom(let id):
        Entry(
          scope: count.scope, title: (common.shelf.editions[id]?.fork != nil ? "✗ " : "") + count.title, depth: 1,
          unread: count.unread)
      case .section(let id, let name):
        id == open
          ? Entry(scope: count.scope, title: common.sectionTitle(name, of: id), depth: 2, unread: count.unread) : nil
      }
    }
    let written: [(title: Phrase, count: Int)] = [("Drafts", common.shelf.drafts), ("Outbox", common.shelf.waiting)]
    return lists
      + written.filter { $0.count > 0 }.map {
        Entry(scope: nil, title: common.text($0.title), depth: 1, unread: $0.count)
      }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    // Before the store has answered, nothing is claimed.
    guard common.isShelved else { return }
    if isWelcoming(common) { return welcome.render(on: &grid, in: rect, common) }
    let layout = layout(common)
    for column in layout.borders {
      for row in rect.row..<rect.row + rect.rows {
        grid.put("│", column: column, row: row, style: Style(.border))
      }
    }
    if let scopes = layout.scopes { renderScopes(on: &grid, in: scopes, common) }
    if let headlines = layout.headlines { renderHeadlines(on: &grid, in: headlines, common) }
    if let place = layout.preview { renderPreview(on: &grid, in: place, common) }
  }

  /// The head of the selected article at once, its body when it is here.
  private func renderPreview(on grid: inout Grid, in place: Rect, _ common: Common) {
    guard let headline = list.current else { return }
    let width = max(2, place.columns - 2)
    let lines =
      if let preview, preview.article.id == headline.id {
        ArticleText.lines(preview, width: width, common, limit: place.rows)
      } else {
        ArticleText.head(headline, width: width, common, limit: place.rows)
      }
    for (offset, line) in lines.prefix(place.rows).enumerated() {
      grid.put(line, column: place.column + 1, row: place.row + offset)
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
      let isList = entry.scope != nil
      let style = Style(isList && entry.unread > 0 ? .unread : .read, bold: isList && entry.unread > 0)
      let number = entry.unread > 0 ? common.text(entry.unread) : ""
      let mark = isHere ? "▸ " : "  "
      let indent = String(repeating: " ", count: max(0, entry.depth - 1) * 2)
      let room = place.columns - number.count - 2
      grid.putCut(" \(mark)\(indent)\(entry.title)", column: place.column, row: row, style: style, limit: room)
      grid.put(number, column: place.column + place.columns - number.count - 1, row: row, style: style)
      if pane == .scopes, index == scopes.selected { select(row, place, &grid) }
    }
  }

  private func renderHeadlines(on grid: inout Grid, in place: Rect, _ common: Common) {
    if list.window.total == 0, list.isLoaded {
      let line: Phrase =
        list.unreadOnly
        ? "All read. \(common.key(.unreadOnly)) shows everything." : "No news yet. \(common.key(.sync)) fetches it."
      grid.put(
        common.text(line), column: place.column + 1, row: place.row, style: Style(.dim), limit: place.columns - 1)
      if pane == .headlines { grid.cursor = Point(column: place.column, row: place.row) }
    }
    for offset in 0..<place.rows {
      let index = list.index(ofRow: offset, common)
      guard index < list.window.total else { break }
      let row = place.row + offset
      if offset < list.keptAlerts(common) {
        HeadlineRow(list.alerts[offset]).draw(on: &grid, in: place, row: row, common)
      } else if let headline = list.headline(at: index) {
        HeadlineRow(headline).draw(on: &grid, in: place, row: row, common)
      } else {
        grid.put("…", column: place.column + 1, row: row, style: Style(.dim))
      }
      if pane == .headlines, index == list.view.selected { select(row, place, &grid) }
    }
  }

  private func select(_ row: Int, _ place: Rect, _ grid: inout Grid) {
    grid.restyle(Rect(column: place.column, row: row, columns: place.columns, rows: 1)) { $0.isReversed = true }
    grid.cursor = Point(column: place.column, row: row)
  }
}
