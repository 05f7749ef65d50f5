import News
import Screen

/// What is hidden, by which mute and until when; each can be lifted.
///
/// Invariant: the selection is held by the mute's number.
struct MutesPage: Page {
  static let kind = PageKind.mutes

  private(set) var rows: [MuteRow] = []
  private(set) var isLoaded = false
  private(set) var list = ListView()
  private var finder = Finder()

  var title: Phrase { "mutes" }

  var current: MuteRow? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  mutating func appear(_ common: inout Common) { common.want(.load(.mutes)) }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .mutes(let arrived):
      let held = current?.id
      rows = arrived
      isLoaded = true
      if let held, let place = arrived.firstIndex(where: { $0.id == held }) { list.selected = place }
      fit(common)
    case .changed: common.want(.load(.mutes))
    default: break
    }
  }

  private mutating func fit(_ common: Common) {
    list.fit(count: rows.count, height: common.body.rows)
    finder.look(in: rows.map { common.text($0.subject) })
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if list.move(name, count: rows.count, height: common.body.rows) { return }
    switch name {
    case .lift:
      guard let current else { return common.say("nothing is muted") }
      common.want(.mark(.lifted(current.id)))
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: list.selected = finder.next(after: list.selected) ?? list.selected
    case .findPrevious: list.selected = finder.previous(before: list.selected) ?? list.selected
    default: break
    }
    fit(common)
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    finder.text = text
    fit(common)
    if let row = finder.next(after: list.selected - 1) {
      list.selected = row
    } else if !text.isEmpty {
      common.say("\(text) is not on this page", .bad)
    }
    fit(common)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: list.scroll(-3, count: rows.count, height: common.body.rows)
    case .wheelDown: list.scroll(3, count: rows.count, height: common.body.rows)
    case .press, .doublePress:
      let place = list.top + mouse.at.row - common.body.row
      if rows.indices.contains(place) { list.selected = place }
    }
  }

  // MARK: Picture

  /// Subject, how much it hides, until when, and where, as far as there is room.
  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    if rows.isEmpty, isLoaded {
      let line: Phrase = "Nothing is muted. \(common.key(.mute, on: .front)) on an article hides what is like it."
      let lines = StyledText(common.text(line), style: Style(.dim)).lines(width: max(2, rect.columns - 2))
      for (offset, line) in lines.prefix(rect.rows).enumerated() {
        grid.put(line, column: 1, row: rect.row + offset)
      }
    }
    for offset in 0..<rect.rows where rows.indices.contains(list.top + offset) {
      let mute = rows[list.top + offset]
      let row = rect.row + offset
      let facts = facts(mute, common)
      let shown = (1...facts.count).reversed().map { facts.prefix($0).joined(separator: " · ") }
        .first { TextWidth.columns(of: $0) <= max(rect.columns / 2, 22) }
      let width = shown.map { TextWidth.columns(of: $0) } ?? 0
      grid.putCut(common.text(mute.subject), column: 1, row: row, limit: rect.columns - width - 4)
      grid.put(shown ?? "", column: rect.columns - width - 1, row: row, style: Style(.dim))
      guard list.top + offset == list.selected else { continue }
      grid.restyle(Rect(column: 0, row: row, columns: rect.columns, rows: 1)) { $0.isReversed = true }
      grid.cursor = Point(column: 0, row: row)
    }
  }

  private func facts(_ mute: MuteRow, _ common: Common) -> [String] {
    let hidden = Phrase(mute.hidden, one: "%1 article hidden", many: "%1 articles hidden")
    let end: Phrase = mute.until.map { "until \(common.times.date($0))" } ?? "until it is lifted"
    return [common.text(hidden), common.text(end)]
      + (mute.newsroom.flatMap { common.newsroom($0)?.name }.map { [$0] } ?? [])
  }
}
