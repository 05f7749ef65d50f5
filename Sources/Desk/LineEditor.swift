import Screen

/// One line being typed: graphemes are never split.
struct LineEditor: Hashable, Sendable {
  private(set) var characters: [Character] = []
  private(set) var cursor = 0

  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }

  /// Changes the line. False when the key means nothing to it.
  mutating func press(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace, .control("h"): if cursor > 0 { remove(cursor - 1..<cursor) }
    case .delete, .control("d"): if cursor < characters.count { remove(cursor..<cursor + 1) }
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("k"): remove(cursor..<characters.count)
    case .control("u"): remove(0..<cursor)
    case .control("w"), .alt(.backspace): remove(wordStart..<cursor)
    case .alt(.character("b")): cursor = wordStart
    case .alt(.character("f")): cursor = wordEnd
    default: return false
    }
    return true
  }

  /// The most UTF-8 bytes that a line takes.
  static let mostBytes = 65_536

  /// Inserts text at the cursor; line ends and tabs become spaces. What is beyond `mostBytes` is left out.
  mutating func insert(_ text: String) {
    var room = max(0, Self.mostBytes - self.text.utf8.count)
    var added = String.UnicodeScalarView()
    for character in text {
      let scalars = character.isNewline || character == "\t" ? " ".unicodeScalars : character.unicodeScalars
      for scalar in scalars {
        let bytes = UTF8.width(scalar)
        guard bytes <= room else { return join(String(characters[..<cursor]) + String(added), characters[cursor...]) }
        room -= bytes
        added.append(scalar)
      }
    }
    join(String(characters[..<cursor]) + String(added), characters[cursor...])
  }

  private mutating func remove(_ range: Range<Int>) {
    join(String(characters[..<range.lowerBound]), characters[range.upperBound...])
  }

  /// Puts two parts together, the cursor between them. A mark finds its letter, whichever part each was in; the cursor
  /// then stands behind both.
  private mutating func join(_ before: String, _ after: ArraySlice<Character>) {
    let bytes = before.utf8.count
    characters = Array(before + String(after))
    cursor = 0
    var passed = 0
    while passed < bytes, cursor < characters.count {
      passed += characters[cursor].utf8.count
      cursor += 1
    }
  }

  private var wordStart: Int {
    var at = cursor
    while at > 0, characters[at - 1].isWhitespace { at -= 1 }
    while at > 0, !characters[at - 1].isWhitespace { at -= 1 }
    return at
  }

  private var wordEnd: Int {
    var at = cursor
    while at < characters.count, characters[at].isWhitespace { at += 1 }
    while at < characters.count, !characters[at].isWhitespace { at += 1 }
    return at
  }

  /// The first character in sight where so many columns are there, so that the cursor is, too; and the cursor's column.
  private func view(room: Int) -> (start: Int, column: Int) {
    var start = cursor
    var used = 0
    while start > 0 {
      let width = TextWidth.columns(of: characters[start - 1])
      if used + width > room { break }
      used += width
      start -= 1
    }
    return (start, used)
  }

  /// Draws the line after a label, scrolled so that the cursor is in sight, and puts the cursor there.
  func draw(label: String, on grid: inout Grid, row: Int, style: Style) {
    let from = grid.put(label, column: 0, row: row, style: style, limit: max(0, grid.size.columns - 2))
    let (start, used) = view(room: max(1, grid.size.columns - from - 1))
    grid.put(String(characters[start...]), column: from, row: row, style: style)
    let before = grid.size.columns > 0 ? min(from + used, grid.size.columns - 1) : 0
    grid.cursor = Point(column: max(0, before), row: row)
  }

  /// Draws the line in a field: from its beginning, or in focus so that the cursor is in sight.
  /// - Returns: the column after it.
  @discardableResult
  func draw(on grid: inout Grid, in rect: Rect, style: Style, isFocused: Bool) -> Int {
    guard isFocused else {
      return grid.putCut(part(from: 0, rect), column: rect.column, row: rect.row, style: style, limit: rect.columns)
    }
    let (start, used) = view(room: max(1, rect.columns - 1))
    grid.cursor = Point(column: rect.column + used, row: rect.row)
    return grid.put(
      part(from: start, rect), column: rect.column, row: rect.row, style: style, limit: rect.columns)
  }

  /// More than can be seen from a character on, of a line however long.
  private func part(from start: Int, _ rect: Rect) -> String {
    String(characters[start...].prefix(4 * rect.columns + 64))
  }

  /// Puts the cursor on the character that stands in a column of its field, which has so much room.
  mutating func click(column: Int, room: Int) {
    var at = view(room: max(1, room - 1)).start
    var left = column
    while at < characters.count {
      left -= TextWidth.columns(of: characters[at])
      if left < 0 { break }
      at += 1
    }
    cursor = at
  }
}
