import News
import Screen

/// What an empty home opens on: the few things that one can begin with.
struct Welcome: Hashable, Sendable {
  enum Choice: CaseIterable, Sendable { case follow, demo, restore, subscriptions, outbox, help, quit }

  private(set) var list = ListView()
  /// The backup that was asked for: offered again, where its passphrase was wrong.
  private var backup = ""

  /// What is written is only offered where there is something.
  func choices(_ common: Common) -> [Choice] {
    Choice.allCases.filter { choice in
      switch choice {
      case .outbox: common.shelf.drafts + common.shelf.waiting > 0
      // In the demo there is always something to read; it has no demo of its own.
      case .demo, .restore: common.options.faults.isEmpty
      default: true
      }
    }
  }

  private func phrase(_ choice: Choice) -> Phrase {
    switch choice {
    case .follow: "Add a newsroom: paste addresses"
    case .demo: "Look at the demo"
    case .restore: "Restore a backup"
    case .subscriptions: "Take over subscriptions (OPML)"
    case .outbox: "What is written, and what is on its way"
    case .help: "Every key and command"
    case .quit: "Quit"
    }
  }

  /// False when the command means nothing to it.
  mutating func perform(_ name: DeskCommand.Name, _ common: inout Common) -> Bool {
    let choices = choices(common)
    if list.move(name, count: choices.count, height: choices.count) { return true }
    guard name == .open || name == .onward, choices.indices.contains(list.selected) else { return false }
    choose(choices[list.selected], &common)
    return true
  }

  private func choose(_ choice: Choice, _ common: inout Common) {
    switch choice {
    case .follow: common.ask(.follow, "addresses (paste as many as there are): ")
    case .demo: common.want(.world(.demo))
    case .restore: common.ask(.restore, "file of the backup (Tab completes): ", text: backup)
    case .subscriptions: common.ask(.subscriptions, "OPML file (Tab completes): ")
    case .outbox: common.turn = .outbox(nil)
    case .help: common.turn = .to(.help)
    case .quit: common.want(.world(.quit))
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    switch purpose {
    case .follow:
      let urls = PastedList.lines(text).filter { !$0.hasPrefix("#") }
        .flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
      guard !urls.isEmpty else { return common.say("left as it is") }
      common.want(.world(.follow(urls)))
    case .restore:
      guard !text.isEmpty else { return common.say("left as it is") }
      backup = text
      common.askHidden(.passphrase(of: text), "its passphrase (not shown): ")
    case .subscriptions: if !text.isEmpty { common.want(.world(.subscriptions(path: text))) }
    default: break
    }
  }

  func answer(_ purpose: Common.Prompt.Purpose, hidden: HiddenLine, _ common: inout Common) {
    guard case .passphrase(let path) = purpose else { return }
    guard !hidden.isEmpty else { return common.say("left as it is") }
    common.want(.world(.restore(path: path, passphrase: hidden)))
  }

  /// Addresses that are pasted where nothing is asked yet.
  func paste(_ text: String, _ common: inout Common) -> Bool {
    guard text.contains("://") else { return false }
    choose(.follow, &common)
    common.pasteAtPrompt(text)
    return true
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    guard mouse.action == .press || mouse.action == .doublePress else { return }
    let places = layout(common)
    guard let place = places.firstIndex(where: { $0.contains(mouse.at.row) }) else { return }
    list.selected = place
    if mouse.action == .doublePress { _ = perform(.open, &common) }
  }

  // MARK: Picture

  private func width(_ common: Common) -> Int { max(10, min(76, common.body.columns - 4)) }

  /// Left out where it would take the room of a choice.
  private func head(_ common: Common) -> [StyledLine] {
    let needed = rows(common).reduce(0) { $0 + $1.count }
    let lines = headLines(common)
    return lines.count + needed > common.body.rows ? [] : lines
  }

  private func headLines(_ common: Common) -> [StyledLine] {
    let hint: Phrase =
      "Nothing is followed yet. \(common.key(.down)) and \(common.key(.up)) choose, \(common.key(.open)) takes:"
    return StyledText(common.text(hint), style: Style(.title, bold: true)).lines(width: width(common))
  }

  private func rows(_ common: Common) -> [[StyledLine]] {
    choices(common).map { StyledText(common.text(phrase($0))).lines(width: max(2, width(common) - 2)) }
  }

  /// A blank line between choices where there is room for it.
  private func gap(_ common: Common) -> Int {
    let needed = head(common).count + rows(common).reduce(0) { $0 + $1.count }
    return common.body.rows > needed + choices(common).count + 3 ? 1 : 0
  }

  /// The rows of the screen that each choice has.
  private func layout(_ common: Common) -> [Range<Int>] {
    let head = head(common).count
    let rows = rows(common)
    let gap = gap(common)
    let high = head + rows.reduce(0) { $0 + $1.count + gap }
    var row = common.body.row + max(0, (common.body.rows - high) / 3) + head + gap
    return rows.map { lines in
      defer { row += lines.count + gap }
      return row..<row + lines.count
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let head = head(common)
    let rows = rows(common)
    let places = layout(common)
    let first = (places.first?.lowerBound ?? rect.row) - head.count - gap(common)
    let end = rect.row + rect.rows
    for (offset, line) in head.enumerated() where first + offset < end {
      grid.put(line, column: 2, row: first + offset)
    }
    for (number, lines) in rows.enumerated() {
      for (offset, line) in lines.enumerated() where places[number].lowerBound + offset < end {
        let row = places[number].lowerBound + offset
        grid.put(line, column: 4, row: row)
        guard number == list.selected else { continue }
        if offset == 0 { grid.put("▸", column: 2, row: row) }
        grid.restyle(Rect(column: 1, row: row, columns: rect.columns - 2, rows: 1)) { $0.isReversed = true }
        if offset == 0 { grid.cursor = Point(column: 2, row: row) }
      }
    }
  }
}
