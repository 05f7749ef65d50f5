import News
import Screen

/// What is kept offline, newsroom by newsroom; the rule of each, and what would go by it, before it goes.
struct KeepingPage: Page {
  static let kind = PageKind.keeping

  private(set) var rows: [KeepingRow] = []
  private(set) var isLoaded = false
  private(set) var list = ListView()
  private var finder = Finder()

  var title: Phrase { "what is kept" }

  var current: KeepingRow? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  func newsroom(_ common: Common) -> NewsroomID? { current?.newsroom }

  mutating func appear(_ common: inout Common) { common.want(.load(.keeping)) }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .keeping(let arrived):
      let held = current?.newsroom
      rows = arrived
      isLoaded = true
      if let held, let place = arrived.firstIndex(where: { $0.newsroom == held }) { list.selected = place }
      fit(common)
    case .leaving(let policy, let newsroom, let leaving): confirm(policy, newsroom, leaving, &common)
    case .changed: common.want(.load(.keeping))
    default: break
    }
  }

  /// A rule by which nothing goes is taken at once; else what would go is said first.
  private func confirm(
    _ policy: KeepingPolicy?, _ newsroom: NewsroomID?, _ leaving: Leaving, _ common: inout Common
  ) {
    let name = newsroom.flatMap { id in rows.first { $0.newsroom == id }?.name } ?? common.text("ALL")
    let words = KeepingWords.shown(policy, isWhole: newsroom == nil, common)
    guard !leaving.isEmpty else {
      common.want(.mark(.kept(policy, newsroom)))
      return common.say("\(name): \(words); nothing goes by this", .good)
    }
    common.question = Question(
      phrase: "\(name): \(words). By this, \(Self.phrase(leaving)) would go. Take this rule?",
      effect: .mark(.kept(policy, newsroom)))
  }

  static func phrase(_ leaving: Leaving) -> Phrase {
    "articles: \(leaving.articles), files: \(leaving.files) (\(SizeText.text(Int(leaving.articleBytes + leaving.fileBytes))))"
  }

  /// The line of the whole, a line a newsroom; what is known of the selected one stands below.
  private func height(_ common: Common) -> Int { max(1, common.body.rows - details(common)) }
  private func details(_ common: Common) -> Int { common.body.rows >= 12 ? 5 : common.body.rows >= 7 ? 3 : 0 }

  private mutating func fit(_ common: Common) {
    list.fit(count: rows.count, height: height(common))
    finder.look(in: rows.map(\.name))
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if list.move(name, count: rows.count, height: height(common)) { return }
    switch name {
    case .redraw: fit(common)
    case .choose:
      guard let current else { return }
      let isWhole = current.newsroom == nil
      common.ask(
        .keep, "keep: ", text: KeepingWords.text(current.policy, isWhole: isWhole),
        choices: (isWhole ? [] : ["usual"]) + ["forever", "30 days", "1000 articles", "50 MB pictures"])
      common.say("possible, also several with commas: \(KeepingWords.example)")
    case .letGo:
      guard let whole = rows.first?.goes, !whole.isEmpty else {
        return common.say("nothing goes by the rules as they are")
      }
      common.question = Question(
        phrase: "Let go of \(Self.phrase(whole)) now? This can't be undone.", effect: .mark(.letGo))
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: list.selected = finder.next(after: list.selected) ?? list.selected
    case .findPrevious: list.selected = finder.previous(before: list.selected) ?? list.selected
    default: break
    }
    fit(common)
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    switch purpose {
    case .keep:
      guard let current else { return }
      switch KeepingWords.read(text, isWhole: current.newsroom == nil) {
      case .success(let policy): common.want(.load(.leaving(policy, current.newsroom)))
      case .failure(let wrong): common.say(wrong.phrase, .bad)
      }
    case .find:
      finder.text = text
      fit(common)
      if let row = finder.next(after: list.selected - 1) {
        list.selected = row
      } else if !text.isEmpty {
        common.say("\(text) is not on this page", .bad)
      }
      fit(common)
    default: break
    }
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: list.scroll(-3, count: rows.count, height: height(common))
    case .wheelDown: list.scroll(3, count: rows.count, height: height(common))
    case .press, .doublePress:
      let place = list.top + mouse.at.row - common.body.row
      guard rows.indices.contains(place) else { return }
      list.selected = place
      if mouse.action == .doublePress { perform(.choose, argument: nil, &common) }
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    guard isLoaded else { return }
    for offset in 0..<height(common) where rows.indices.contains(list.top + offset) {
      let entry = rows[list.top + offset]
      let row = rect.row + offset
      let size = SizeText.text(Int(entry.articleBytes + entry.fileBytes))
      let name = entry.newsroom == nil ? common.text("ALL") : entry.name
      let words = KeepingWords.shown(entry.policy, isWhole: entry.newsroom == nil, common)
      let left = max(8, min(24, rect.columns / 4))
      grid.putCut(name, column: 1, row: row, style: Style(bold: entry.newsroom == nil), limit: left - 2)
      grid.put(size, column: left + 9 - size.count, row: row, style: Style(.dim))
      let goes = entry.goes.isEmpty ? "" : "−" + common.text(entry.goes.articles + entry.goes.files)
      grid.put(goes, column: rect.columns - goes.count - 1, row: row, style: Style(.warning))
      grid.putCut(words, column: left + 11, row: row, limit: rect.columns - left - 13 - goes.count)
      guard list.top + offset == list.selected else { continue }
      grid.restyle(Rect(column: 0, row: row, columns: rect.columns, rows: 1)) { $0.isReversed = true }
      grid.cursor = Point(column: 0, row: row)
    }
    renderDetails(on: &grid, in: rect, common)
  }

  private func renderDetails(on grid: inout Grid, in rect: Rect, _ common: Common) {
    guard let current, details(common) > 0 else { return }
    let width = max(2, rect.columns - 2)
    let here: Phrase =
      "kept: articles \(current.articles) (\(SizeText.text(Int(current.articleBytes)))), files \(current.files) (\(SizeText.text(Int(current.fileBytes))))"
    let goes: Phrase = current.goes.isEmpty ? "nothing goes by this rule" : "would go: \(Self.phrase(current.goes))"
    let stays: Phrase = "starred, tagged and unread ones stay unless the rule says otherwise"
    let lines = [(here, Role.normal), (goes, current.goes.isEmpty ? .dim : .warning), (stays, .dim)].flatMap {
      StyledText(common.text($0.0), style: Style($0.1)).lines(width: width)
    }
    let first = rect.row + rect.rows - details(common)
    grid.put(
      String(repeating: common.options.isPlain ? " " : "─", count: rect.columns), column: 0, row: first,
      style: Style(.border))
    for (offset, line) in lines.prefix(details(common) - 1).enumerated() {
      grid.put(line, column: 1, row: first + 1 + offset)
    }
  }
}
