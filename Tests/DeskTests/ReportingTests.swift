import Foundation
import News
import Screen
import Testing

@testable import Desk

/// How a report is begun from the pages of news, and what these show of what is written.
@Suite struct ReportingTests {
  private func begun(_ scene: Scene) -> [ReportWish] {
    scene.wishes.filter { if case .begin = $0 { true } else { false } }
  }

  @Test func `a report goes to the newsroom in scope`() throws {
    var scene = Scene()
    try scene.press("<S-Tab>jjc")
    #expect(begun(scene) == [.begin(Fixture.newsroom.id, .report, quoting: nil)])
    #expect(scene.model.page == .composer)
  }

  @Test func `of several newsrooms none is guessed: the selected one is offered, Tab goes to the next`() throws {
    var scene = Scene()
    try scene.press("jjjjjjc")
    #expect(scene.bottom.hasPrefix("to which newsroom (Tab: the next): Hyeonjang"))
    #expect(begun(scene).isEmpty)
    try scene.press("<Tab><Enter>")
    #expect(begun(scene) == [.begin(Fixture.newsroom.id, .report, quoting: nil)])
    var other = Scene()
    try other.press("c<C-u>hy<Tab><Enter>")
    #expect(begun(other) == [.begin(Fixture.other.id, .report, quoting: nil)])
    var wrong = Scene()
    try wrong.press("c<C-u>Nobody<Enter>")
    #expect(begun(wrong).isEmpty)
    #expect(wrong.bottom.contains("there is no newsroom Nobody here"))
  }

  @Test func `alerts and corrections have their templates`() throws {
    var scene = Scene(shelf: Fixture.soriShelf)
    try scene.press(":alert<Enter><Esc><Esc>:correction<Enter><Esc><Esc>:alert sori<Enter>")
    #expect(
      begun(scene) == [
        .begin(Fixture.newsroom.id, .alert, quoting: nil), .begin(Fixture.newsroom.id, .correction, quoting: nil),
        .begin(Fixture.newsroom.id, .alert, quoting: nil),
      ])
  }

  @Test(arguments: ["jC", "j<Enter>C", "/Workers<Enter>C"])
  func `an article is answered from every page that shows it`(_ keys: String) throws {
    var scene = Scene()
    try scene.press(keys)
    #expect(begun(scene) == [.begin(Fixture.newsroom.id, .report, quoting: .init(rawValue: 2))])
    #expect(scene.grid.text.contains("> 2"))
  }

  @Test func `an article is corrected`() throws {
    var scene = Scene()
    try scene.press("j<Enter>:correct<Enter>")
    #expect(begun(scene) == [.begin(Fixture.newsroom.id, .correction, quoting: .init(rawValue: 2))])
  }

  @Test func `where nothing is followed, it is said what to do`() throws {
    var scene = Scene(shelf: Shelf(drafts: 1))
    try scene.press("c")
    #expect(begun(scene).isEmpty)
    #expect(scene.said.contains("a report goes to a newsroom that is followed: :add URL… follows one"))
    #expect(scene.grid.text.contains("What is written, and what is on its way"))
  }

  @Test func `what is written stands in the left column and leads to the outbox`() throws {
    var shelf = Fixture.shelf
    (shelf.drafts, shelf.waiting) = (2, 1)
    var scene = Scene(80, 24, shelf: shelf)
    let lines = scene.grid.text.components(separatedBy: "\n").map { String($0.prefix(17)) }
    #expect(lines[5...6] == ["   Drafts      2 ", "   Outbox      1 "])
    try scene.press("<S-Tab>G")
    #expect(scene.grid.cursor?.row == 6)
    scene.happen(.loaded(.changed))
    #expect(scene.grid.cursor?.row == 6)
    #expect(scene.model.common.scope == .all)
    try scene.press("<Enter>")
    #expect(scene.model.page == .outbox)
    try scene.press("q")
    scene.happen(.input(.mouse(Mouse(.press, at: Point(column: 4, row: 5)))))
    #expect(scene.model.page == .outbox)
    scene.shelf.drafts = 0
    scene.shelf.waiting = 0
    try scene.press("q")
    #expect(scene.grid.cursor?.row == 4 || scene.grid.cursor?.row == 1)
    #expect(!scene.grid.text.contains("Drafts"))
  }

  @Test func `a relay is no mirror: it is not counted, it is marked, and is tested like one`() throws {
    var shelf = Fixture.shelf
    var relay = Mirror(
      id: .init(rawValue: 30), newsroom: Fixture.newsroom.id, url: "https://drop.sori.example", kind: .relay,
      lastTried: Fixture.minutes(5), lastGood: Fixture.minutes(5))
    shelf.mirrors.insert(ShelvedMirror(relay, name: "drop"), at: 4)
    relay.isPinned = true
    var scene = Scene(80, 24, shelf: shelf)
    #expect(scene.grid.text.contains("3/5 mirrors"))
    try scene.press("mjjjj")
    #expect(scene.said.contains("de1 ✓ 2/4 mirrors"))
    #expect(scene.said.contains("✓ relay drop"))
    #expect(scene.said.contains("took or had a report, 5 min old"))
    try scene.press("tT:add-relay https://b.example<Enter>")
    #expect(
      scene.wanted == [
        .mirror(.test([.init(rawValue: 30)])),
        .mirror(.test(([1, 2, 3, 4, 30] as [Int64]).map { .init(rawValue: $0) })),
        .mirror(.addRelay("https://b.example", Fixture.newsroom.id)),
      ])
  }
}
