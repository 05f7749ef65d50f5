import Screen
import Testing

@testable import Desk

/// What is seen of a body while it is written.
@Suite struct EditorScenes {
  private static let body = """
    명동성당에서 노동자들이 흩어졌다. 경찰은 밤새 성당 주변을 막았고, 취재진은 골목마다 나뉘어 소식을 보냈다.

    “We will be back on Monday,” said Kim Yeong-ho (47), who has kept the strike kitchen since the first night.

    東京でも連帯デモが行われた。参加者は約三百人。
    \t👩‍🚒 🇰🇷 e\u{301}te\u{301} \u{1112}\u{1161}\u{11AB}글
    """

  private func editor(_ columns: Int, _ rows: Int, _ keys: String = "", body: String = body) throws -> TextEditor {
    var editor = TextEditor(body)
    editor.layout(columns: columns, rows: rows)
    for key in try KeyNotation.keys(keys) { _ = editor.press(key) }
    return editor
  }

  /// The rows; `│` before the cursor's cell, `[…]` around what is selected.
  private func picture(_ editor: TextEditor, _ columns: Int, _ rows: Int) -> String {
    var grid = Grid(size: Size(columns: columns, rows: rows))
    editor.render(on: &grid, in: Rect(column: 0, row: 0, columns: columns, rows: rows), isFocused: true)
    var lines: [String] = []
    for row in 0..<rows {
      var line = ""
      var isSelected = false
      for column in 0..<columns where grid[column, row].width > 0 {
        if grid[column, row].style.isReversed != isSelected {
          line += isSelected ? "]" : "["
          isSelected.toggle()
        }
        if grid.cursor == Point(column: column, row: row) { line += "│" }
        line += grid[column, row].text
      }
      if isSelected { line += "]" }
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  @Test func `at 40 by 10 the rows break where Korean, English and Japanese do`() throws {
    #expect(
      try picture(editor(40, 10), 40, 10) == """
        │명동성당에서 노동자들이 흩어졌다.
        경찰은 밤새 성당 주변을 막았고,
        취재진은 골목마다 나뉘어 소식을 보냈다.

        “We will be back on Monday,” said Kim
        Yeong-ho (47), who has kept the strike
        kitchen since the first night.

        東京でも連帯デモが行われた。参加者は約
        三百人。
        """)
  }

  @Test func `the cursor is kept in sight at the end`() throws {
    #expect(
      try picture(editor(40, 4, "<A->>"), 40, 4) == """

        東京でも連帯デモが行われた。参加者は約
        三百人。
                👩🚒 KR e\u{301}te\u{301} 한글│
        """)
  }

  @Test func `at 80 by 24`() throws {
    #expect(
      try picture(editor(80, 24, "<Down><Down><S-Down><S-End>"), 80, 24) == """
        명동성당에서 노동자들이 흩어졌다. 경찰은 밤새 성당 주변을 막았고, 취재진은
        골목마다 나뉘어 소식을 보냈다.
        [ ]
        [“We will be back on Monday,” said Kim Yeong-ho (47), who has kept the strike]│
        kitchen since the first night.

        東京でも連帯デモが行われた。参加者は約三百人。
                👩🚒 KR e\u{301}te\u{301} 한글
        """)
  }

  @Test func `at 140 by 40`() throws {
    #expect(
      try picture(editor(140, 40, "<A-f><A-f><C-@><A-f><A-f>"), 140, 40) == """
        명동성당에서 노동자들이[ 흩어졌다. 경찰은]│ 밤새 성당 주변을 막았고, 취재진은 골목마다 나뉘어 소식을 보냈다.

        “We will be back on Monday,” said Kim Yeong-ho (47), who has kept the strike kitchen since the first night.

        東京でも連帯デモが行われた。参加者は約三百人。
                👩🚒 KR e\u{301}te\u{301} 한글
        """)
  }

  @Test func `going down keeps the column that it came from, over shorter rows and wide letters`() throws {
    let body = "one two\n\n한글로 씀\nabc"
    #expect(
      try picture(editor(20, 5, "<Right><Right><Right><Right><Right><Down>", body: body), 20, 5).contains("two\n│"))
    #expect(
      try picture(editor(20, 5, "<Right><Right><Right><Right><Right><Down><Down>", body: body), 20, 5).contains("한글│로"))
    #expect(try picture(editor(20, 5, "<A-Lt><End><Down><Down><Down>", body: body), 20, 5).contains("abc│"))
    #expect(
      try picture(editor(20, 5, "<A-Lt><End><Down><Down><Down><Up><Up><Up>", body: body), 20, 5).contains("one two│"))
  }

  @Test func `home and end go to the ends of the row, then of the paragraph`() throws {
    let body = "one two three four"
    #expect(try editor(9, 5, "<A->><Home>", body: body).cursor == 14)
    #expect(try editor(9, 5, "<A->><Home><Home>", body: body).cursor == 0)
    // The space that ends a row: behind it the next row begins.
    #expect(try editor(9, 5, "<End>", body: body).cursor == 7)
    #expect(try editor(9, 5, "<End><End>", body: body).cursor == 18)
  }

  @Test func `a page goes by a screen less one row, and back to where it was`() throws {
    let body = (1...40).map { "line \($0)" }.joined(separator: "\n")
    let down = try editor(20, 6, "<Down><PageDown>", body: body)
    #expect(
      picture(down, 20, 6) == """
        line 6
        │line 7
        line 8
        line 9
        line 10
        line 11
        """)
    var back = down
    _ = back.press(.pageUp)
    #expect(back.cursor == 7 && back.top == 0)
  }

  @Test func `the wheel takes the cursor along, and a click puts it on its cell`() throws {
    let body = (1...40).map { "줄 \($0)" }.joined(separator: "\n")
    var editor = try editor(20, 5, body: body)
    editor.scroll(10)
    #expect(picture(editor, 20, 5).hasPrefix("│줄 11\n줄 12"))
    editor.scroll(-100)
    #expect(picture(editor, 20, 5).hasSuffix("│줄 5"))
    let rect = Rect(column: 10, row: 3, columns: 20, rows: 5)
    // The second half of a wide letter is that letter.
    editor.click(row: 5, column: 11, in: rect)
    #expect(picture(editor, 20, 5).contains("\n│줄 3"))
    editor.click(row: 6, column: 29, in: rect)
    #expect(picture(editor, 20, 5).contains("\n줄 4│"))
    editor.click(row: 99, column: 0, in: rect)
    #expect(picture(editor, 20, 5).hasSuffix("\n│줄 5"))
  }

  @Test func `a row that is full has its cursor in the last column, and a space there begins the next row`() throws {
    #expect(try picture(editor(6, 3, "<End>", body: "abcde"), 6, 3) == "abcde│")
    #expect(try picture(editor(6, 3, "<End><Space>", body: "abcde"), 6, 3) == "abcde\n│")
    #expect(try picture(editor(6, 3, "<End>f", body: "abcde"), 6, 3) == "abcde\nf│")
  }

  @Test func `what could mislead is shown as a mark, and what draws nothing takes no cell`() throws {
    #expect(
      try picture(editor(40, 2, "<A->>", body: "pay\u{202E}gnp.exe\u{200B}\u{301}"), 40, 2)
        == "pay‹U+202E›gnp.exe◌\u{301}│")
    #expect(try picture(editor(7, 3, body: "extra\u{AD}ordinary"), 7, 3) == "│extra-\nordina\nry")
  }

  @Test func `after another width the row of the cursor stays where it was on the screen`() throws {
    let body = (1...60).map { "현장 소식 \($0) and a longer line of it" }.joined(separator: "\n")
    var editor = try editor(80, 10, "<PageDown><PageDown><Up><Up>", body: body)
    let before = (editor.cursor, editor.wrap.row(of: editor.cursor) - editor.top)
    editor.layout(columns: 13, rows: 10)
    #expect((editor.cursor, editor.wrap.row(of: editor.cursor) - editor.top) == before)
    // A picture for a place of another size is right, too.
    var (here, there) = (Grid(size: Size(columns: 30, rows: 7)), Grid(size: Size(columns: 30, rows: 7)))
    let rect = Rect(column: 3, row: 1, columns: 20, rows: 5)
    editor.render(on: &here, in: rect, isFocused: true)
    editor.layout(columns: 20, rows: 5)
    editor.render(on: &there, in: rect, isFocused: true)
    #expect(here == there && here.cursor != nil)
    editor.render(on: &there, in: Rect(column: 0, row: 0, columns: 1, rows: 0), isFocused: false)
    #expect(here.cells == there.cells)
  }
}
