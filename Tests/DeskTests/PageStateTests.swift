import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What pages hold while the store changes under them.
@Suite struct PageStateTests {
  private static let everyPage = [
    "", "<S-Tab>", "j<Enter>", "j<Enter>\\", "jjj<Enter>v", "m", "L<Enter>", "/march<Enter>", "?", "x", "c<Enter>",
    "c<Enter>글",
    "c<Enter>글<C-s>",
  ]

  private func selectedLine(_ scene: Scene) throws -> String {
    let cursor = try #require(scene.grid.cursor)
    return scene.grid.text.components(separatedBy: "\n")[cursor.row]
  }

  @Test func `the selected mirror stays selected when mirrors come, move and go`() throws {
    var scene = Scene()
    try scene.press("mjj")
    #expect(try selectedLine(scene).contains("us1"))
    scene.shelf.mirrors.swapAt(0, 2)
    scene.shelf.mirrors.insert(ShelvedMirror(Fixture.mirror(9, "https://new.example/", 0, good: 1), name: "new"), at: 0)
    scene.happen(.loaded(.changed))
    #expect(try selectedLine(scene).contains("us1"))
    scene.shelf.mirrors.removeAll { $0.name == "us1" }
    scene.happen(.loaded(.changed))
    #expect(try selectedLine(scene).contains("new"))
  }

  @Test func `of many newsrooms, the selected mirror is always in sight, and the first one with its newsroom`() throws {
    let rooms = (1...60).map { Newsroom(id: .init(rawValue: Int64($0)), name: "Room \($0)", added: Fixture.now) }
    let mirrors = (0..<120).map { number in
      ShelvedMirror(
        Mirror(
          id: .init(rawValue: Int64(number)), newsroom: rooms[number / 2].id, url: "https://m\(number).example/",
          position: number % 2), name: "mirror-\(number)")
    }
    for (columns, rows) in [(40, 10), (80, 24), (140, 40), (20, 4)] {
      var scene = Scene(columns, rows, shelf: Shelf(newsrooms: rooms, mirrors: mirrors))
      try scene.press("m")
      for key in ["G", "<C-b>", "<C-u>", "k", "<C-f>", "j", "g", "<C-d>", "e", "G", "e", "g"] {
        try scene.press(key)
        // On a small screen the details take the page.
        if let page = scene.model.front as? MirrorsPage, page.layout(scene.model.common).list.rows == 0 { continue }
        #expect(try selectedLine(scene).contains("mirror-"), "\(key) at \(columns)×\(rows)")
      }
      #expect(scene.grid.text.contains("Room 1"))
    }
  }

  @Test func `rounds that began at one instant unfold apart`() throws {
    var scene = Scene()
    try scene.press("L")
    let rounds = ["Sori", "Hyeonjang"].map {
      LoggedRound(started: Fixture.now, newsroom: $0, line: "\($0): done", mirrors: ["\($0)-mirror"], hasServed: true)
    }
    scene.happen(.loaded(.rounds(rounds)))
    try scene.press("j<Enter>")
    #expect(scene.grid.text.contains("Hyeonjang-mirror"))
    #expect(!scene.grid.text.contains("Sori-mirror"))
  }

  @Test func `the selected round stays selected when newer ones come`() throws {
    var scene = Scene()
    try scene.press("Lj")
    #expect(try selectedLine(scene).contains("no mirror served"))
    var rounds = (1...3).map {
      LoggedRound(
        started: Fixture.now.addingTimeInterval(Double($0)), newsroom: "Sori", line: "new \($0)", mirrors: [],
        hasServed: true)
    }
    rounds.append(
      LoggedRound(
        started: Fixture.minutes(62), newsroom: "Hyeonjang", line: "Hyeonjang: no mirror served", mirrors: [],
        hasServed: false))
    scene.happen(.loaded(.rounds(rounds)))
    #expect(try selectedLine(scene).contains("no mirror served"))
  }

  @Test func `how old the news is stands on every page at every width`() throws {
    for keys in Self.everyPage {
      for (columns, rows) in [(40, 10), (80, 24), (140, 40)] {
        var scene = Scene(columns, rows)
        try scene.press(keys)
        let first = scene.grid.text.components(separatedBy: "\n")[0]
        #expect(first.hasSuffix("2 min old"), "\(keys) at \(columns)")
      }
    }
  }

  @Test func `the cursor rests on what is selected, on every page`() throws {
    for keys in Self.everyPage {
      for (columns, rows) in [(20, 4), (40, 10), (140, 40)] {
        var scene = Scene(columns, rows)
        try scene.press(keys)
        let grid = scene.grid
        let cursor = try #require(grid.cursor)
        #expect((1..<rows - 1).contains(cursor.row), "\(keys) at \(columns)")
        let reversed = (0..<rows).filter { row in (0..<columns).contains { grid[$0, row].style.isReversed } }
        #expect(reversed.isEmpty || reversed == [cursor.row], "\(keys) at \(columns)")
      }
    }
  }

  @Test func `plain, no page draws a line, a bar or a spark`() throws {
    for keys in Self.everyPage {
      var scene = Scene(140, 40, change: { $0.isPlain = true })
      try scene.press(keys)
      scene.happen(.sync(.began(newsrooms: 3)))
      scene.happen(.sync(.progressed(done: 1, of: 3, "Sori")))
      let drawn = scene.grid.text.unicodeScalars.filter { (0x2500...0x259F).contains($0.value) }
      #expect(drawn.isEmpty, "\(keys): \(String(String.UnicodeScalarView(drawn)))")
    }
  }

  @Test func `a cancelled sync says so, and what is asked meanwhile keeps the count`() throws {
    var scene = Scene()
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "Hyeonjang")))
    #expect(scene.bottom.contains("3/12 newsrooms · Hyeonjang"))
    try scene.press("<Esc>")
    #expect(scene.wanted == [.sync(.cancel)])
    #expect(scene.bottom.contains("cancelling…"))
    scene.happen(.sync(.finished([], new: 0, isOffline: false, failed: 0)))
    #expect(scene.bottom.contains("cancelled; what had come is kept"))
  }

  @Test(arguments: [
    (["Sori: 3 new"], 3, false, 0, "Sori: 3 new"), (["a", "b"], 0, false, 0, "nothing new"),
    (["a", "b"], 1, false, 0, "1 new article"), (["a", "b"], 7, false, 0, "7 new articles"),
    (["a", "b"], 7, false, 1, "new articles: 7 · newsrooms not served: 1 · L says why"),
    (["a", "b"], 0, true, 2, "offline: no network is reached; what you have stays readable"),
  ])
  func `a sync that ends says what came of it`(
    _ lines: [String], _ new: Int, _ isOffline: Bool, _ failed: Int, _ text: String
  ) {
    var scene = Scene(140, 40)
    scene.happen(.sync(.began(newsrooms: lines.count)))
    scene.happen(
      .sync(.finished(lines.map { Phrase(verbatim: $0) }, new: new, isOffline: isOffline, failed: failed)))
    #expect(scene.bottom.hasPrefix(" " + text + "  "))
  }

  @Test func `a note fades, what went wrong stays until something is done`() throws {
    var scene = Scene()
    scene.happen(.done("written to notes.txt"))
    scene.happen(.failed("can't write notes.txt"))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(600)))
    #expect(scene.bottom.contains("can't write notes.txt"))
    try scene.press("<Esc>")
    #expect(!scene.bottom.contains("can't write"))
    scene.happen(.done("written to notes.txt"))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(700)))
    #expect(!scene.bottom.contains("written"))
  }

  @Test func `an article that was marked elsewhere shows it, and is not read twice`() throws {
    var scene = Scene()
    try scene.press("j<Enter>")
    let count = scene.wanted.count
    scene.headlines[1].isStarred = true
    scene.headlines[1].isRead = false
    scene.happen(.loaded(.changed))
    #expect(scene.grid.text.contains("★ Workers scatter"))
    #expect(scene.wanted.count == count)
    try scene.press("s")
    #expect(scene.wanted.last == .mark(.starred([.init(rawValue: 2)], false)))
  }

  @Test func `going on in the reader takes the selection of the list along`() throws {
    var scene = Scene()
    try scene.press("<Enter><Tab><Tab>q")
    #expect(try selectedLine(scene).contains("Photo: the march"))
  }

  @Test func `a test that never answers is not waited for without end`() throws {
    var scene = Scene()
    try scene.press("mt")
    #expect(scene.grid.text.contains("asking…"))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(61)))
    #expect(!scene.grid.text.contains("asking…"))
  }

  @Test func `the last place found can be gone to, though the page can't be scrolled so far`() throws {
    var scene = Scene(40, 10)
    try scene.press("j<Enter>/union<Enter>")
    var rows: Set<Int> = []
    for _ in 0..<4 {
      try scene.press("n")
      rows.insert(scene.grid.cursor?.row ?? -1)
      #expect(try selectedLine(scene).contains("union"))
    }
    #expect(scene.bottom.contains("“union” found: "))
    #expect(rows.count > 1)
  }

  @Test func `nothing is said of an empty store before it has answered`() {
    var model = DeskModel()
    _ = model.update(.opened(Size(columns: 80, rows: 24), Fixture.now))
    #expect(!model.render(Size(columns: 80, rows: 24)).text.contains("Nothing is followed"))
    _ = model.update(.loaded(.shelf(Fixture.shelf)))
    #expect(!model.render(Size(columns: 80, rows: 24)).text.contains("No news yet"))
    _ = model.update(.loaded(.shelf(Shelf())))
    #expect(model.render(Size(columns: 80, rows: 24)).text.contains("Nothing is followed"))
  }
}
