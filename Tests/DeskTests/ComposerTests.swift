import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What is written is on the disk, or said not to be.
@Suite struct ComposerTests {
  private func writing(_ change: (inout ReportBox) -> Void = { _ in }) throws -> Scene {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    try scene.press("c")
    change(&scene.box)
    return scene
  }

  /// The row between the fields and the text.
  private func state(_ scene: Scene) -> String {
    scene.grid.text.components(separatedBy: "\n").first { $0.hasPrefix("─") } ?? ""
  }

  @Test func `each key that changes the text is sent to the disk, in order; a motion is not`() throws {
    var scene = try writing()
    try scene.press("노조<Left><Right><Home><End>")
    #expect(scene.keeps.map(\.text.title) == ["노", "노조"])
    #expect(scene.keeps.map(\.isUrgent) == [false, false])
    #expect(scene.keeps[0].text.change < scene.keeps[1].text.change)
    try scene.press("<Tab><Tab><Tab><Tab><Tab> <Tab>가<Up><Left><C-Right>")
    #expect(scene.keeps.count == 4)
    #expect(scene.keeps.last?.text.body == "가")
    #expect(scene.keeps.last?.text.isUrgent == true)
  }

  @Test func `saved is said only once the disk has the last change`() throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("ab")
    #expect(state(scene).contains("not saved yet"))
    let number = scene.box.drafts[0].id
    scene.happen(.ticked(Fixture.now.addingTimeInterval(3)))
    scene.happen(.report(.kept(number, change: scene.keeps[0].text.change)))
    #expect(state(scene).contains("not saved yet"))
    scene.happen(.report(.kept(number, change: scene.keeps[1].text.change)))
    #expect(state(scene).contains(" saved 09:30:03 "))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(9)))
    #expect(state(scene).contains(" saved 09:30:03 "))
    try scene.press("c")
    #expect(state(scene).contains("not saved yet"))
  }

  @Test func `an answer about another draft, or about this one as it was opened before, says nothing`() throws {
    var scene = try writing()
    try scene.press("abc")
    let number = scene.box.drafts[0].id
    let late = try #require(scene.keeps.last).text.change
    try scene.press("<Esc><Esc>x<Enter>")
    #expect(scene.model.page == .composer)
    scene.box.isSilent = true
    try scene.press("d")
    scene.happen(.report(.kept(number, change: late)))
    scene.happen(.report(.kept(.init(rawValue: 999), change: 10_000)))
    #expect(state(scene).contains("not saved yet"))
  }

  @Test func `a disk that takes nothing is said in the role for what is bad, until it takes something`() throws {
    var scene = try writing { $0.trouble = "no space is left" }
    try scene.press("a")
    #expect(state(scene).contains("NOT SAVED: no space is left"))
    let grid = scene.grid
    #expect(grid.cells.contains { $0.text == "N" && $0.style == Style(.bad, bold: true) })
    scene.box.trouble = nil
    try scene.press("b")
    #expect(state(scene).contains("saved 09:30:00"))
  }

  @Test func `a change of field writes at once what is not on the disk, and nothing where all is`() throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("<Tab><S-Tab>a<Tab>")
    #expect(scene.keeps.map(\.isUrgent) == [false, true])
    scene.happen(.report(.kept(scene.box.drafts[0].id, change: scene.keeps[1].text.change)))
    try scene.press("<Tab><Tab>")
    #expect(scene.keeps.count == 2)
  }

  @Test(arguments: [
    ("<C-s>", "review"), ("<F4>", "editOutside"), ("<C-z>", "suspend"), ("<C-q>", "quit"), ("<F1>", ""),
    ("<Esc><Esc>", ""), ("<C-o>x.jpg<Enter>", "attach"),
  ])
  func `what is not on the disk is sent there before anything else is done`(_ keys: String, _ next: String) throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("a")
    let count = scene.wanted.count
    try scene.press(keys)
    let wanted = scene.wanted.dropFirst(count).map { String(describing: $0) }
    #expect(wanted.first?.contains("keep(") == true && wanted.first?.contains("isUrgent: true") == true)
    if !next.isEmpty { #expect(wanted.last?.contains(next) == true) }
  }

  @Test func `when the terminal goes, or quit is given on another page, the text goes to the disk first`() throws {
    for quits in [DeskEvent.input(.ended), nil] {
      var scene = try writing { $0.isSilent = true }
      try scene.press("a<F1>")
      let count = scene.wanted.count
      if let quits { scene.happen(quits) } else { try scene.press("Q") }
      #expect(
        scene.wanted.dropFirst(count).first
          == .report(.keep(scene.box.drafts[0].id, scene.keeps[0].text, isUrgent: true)))
      #expect(scene.wanted.last == .world(.quit))
    }
  }

  @Test func `quitting asks where the disk takes nothing, and quits where it has all`() throws {
    var scene = try writing { $0.trouble = "no space is left" }
    try scene.press("노조<C-q>")
    #expect(scene.said.contains("“노조” is NOT SAVED: no space is left. Quit, and lose what was written since? [y/n]"))
    #expect(!scene.wanted.contains(.world(.quit)))
    try scene.press("n<Esc><Esc>Q")
    #expect(scene.said.contains("NOT SAVED"))
    try scene.press("y")
    #expect(scene.wanted.last == .world(.quit))
    var saved = try writing()
    try saved.press("a<C-q>")
    #expect(saved.wanted.last == .world(.quit))
  }

  @Test func `text that was left before the disk had it is there when the draft is opened again`() throws {
    var scene = try writing { $0.trouble = "no space is left" }
    try scene.press("노조<Esc><Esc>")
    #expect(scene.model.page == .front)
    #expect(scene.model.departed.count == 1)
    try scene.press("x<Enter>")
    #expect(scene.grid.text.contains("노조"))
    scene.box.trouble = nil
    try scene.press("는<Esc><Esc>")
    #expect(scene.model.departed.isEmpty)
    #expect(scene.box.drafts[0].report.title == "노조는")
  }

  @Test func `text that was left unsaved is held only until the disk has it`() throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("a<Esc><Esc>")
    #expect(scene.model.departed.count == 1)
    scene.happen(.report(.kept(scene.box.drafts[0].id, change: scene.keeps[0].text.change)))
    #expect(scene.model.departed.isEmpty)
  }

  @Test func `several drafts are kept apart`() throws {
    var scene = try writing()
    try scene.press("첫째<Esc><Esc>c둘째<Esc><Esc>x")
    #expect(scene.box.drafts.map(\.report.title) == ["둘째", "첫째"])
    try scene.press("j<Enter>!<Esc><Esc>g<Enter>?")
    #expect(scene.box.drafts.map(\.report.title) == ["둘째", "첫째"])
    #expect(scene.box.drafts.map(\.report.body) == ["?", "!"])
    try scene.press("<Esc><Esc>")
    #expect(scene.model.page == .outbox)
  }

  @Test func `what is written in one draft while another one can't be saved loses neither`() throws {
    var scene = try writing { $0.trouble = "no space is left" }
    try scene.press("첫째<Esc><Esc>c둘째<Esc><Esc>")
    #expect(scene.model.departed.count == 2)
    scene.box.trouble = nil
    try scene.press("Q")
    #expect(Set(scene.box.drafts.map(\.report.title)) == ["첫째", "둘째"])
    #expect(scene.model.departed.isEmpty)
  }

  // MARK: The outer editor

  @Test func `what the outer editor brings is one step of undo, and goes to the disk at once`() throws {
    var scene = try writing()
    try scene.press("<S-Tab>안에서")
    let number = scene.box.drafts[0].id
    scene.happen(.report(.edited(number, body: "밖에서\n쓴 것", other: nil)))
    #expect(scene.keeps.last?.text.body == "밖에서\n쓴 것")
    #expect(scene.keeps.suffix(2).map(\.isUrgent).contains(false))
    try scene.press("<C-_>")
    #expect(scene.keeps.last?.text.body == "안에서")
    let count = scene.keeps.count
    scene.happen(.report(.edited(number, body: "안에서", other: .init(rawValue: 7))))
    #expect(scene.keeps.count == count)
    #expect(scene.said.contains("that text is a draft of its own now"))
  }

  // MARK: Throwing away

  @Test func `a blank draft goes without a question, any other asks first`() throws {
    var blank = try writing()
    try blank.press("<Esc><Esc>")
    #expect(blank.box.drafts.isEmpty)
    #expect(blank.model.page == .front)
    var scene = try writing()
    try scene.press("노조<F9>")
    #expect(scene.said.contains("Throw the draft “노조” away, with its attachments? This can't be undone. [y/n]"))
    try scene.press("n!")
    #expect(scene.box.drafts.map(\.report.title) == ["노조!"])
    try scene.press("<F9>y")
    #expect(scene.box.drafts.isEmpty)
    #expect(scene.model.page == .front)
    #expect(!scene.wishes.contains { if case .renew = $0 { true } else { false } })
  }
}
