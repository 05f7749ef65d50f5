import Foundation
import Screen
import Testing

@testable import Desk

/// Any keys in any order on text of every kind; the seeds are fixed.
@Suite struct EditorPropertyTests {
  private static let pieces = [
    "a", "word ", " ", "\n", "현장에서 ", "한", "漢字", "カナ", "。", "「", "\t", "e\u{301}", "\u{301}", "\u{200D}", "👩", "👩‍👩‍👧‍👦", "🇰",
    "🇷", "🇰🇷",
    "\u{1100}", "\u{1161}", "\u{11A8}", "سلام", "\u{5D0}\u{5B8}", "\u{202E}", "\u{AD}", "\u{200B}", "क्ष", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽",
    "\u{3000}",
    "https://news.example/a/b?c=d ", "\u{FEFF}",
  ]
  /// What is dropped or becomes a line end.
  private static let hostile = ["\0", "\u{1B}[31m", "\r\n", "\r", "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}", "\u{C}"]

  private static let all: [Key] =
    (try? KeyNotation.keys(
      TextEditor.table.flatMap(\.actions).map(\.keys).joined().split(separator: " ").joined()
        + "<S-Left><S-Up><S-Down><C-S-Right><S-End><S-PageDown>")) ?? []

  private static func text(_ dice: inout Dice, upTo count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
  }

  private static func letter(_ dice: inout Dice) -> Key {
    .character((pieces + hostile).randomElement(using: &dice)?.first ?? "x")
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Whether all that the editor knows of its text is so.
  private func check(_ editor: TextEditor) -> String? {
    let borders = editor.text.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.utf8.count) }
    if !borders.contains(editor.cursor) { return "the cursor splits a grapheme" }
    if let mark = editor.mark, !borders.contains(mark.offset) { return "the mark splits a grapheme" }
    if editor.words != WordCount.words(in: editor.text) { return "\(editor.words) words" }
    if editor.wrap != SoftWrap(editor.text, columns: editor.wrap.columns) {
      return "the rows are not those of the text"
    }
    if TypedText.clean(editor.text) != editor.text { return "a control character" }
    return nil
  }

  private static let seeds = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1" ? 2_000 : 500

  @Test func `an editor does what the slow and simple one does`() throws {
    let keys = try KeyNotation.keys(EditorModel.keys)
    for seed in 0..<1_500 {
      var dice = Dice(state: UInt64(seed))
      let start = Self.text(&dice, upTo: 12)
      var (editor, model) = (TextEditor(start), EditorModel(start))
      editor.layout(columns: Int.random(in: 4...40, using: &dice), rows: 8)
      var played: [Key] = []
      for _ in 0..<40 {
        switch Int.random(in: 0..<16, using: &dice) {
        case 0:
          let paste = Self.text(&dice, upTo: 6)
          editor.insert(paste)
          model.insert(paste)
        case 1:
          let before = editor.change
          _ = editor.press(.control("_"))
          model.follow(editor, hasChanged: editor.change != before)
        default:
          let key =
            Bool.random(using: &dice)
            ? Key.character(Self.pieces.randomElement(using: &dice)?.first ?? "x")
            : keys.randomElement(using: &dice) ?? .left
          played.append(key)
          _ = editor.press(key)
          model.press(key)
        }
        guard bytes(editor.text) == bytes(model.text), editor.cursor == model.offset else {
          Issue.record(
            "seed \(seed): \(played)\n\(editor.text.debugDescription) \(editor.cursor)\n\(model.text.debugDescription) \(model.offset)"
          )
          return
        }
      }
    }
  }

  @Test func `undo gives back every byte, and redo gives it again, after any run of keys`() {
    for seed in 0..<Self.seeds {
      var dice = Dice(state: UInt64(seed) &* 7 &+ 1)
      let start = Self.text(&dice, upTo: 12)
      var editor = TextEditor(start)
      editor.layout(columns: Int.random(in: 4...60, using: &dice), rows: Int.random(in: 1...12, using: &dice))
      for _ in 0..<50 {
        switch Int.random(in: 0..<12, using: &dice) {
        case 0: editor.insert(Self.text(&dice, upTo: 5) + (Self.hostile.randomElement(using: &dice) ?? ""))
        case 1 where Int.random(in: 0..<4, using: &dice) == 0: editor.replace(all: Self.text(&dice, upTo: 15))
        case 2: editor.layout(columns: Int.random(in: 2...60, using: &dice), rows: Int.random(in: 1...12, using: &dice))
        case 3: editor.scroll(Int.random(in: -9...9, using: &dice))
        case 4:
          let rect = Rect(column: 1, row: 1, columns: editor.wrap.columns, rows: editor.height)
          editor.click(row: .random(in: 0...12, using: &dice), column: .random(in: 0...60, using: &dice), in: rect)
        case 5...8: _ = editor.press(Self.letter(&dice))
        default: _ = editor.press(Self.all.randomElement(using: &dice) ?? .left)
        }
        if let fault = check(editor) {
          Issue.record("seed \(seed): \(fault): \(editor.text.debugDescription)")
          return
        }
      }
      let end = editor
      var steps = 0
      while editor.undo() { steps += 1 }
      guard bytes(editor.text) == bytes(start) else {
        Issue.record("seed \(seed): \(editor.text.debugDescription) is not \(start.debugDescription)")
        return
      }
      #expect(check(editor) == nil)
      // All of it again: what had been undone at the end, too.
      while editor.redo() { steps -= 1 }
      for _ in 0..<(-steps) { _ = editor.undo() }
      #expect(bytes(editor.text) == bytes(end.text), "seed \(seed)")
    }
  }

  @Test func `the cursor's cell and every row in sight are those of a naive layout, at every width`() {
    var dice = Dice(state: 77)
    for columns in 4...140 {
      for _ in 0..<6 {
        var editor = TextEditor(Self.text(&dice, upTo: 60))
        editor.layout(columns: columns, rows: 10)
        for _ in 0..<12 { _ = editor.press(Self.all.randomElement(using: &dice) ?? .left) }
        var grid = Grid(size: Size(columns: columns + 4, rows: 14))
        editor.render(on: &grid, in: Rect(column: 2, row: 2, columns: columns, rows: 10), isFocused: true)
        let naive = NaiveLayout(editor.text, cursor: editor.cursor, columns: columns)
        let first = naive.cursor.row - ((grid.cursor?.row ?? -9) - 2)
        guard grid.cursor == Point(column: naive.cursor.column + 2, row: naive.cursor.row - first + 2), first >= 0
        else {
          Issue.record(
            "\(columns): \(editor.text.debugDescription) \(editor.cursor) \(naive.cursor) \(String(describing: grid.cursor))"
          )
          return
        }
        #expect((2..<12).contains(grid.cursor?.row ?? -1) && (2..<columns + 2).contains(grid.cursor?.column ?? -1))
        for row in 0..<14 {
          let shown =
            (2..<12).contains(row) && naive.rows.indices.contains(first + row - 2) ? naive.rows[first + row - 2] : ""
          let line = (0..<grid.size.columns).map { grid[$0, row].text }.joined()
          let wanted = shown.isEmpty ? "" : "  " + shown
          guard line.trimmingEnd == wanted.trimmingEnd else {
            Issue.record("\(columns): \(line.debugDescription) \(wanted.debugDescription)")
            return
          }
          // Nothing is drawn beside the rectangle.
          #expect([0, 1, columns + 2, columns + 3].allSatisfy { grid[$0, row].text == " " })
        }
      }
    }
  }
}

/// Rows as `SoftWrap` ends them, drawn letter by letter.
private struct NaiveLayout {
  var rows: [String] = []
  var cursor = Point(column: 0, row: 0)

  init(_ text: String, cursor place: Int, columns: Int) {
    let wrap = SoftWrap(text, columns: columns)
    let starts = Set((0..<wrap.count).map { wrap.start(of: $0) })
    var row = ""
    var column = 0
    var offset = 0
    func at() { if offset == place { cursor = Point(column: column, row: rows.count) } }
    for letter in text {
      if offset > 0, starts.contains(offset) {
        rows.append(row.last == "\u{AD}" ? row.dropLast() + "-" : row)
        (row, column) = ("", 0)
      }
      at()
      offset += letter.utf8.count
      switch letter {
      case "\n": break
      case "\t":
        let wide = min(8 - column % 8, columns - column)
        row += String(repeating: " ", count: wide)
        column += wide
      default:
        var left = columns - 1
        var shown = ""
        for cell in VisibleText.graphemes(of: String(letter)) {
          left -= cell.width
          if left < 0 { break }
          shown += cell.text
          column += cell.width
        }
        // A soft hyphen is drawn only where the row ends with it.
        row += letter == "\u{AD}" ? "\u{AD}" : shown
      }
      if letter != "\u{AD}" { row.removeAll { $0 == "\u{AD}" } }
    }
    if text.isEmpty || starts.contains(text.utf8.count) && !text.isEmpty {
      rows.append(row)
      (row, column) = ("", 0)
    }
    at()
    rows.append(row)
  }
}

extension String {
  fileprivate var trimmingEnd: Substring {
    var rest = self[...]
    while rest.last == " " || rest.last == "\u{AD}" { rest.removeLast() }
    return rest
  }
}
