import News
import Screen

extension MirrorsPage {
  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let layout = layout(common)
    if let place = layout.network, let network = common.shelf.network {
      grid.putCut(
        common.text("all mirrors: \(network)"), column: 1, row: place.row, style: Style(.heading),
        limit: place.columns - 2)
    }
    if common.shelf.mirrors.isEmpty {
      let line: Phrase = "No mirror is known. :add URL… follows a newsroom."
      grid.put(
        common.text(line), column: 1, row: layout.list.row, style: Style(.dim), limit: layout.list.columns - 1)
      grid.cursor = Point(column: 0, row: layout.list.row)
    }
    renderList(on: &grid, in: layout.list, common)
    guard let place = layout.details, let mirror = current(common) else { return }
    if !isSmall(common), !common.options.isPlain {
      let border = String(repeating: "─", count: place.columns)
      grid.put(border, column: 0, row: place.row - 1, style: Style(isInDetails ? .heading : .border))
    }
    renderDetails(mirror, on: &grid, in: place, common)
  }

  private func renderList(on grid: inout Grid, in place: Rect, _ common: Common) {
    for offset in 0..<place.rows where rows.rows.indices.contains(top + offset) {
      let at = place.row + offset
      switch rows.rows[top + offset] {
      case .newsroom(let number):
        guard common.shelf.newsrooms.indices.contains(number) else { continue }
        draw(common.shelf.newsrooms[number], on: &grid, columns: place.columns, row: at, common)
      case .mirror(let number):
        guard common.shelf.mirrors.indices.contains(number) else { continue }
        let mirror = common.shelf.mirrors[number]
        draw(mirror, on: &grid, columns: place.columns, row: at, common)
        guard mirror.id == selected else { continue }
        grid.restyle(Rect(column: 0, row: at, columns: place.columns, rows: 1)) { $0.isReversed = true }
        grid.cursor = Point(column: 0, row: at)
      }
    }
  }

  /// As much as there is room for, from where it was moved to; in the last row, how much more there is.
  private func renderDetails(_ mirror: ShelvedMirror, on grid: inout Grid, in place: Rect, _ common: Common) {
    let lines = details(mirror, width: place.columns - 2, common)
    let first = max(0, min(detailsTop, lines.count - place.rows))
    for (offset, line) in lines.dropFirst(first).prefix(place.rows).enumerated() {
      grid.put(line, column: 1, row: place.row + offset, limit: place.columns - 1)
    }
    if isInDetails { grid.cursor = Point(column: 1, row: place.row) }
    let more = lines.count - first - place.rows
    guard more > 0, place.rows > 1 else { return }
    let row = place.row + place.rows - 1
    grid.fill(Rect(column: 0, row: row, columns: place.columns, rows: 1))
    let key = common.key(isInDetails ? .pageDown : .nextPane)
    grid.putCut(
      common.text("… lines more: \(more + 1) · \(key)"), column: 1, row: row, style: Style(.dim),
      limit: place.columns - 1)
  }

  /// A newsroom's name, and how old its news is; while its mirrors are tested, how many still are.
  private func draw(_ newsroom: Newsroom, on grid: inout Grid, columns: Int, row: Int, _ common: Common) {
    let left = asked.left(of: newsroom.id, at: common.now)
    let edition = common.shelf.editions[newsroom.id]
    let age: Phrase =
      edition?.signed.map { "signed \(TimeText.ago($0, now: common.now))" }
      ?? newsroom.lastServed.map { TimeText.age($0, now: common.now) } ?? "never synced"
    let isForked = edition?.fork != nil
    let text = common.text(isForked ? "stopped: signed in two ways" : left > 1 ? "still asked: \(left)" : age)
    let width = TextWidth.columns(of: text)
    let isShown = columns >= 60 || (left > 1 || isForked) && columns >= width + 12
    grid.putCut(
      newsroom.name, column: 1, row: row, style: Style(.heading, bold: true),
      limit: columns - (isShown ? width + 4 : 2))
    if isShown { grid.put(text, column: columns - width - 1, row: row, style: Style(isForked ? .bad : .dim)) }
  }

  /// Mark, name, how fast, and what was wrong, in one row.
  private func draw(_ shelved: ShelvedMirror, on grid: inout Grid, columns: Int, row: Int, _ common: Common) {
    let mirror = shelved.mirror
    let (mark, role): (String, Role) =
      switch mirror.state {
      case .up: ("✓", .good)
      case .resting: ("✗", .bad)
      case .disabled: ("–", .dim)
      case .unknown: ("?", .dim)
      }
    grid.put(mark, column: 2, row: row, style: Style(role, bold: true))
    let nameRoom = min(34, max(12, columns / 3))
    var name = mirror.isPinned ? common.text("\(shelved.name) (pinned)") : shelved.name
    if mirror.takesDrops { name = common.text("relay \(name)") }
    if let fault = fault(of: mirror, common) { name += " [\(fault.name)]" }
    grid.putCut(name, column: 4, row: row, style: Style(bold: mirror.isPinned), limit: nameRoom)
    var column = 4 + nameRoom + 1
    let speed =
      asked.isWaiting(for: mirror.id, at: common.now) ? "…" : mirror.latencyMilliseconds.map { "\($0) ms" } ?? ""
    if columns >= 60 {
      grid.put(speed, column: column + max(0, 8 - TextWidth.columns(of: speed)), row: row, style: Style(.dim), limit: 8)
      column += 10
    }
    let (text, style) = state(shelved, common)
    let room = max(0, columns - column - 1)
    guard let rest = rest(shelved, common).map({ " · " + common.text($0) }) else {
      grid.putCut(text, column: column, row: row, style: style, limit: room)
      return
    }
    // Until when it is left alone, where there is room for both: what was wrong comes first.
    let width = TextWidth.columns(of: rest)
    let isShown = TextWidth.columns(of: text.bounded(lines: 1, width: room)) + width <= room || room - width >= 40
    let end = grid.putCut(text, column: column, row: row, style: style, limit: isShown ? room - width : room)
    if isShown { grid.put(rest, column: end, row: row, style: Style(.dim)) }
  }

  /// The time until which it is left alone, while that is to come and nothing else is the case.
  func rest(_ shelved: ShelvedMirror, _ common: Common) -> Phrase? {
    guard let rest = shelved.rest, rest > common.now, !shelved.mirror.isDisabled,
      !asked.isWaiting(for: shelved.id, at: common.now)
    else { return nil }
    let time = common.times.seconds(rest)
    return "left alone until \(time)"
  }

  private func state(_ shelved: ShelvedMirror, _ common: Common) -> (String, Style) {
    let mirror = shelved.mirror
    if asked.isWaiting(for: mirror.id, at: common.now) { return (common.text("asking…"), Style(.dim)) }
    if mirror.isDisabled { return (common.text("disabled"), Style(.dim)) }
    if common.shelf.editions[mirror.newsroom]?.fork?.mirror == mirror.url {
      return (common.text("gave the other edition; \(common.key(.edition)) says more"), Style(.bad))
    }
    switch mirror.offer?.found {
    case .feed: return (common.text("has moved: \(common.key(.accept)) takes the new address"), Style(.warning))
    case .other: return (common.text("redirects to another host, where no feed stands"), Style(.warning))
    case nil: break
    }
    if let sentence = shelved.sentence {
      let style = Style(mirror.verdict?.isBlocked == true ? .bad : .warning)
      return (Self.short(common.text(sentence), of: shelved.name), style)
    }
    if let behind = Self.behind(mirror) { return (common.text(behind), Style(.warning)) }
    if mirror.takesDrops, let good = mirror.lastGood {
      return (common.text("took or had a report, \(TimeText.age(good, now: common.now))"), Style(.dim))
    }
    guard let good = mirror.lastGood else { return (common.text("not asked yet"), Style(.dim)) }
    return (common.text(TimeText.age(good, now: common.now)), Style(.dim))
  }

  /// A sentence without the name that it begins with, which stands in the row already: `NAME: …`, `NAME blocked: …`.
  static func short(_ sentence: String, of name: String) -> String {
    for end in [": ", " "] where !name.isEmpty && sentence.hasPrefix(name + end) {
      return String(sentence.dropFirst(name.count + end.count))
    }
    return sentence
  }

  /// How far its news is behind the newest known.
  static func behind(_ mirror: Mirror) -> Phrase? {
    guard let behind = mirror.behindSeconds, behind > 0 else { return nil }
    return behind < 7_200 ? "\(max(1, behind / 60)) min behind" : "\(behind / 3_600) h behind"
  }
}
