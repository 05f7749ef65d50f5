import Foundation
import News
public import Screen

extension DeskModel {
  /// The whole screen at a size: status line, page, hint line. A pure picture of the model.
  public func render(_ size: Size) -> Grid {
    var grid = Grid(size: size)
    guard size.columns >= 20, size.rows >= 4 else {
      grid.put(common.text("too small"), column: 0, row: 0)
      return grid
    }
    var common = common
    common.size = size
    front.render(on: &grid, in: common.body, common)
    renderStatus(on: &grid, common)
    renderBottom(on: &grid, common)
    return grid
  }

  /// Newsroom and page on the left; on the right who serves, how many mirrors are well, how old the news is.
  private func renderStatus(on grid: inout Grid, _ common: Common) {
    let style = Style(.bar)
    let columns = grid.size.columns
    grid.fill(Rect(column: 0, row: 0, columns: columns, rows: 1), style: style)
    let right = standing(common)
    let width = right.isEmpty ? 0 : TextWidth.columns(of: right) + 1
    grid.put(right, column: max(0, columns - width), row: 0, style: style)
    let room = max(0, columns - width - 2)
    let name =
      switch common.scope {
      case .all: common.shelf.newsrooms.count == 1 ? common.shelf.newsrooms[0].name : "Wirecopy"
      case .starred: common.text("Starred")
      case .newsroom(let id): common.newsroom(id)?.name ?? ""
      case .section(let id, let section): "\(common.newsroom(id)?.name ?? "") / \(section)"
      }
    grid.put(" \(name) · \(common.text(front.title))", column: 0, row: 0, style: Style(.bar, bold: true), limit: room)
  }

  /// `de1 ✓ 3/4 mirrors · 2 min old`
  private func standing(_ common: Common) -> String {
    let rooms = common.newsroomInScope.map { id in common.shelf.newsrooms.filter { $0.id == id } } ?? common.shelf.newsrooms
    guard !rooms.isEmpty else { return "" }
    let ids = Set(rooms.map(\.id))
    let mirrors = common.shelf.mirrors.filter { ids.contains($0.mirror.newsroom) }
    let well = mirrors.count { $0.mirror.state == .up }
    let age = rooms.compactMap(\.lastServed).max().map { TimeText.age($0, now: common.now) }
    var parts: [String] = []
    if rooms.count == 1, let last = mirrors.filter({ $0.mirror.lastGood != nil }).max(by: {
      ($0.mirror.lastGood ?? .distantPast) < ($1.mirror.lastGood ?? .distantPast)
    }), last.mirror.state == .up {
      parts.append(common.text("\(last.name) ✓ \(well)/\(mirrors.count) mirrors"))
    } else {
      parts.append(common.text("\(well)/\(mirrors.count) mirrors"))
    }
    parts.append(common.text(age ?? "never synced"))
    let whole = parts.joined(separator: " · ")
    // On a narrow screen the age alone: how old is what I read?
    return TextWidth.columns(of: whole) > common.size.columns / 2 ? parts[parts.count - 1] : whole
  }

  private func renderBottom(on grid: inout Grid, _ common: Common) {
    let row = grid.size.rows - 1
    let columns = grid.size.columns
    let style = Style(.hint)
    grid.fill(Rect(column: 0, row: row, columns: columns, rows: 1), style: style)
    if let prompt = common.prompt {
      if let message = common.message, grid.size.rows > 4 {
        grid.fill(Rect(column: 0, row: row - 1, columns: columns, rows: 1), style: style)
        grid.put(common.text(message.phrase), column: 1, row: row - 1, style: style, limit: columns - 1)
      }
      return prompt.line.draw(label: common.text(prompt.label), on: &grid, row: row, style: style)
    }
    if let question = common.question {
      let text = common.text(question.phrase) + " [y/n]"
      let end = grid.put(" " + text, column: 0, row: row, style: Style(.warning, bold: true), limit: columns - 1)
      grid.cursor = Point(column: min(end, columns - 1), row: row)
      return
    }
    if let progress = common.progress, common.message == nil {
      grid.put(" " + bar(progress, common), column: 0, row: row, style: style, limit: columns)
      return
    }
    let hints = hints(common)
    guard let message = common.message else {
      grid.put(" " + hints.joined(separator: "  "), column: 0, row: row, style: style, limit: columns)
      return
    }
    let role: Role =
      switch message.kind {
      case .note: .hint
      case .good: .good
      case .bad: .warning
      }
    let end = grid.put(" " + common.text(message.phrase), column: 0, row: row, style: Style(role), limit: columns)
    // What keys matter, where the message leaves room for them.
    let rest = hints.suffix(2).joined(separator: "  ")
    let width = TextWidth.columns(of: rest)
    if end + 2 + width < columns { grid.put(rest, column: columns - width - 1, row: row, style: style) }
  }

  /// What, how much, and how long still.
  private func bar(_ progress: Common.Progress, _ common: Common) -> String {
    let width = 10
    let filled = progress.of > 0 ? width * min(progress.done, progress.of) / progress.of : 0
    let bar =
      common.options.isPlain ? "" : String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + " "
    var text = bar + common.text("\(progress.done)/\(progress.of) newsrooms")
    let seconds = common.now.timeIntervalSince(progress.began)
    if progress.done > 0, progress.done < progress.of, seconds > 2 {
      let left = Int(seconds / Double(progress.done) * Double(progress.of - progress.done)) + 1
      text += common.text(" · about \(left) s more")
    }
    if let what = progress.what { text += " · " + common.text(what) }
    return text + "  " + common.text("Esc cancels")
  }

  private func hints(_ common: Common) -> [String] {
    DeskCommand.rows(on: page, isDemo: !common.options.faults.isEmpty).compactMap { row in
      guard let hint = row.hint, let key = common.keys.notations(of: row.name, on: page).first else { return nil }
      let shown = page == .front && row.name == .back ? common.text("quit") : common.text(hint)
      return "\(key) \(shown)"
    }
  }
}
