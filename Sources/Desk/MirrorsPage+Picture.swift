import News
import Screen

extension MirrorsPage {
  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    if showsDetailsAlone(common), let mirror = current(common) {
      let lines = details(mirror, width: rect.columns - 2, common)
      draw(lines, from: rect.row, to: rect.row + rect.rows, on: &grid)
      grid.cursor = Point(column: 1, row: rect.row)
      return
    }
    let rows = rows(common)
    let height = min(rect.rows, listRows(common))
    if common.shelf.mirrors.isEmpty {
      let line: Phrase = "No mirror is known. :add URL… follows a newsroom."
      grid.put(common.text(line), column: 1, row: rect.row, style: Style(.dim), limit: rect.columns - 1)
      grid.cursor = Point(column: 0, row: rect.row)
    }
    for offset in 0..<height where rows.indices.contains(top + offset) {
      let row = rows[top + offset]
      let at = rect.row + offset
      guard let mirror = row.mirror else {
        draw(row.newsroom, on: &grid, columns: rect.columns, row: at, common)
        continue
      }
      draw(mirror, on: &grid, columns: rect.columns, row: at, common)
      if mirror.id == selected {
        grid.restyle(Rect(column: 0, row: at, columns: rect.columns, rows: 1)) { $0.isReversed = true }
        grid.cursor = Point(column: 0, row: at)
      }
    }
    guard height < rect.rows, let mirror = current(common) else { return }
    let border = common.options.isPlain ? "" : String(repeating: "─", count: rect.columns)
    grid.put(border, column: 0, row: rect.row + height, style: Style(.border))
    draw(
      details(mirror, width: rect.columns - 2, common), from: rect.row + height + 1, to: rect.row + rect.rows, on: &grid
    )
  }

  /// Lines, and where there are more than rows, that there are.
  private func draw(_ lines: [StyledLine], from first: Int, to end: Int, on grid: inout Grid) {
    for (offset, line) in lines.prefix(max(0, end - first)).enumerated() {
      grid.put(line, column: 1, row: first + offset)
    }
    guard lines.count > end - first, end > first else { return }
    grid.fill(Rect(column: 0, row: end - 1, columns: grid.size.columns, rows: 1))
    grid.put("…", column: 1, row: end - 1, style: Style(.dim))
  }

  /// A newsroom's name, and how old its news is.
  private func draw(_ newsroom: Newsroom, on grid: inout Grid, columns: Int, row: Int, _ common: Common) {
    let age = common.text(newsroom.lastServed.map { TimeText.age($0, now: common.now) } ?? "never synced")
    let width = TextWidth.columns(of: age)
    let isWide = columns >= 60
    grid.putCut(
      newsroom.name, column: 1, row: row, style: Style(.heading, bold: true),
      limit: columns - (isWide ? width + 4 : 2))
    if isWide { grid.put(age, column: columns - width - 1, row: row, style: Style(.dim)) }
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
    let speed = isAsked(mirror.id, common) ? "…" : mirror.latencyMilliseconds.map { "\($0) ms" } ?? ""
    if columns >= 60 {
      grid.put(speed, column: column + max(0, 8 - TextWidth.columns(of: speed)), row: row, style: Style(.dim), limit: 8)
      column += 10
    }
    let (text, style) = state(shelved, common)
    grid.putCut(text, column: column, row: row, style: style, limit: max(0, columns - column - 1))
  }

  private func state(_ shelved: ShelvedMirror, _ common: Common) -> (String, Style) {
    let mirror = shelved.mirror
    if isAsked(mirror.id, common) { return (common.text("asking…"), Style(.dim)) }
    if mirror.isDisabled { return (common.text("disabled"), Style(.dim)) }
    switch mirror.offer?.found {
    case .feed: return (common.text("has moved: \(common.key(.accept)) takes the new address"), Style(.warning))
    case .other: return (common.text("redirects to another host, where no feed stands"), Style(.warning))
    case nil: break
    }
    if let sentence = shelved.sentence {
      // The name stands in the row already.
      let text = common.text(sentence)
      let short = text.hasPrefix(shelved.name + ": ") ? String(text.dropFirst(shelved.name.count + 2)) : text
      return (short, Style(.warning))
    }
    if let behind = mirror.behindSeconds, behind > 0 {
      let phrase: Phrase = behind < 7_200 ? "\(max(1, behind / 60)) min behind" : "\(behind / 3_600) h behind"
      return (common.text(phrase), Style(.warning))
    }
    if mirror.takesDrops, let good = mirror.lastGood {
      return (common.text("took or had a report, \(TimeText.age(good, now: common.now))"), Style(.dim))
    }
    guard let good = mirror.lastGood else { return (common.text("not asked yet"), Style(.dim)) }
    return (common.text(TimeText.age(good, now: common.now)), Style(.dim))
  }

  /// What there is to know of the selected mirror.
  private func details(_ shelved: ShelvedMirror, width: Int, _ common: Common) -> [StyledLine] {
    let mirror = shelved.mirror
    let times = TimeText(secondsFromUTC: common.options.secondsFromUTC)
    var lines: [StyledLine] = []
    func add(_ text: String, _ style: Style = .normal) {
      lines += StyledText(text.bounded(lines: 40, width: width), style: style).lines(width: max(1, width))
    }
    add(mirror.url, Style(.link))
    if mirror.takesDrops { add(common.text("A relay: reports are left with it, and it has no news.")) }
    if let fault = fault(of: mirror, common) {
      add(common.text("In the demo, it does this now:") + " " + common.text(fault.phrase), Style(.alert))
    }
    if let offer = mirror.offer { add(common.text(sentence(offer, common)), Style(.warning)) }
    if let sentence = shelved.sentence { add(common.text(sentence), Style(.warning)) }
    if let spark = Self.spark(shelved.latencies) {
      let ends = "\(shelved.latencies.min() ?? 0)–\(shelved.latencies.max() ?? 0)"
      add(common.text("last tries: \(common.options.isPlain ? "" : spark + " ")\(ends) ms"), Style(.dim))
    }
    if mirror.isPinned, mirror.servesNews {
      let way: Phrase = "Pinned: no other mirror of this newsroom is asked; \(common.key(.pin)) unpins it."
      add(common.text(way), Style(.warning))
    }
    let good = mirror.lastGood.map { common.text("last good \(times.long($0))") } ?? common.text("never good yet")
    let tried = mirror.lastTried.map { common.text("last asked \(times.long($0))") }
    add([good, tried].compactMap { $0 }.joined(separator: " · "), Style(.dim))
    for line in shelved.evidence { add(common.text(line), Style(.dim)) }
    return lines
  }

  /// The last tries as a line of bars, the slowest one full; nil where there is nothing to compare.
  static func spark(_ latencies: [Int]) -> String? {
    let last = latencies.suffix(20)
    guard last.count > 1, let most = last.max(), most > 0 else { return nil }
    let bars = Array("▁▂▃▄▅▆▇█")
    return String(last.map { bars[max(0, min($0 * (bars.count - 1) / most, bars.count - 1))] })
  }

  /// The fault that the demo has given it.
  private func fault(of mirror: Mirror, _ common: Common) -> DemoFault? {
    common.options.faults.dropFirst().first { $0.name == common.faults[mirror.url] }
  }

  private func sentence(_ offer: MovedOffer, _ common: Common) -> Phrase {
    let (take, leave) = (common.key(.accept), common.key(.dismiss))
    return switch offer.found {
    case .feed(let title, isSame: true):
      "It redirects to \(offer.url), where the same feed stands (\(title)): \(take) takes that address, \(leave) turns it down."
    case .feed(let title, isSame: false):
      "It redirects to \(offer.url), where another feed stands (\(title)): \(take) takes that address, \(leave) turns it down."
    case .other(let what):
      "It redirects to \(offer.url), where no feed stands, but \(what): \(leave) turns it down."
    }
  }
}
