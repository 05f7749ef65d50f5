import News
import Screen

/// Every key and command of one page, from the table that drives them.
struct HelpPage: Page {
  static let kind = PageKind.help

  /// The page that is explained.
  let subject: PageKind
  private var lines: [StyledLine] = []
  private var top = 0
  private var finder = Finder()

  init(of subject: PageKind) { self.subject = subject }

  var title: Phrase { "help" }

  mutating func appear(_ common: inout Common) { set(common) }

  private mutating func set(_ common: Common) {
    let rows = DeskCommand.rows(on: subject, isDemo: !common.options.faults.isEmpty)
    let own = rows.filter { !$0.pages.isEmpty }
    let everywhere = rows.filter(\.pages.isEmpty)
    lines = []
    for (head, part) in [("On this page", own), ("On every page", everywhere)] as [(Phrase, [DeskCommand])] {
      guard !part.isEmpty else { continue }
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines += StyledText(common.text(head), style: Style(.heading, bold: true)).lines(width: common.size.columns - 2)
      for row in part { lines += set(row, common) }
    }
    finder.look(in: lines)
    top = max(0, min(top, lines.count - common.body.rows))
  }

  /// Keys, what it does, and its name for `:`.
  private func set(_ row: DeskCommand, _ common: Common) -> [StyledLine] {
    let notations = common.keys.notations(of: row.name, on: subject)
    let keys = notations.joined(separator: " ")
    let indent = common.size.columns < 60 ? 10 : 18
    let width = max(8, common.size.columns - 2 - indent)
    let argument = row.argument.map { " " + common.text($0) } ?? ""
    var text = StyledText(common.text(row.help) + " ")
    text.append(":" + row.name.rawValue + argument, style: Style(.dim))
    let set = text.lines(width: width)
    let label = StyledLine.Piece(keys, style: Style(.code, bold: true), columns: TextWidth.columns(of: keys))
    let isLong = label.columns > indent - 1
    var lines = isLong ? [StyledLine(pieces: [label])] : []
    for (number, line) in set.enumerated() {
      let isFirst = number == 0 && !isLong
      let pad = indent - (isFirst ? label.columns : 0)
      let space = StyledLine.Piece(String(repeating: " ", count: pad), style: .normal, columns: pad)
      lines.append(StyledLine(pieces: (isFirst ? [label, space] : [space]) + line.pieces))
    }
    return lines
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    let last = max(0, lines.count - common.body.rows)
    let page = max(1, common.body.rows - 1)
    switch name {
    case .down: top += 1
    case .up: top -= 1
    case .pageDown: top += page
    case .pageUp: top -= page
    case .halfDown: top += max(1, page / 2)
    case .halfUp: top -= max(1, page / 2)
    case .first: top = 0
    case .last: top = last
    case .redraw: set(common)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: top = finder.next(after: top) ?? top
    case .findPrevious: top = finder.previous(before: top) ?? top
    default: break
    }
    top = max(0, min(top, last))
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    finder.text = text
    finder.look(in: lines)
    if let row = finder.next(after: top - 1) {
      top = max(0, min(row, lines.count - common.body.rows))
    } else if !text.isEmpty {
      common.say("\(text) is not on this page", .bad)
    }
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: top = max(0, top - 3)
    case .wheelDown: top = max(0, min(top + 3, lines.count - common.body.rows))
    case .press, .doublePress: break
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    for row in 0..<rect.rows where lines.indices.contains(top + row) {
      grid.put(finder.marked(lines[top + row]), column: 1, row: rect.row + row, limit: rect.columns - 1)
    }
    grid.cursor = Point(column: 1, row: rect.row)
  }
}
