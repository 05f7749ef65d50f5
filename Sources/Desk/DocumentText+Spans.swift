import News
import Screen

/// Runs of text in their styles.
extension DocumentSetter {
  func bounded(_ text: String) -> String { text.bounded(lines: limit, width: width) }

  func text(_ spans: [Document.Span], _ base: Style = .normal) -> StyledText {
    var text = StyledText()
    for (index, span) in spans.enumerated() {
      var style = base
      if span.style.contains(.strong) { style.isBold = true }
      if span.style.contains(.emphasis) { style.isItalic = true }
      if span.style.contains(.code) { style.role = .code }
      if span.style.contains(.inserted) { style.isUnderlined = true }
      if span.link != nil {
        style.role = .link
        style.isUnderlined = true
      }
      // Meaning is never by style alone.
      let mark = span.note == nil ? Self.mark(span.style) : (before: Self.noteMark(""), after: "")
      let words = bounded(span.text)
      guard let link = span.link, index + 1 == spans.count || spans[index + 1].link != link else {
        text.append(mark.before + words + mark.after, style: style, link: span.link)
        continue
      }
      // A space at the end of a link's words parts its number from what follows, not from the link.
      let end = words.lastIndex { $0 != " " }.map(words.index(after:)) ?? words.startIndex
      text.append(mark.before + words[..<end] + mark.after, style: style, link: link)
      text.append("[\(link)]", style: Style(.dim), link: link)
      if end < words.endIndex { text.append(String(words[end...]), style: base) }
    }
    return text
  }

  private static func mark(_ style: Document.SpanStyle) -> (before: String, after: String) {
    if style.contains(.deleted) { return ("[-", "-]") }
    if style.contains(.inserted) { return ("{+", "+}") }
    if style.contains(.superscript) { return ("^", "") }
    if style.contains(.subscript) { return ("_", "") }
    if style.contains(.ruby) { return ("(", ")") }
    return ("", "")
  }

  /// A footnote's mark: in the text and before the note it is the same, and can be searched for.
  static func noteMark(_ mark: String) -> String { "^" + mark }
}

extension String {
  /// Preformatted text with its columns kept: a tab goes to the next fourth.
  var withoutTabs: String {
    guard utf8.contains(0x09) else { return self }
    var text = ""
    var column = 0
    for character in self {
      if character == "\t" {
        let columns = 4 - column % 4
        text += String(repeating: " ", count: columns)
        column += columns
      } else {
        text.append(character)
        column = character.isNewline ? 0 : column + TextWidth.columns(of: character)
      }
    }
    return text
  }
}

extension [Document.Span] {
  /// A header cell where it is said again before each cell: what it begins with, and without its links.
  var label: [Document.Span] {
    var room = 80
    var label: [Document.Span] = []
    for var span in self where room > 0 {
      span.link = nil
      let beginning = span.text.unicodeScalars.prefix(room)
      if beginning.endIndex < span.text.endIndex { span.text = String(beginning) + "…" }
      room -= beginning.isEmpty ? 1 : beginning.count
      label.append(span)
    }
    return label
  }
}
