import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What is typed before the composer is there is text, whatever it would do on the page before.
@Suite struct TypeAheadScenes {
  @Test func `keys that come while a composer is being opened are typed into it`() throws {
    var scene = Scene()
    scene.box.isSilent = true
    // On the front page these would quit, mark all read and begin another report.
    try scene.press("c<Enter>Quiet<Space>A")
    scene.happen(.input(.paste(" 파업")))
    #expect(scene.model.page == .front)
    #expect(!scene.wanted.contains(.world(.quit)))
    scene.box.isSilent = false
    for wish in scene.box.waiting { for news in scene.box.answer(wish) { scene.happen(.report(news)) } }
    #expect(scene.model.page == .composer)
    #expect(scene.grid.text.contains("Quiet A 파업"))
    #expect(!scene.wanted.contains(.world(.quit)))
    try scene.press("!")
    #expect(scene.grid.text.contains("Quiet A 파업!"))
  }

  @Test func `a report that is asked for before the desk knows what is followed is begun when it does`() {
    var model = DeskModel()
    _ = model.update(.opened(Size(columns: 80, rows: 24), Fixture.now))
    #expect(model.update(.input(.key(.character("c")))).isEmpty)
    #expect(model.update(.input(.key(.character("Q")))).isEmpty)
    var shelf = Shelf()
    shelf.newsrooms = [Fixture.newsroom]
    let effects = model.update(.loaded(.shelf(shelf)))
    #expect(effects.contains(.report(.begin(Fixture.newsroom.id, .report, quoting: nil))))
    #expect(!effects.contains(.world(.quit)))
    let draft = Draft(
      id: .init(rawValue: 1), newsroom: Fixture.newsroom.id, report: Report(), begun: Fixture.now, saved: Fixture.now)
    _ = model.update(.report(.opened(draft)))
    #expect(model.render(Size(columns: 80, rows: 24)).text.contains("Title     Q"))
  }

  @Test func `with nothing followed it says so, and what was typed since is a command again`() {
    var model = DeskModel()
    _ = model.update(.opened(Size(columns: 80, rows: 24), Fixture.now))
    _ = model.update(.input(.key(.character("c"))))
    _ = model.update(.input(.key(.character("?"))))
    _ = model.update(.loaded(.shelf(Shelf())))
    #expect(model.page == .help)
  }

  @Test func `what was typed for a composer that does not come does nothing`() throws {
    for end in [DeskEvent.report(.notOpened("the template is wrong")), .ticked(Fixture.now.addingTimeInterval(11))] {
      var scene = Scene()
      scene.box.isSilent = true
      try scene.press("c<Enter>QA")
      scene.happen(end)
      #expect(scene.model.page == .front)
      #expect(!scene.wanted.contains(.world(.quit)))
      try scene.press("Q")
      #expect(scene.wanted.contains(.world(.quit)))
    }
  }
}
