import News
import Screen
import Testing

@testable import Desk

/// The one table of commands, and the user's own keys over it.
@Suite struct KeyMapTests {
  @Test func `every key of the table can be typed, and each page has each key once`() throws {
    for page in PageKind.allCases {
      var seen: [[Key]: DeskCommand.Name] = [:]
      for row in DeskCommand.table where row.pages.contains(page) {
        for notation in row.keys {
          let run = try KeyNotation.keys(notation)
          #expect(seen[run] == nil, "\(notation) on \(page) is \(row.name) and \(String(describing: seen[run]))")
          seen[run] = row.name
        }
      }
    }
    for row in DeskCommand.table {
      #expect(!row.help.pattern.isEmpty)
      for page in PageKind.allCases where row.isOn(page) && !row.keys.isEmpty {
        let standsBack = row.pages.isEmpty
        #expect(standsBack || !KeyMap.standard.notations(of: row.name, on: page).isEmpty, "\(row.name) on \(page)")
      }
    }
  }

  @Test func `each command is in the table once`() {
    #expect(Set(DeskCommand.table.map(\.name)) == Set(DeskCommand.Name.allCases))
    #expect(DeskCommand.table.count == DeskCommand.Name.allCases.count)
  }

  @Test func `a key can be bound anew on one page, and a sequence of keys, too`() throws {
    let keys = try KeyMap(["front": ["<F5>": "sync-all", "g": "nothing", "gg": "first", "ge": "last"]])
    var scene = Scene(keys: keys)
    try scene.press("<F5>ge")
    #expect(scene.wanted == [.sync(.start(nil))])
    #expect(scene.grid.cursor?.row == 8)
    try scene.press("g")
    #expect(scene.bottom.hasSuffix("g…"))
    try scene.press("g")
    #expect(scene.grid.cursor?.row == 1)
    // Elsewhere g is what it was.
    try scene.press("mjjg")
    #expect(scene.grid.cursor?.row == 2)
  }

  @Test(arguments: [
    ("front", "j", "jump", "there is no command jump"), ("fornt", "j", "down", "there is no page fornt"),
    ("front", "<C-", "down", "<C- is no key"), ("log", "p", "pin", "the command pin does nothing on the page log"),
    ("front", "gg", "first", "gg can't be typed, as g alone is a command"), ("front", "", "first", "an empty key"),
  ])
  func `a wrong binding is named`(_ page: String, _ key: String, _ command: String, _ words: String) {
    #expect {
      try KeyMap([page: [key: command]])
    } throws: { error in
      guard let fault = error as? KeyMapFault else { return false }
      return fault.page == page && fault.key == key && Phrasebook.english(fault.phrase).hasPrefix(words)
    }
  }

  @Test func `commands are given by name, completed, and recalled`() throws {
    var scene = Scene()
    try scene.press(":sync-<Tab><Enter>")
    #expect(scene.wanted == [.sync(.start(nil))])
    try scene.press(":<Up><Enter>")
    #expect(scene.wanted == [.sync(.start(nil)), .sync(.start(nil))])
    try scene.press(":frobnicate<Enter>")
    #expect(scene.bottom.contains("there is no command frobnicate here"))
    try scene.press(":add https://a.example/feed https://b.example/feed<Enter>")
    #expect(scene.wanted.last == .world(.follow(["https://a.example/feed", "https://b.example/feed"])))
  }

  @Test func `a key that does nothing says where to look`() throws {
    var scene = Scene()
    try scene.press("z")
    #expect(scene.bottom.contains("z does nothing here; ? shows the keys"))
  }
}
