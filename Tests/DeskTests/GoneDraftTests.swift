import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Drafts that somebody else filed or threw away while they are written here: what stands on the screen goes on as new ones.
@Suite struct GoneDraftTests {
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

  @Test func `a draft that was filed elsewhere goes on at once as a new one, with what stands on the screen`() throws {
    var scene = try writing()
    try scene.press("노조")
    let old = scene.box.drafts[0].id
    scene.box.drafts = []
    try scene.press("는")
    #expect(scene.wishes.contains { if case .renew(old, Fixture.newsroom.id, _) = $0 { true } else { false } })
    #expect(scene.said.contains("what stands here is a new one now"))
    #expect(scene.box.drafts.map(\.report.title) == ["노조는"])
    #expect(state(scene).contains(" saved "))
    try scene.press(" 오늘!")
    #expect(scene.box.drafts.map(\.report.title) == ["노조는 오늘!"])
  }

  @Test func `what is typed until the new draft is there comes after it, and it is asked for once`() throws {
    var scene = try writing()
    try scene.press("노조")
    let old = scene.box.drafts[0].id
    scene.box.drafts = []
    scene.box.isSilent = true
    try scene.press("는")
    scene.happen(.report(.gone(old)))
    try scene.press(" 오늘")
    scene.happen(.failed("no mirror served"))
    try scene.press("!")
    #expect(state(scene).contains("not saved yet"))
    #expect(scene.wishes.count { if case .renew = $0 { true } else { false } } == 1)
    scene.wake()
    #expect(scene.box.drafts.map(\.report.title) == ["노조는 오늘!"])
    #expect(state(scene).contains(" saved "))
  }

  @Test func `a gone draft whose text the disk does not take as a new one is not saved, until it does`() throws {
    var scene = try writing()
    try scene.press("노조")
    scene.box.drafts = []
    scene.box.trouble = "no space is left"
    try scene.press("는")
    #expect(state(scene).contains("NOT SAVED: no space is left"))
    try scene.press("<C-q>")
    #expect(scene.said.contains("Quit, and lose what was written since?"))
    #expect(!scene.wanted.contains(.world(.quit)))
    try scene.press("n")
    scene.box.trouble = nil
    try scene.press("!")
    #expect(scene.box.drafts.map(\.report.title) == ["노조는!"])
    #expect(state(scene).contains(" saved "))
  }

  @Test func `a caption that was not on the disk yet goes to the new draft, too`() throws {
    var scene = try writing()
    try scene.press("<C-o>x.jpg<Enter><S-Tab><S-Tab>")
    let old = scene.box.drafts[0].id
    scene.box.isSilent = true
    try scene.press("밤")
    scene.box.drafts = []
    scene.happen(.report(.gone(old)))
    try scene.press(" 9시")
    scene.wake()
    #expect(scene.box.drafts.map { $0.report.attachments.map(\.caption) } == [["밤 9시"]])
    #expect(state(scene).contains(" saved "))
  }

  @Test func `leaving a gone draft with unsaved text keeps it as a new one, once`() throws {
    var scene = try writing()
    try scene.press("노조")
    scene.box.drafts = []
    try scene.press("는<Esc><Esc>")
    #expect(scene.box.drafts.map(\.report.title) == ["노조는"])
    #expect(scene.model.departed.isEmpty)
    try scene.press("Q")
    #expect(scene.box.drafts.count == 1)
  }

  @Test func `a draft that goes while the program is not looking at it is kept as well`() throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("노조<Esc><Esc>")
    scene.box.isSilent = false
    let number = scene.box.drafts[0].id
    scene.box.drafts = []
    scene.happen(.report(.gone(number)))
    #expect(scene.box.drafts.map(\.report.title) == ["노조"])
    #expect(scene.model.departed.isEmpty)
  }
}
