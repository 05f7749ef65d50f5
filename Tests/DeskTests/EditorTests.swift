import News
import Screen
import Testing

@testable import Desk

@Suite struct EditorTests {
  private func edited(_ start: String, _ notation: String) throws -> TextEditor {
    var editor = TextEditor(start)
    for key in try KeyNotation.keys(notation) { #expect(editor.press(key) == true, "\(key)") }
    return editor
  }

  @Test(arguments: [
    // Letters are whole: a joined emoji, a flag, a mark with its letter, a syllable typed in pieces.
    ("a👩‍👩‍👧b", "<A->><Left><Backspace>", "ab"), ("🇰🇷🇩🇪", "<A->><C-h>", "🇰🇷"), ("e\u{301}x", "<Del>", "x"),
    ("\u{1112}\u{1161}\u{11AB}글", "<C-d>", "글"), ("ab", "<Right><C-f><Left><C-b>한", "한ab"),
    // Words, Korean, Han and Kana among them.
    ("one two, three", "<A-f><C-Right>!", "one two!, three"), ("one two", "<A->><A-b>x", "one xtwo"),
    ("노동자들이 명동성당에서 흩어졌다.", "<A-d><A-Del>", " 흩어졌다."), ("東京でデモが行われた", "<A-f>|<A-f>|<A-f>|", "東京|で|デモ|が行われた"),
    ("하나 둘 셋", "<A->><C-w><C-w>", "하나 "), ("  (a)", "<A->><A-Backspace>", "  ("), ("!?", "<A->><C-w>", ""),
    // Cuts and pastes: what is cut in a row comes back as one.
    ("one\ntwo", "<C-k><C-k><C-k><A->><C-y>", "one\ntwo"), ("one two", "<A->><C-w><C-w><C-y><C-y>", "one twoone two"),
    ("one\ntwo", "<A->><C-u><C-u><C-y>x", "one\ntwox"), ("one two", "<A-f><C-k><C-y><C-k><C-y>", "one two two"),
    // Selections: with Shift typing takes its place, with ^Space it does not.
    ("one two", "<S-Right><S-Right>x", "xe two"), ("one two", "<C-@><C-f><C-f>x", "onxe two"),
    ("one two", "<C-@><A-f><C-k>!<C-y>", "!one two"), ("one two", "<C-@><A-f><A-w><A->><C-y>", "one twoone"),
    ("one two", "<C-S-Right><C-Ins><End><S-Ins>", "one twoone"), ("one two", "<C-@><C-e><Backspace>", ""),
    ("one two", "<S-Right><C-g><Del>", "oe two"), ("one two", "<S-Right><Right>x", "onxe two"),
    ("abc", "<S-End><Del>", ""),
    ("one\ntwo\nthree", "<C-Down><A-Down><S-Down><C-k>", "one\ntwo\n"),
    ("one\n\ntwo", "<A->><C-Up><A-{>x", "one\nx\ntwo"),
    ("one", "<A->><Enter>two<C-j>", "one\ntwo\n"),
    // Undo and redo.
    ("", "one two<C-_>", "one "), ("", "one two<C-_><A-z><A-_>", "one "),
    ("", "one two<C-_><C-_><A-y><A-_>", "one two"),
    ("one two", "<A->><Backspace><Backspace><Backspace><Backspace><Backspace><C-_>", "one "),
    ("one", "<Del><Del><C-_>", "one"),
    ("one", "<C-k>x<C-_><C-_>", "one"), ("", "ab<Left><Right>c<C-_>", "ab"), ("", "a<Enter>b<C-_>", "a\n"),
  ])
  func `keys do what the table says`(_ start: String, _ keys: String, _ end: String) throws {
    #expect(try edited(start, keys).text == end)
  }

  @Test func `keys of the page are left to it and change nothing`() throws {
    var editor = TextEditor("one")
    let before = editor
    for key in try KeyNotation.keys(
      "<Tab><S-Tab><Esc><C-g><C-s><C-q><C-z><C-c><C-x><C-o><C-l><C-r><C-t><F1><F12><Ins><A-x><A-Enter><A-1>")
    {
      #expect(editor.press(key) == false, "\(key)")
    }
    #expect(editor == before)
    _ = editor.press(.control("@"))
    #expect(editor.press(.escape) && editor.mark == nil)
    #expect(editor.press(.escape) == false)
  }

  @Test func `every key of the table is one that a terminal has, and does one thing`() throws {
    var seen: Set<Key> = []
    for (keys, _) in TextEditor.keys {
      for notation in keys.split(whereSeparator: { $0 == " " || $0 == "," }) {
        let key = try KeyNotation.keys(String(notation))
        #expect(key.count == 1)
        #expect(seen.insert(try #require(key.first)).inserted, "\(notation) twice")
      }
    }
    #expect(seen.count > 40)
  }

  @Test(arguments: [
    ("a\r\nb\rc\u{2028}d\u{85}e", "a\nb\nc\nd\ne"), ("\u{1B}[31mred\u{7F}\0\u{9B}1m", "[31mred1m"),
    ("tab\there", "tab\there"),
    ("\r\r\n\n", "\n\n\n"), ("safe \u{202E} mark", "safe \u{202E} mark"),
  ])
  func `line ends become one kind and other control characters are left out, however they come`(
    text: String, clean: String
  ) {
    #expect(TextEditor(text).text == clean)
    var editor = TextEditor()
    editor.insert(text)
    #expect(editor.text == clean)
    editor = TextEditor("old")
    editor.replace(all: text)
    #expect(editor.text == clean)
    editor = TextEditor()
    for letter in text { _ = editor.press(.character(letter)) }
    #expect(editor.text == clean)
  }

  @Test func `a paste is one step, and so is what the other editor saved`() {
    var editor = TextEditor("one two")
    _ = editor.press(.alt(.character("f")))
    let paste = String(repeating: "현장에서 온 소식\n", count: 50_000)
    editor.insert(paste)
    #expect(editor.text == "one" + paste + " two")
    #expect(editor.cursor == 3 + paste.utf8.count)
    #expect(editor.words == 1 + 150_000)
    #expect(editor.undo() == true)
    #expect(editor.text == "one two" && editor.cursor == 3)
    #expect(editor.redo() == true)
    editor.replace(all: "from vi")
    #expect(editor.text == "from vi" && editor.cursor == 7)
    #expect(editor.undo() == true)
    #expect(editor.text == "one" + paste + " two")
    let change = editor.change
    #expect(editor.replace(all: editor.text) == true)
    #expect(editor.change == change, "the same text is no change")
  }

  @Test func `a body that is full takes no more, says so and stays as it is`() {
    let most = String(repeating: "x", count: TextEditor.mostBytes - 1)
    var editor = TextEditor(most)
    #expect(editor.insert("yz") == false)
    #expect(editor.refusal?.pattern.contains("2 MiB") == true || editor.refusal?.arguments.first == "2")
    #expect(editor.text == most && editor.change == 0 && !editor.undo())
    #expect(editor.insert("y") && editor.refusal == nil)
    #expect(editor.press(.character("z")) == true)
    #expect(editor.refusal != nil)
    #expect(editor.replace(all: most + "two") == false)
    #expect(editor.text == "y" + most)
    #expect(editor.press(.delete) && editor.refusal == nil)
    #expect(editor.press(.character("z")) && editor.refusal == nil)
  }

  @Test func `what can't be done is said and leaves what was selected`() throws {
    #expect(try edited("", "<C-_>").refusal == "nothing to undo")
    #expect(try edited("", "<A-_>").refusal == "nothing to redo")
    #expect(try edited("a", "<C-y>").refusal == "nothing was cut")
    #expect(try edited("a", "<A-w>").refusal == "nothing is selected")
    #expect(try edited("a", "<S-Right><A-_>").selection == 0..<1)
    // At the end of the text there is nothing to cut, and what was cut is kept.
    #expect(try edited("ab", "<C-k><C-k><Right><C-k><C-y>").text == "ab")
  }

  @Test func `history is bounded and forgets the oldest first`() {
    var editor = TextEditor()
    let piece = String(repeating: "x", count: 1 << 20)
    for letter in "abcdefghijkl" {
      editor.replace(all: String(letter) + piece)
    }
    var steps = 0
    while editor.undo() { steps += 1 }
    // Each step keeps both texts: 2 MiB of 8.
    #expect(steps == 3)
    #expect(editor.text.first == "i")
    while editor.redo() { steps -= 1 }
    #expect(steps == 0 && editor.text.first == "l")
    _ = editor.press(.control("_"))
    _ = editor.press(.character("!"))
    #expect(editor.redo() == false, "what is typed after an undo is not overtaken by redo")
  }

  @Test(arguments: [
    ("", 0), ("one two  three\n", 3), ("노동자들이 명동성당에서 흩어졌다.", 3), ("東京で デモ。", 5), ("李大統領은 말했다", 6),
    ("a\u{A0}b\tc", 3), ("「行く」と、", 3),
  ])
  func `words are counted between spaces, Han and Kana by letters`(text: String, words: Int) {
    #expect(TextEditor(text).words == words)
  }

  @Test func `a mark that comes later joins its letter, and the cursor stands behind both`() throws {
    var editor = try edited("ab", "<Right>")
    _ = editor.press(.character("\u{301}"))
    #expect(editor.text == "a\u{301}b" && editor.cursor == 3)
    // What stood between a letter and a mark is deleted: they join.
    let joined = try edited("ex\u{301}", "<C-Right>")
    #expect(joined.cursor == 4)
    var flags = TextEditor("🇰x🇷")
    _ = flags.press(.right)
    _ = flags.press(.delete)
    #expect(flags.text.count == 1 && flags.cursor == 8)
    #expect(flags.undo() && flags.cursor == 4)
  }
}
