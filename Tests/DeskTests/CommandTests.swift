import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The table of commands and what is made of it: keys, hints, help, the line at `:`.
@Suite struct CommandTests {
  /// The fingers' habits, by page; those of pages that are still to come are not among them.
  /// Where a text is written, letters are text.
  private static let all = PageKind.allCases.filter { $0 != .composer }
  private static let habits: [(keys: String, command: DeskCommand.Name, pages: [PageKind])] = [
    ("j", .down, all), ("k", .up, all), ("<Down>", .down, all),
    ("<Up>", .up, all), ("g", .first, all), ("G", .last, all),
    ("<C-d>", .halfDown, all), ("<C-u>", .halfUp, all),
    ("<C-f>", .pageDown, all), ("<C-b>", .pageUp, all),
    ("<PageDown>", .pageDown, all), ("<PageUp>", .pageUp, all),
    ("<Enter>", .open, [.front, .search]), ("q", .back, all), ("/", .find, all),
    ("c", .report, [.front, .search, .reader, .outbox]),
    ("x", .outbox, [.front, .search, .reader, .mirrors, .log]),
    ("n", .findNext, [.reader, .search, .mirrors, .log, .help, .review, .outbox]),
    ("N", .findPrevious, [.reader, .search, .mirrors, .log, .help, .review, .outbox]), ("<Tab>", .nextPane, [.front]),
    ("<Space>", .onward, [.front, .search, .reader]), ("r", .sync, all.filter { $0 != .outbox }),
    ("R", .syncAll, all.filter { $0 != .outbox }), ("u", .undo, all),
    ("U", .toggleUnread, [.front, .search, .reader]), ("s", .star, [.front, .search, .reader]),
    ("A", .markAll, [.front]), ("o", .browse, [.front, .search, .reader]), ("y", .copy, [.front, .search, .reader]),
    ("m", .mirrors, [.front, .search, .reader, .log]), ("?", .help, all),
    (":", .command, all), ("<C-z>", .suspend, PageKind.allCases),
  ]

  @Test func `the habits of the fingers are kept on every page`() throws {
    for habit in Self.habits {
      let keys = try KeyNotation.keys(habit.keys)
      for page in habit.pages {
        #expect(KeyMap.standard.reading(of: keys, on: page) == .command(habit.command), "\(habit.keys) on \(page)")
      }
    }
  }

  @Test func `every command of the table is explained on some page, with its key or its name`() throws {
    var explained = ""
    for keys in [
      "?", "j<Enter>?", "m?", "/x<Enter>?", "L?", "??", "j<Enter>c<F1>", "j<Enter>c<C-s>?", "x?", "jjp?", "T?", "K?",
      "jb?", ":boards<Enter>?", ":mutes<Enter>?", "V?",
    ] {
      var scene = Scene(
        120, 120, shelf: Fixture.shelf(Fixture.edition, Fixture.richShelf), change: { $0.faults = PageTests.faults })
      try scene.press(keys)
      #expect(scene.model.page == .help)
      explained += scene.grid.text + "\n"
    }
    for row in DeskCommand.table {
      #expect(explained.contains(":" + row.name.rawValue), "\(row.name)")
      for key in row.keys { #expect(explained.contains(key), "\(key)") }
    }
  }

  @Test func `a command that only the demo has is not shown elsewhere`() throws {
    var scene = Scene(120, 100)
    try scene.press("m?")
    #expect(!scene.grid.text.contains("next-fault"))
    try scene.press("q:next-fault<Enter>")
    #expect(scene.bottom.contains("there is no command next-fault here"))
  }

  @Test func `help asked on help explains help, and q comes back to the page`() throws {
    var scene = Scene(120, 100)
    try scene.press("m??")
    #expect(!scene.grid.text.contains(":test-all"))
    #expect(scene.grid.text.contains(":find-next"))
    try scene.press("q")
    #expect(scene.model.page == .mirrors)
  }

  @Test func `a key that was bound anew is the one that hints, help and messages name`() throws {
    let keys = try KeyMap(["everywhere": ["u": "nothing", "Z": "undo", "r": "nothing", "<F5>": "sync"]])
    var scene = Scene(120, 60, headlines: [], keys: keys)
    #expect(scene.bottom.contains("<F5> sync"))
    #expect(scene.grid.text.contains("No news yet. <F5> fetches it."))
    try scene.press("A")
    #expect(scene.bottom.contains("(Z takes it back)"))
    try scene.press("n?")
    let line = try #require(scene.grid.text.components(separatedBy: "\n").first { $0.contains(":undo") })
    #expect(line.hasPrefix(" Z "))
  }

  @Test func `a command without a key is named by its name`() throws {
    var scene = Scene(80, 24, keys: try KeyMap(["everywhere": ["u": "nothing"]]))
    try scene.press("A")
    #expect(scene.bottom.contains("(:undo takes it back)"))
  }

  @Test func `a sequence of keys shows how far it is typed, and any other key ends it`() throws {
    var scene = Scene(keys: try KeyMap(["front": ["zz": "sync-all"]]))
    try scene.press("z")
    #expect(scene.bottom.contains("z…"))
    try scene.press("z")
    #expect(scene.wanted == [.sync(.start(nil))])
    try scene.press("zj")
    #expect(scene.wanted.count == 1)
    #expect(scene.grid.cursor?.row == 2)
  }

  @Test func `what was being typed is there again after the lines of before`() throws {
    var scene = Scene()
    try scene.press(":sync-all<Enter>:unread-only<Enter>:mir<Up><Up>")
    #expect(scene.bottom == ":sync-all")
    try scene.press("<Up><Down>")
    #expect(scene.bottom == ":unread-only")
    try scene.press("<Down>")
    #expect(scene.bottom == ":mir")
    try scene.press("<Enter>")
    #expect(scene.model.page == .mirrors)
  }

  @Test func `a name that several begin with is not guessed, one that is unknown is said`() throws {
    var scene = Scene()
    try scene.press(":sy<Enter>")
    #expect(scene.bottom.contains("sy could be sync, sync-all"))
    try scene.press(":sync<Enter>:frob<Enter>")
    #expect(scene.wanted == [.sync(.start(nil))])
    #expect(scene.bottom.contains("there is no command frob here; ? lists them"))
  }

  @Test func `searching by name shows what was found without asking again`() throws {
    var scene = Scene()
    try scene.press(":search march<Enter>")
    #expect(scene.model.page == .search)
    #expect(scene.grid.text.contains("1 article found for march"))
    try scene.press("<Enter>")
    #expect(scene.model.page == .reader)
  }

  @Test func `a search that is given up before anything is typed goes back`() throws {
    var scene = Scene()
    try scene.press("/<Esc>")
    #expect(scene.model.page == .front)
    try scene.press("/a<Backspace><Backspace>")
    #expect(scene.model.page == .front)
    try scene.press("/march<Esc>")
    #expect(scene.model.page == .search)
  }

  @Test func `while a query is typed the arrows go through what was found, and letters are typed`() throws {
    var scene = Scene()
    try scene.press("/the<Down>")
    #expect(scene.grid.text.contains("search: the"))
    try scene.press("<Enter><Enter>")
    #expect(scene.grid.text.contains("Photo: the march at Myeongdong"))
    #expect(scene.model.page == .reader)
  }

  @Test func `pages that are open are gone back to, so that q always ends`() throws {
    var scene = Scene()
    for _ in 0..<20 { try scene.press("m?qL/<Esc>m:log<Enter>:mirrors<Enter>") }
    var steps = 0
    while scene.model.page != .front, steps < 10 {
      try scene.press("q")
      steps += 1
    }
    #expect(steps <= 3)
    try scene.press("q")
    #expect(scene.wanted == [.world(.quit)])
  }
}
