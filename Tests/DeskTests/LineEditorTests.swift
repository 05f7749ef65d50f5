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
}
