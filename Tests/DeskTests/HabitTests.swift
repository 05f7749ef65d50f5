import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What the fingers rely on.
@Suite struct HabitTests {
  @Test func `a sync moves neither the selection nor its row on the screen`() throws {
    let old = (500..<600).map { Fixture.headline(Int64($0), "Old \($0)", 400_000, "World", "en") }
    var scene = Scene(80, 24, headlines: Fixture.headlines + old)
    try scene.press("jj")
    let row = scene.grid.cursor?.row
    #expect(scene.grid.text.components(separatedBy: "\n")[row ?? 0].contains("Photo: the march"))
    let many = (100..<130).map { Fixture.headline(Int64($0), "New \($0)", 5, "World", "en") }
    scene.headlines = [Fixture.headlines[0]] + many + Fixture.headlines.dropFirst() + old
    scene.happen(.loaded(.changed))
    #expect(scene.grid.cursor?.row == row)
    #expect(scene.grid.text.components(separatedBy: "\n")[row ?? 0].contains("Photo: the march"))
  }

  @Test func `who has not moved from the head of the list sees what is new, and keeps the selection`() throws {
    let first = Fixture.headline(900, "The first of yesterday", 90_000, "World", "en")
    var scene = Scene(80, 24, headlines: [first])
    let new = (901..<904).map { Fixture.headline(Int64($0), "New \($0)", 5, "World", "en") }
    scene.headlines = new + [first]
    scene.happen(.loaded(.changed))
    let rows = scene.grid.text.components(separatedBy: "\n")
    #expect(rows[1].contains("New 901"))
    let row = try #require(scene.grid.cursor?.row)
    #expect(rows[row].contains("The first of yesterday"))
    // The next time, too: who has not moved is still at the head.
    scene.headlines.insert(Fixture.headline(905, "New 905", 4, "World", "en"), at: 0)
    scene.happen(.loaded(.changed))
    #expect(scene.grid.text.components(separatedBy: "\n")[1].contains("New 905"))
  }

  @Test func `an alert stays in sight when the list is scrolled, until it is put away`() throws {
    var scene = Scene(80, 24)
    scene.headlines += (100..<200).map { Fixture.headline(Int64($0), "Old \($0)", 400_000, "World", "en") }
    scene.happen(.loaded(.changed))
    try scene.press("<C-f><C-f>")
    #expect(scene.grid.text.components(separatedBy: "\n")[1].contains("! 09:12"))
    try scene.press("ga")
    #expect(scene.wanted.last == .mark(.acknowledged(.init(rawValue: 1))))
    try scene.press("G")
    #expect(!scene.grid.text.contains("! 09:12"))
    #expect(scene.grid.text.contains("Old 199"))
  }

  @Test func `an alert that comes rings and says so, whatever page is in front`() throws {
    for keys in ["", "j<Enter>", "m", "?"] {
      var scene = Scene(80, 24)
      try scene.press(keys)
      scene.happen(.alerted("alert: Police at the gate"))
      #expect(scene.wanted.filter { $0 == .world(.bell) }.count == 1, "\(keys)")
      #expect(scene.bottom.contains("alert: Police at the gate"), "\(keys)")
      // What the round says of itself a moment later does not cover it.
      scene.happen(.sync(.finished(["Sori: 1 new from de1"], new: 1, isOffline: false, failed: 0)))
      #expect(scene.bottom.contains("alert: Police at the gate"), "\(keys)")
    }
  }

  @Test func `an article is piped to a program and printed, and nothing is asked of a shell here`() throws {
    var scene = Scene(80, 24)
    try scene.press("j<Enter>|less -S 'two words'<Enter>P")
    #expect(
      Array(scene.wanted.suffix(2)) == [
        .world(.pipe(.init(rawValue: 2), command: "less -S 'two words'")), .world(.print(.init(rawValue: 2))),
      ])
    try scene.press("|<Enter>")
    #expect(scene.wanted.last == .world(.print(.init(rawValue: 2))))
  }

  @Test func `q goes back, then quits, and asks nothing`() throws {
    var scene = Scene()
    try scene.press("m?q")
    #expect(scene.model.page == .mirrors)
    try scene.press("qq")
    #expect(scene.wanted == [.world(.quit)])
  }

  @Test func `space goes on by screenfuls and then to the next unread article`() throws {
    var scene = Scene(40, 10)
    try scene.press("j<Enter>")
    let first = scene.picture
    try scene.press("<Space>")
    #expect(scene.picture != first)
    for _ in 0..<9 where scene.grid.text.contains("Photo: the march") == false { try scene.press("<Space>") }
    #expect(scene.grid.text.contains("Photo: the march"))
    #expect(scene.wanted.contains(.mark(.read([.init(rawValue: 3)], true))))
    // Back on the front page, the selection has gone along.
    try scene.press("q")
    let row = scene.grid.cursor?.row ?? 0
    #expect(scene.grid.text.components(separatedBy: "\n")[row].contains("Photo: the march"))
  }

  @Test func `marks are wanted at once and can be taken back`() throws {
    var scene = Scene()
    try scene.press("jsUu")
    let id = ArticleID(rawValue: 2)
    #expect(scene.wanted == [.mark(.starred([id], true)), .mark(.read([id], true)), .mark(.undo)])
  }

  @Test func `marking all read and removing a mirror ask first`() throws {
    var scene = Scene()
    try scene.press("An")
    #expect(scene.wanted.isEmpty)
    try scene.press("Ay")
    #expect(scene.wanted == [.mark(.allRead(.all))])
    try scene.press("mD")
    #expect(scene.bottom.contains("Remove the mirror kr1?"))
    try scene.press("x<Esc>")
    #expect(scene.wanted.count == 1)
    try scene.press("Dy")
    #expect(scene.wanted.last == .mirror(.remove(.init(rawValue: 1))))
  }

  @Test func `a move to another mirror is said at once and does not hide how far the sync is`() {
    var scene = Scene()
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.moved("kr1: reset by the network · now on de1 (240 ms)")))
    #expect(
      scene.grid.text.hasSuffix(
        """

         kr1: reset by the network · now on de1 (240 ms)
         ██░░░░░░░░ 3/12 newsrooms · Sori · <Esc> cancels
        """))
    scene.happen(.input(.key(.escape)))
    #expect(scene.wanted == [.sync(.cancel)])
  }

  @Test func `a question too long for one row is asked in several`() throws {
    var scene = Scene(40, 10)
    try scene.press("A")
    let lines = scene.grid.text.components(separatedBy: "\n")
    #expect(lines[8] == " Mark everything in ALL read? (u takes")
    #expect(lines[9] == " it back) [y/n]")
  }

  @Test func `the mouse selects, opens and scrolls`() {
    var scene = Scene(80, 24)
    scene.happen(.input(.mouse(.init(.press, at: .init(column: 40, row: 3)))))
    #expect(scene.grid.cursor?.row == 3)
    scene.happen(.input(.mouse(.init(.press, at: .init(column: 3, row: 3)))))
    #expect(scene.bottom.isEmpty == false && scene.grid.text.hasPrefix(" Sori · front page"))
    scene.happen(.input(.mouse(.init(.doublePress, at: .init(column: 40, row: 2)))))
    #expect(scene.model.page == .reader)
    let first = scene.picture
    scene.happen(.input(.resized(.init(columns: 40, rows: 10))))
    scene.happen(.input(.mouse(.init(.wheelDown, at: .init(column: 5, row: 5)))))
    #expect(scene.picture != first && !scene.grid.text.contains("Workers scatter"))
  }

  @Test func `an empty store says how to begin`() {
    let scene = Scene(shelf: Shelf(), headlines: [])
    #expect(scene.grid.text.contains("Add a newsroom"))
    #expect(scene.grid.text.contains("Look at the demo"))
  }

  @Test func `no catalogue's header is shown where nothing is to be said`() {
    let gettext = Phrasebook { one, many, count in
      one.isEmpty ? "Project-Id-Version: wirecopy" : count == 1 ? one : many ?? one
    }
    let scene = Scene(shelf: Shelf(), headlines: [], change: { $0.phrasebook = gettext })
    #expect(scene.grid.text == Scene(shelf: Shelf(), headlines: []).grid.text)
  }

  @Test func `in a language of wide letters nothing is written over anything else`() throws {
    // Every phrase twice as wide: the longest that a translation may become.
    let wide = Phrasebook { one, _, _ in
      String(one.map { $0.isLetter && $0.isASCII ? "가" : $0 })
    }
    for keys in ["", "m", "L", "?", "A", "j<Enter>", "/x"] {
      for (columns, rows) in [(40, 10), (80, 24), (140, 40)] {
        var scene = Scene(columns, rows, change: { $0.phrasebook = wide })
        try scene.press(keys)
        for line in scene.grid.text.components(separatedBy: "\n") {
          #expect(TextWidth.columns(of: line) <= columns)
        }
        #expect(scene.grid.text.contains("2 가가가 가가가"), "how old it is must be in sight")
      }
    }
  }
}
