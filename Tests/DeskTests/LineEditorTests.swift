import Screen
import Testing

@testable import Desk

@Suite struct LineEditorTests {
  private func edited(_ start: String, _ notation: String) throws -> LineEditor {
    var editor = LineEditor(start)
    for key in try KeyNotation.keys(notation) { _ = editor.press(key) }
    return editor
  }

  @Test(arguments: [
    ("strike", "<Backspace>", "strik"), ("파업 소식", "<Backspace>", "파업 소"), ("a👩‍👩‍👧b", "<Left><Backspace>", "ab"),
    ("one two", "<C-w>", "one "), ("one two", "<A-b>x", "one xtwo"), ("one two", "<C-a><Del>", "ne two"),
    ("one two", "<C-a><A-f><C-k>", "one"), ("one two", "<Left><Left><C-u>", "wo"),
    ("", "<Backspace><Del><Left><C-w>", ""),
  ])
  func `keys change the line by graphemes`(_ start: String, _ keys: String, _ end: String) throws {
    #expect(try edited(start, keys).text == end)
  }

  @Test func `what is pasted stays on one line, and a mark joins its letter`() {
    var editor = LineEditor("a")
    editor.insert("\u{301}b\nc\td")
    #expect(editor.text == "a\u{301}b c d")
    #expect(editor.cursor == 6)
    editor.insert(String(repeating: "x", count: 100_000))
    #expect((65_000...65_536).contains(editor.characters.count))
  }

  @Test func `the cursor stays on the screen behind wide text`() {
    var grid = Grid(size: Size(columns: 12, rows: 1))
    LineEditor("현장에서 온 소식").draw(label: "/", on: &grid, row: 0, style: .normal)
    #expect(grid.cursor == Point(column: 11, row: 0) || grid.cursor == Point(column: 10, row: 0))
    #expect(grid.text.hasSuffix("소식"))
  }

  @Test func `no run of keys splits a grapheme or loses the cursor`() {
    var dice = Dice(state: 9)
    let typed = "a 한\u{1100}\u{1161}\u{11A8}\u{301}\u{1F1F0}\u{1F1F7}\u{200D}👩🚒".unicodeScalars.map {
      Key.character(Character($0))
    }
    let moves: [Key] = [
      .backspace, .delete, .left, .left, .right, .home, .end, .control("w"), .control("k"), .control("u"),
      .alt(.character("b")), .alt(.character("f")),
    ]
    for _ in 0..<300 {
      var editor = LineEditor()
      for _ in 0..<40 {
        let isMove = Int.random(in: 0..<3, using: &dice) == 0
        _ = editor.press((isMove ? moves : typed).randomElement(using: &dice) ?? .left)
        #expect(editor.characters == Array(editor.text))
        #expect((0...editor.characters.count).contains(editor.cursor))
      }
    }
  }

  @Test func `what is typed in the middle leaves what stands on both sides`() {
    var editor = LineEditor("one three")
    for _ in 0..<5 { _ = editor.press(.left) }
    editor.insert("two\u{301} ")
    #expect(editor.text == "one two\u{301} three")
    #expect(editor.cursor == 8)
  }

  @Test func `a line longer than the screen is scrolled with its cursor`() {
    var editor = LineEditor(String(repeating: "현장 ", count: 100) + "end")
    for columns in 1...40 {
      var grid = Grid(size: Size(columns: columns, rows: 1))
      editor.draw(label: "write to file: ", on: &grid, row: 0, style: .normal)
      #expect(grid.cursor.map { (0..<columns).contains($0.column) } == true)
    }
    _ = editor.press(.home)
    var grid = Grid(size: Size(columns: 20, rows: 1))
    editor.draw(label: "/", on: &grid, row: 0, style: .normal)
    #expect(grid.cursor == Point(column: 1, row: 0))
    #expect(grid.text.hasPrefix("/현장 현장"))
  }
}
