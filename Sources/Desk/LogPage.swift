import Foundation
import News
import Screen

/// What each round did, mirror by mirror, the newest first.
struct LogPage: Page {
  static let kind = PageKind.log

  private var rounds: [LoggedRound] = []
  private var list = ListView()
  private var unfolded: Set<RoundID> = []
  private var finder = Finder()
  private var isLoaded = false

  var title: Phrase { "log" }

  /// Rounds of several newsrooms may begin at one instant.
  private struct RoundID: Hashable {
    var started: Date
    var newsroom: String
    init(_ round: LoggedRound) { (started, newsroom) = (round.started, round.newsroom) }
  }

  /// A row: a round's own line, or one of its mirrors'.
  private struct Row {
    var round: Int
    var text: String
    var isHead: Bool
    /// The rest of a round's own line.
    var isMore = false
  }

  private func rows(_ common: Common) -> [Row] {
    rounds.indices.flatMap { place -> [Row] in
      let round = rounds[place]
      let head = Row(round: place, text: round.line.bounded(lines: 1, width: common.size.columns), isHead: true)
      guard unfolded.contains(RoundID(round)) else { return [head] }
      // What is unfolded is read whole: long lines go on in the next row.
      return set(round.line, from: 11, place, common, isHead: true)
        + round.mirrors.flatMap { set($0, from: 13, place, common, isHead: false) }
    }
  }

  private func set(_ text: String, from column: Int, _ round: Int, _ common: Common, isHead: Bool) -> [Row] {
    let width = max(8, common.size.columns - column - 1)
    return StyledText(text.bounded(lines: 40, width: width)).lines(width: width).enumerated().map { number, line in
      Row(round: round, text: line.text, isHead: isHead && number == 0, isMore: isHead && number > 0)
    }
  }

  mutating func appear(_ common: inout Common) { common.want(.load(.rounds)) }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .changed: common.want(.load(.rounds))
    case .rounds(let arrived):
      let rows = rows(common)
      let held = rows.indices.contains(list.selected) ? rounds[rows[list.selected].round] : nil
      let isAtTop = list.selected == 0
      rounds = arrived
      isLoaded = true
      let fresh = self.rows(common)
      if !isAtTop, let held,
        let place = fresh.firstIndex(where: { RoundID(rounds[$0.round]) == RoundID(held) && $0.isHead })
      {
        list.selected = place
      }
      list.fit(count: fresh.count, height: common.body.rows)
      finder.look(in: fresh.map(\.text))
    default: break
    }
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    let rows = rows(common)
    if list.move(name, count: rows.count, height: common.body.rows) { return }
    switch name {
    case .evidence:
      guard rows.indices.contains(list.selected) else { return }
      let round = rows[list.selected].round
      unfolded.formSymmetricDifference([RoundID(rounds[round])])
      list.selected = self.rows(common).firstIndex { $0.round == round } ?? 0
    case .copy:
      guard rows.indices.contains(list.selected) else { return }
      let round = rounds[rows[list.selected].round]
      let time = common.times.long(round.started)
      common.want(.world(.copy(([time + " " + round.line] + round.mirrors).joined(separator: "\n"))))
    case .save:
      if let argument { answer(.save, argument, &common) } else { common.ask(.save, "write the log to file: ") }
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: list.selected = finder.next(after: list.selected) ?? list.selected
    case .findPrevious: list.selected = finder.previous(before: list.selected) ?? list.selected
    default: break
    }
    list.fit(count: self.rows(common).count, height: common.body.rows)
    finder.look(in: self.rows(common).map(\.text))
  }

  /// Every round in full, the newest first.
  private func whole(_ common: Common) -> String {
    return rounds.map { round in
      (["\(common.times.long(round.started)) \(round.line)"] + round.mirrors.map { "  \($0)" }).joined(separator: "\n")
        + "\n"
    }.joined(separator: "\n")
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    if purpose == .save {
      if !text.isEmpty { common.want(.world(.write(whole(common), path: text))) }
      return
    }
    finder.text = text
    finder.look(in: rows(common).map(\.text))
    if let row = finder.next(after: list.selected - 1) {
      list.selected = row
    } else if !text.isEmpty {
      common.say("\(text) is not on this page", .bad)
    }
    list.fit(count: rows(common).count, height: common.body.rows)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let count = rows(common).count
    switch mouse.action {
    case .wheelUp: list.scroll(-3, count: count, height: common.body.rows)
    case .wheelDown: list.scroll(3, count: count, height: common.body.rows)
    case .press: list.selected = min(max(0, count - 1), list.top + max(0, mouse.at.row - common.body.row))
    case .doublePress: perform(.evidence, argument: nil, &common)
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let rows = rows(common)
    if rows.isEmpty, isLoaded {
      grid.put(
        common.text("No round yet. \(common.key(.sync)) fetches the news."), column: 1, row: rect.row,
        style: Style(.dim))
    }
    for offset in 0..<rect.rows where rows.indices.contains(list.top + offset) {
      let row = rows[list.top + offset]
      let round = rounds[row.round]
      let at = rect.row + offset
      if row.isHead {
        let mark = unfolded.contains(RoundID(round)) ? "▾" : "▸"
        grid.put(
          " \(mark) \(round.hasServed ? "✓" : "✗")", column: 0, row: at, style: Style(round.hasServed ? .good : .bad))
        let time = common.times.short(round.started, now: common.now)
        grid.put(time, column: 5 + (5 - time.count), row: at, style: Style(.dim))
      }
      let style = Style(row.isHead || row.isMore ? .normal : .dim)
      let width = TextWidth.columns(of: row.text)
      let piece = StyledLine.Piece(row.text, style: style, columns: width)
      let line = finder.marked(StyledLine(pieces: [piece]))
      let column = row.isHead || row.isMore ? 11 : 13
      let end = grid.put(line, column: column, row: at)
      // Folded, a line that is cut says so.
      if column + width > rect.columns, end > column {
        grid.put("…", column: min(end, rect.columns - 1), row: at, style: style)
      }
      if list.top + offset == list.selected {
        grid.restyle(Rect(column: 0, row: at, columns: rect.columns, rows: 1)) { $0.isReversed = true }
        grid.cursor = Point(column: 0, row: at)
      }
    }
  }
}
