import News
import Screen
import Testing

@testable import Desk

/// What goes with a report: cleaned, refused, or as it is after a plain warning.
@Suite struct AttachmentTests {
  private func writing(_ change: (inout ReportBox) -> Void = { _ in }) throws -> Scene {
    var scene = Scene(100, 30, shelf: Fixture.soriShelf)
    try scene.press("ca")
    change(&scene.box)
    return scene
  }

  @Test func `a file is attached under a name that says nothing, and what was removed is shown`() throws {
    var scene = try writing()
    try scene.press("<C-o>~/IMG_1.jpg<Enter>")
    #expect(scene.wishes.last == .attach(scene.box.drafts[0].id, path: "~/IMG_1.jpg", untouched: false))
    #expect(scene.said.contains("photo-1.jpg (~/IMG_1.jpg) · 2.1 MiB · removed: GPS position, camera model"))
    #expect(scene.said.contains("attached as photo-1.jpg"))
  }

  @Test func `while a file is cleaned, writing goes on and says so`() throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("<C-o>x.jpg<Enter>b")
    #expect(scene.said.contains("copying and cleaning…"))
    #expect(scene.keeps.last?.text.title == "ab")
  }

  @Test(arguments: [false, true])
  func `a report is not filed while one of its files is still being cleaned`(_ isRefused: Bool) throws {
    var scene = try writing {
      $0.isSilent = true
      $0.consent = .overTLS
      if isRefused { $0.refusal = ("it is no plain file", false) }
    }
    try scene.press("<C-o>x.jpg<Enter>")
    // The disk answers again, and the file is still to come.
    scene.box.isSilent = false
    scene.happen(.failed("no mirror served"))
    try scene.press("<C-s>")
    #expect(scene.said.contains("✗ a file is still being copied and cleaned (it can't be filed so)"))
    try scene.press("f")
    #expect(scene.said.contains("it can't be filed yet: a file is still being copied and cleaned"))
    #expect(!scene.wishes.contains(.file(scene.box.drafts[0].id)))
    scene.wake()
    #expect(!scene.said.contains("still being copied"))
    #expect(scene.said.contains(isRefused ? "NOT ATTACHED: x.jpg" : "here it was x.jpg"))
    try scene.press("f")
    #expect(scene.box.drafts.isEmpty)
    #expect(scene.box.reports.first?.report.report.attachments.count == (isRefused ? 0 : 1))
  }

  @Test func `a report of nothing but a file that is still being cleaned is no blank one`() throws {
    var scene = Scene(100, 30, shelf: Fixture.soriShelf)
    try scene.press("c")
    scene.box.isSilent = true
    try scene.press("<C-o>x.jpg<Enter>")
    scene.box.isSilent = false
    try scene.press("<F9>")
    #expect(scene.model.common.question != nil)
    try scene.press("n<Esc><Esc>")
    #expect(scene.model.page == .front)
    try scene.press("xD")
    #expect(scene.model.common.question != nil)
    try scene.press("n")
    scene.wake()
    #expect(scene.box.drafts.map(\.report.attachments.count) == [1])
  }

  @Test func `who has left the draft hears that its file was refused`() throws {
    var scene = try writing { $0.isSilent = true }
    try scene.press("<C-o>x.jpg<Enter><Esc><Esc>")
    scene.box.refusal = ("it is no plain file", false)
    scene.wake()
    #expect(scene.model.page == .front)
    #expect(scene.said.contains("NOT ATTACHED: x.jpg: it is no plain file"))
  }

  @Test func `what nothing can clean asks nothing while one writes`() throws {
    var scene = try writing { $0.refusal = ("nothing can clean this kind of file", true) }
    try scene.press("<C-o>plan.dwg<Enter>y")
    #expect(scene.keeps.last?.text.title == "ay")
    #expect(
      scene.said.contains("NOT ATTACHED: plan.dwg: nothing can clean this kind of file; <F7> attaches it as it is"))
    #expect(scene.box.drafts[0].report.attachments.isEmpty)
  }

  @Test func `it goes as it is only after a warning, and stays marked`() throws {
    var scene = try writing { $0.refusal = ("nothing can clean this kind of file", true) }
    try scene.press("<C-o>plan.dwg<Enter><F7>")
    #expect(scene.said.contains("Attach plan.dwg AS IT IS? Nothing can clean it: who made it, where, when"))
    try scene.press("n")
    #expect(scene.box.drafts[0].report.attachments.isEmpty)
    try scene.press("<F7>y")
    #expect(scene.wishes.last == .attach(scene.box.drafts[0].id, path: "plan.dwg", untouched: true))
    #expect(scene.said.contains("METADATA IS STILL INSIDE"))
    #expect(!scene.grid.text.contains("NOT ATTACHED"))
    try scene.press("<C-s>")
    #expect(scene.said.contains("WARNING: sent as it is: metadata is still inside"))
  }

  @Test func `what may not go as it is can't be made to`() throws {
    var scene = try writing { $0.refusal = ("mat2 is not installed: apt install mat2", false) }
    try scene.press("<C-o>x.jpg<Enter>")
    #expect(scene.said.contains("NOT ATTACHED: x.jpg: mat2 is not installed: apt install mat2"))
    try scene.press("<F7>")
    #expect(scene.model.common.question == nil)
    #expect(scene.said.contains("no file waits to be attached as it is"))
  }

  @Test func `a caption is on the disk before it is called saved`() throws {
    var scene = try writing()
    try scene.press("<C-o>x.jpg<Enter><S-Tab><S-Tab>")
    scene.box.isSilent = true
    try scene.press("밤")
    let id = scene.box.drafts[0].report.attachments[0].id
    #expect(scene.wishes.last == .caption(scene.box.drafts[0].id, id, "밤"))
    #expect(scene.said.contains("not saved yet"))
    try scene.press("<Tab>")
    guard case .keep(_, _, isUrgent: true) = scene.wishes.last else { return #expect(Bool(false), "nothing was sent") }
    scene.box.isSilent = false
    try scene.press("<S-Tab> 9시")
    #expect(scene.box.drafts[0].report.attachments[0].caption == "밤 9시")
    #expect(scene.said.contains(" saved 09:30:00"))
  }

  @Test func `an attachment is taken away after a question, from its caption`() throws {
    var scene = try writing()
    try scene.press("<C-o>x.jpg<Enter><F8>")
    #expect(scene.said.contains("go to the attachment's caption first"))
    try scene.press("<S-Tab><S-Tab><F8>")
    #expect(scene.said.contains("Take photo-1.jpg (x.jpg) away?"))
    try scene.press("y")
    #expect(scene.box.drafts[0].report.attachments.isEmpty)
    #expect(!scene.grid.text.contains("photo-1.jpg"))
  }
}
