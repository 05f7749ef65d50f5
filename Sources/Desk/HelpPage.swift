import Foundation
import News
import Screen

/// Every key and command of one page, from the table that drives them.
struct HelpPage: Page {
  static let kind = PageKind.help

  /// The page that is explained.
  let subject: PageKind
  private var text = TextView()

  init(of subject: PageKind) { self.subject = subject }

  var title: Phrase { "help" }

  mutating func appear(_ common: inout Common) { set(common) }

  private mutating func set(_ common: Common) {
    let rows = DeskCommand.rows(on: subject, isDemo: !common.options.faults.isEmpty)
    let own = rows.filter { !$0.pages.isEmpty }
    let everywhere = rows.filter(\.pages.isEmpty)
    var lines: [StyledLine] = []
    let width = max(2, common.size.columns - 2)
    let indent = common.size.columns < 60 ? 10 : 18
    func add(head: Phrase) {
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines += StyledText(common.text(head), style: Style(.heading, bold: true)).lines(width: width)
    }
    for (head, part) in [("On this page", own), ("On every page", everywhere)] as [(Phrase, [DeskCommand])] {
      guard !part.isEmpty else { continue }
      add(head: head)
      for row in part {
        lines += LabelledText.lines(label(row, common), help(row, common), indent: indent, width: width)
      }
    }
    if subject == .composer {
      add(head: "In the text")
      for row in TextEditor.keys {
        lines += LabelledText.lines(row.keys, StyledText(common.text(row.does)), indent: indent, width: width)
      }
    }
    text.set(lines, height: common.body.rows, isSameText: true)
  }

  /// The keys; of a command without any, how it is given by name.
  private func label(_ row: DeskCommand, _ common: Common) -> String {
    let keys = common.keys.notations(of: row.name, on: subject)
    return keys.isEmpty ? byName(row, common) : keys.joined(separator: " ")
  }

  /// What it does, and its name for `:`.
  private func help(_ row: DeskCommand, _ common: Common) -> StyledText {
    var text = StyledText(common.text(row.help))
    if common.keys.notations(of: row.name, on: subject).isEmpty { return text }
    // A name is not broken at its hyphens.
    let name = byName(row, common).replacingOccurrences(of: "-", with: "-\u{2060}")
    text.append(" " + name, style: Style(.dim))
    return text
  }

  private func byName(_ row: DeskCommand, _ common: Common) -> String {
    ":" + row.name.rawValue + (row.argument.map { " " + common.text($0) } ?? "")
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if text.move(name) { return }
    switch name {
    case .redraw: set(common)
    case .cancel: text.look(for: "")
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: text.finder.text) }
    case .findNext:
      text.findNext()
      common.say(finding: text)
    case .findPrevious:
      text.findPrevious()
      common.say(finding: text)
    default: break
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    self.text.look(for: text)
    common.say(finding: self.text)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: text.scroll(-3)
    case .wheelDown: text.scroll(3)
    case .press, .doublePress: break
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) { text.draw(on: &grid, in: rect) }
}
