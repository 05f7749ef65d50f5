import News
import Screen

extension BoardsPage {
  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    guard let board else { return }
    if board.total == 0 {
      grid.put(common.text("No messages yet."), column: 1, row: rect.row, style: Style(.dim), limit: rect.columns - 1)
      return
    }
    if isWide(common) {
      renderThreads(
        on: &grid, in: Rect(column: 0, row: rect.row, columns: Self.left, rows: rect.rows), common)
      for row in rect.row..<rect.row + rect.rows { grid.put("│", column: Self.left, row: row, style: Style(.border)) }
      renderMessages(
        on: &grid,
        in: Rect(column: Self.left + 1, row: rect.row, columns: rect.columns - Self.left - 1, rows: rect.rows), common)
    } else if pane == .threads {
      renderThreads(on: &grid, in: rect, common)
    } else {
      renderMessages(on: &grid, in: rect, common)
    }
  }

  /// `●3/12 09:12 Title · who`
  private func renderThreads(on grid: inout Grid, in place: Rect, _ common: Common) {
    for offset in 0..<place.rows where threads.top + offset < board?.total ?? 0 {
      let row = place.row + offset
      guard let thread = thread(at: threads.top + offset) else {
        grid.put("…", column: place.column + 1, row: row, style: Style(.dim))
        continue
      }
      let style = Style(thread.unread > 0 ? .unread : .read, bold: thread.unread > 0)
      grid.put(thread.unread > 0 ? "●" : " ", column: place.column + 1, row: row, style: style)
      let time = common.times.short(thread.latest, now: common.now)
      grid.put(time, column: place.column + 3 + (5 - time.count), row: row, style: Style(.dim))
      let messages = common.text(thread.messages)
      let count = thread.unread > 0 ? "\(common.text(thread.unread))/\(messages)" : messages
      grid.put(count, column: place.column + place.columns - count.count - 1, row: row, style: Style(.dim))
      let room = place.columns - 10 - count.count - 2
      let who = thread.byline.map { " · \($0)" } ?? ""
      grid.putCut(thread.title + who, column: place.column + 9, row: row, style: style, limit: room)
      if threads.top + offset == threads.selected { select(row, place, isHere: pane == .threads, &grid) }
    }
  }

  private func renderMessages(on grid: inout Grid, in place: Rect, _ common: Common) {
    if let thread {
      grid.putCut(
        thread.title, column: place.column + 1, row: place.row, style: Style(.title, bold: true),
        limit: place.columns - 2)
    }
    let shown = messages.shown
    let list = messages.list
    for offset in 0..<max(0, place.rows - 1) where shown.indices.contains(list.top + offset) {
      let message = shown[list.top + offset]
      let headline = message.headline
      let row = place.row + 1 + offset
      let style = Style(headline.isRead ? .read : .unread, bold: !headline.isRead)
      grid.put(headline.isRead ? " " : "●", column: place.column + 1, row: row, style: style)
      let time = common.times.short(headline.time, now: common.now)
      grid.put(time, column: place.column + 3 + (5 - time.count), row: row, style: Style(.dim))
      // Deep answers are no further to the right than leaves room to read.
      let most = max(0, min(12, (place.columns - 34) / 2))
      let column = place.column + 9 + 2 * min(message.depth, most)
      let fold = message.answers == 0 ? " " : messages.folded.contains(message.id) ? "▸" : "▾"
      grid.put(fold, column: column, row: row, style: Style(.dim))
      let hidden = messages.folded.contains(message.id) ? " +\(message.answers)" : ""
      let deep = message.depth > most ? "\(message.depth)› " : ""
      let who = headline.byline ?? headline.newsroomName
      let text = message.depth == 0 || headline.title != thread?.title ? "\(deep)\(who): \(headline.title)" : deep + who
      let star = headline.isStarred ? "★ " : ""
      grid.putCut(
        star + text + hidden, column: column + 2, row: row, style: style,
        limit: place.column + place.columns - column - 3)
      if list.top + offset == list.selected, pane == .messages { select(row, place, isHere: true, &grid) }
    }
  }

  private func select(_ row: Int, _ place: Rect, isHere: Bool, _ grid: inout Grid) {
    guard isHere else {
      grid.put("▸", column: place.column, row: row)
      return
    }
    grid.restyle(Rect(column: place.column, row: row, columns: place.columns, rows: 1)) { $0.isReversed = true }
    grid.cursor = Point(column: place.column, row: row)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let row = mouse.at.row - common.body.row
    let isLeft = isWide(common) ? mouse.at.column < Self.left : pane == .threads
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -3 : 3
      if isLeft {
        threads.scroll(step, count: board?.total ?? 0, height: common.body.rows)
        open(&common)
      } else {
        messages.list.scroll(step, count: messages.shown.count, height: height(common))
      }
    case .press, .doublePress:
      if isLeft {
        guard row >= 0, threads.top + row < board?.total ?? 0 else { return }
        pane = .threads
        threads.selected = threads.top + row
        open(&common)
      } else {
        guard row > 0, messages.shown.indices.contains(messages.list.top + row - 1) else { return }
        pane = .messages
        messages.list.selected = messages.list.top + row - 1
      }
      if mouse.action == .doublePress { enter(&common) }
    }
  }

  static let left = 46
}
