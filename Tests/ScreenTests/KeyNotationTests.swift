import Screen
import Testing

@Suite struct KeyNotationTests {
  @Test(arguments: [
    ("jj<Enter>", [Key.character("j"), .character("j"), .enter]),
    ("<C-d><A-x><PageDown>", [.control("d"), .alt(.character("x")), .pageDown]),
    ("<Space><Lt>한", [.character(" "), .character("<"), .character("한")]),
    ("a>b", [.character("a"), .character(">"), .character("b")]),
    ("<A-Enter><A-C-x><A-Lt>", [.alt(.enter), .alt(.control("x")), .alt(.character("<"))]),
    ("<A->>", [.alt(.character(">"))]),
    ("<F12><S-Tab><C-\\>", [.function(12), .backTab, .control("\\")]),
    ("<S-Left><C-Up><A-C-S-End>", [.shift(.left), .controlled(.up), .alt(.controlled(.shift(.end)))]),
    ("", []),
  ])
  func keysAreReadAndWritten(notation: String, keys: [Key]) throws {
    #expect(try KeyNotation.keys(notation) == keys)
    #expect(KeyNotation.text(keys) == notation)
  }

  @Test func otherNamesAreTakenInAnyCase() throws {
    #expect(
      try KeyNotation.keys("<enter><ESC><pgdn><m-x><bs><Delete><c-D>")
        == [.enter, .escape, .pageDown, .alt(.character("x")), .backspace, .delete, .control("d")])
  }

  @Test(arguments: [
    "<Entre>", "<C-é>", "<C->", "<A->", "<F99>", "<>", "<A-A-x>", "<S-x>", "<S-C-Up>", "<C-Enter>", "<C-C-Up>",
  ])
  func anUnknownNameIsAnErrorWithTheName(notation: String) {
    let fault = #expect(throws: KeyNotationFault.self) { try KeyNotation.keys("j" + notation) }
    #expect(fault?.message.contains(notation) == true)
  }

  @Test(arguments: [
    ("<S-Down>", "<Down>"), ("<A-C-S-Left>", "<A-Left>"), ("<C-PageUp>", "<PageUp>"), ("<A-x>", "<A-x>"),
  ])
  func withoutShiftAndControlAKeyIsWhatItAlwaysWas(key: String, plain: String) throws {
    #expect(try KeyNotation.keys(key).map(\.plain) == KeyNotation.keys(plain))
  }

  @Test(arguments: ["<", "j<C-d", "<<"])
  func anOpenBracketIsAnErrorThatSaysHowToWriteIt(notation: String) {
    let fault = #expect(throws: KeyNotationFault.self) { try KeyNotation.keys(notation) }
    #expect(fault?.isUnclosed == true)
    #expect(fault?.message.contains("<Lt>") == true)
  }
}
