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
    renderAlarm(on: &grid, common)
    renderTour(on: &grid, common)
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
    let isOfOther = front.newsroom(common) != common.newsroomInScope
    let ofPage = isOfOther ? front.newsroom(common).flatMap(common.newsroom) : nil
    let name = ofPage?.name ?? common.scopeName
    grid.putCut(
      " \(name) · \(common.text(front.title))", column: 0, row: 0, style: Style(.bar, bold: true), limit: room)
  }

  /// What the tour says, between the page and the hint line.
  private func renderTour(on grid: inout Grid, _ common: Common) {
    let lines = common.tour.lines(common)
    let first = grid.size.rows - 1 - lines.count
    grid.fill(Rect(column: 0, row: first, columns: grid.size.columns, rows: lines.count), style: Style(.bar))
    for (offset, line) in lines.enumerated() { grid.put(line, column: 1, row: first + offset) }
  }

  /// The last line: what is typed, asked, said or done; beside it, as there is room, the keys that matter now.
  private func renderBottom(on grid: inout Grid, _ common: Common) {
    let row = grid.size.rows - 1
    let columns = grid.size.columns
    let isTall = row > 3
    grid.fill(Rect(column: 0, row: row, columns: columns, rows: 1), style: Style(.hint))
    if let prompt = common.prompt {
      if isTall { say(above: row, on: &grid, common) }
      return prompt.line.draw(label: common.text(prompt.label), on: &grid, row: row, style: Style(.hint))
    }
    if let question = common.question {
      let asked = Notice(
        common.text(question.phrase), ending: question.ending, style: Style(.warning, bold: true), width: columns - 2,
        most: max(mostRows(grid), min(grid.size.rows - 2, 8)))
      let end = asked.draw(on: &grid, row: row + 1 - asked.rows.count)
      grid.cursor = Point(column: min(end, columns - 1), row: row)
      return
    }
    // While something is done, its bar keeps the last line where there is a line for the message above it.
    let left = say(above: isBusy(common) && isTall ? row : row + 1, on: &grid, common)
    let room = columns - left - (left > 0 ? 3 : 1)
    let right: String
    if !run.isEmpty {
      right = KeyNotation.text(run) + "…"
    } else if page == .outbox, let bar = bar(common.delivery, room: room, common) {
      right = bar
    } else if let progress = common.progress {
      right = bar(progress, room: room, common)
    } else if let tests = tests(common) {
      right = bar(tests, room: room, common)
    } else {
      right = fitting(hints(common), room: room, isShort: left > 0)
    }
    let width = TextWidth.columns(of: right)
    guard width <= room else { return }
    grid.put(right, column: left > 0 ? columns - width - 1 : 1, row: row, style: Style(.hint))
  }

  private func isBusy(_ common: Common) -> Bool {
    common.progress != nil || page == .outbox && common.delivery.isUnderWay || tests(common) != nil
  }

  /// Mirrors that are tested on this page: of a single one, its row says enough.
  private func tests(_ common: Common) -> AskedMirrors? {
    guard let asked = (front as? MirrorsPage)?.asked, asked.all > 1, asked.left(at: common.now) > 0 else { return nil }
    return asked
  }

  /// How many rows a notice may take: half of the page.
  private func mostRows(_ grid: Grid) -> Int { max(1, (grid.size.rows - 2) / 2) }

  /// The message, in rows that end above `end`; where they would hide the selected item, below the first line.
  /// - Returns: the column after what it wrote in the last line of the screen, 0 where it did not.
  @discardableResult
  private func say(above end: Int, on grid: inout Grid, _ common: Common) -> Int {
    guard let message = common.message else { return 0 }
    let role: Role =
      switch message.kind {
      case .note: .hint
      case .good: .good
      case .bad: .warning
      }
    let notice = Notice(
      common.text(message.phrase), style: Style(role), width: grid.size.columns - 2, most: mostRows(grid))
    let first = end - notice.rows.count
    let hides = grid.cursor.map { (first..<end).contains($0.row) } ?? false
    let column = notice.draw(on: &grid, row: hides ? 1 : first)
    return hides || end < grid.size.rows ? 0 : column
  }

  /// What, how much, and how long still, as far as there is room; that it can be cancelled comes first.
  private func bar(_ progress: Common.Progress, room: Int, _ common: Common) -> String {
    if progress.of == 0 { return uncounted(progress, room: room, common) }
    let part = "\(common.text(progress.done))/\(common.text(progress.of))"
    let cancel =
      progress.isCancelled ? common.text("cancelling…") : common.text("\(common.key(.cancel)) cancels")
    var what = progress.isOfNewsrooms ? common.text("\(part) newsrooms") : part
    let seconds = common.now.timeIntervalSince(progress.began)
    if progress.done > 0, progress.done < progress.of, seconds > 2 {
      let left = Int(seconds / Double(progress.done) * Double(progress.of - progress.done)) + 1
      what += " · " + common.text("about \(left) s more")
    }
    let bar = blocks(progress.done, of: progress.of, common)
    let name = progress.what.map { " · " + common.text($0) } ?? ""
    let forms = [bar + what + name, bar + what, bar + part, part].map { $0 + " · " + cancel } + [part]
    return forms.first { TextWidth.columns(of: $0) <= room } ?? part
  }

  /// What can't be counted: what it is, and that it can be cancelled.
  private func uncounted(_ progress: Common.Progress, room: Int, _ common: Common) -> String {
    let cancel =
      progress.isCancelled ? common.text("cancelling…") : common.text("\(common.key(.cancel)) cancels")
    let what = progress.what.map { common.text($0) + " · " } ?? ""
    return [what + cancel, cancel].first { TextWidth.columns(of: $0) <= room } ?? "…"
  }

  /// How many of the mirrors that are tested have answered.
  private func bar(_ asked: AskedMirrors, room: Int, _ common: Common) -> String {
    let left = asked.left(at: common.now)
    let part = "\(common.text(asked.all - left))/\(common.text(asked.all))"
    let bar = blocks(asked.all - left, of: asked.all, common)
    let forms = [bar + common.text("\(part) mirrors tested · still asked: \(left)"), bar + part, part].map {
      $0 + " · " + common.text("\(common.key(.cancel)) cancels")
    }
    return (forms + [part]).first { TextWidth.columns(of: $0) <= room } ?? part
  }

  /// How much of a report has left, for which relay, and how long still.
  private func bar(_ delivery: DeliveryProgress, room: Int, _ common: Common) -> String? {
    guard let began = delivery.began, let upload = delivery.last.flatMap({ delivery.uploads[$0] }) else { return nil }
    let cancel = delivery.isCancelled ? common.text("cancelling…") : common.text("\(common.key(.cancel)) cancels")
    let count = common.text("\(SizeText.text(upload.sent)) of \(SizeText.text(upload.of))")
    let seconds = common.now.timeIntervalSince(began)
    var what = count
    if upload.sent > 0, upload.sent < upload.of, seconds > 2 {
      let left = Int(seconds / Double(upload.sent) * Double(upload.of - upload.sent)) + 1
      what += " · " + common.text("about \(left) s more")
    }
    let bar = blocks(upload.sent, of: upload.of, common)
    let relay = " · " + UnsealedStep.host(upload.relay)
    let forms = [bar + what + relay, bar + count + relay, bar + count, count].map { $0 + " · " + cancel } + [count]
    return forms.first { TextWidth.columns(of: $0) <= room } ?? count
  }

  /// `███░░░░░░░ `; nothing where no lines are drawn.
  private func blocks(_ done: Int, of all: Int, _ common: Common) -> String {
    guard !common.options.isPlain else { return "" }
    let filled = all > 0 ? Int(10 * min(Double(done) / Double(all), 1)) : 0
    return String(repeating: "█", count: max(0, filled)) + String(repeating: "░", count: 10 - max(0, filled)) + " "
  }

  /// As many hints as there is room for; the way to help is always among them. Beside a message, only the last two.
  private func fitting(_ hints: [String], room: Int, isShort: Bool) -> String {
    let help = hints.suffix(2)
    var shown = Array(help)
    for (place, hint) in (isShort ? [] : hints.dropLast(2)).enumerated() {
      let longer = Array(shown[..<place]) + [hint] + help
      guard TextWidth.columns(of: longer.joined(separator: "  ")) <= room else { break }
      shown = longer
    }
    return shown.joined(separator: "  ")
  }

  private func hints(_ common: Common) -> [String] {
    // Where nothing is followed, there is nothing to open or to fetch.
    let isEmpty = common.shelf.newsrooms.isEmpty
    return DeskCommand.rows(on: page, isDemo: !common.options.faults.isEmpty).compactMap { row in
      guard !isEmpty || row.pages.isEmpty && row.name != .sync, let hint = row.hint,
        let key = common.keys.notations(of: row.name, on: page).first
      else { return nil }
      let shown = page == .front && row.name == .back ? common.text("quit") : common.text(hint)
      return "\(key) \(shown)"
    }
  }
}
