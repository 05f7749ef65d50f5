import News
import Screen

/// The themes, and every role of the selected one as it looks: chosen by looking at it, kept by one key.
struct ThemesPage: Page {
  static let kind = PageKind.themes

  private(set) var list = ListView()
  private var finder = Finder()
  private var isOpened = false

  var title: Phrase { "themes" }

  mutating func appear(_ common: inout Common) {
    if !isOpened { list.selected = common.options.themes.firstIndex { $0.name == common.theme } ?? 0 }
    isOpened = true
    fit(common)
    show(&common)
  }

  private mutating func fit(_ common: Common) {
    list.fit(count: common.options.themes.count, height: common.body.rows)
    finder.look(in: common.options.themes.map(\.name))
  }

  private func selected(_ common: Common) -> ThemeChoice? {
    let themes = common.options.themes
    return themes.indices.contains(list.selected) ? themes[list.selected] : nil
  }

  /// The whole desk in the selected theme.
  private func show(_ common: inout Common) {
    if let choice = selected(common) { common.want(.world(.theme(choice.theme))) }
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if list.move(name, count: common.options.themes.count, height: common.body.rows) { return show(&common) }
    switch name {
    case .redraw: fit(common)
    case .choose:
      guard let choice = selected(common) else { return }
      common.keepTheme(choice.name)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: go(to: finder.next(after: list.selected), &common)
    case .findPrevious: go(to: finder.previous(before: list.selected), &common)
    default: break
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    finder.text = text
    fit(common)
    go(to: finder.next(after: list.selected - 1), &common)
    if finder.rows.isEmpty, !text.isEmpty { common.say("\(text) is not on this page", .bad) }
  }

  private mutating func go(to row: Int?, _ common: inout Common) {
    guard let row else { return }
    list.selected = row
    fit(common)
    show(&common)
  }

  /// What was only looked at is not kept.
  mutating func part(_ common: inout Common) {
    guard let kept = common.options.themes.first(where: { $0.name == common.theme }),
      kept.name != selected(common)?.name
    else { return }
    common.want(.world(.theme(kept.theme)))
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let count = common.options.themes.count
    switch mouse.action {
    case .wheelUp: list.scroll(-1, count: count, height: common.body.rows)
    case .wheelDown: list.scroll(1, count: count, height: common.body.rows)
    case .press, .doublePress:
      guard mouse.at.column < Self.left(common.body.columns) else { return }
      let row = list.top + mouse.at.row - common.body.row
      guard (0..<count).contains(row) else { return }
      list.selected = row
      if mouse.action == .doublePress { return perform(.choose, argument: nil, &common) }
    }
    show(&common)
  }

  private static func left(_ columns: Int) -> Int { columns < 60 ? 12 : 18 }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    guard let choice = selected(common) else {
      grid.put(common.text("There are no themes here."), column: 1, row: rect.row, style: Style(.dim))
      return
    }
    let left = Self.left(rect.columns)
    for offset in 0..<rect.rows where common.options.themes.indices.contains(list.top + offset) {
      let row = rect.row + offset
      let name = common.options.themes[list.top + offset].name
      grid.putCut("\(name == common.theme ? "▸" : " ") \(name)", column: 1, row: row, limit: left - 2)
      if list.top + offset == list.selected {
        grid.restyle(Rect(column: 0, row: row, columns: left - 1, rows: 1)) { $0.isReversed = true }
        grid.cursor = Point(column: 0, row: row)
      }
    }
    for row in rect.row..<rect.row + rect.rows { grid.put("│", column: left - 1, row: row, style: Style(.border)) }
    let place = Rect(column: left + 1, row: rect.row, columns: rect.columns - left - 1, rows: rect.rows)
    renderRoles(of: choice.theme, on: &grid, in: place, common)
  }

  /// Every role in its own look, by name; where there is room, with the look's words. Never fewer than all.
  private func renderRoles(of theme: Theme, on grid: inout Grid, in place: Rect, _ common: Common) {
    let roles = Role.allCases
    let colours: Phrase =
      common.options.colours == 0
      ? "attributes alone: this terminal has no colours, or NO_COLOR is set"
      : common.options.colours >= 1 << 24
        ? "this terminal shows all colours" : "this terminal shows \(common.options.colours) colours"
    let hasHead = place.rows > roles.count
    if hasHead {
      grid.putCut(common.text(colours), column: place.column, row: place.row, style: Style(.dim), limit: place.columns)
    }
    let first = place.row + (hasHead ? 1 : 0)
    let rows = max(1, min(roles.count, place.rows - (hasHead ? 1 : 0)))
    let columns = (roles.count + rows - 1) / rows
    let width = max(1, place.columns / columns)
    for (number, role) in roles.enumerated() {
      let column = place.column + number / rows * width
      let row = first + number % rows
      let end = grid.putCut(role.rawValue, column: column, row: row, style: Style(role), limit: width - 1)
      guard width >= 40 else { continue }
      let look = theme.looks[role]?.words ?? common.text("as normal")
      grid.putCut(look, column: max(end + 1, column + 10), row: row, style: Style(.dim), limit: width - 12)
    }
  }
}
