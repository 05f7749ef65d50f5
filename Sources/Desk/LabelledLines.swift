import News
import Screen

/// Lines of a page of facts in the making: heads, sentences, and values beside what they are.
struct LabelledLines {
  var lines: [StyledLine] = []
  private let width: Int
  private let common: Common
  /// The keys that do something about it are named: on the desk, not where it is printed.
  private let hasHints: Bool

  /// Lines that one value from outside may take.
  private static let most = 12

  init(width: Int, hasHints: Bool = true, _ common: Common) {
    self.width = max(2, width)
    self.hasHints = hasHints
    self.common = common
  }

  private var indent: Int { width < 50 ? 12 : 14 }

  mutating func gap() { if lines.last.map({ !$0.pieces.isEmpty }) ?? false { lines.append(StyledLine()) } }

  mutating func heading(_ phrase: Phrase, _ style: Style = Style(.title, bold: true)) {
    lines += StyledText(common.text(phrase), style: style).lines(width: width)
  }

  mutating func say(_ phrase: Phrase, _ style: Style = .normal) {
    lines += StyledText(common.text(phrase).bounded(lines: 2 * Self.most, width: width), style: style).lines(
      width: width)
  }

  /// Which key does something about it.
  mutating func hint(_ phrase: Phrase) { if hasHints { say(phrase, Style(.dim)) } }

  /// - Parameter isFromOutside: a stranger wrote it: as much of it as is ever looked at.
  mutating func fact(_ label: Phrase, _ value: String, _ style: Style = .normal, isFromOutside: Bool = false) {
    let value = isFromOutside ? value.bounded(lines: Self.most, width: width) : value
    guard !value.isEmpty else { return }
    lines += LabelledText.lines(common.text(label), StyledText(value, style: style), indent: indent, width: width)
  }

  /// A text as it is, line by line.
  mutating func raw(_ text: String, _ style: Style) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(32) {
      lines += StyledText("  " + String(line).bounded(lines: Self.most, width: width), style: style).lines(width: width)
    }
  }
}
