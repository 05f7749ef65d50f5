import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What can be done with what is written and filed.
@Suite struct OutboxTests {
  private func box(_ keys: String = "", _ change: (inout ReportBox) -> Void = { _ in }) throws -> Scene {
    var scene = Scene(100, 30)
    scene.box = Fixture.fullBox
    change(&scene.box)
    try scene.press("x" + keys)
    return scene
  }

  @Test func `a draft is opened, and one that was filed is looked at`() throws {
    #expect(try box("<Enter>").model.page == .composer)
    #expect(try box("e").model.page == .composer)
    #expect(try box("jj<Enter>").model.page == .review)
  }

  @Test func `a filed report is edited as its next version`() throws {
    let scene = try box("jje")
    #expect(scene.wishes.last == .edit(.init(rawValue: 12)))
    #expect(scene.model.page == .composer)
    #expect(scene.said.contains("report, version 2"))
  }

  @Test func `a report that waits to be sent is changed only after a question`() throws {
    var scene = try box("jjje")
    #expect(scene.said.contains("“Police at the gate” waits to be sent. Change it?"))
    try scene.press("n")
    #expect(scene.wishes.isEmpty)
    #expect(scene.model.page == .outbox)
    try scene.press("ey")
    #expect(scene.wishes.last == .edit(.init(rawValue: 11)))
    #expect(scene.model.page == .composer)
  }

  @Test func `what came as a file can be passed on, not changed`() throws {
    var scene = try box("Ge")
    #expect(scene.said.contains("only who wrote it can change it"))
    try scene.press("w")
    #expect(!scene.wishes.contains(.withdraw(.init(rawValue: 7))))
    try scene.press("r")
    #expect(scene.wishes.last == .deliver([.init(rawValue: 7)]))
  }

  @Test func `a report that no relay has is taken back without a question`() throws {
    let scene = try box("jjjw")
    #expect(scene.wishes.contains(.withdraw(.init(rawValue: 11))))
    #expect(scene.model.page == .composer)
  }

  @Test func `once a relay may have it, it is too late to take it back`() throws {
    let scene = try box("jjw")
    #expect(!scene.wishes.contains(.withdraw(.init(rawValue: 12))))
    #expect(scene.said.contains("too late: drop.sori.example may have it already; e writes the next version"))
    let sent = try box("jjjjw")
    #expect(sent.said.contains("it can't be taken back any more: 2 of 2 relays have it"))
  }

  @Test func `when the store finds that it is too late after all, that is said`() throws {
    var scene = try box("jjj") { $0.isSilent = true }
    try scene.press("w")
    scene.happen(.failed("a relay may hold it already"))
    #expect(scene.said.contains("a relay may hold it already"))
    #expect(scene.model.page == .outbox)
  }

  @Test func `forgetting asks, and says so where what is here may be all there is`() throws {
    var scene = try box("jjjD")
    #expect(scene.said.contains("NOT ENOUGH RELAYS HAVE IT: what is here may be all there is"))
    try scene.press("nj")
    try scene.press("D")
    #expect(scene.said.contains("Forget “가족들의 밤” on this machine? The relays keep what they have."))
    try scene.press("y")
    #expect(scene.wishes.last == .forget(.init(rawValue: 10)))
    scene.happen(.loaded(.changed))
    #expect(!scene.grid.text.contains("가족들의 밤"))
  }

  @Test func `a draft is thrown away after a question`() throws {
    var scene = try box("D")
    #expect(scene.said.contains("Throw the draft “Tonight at the gate” away"))
    try scene.press("y")
    #expect(scene.wishes.last == .discard(scene.box.drafts[0].id) || scene.box.drafts.count == 1)
    #expect(scene.box.drafts.map(\.report.title) == ["발전소 매각 반대"])
  }

  @Test func `one is delivered now, or all`() throws {
    let scene = try box("jjrR")
    #expect(scene.wishes.suffix(2) == [.deliver([.init(rawValue: 12)]), .deliver(nil)])
    let draft = try box("r")
    #expect(draft.wishes.isEmpty)
    #expect(draft.said.contains("this is a draft"))
    let done = try box("jjjjr")
    #expect(done.wishes.isEmpty)
    #expect(done.said.contains("nothing is left to send"))
  }

  @Test func `a delivery is cancelled, and its end is said`() throws {
    var scene = try box("jjr")
    let upload = ReportNews.delivering(.init(rawValue: 12), relay: "https://a.example", sent: 10, of: 100)
    scene.happen(.report(upload))
    #expect(scene.bottom.contains("10 B of 100 B · a.example · <Esc> cancels"))
    try scene.press("<Esc>")
    #expect(scene.wishes.last == .cancelDelivery)
    #expect(scene.bottom.contains("cancelling…"))
    scene.happen(.report(.delivered("stopped; 1 of 2 relays has it", isGood: false)))
    #expect(scene.said.contains("stopped; 1 of 2 relays has it"))
    #expect(!scene.grid.text.contains("10 B"))
    try scene.press("<Esc>")
    #expect(scene.wishes.last == .cancelDelivery && scene.wishes.count { $0 == .cancelDelivery } == 1)
  }

  @Test func `a delivery does not take the line of keys on other pages`() throws {
    var scene = try box("q")
    scene.happen(.report(.delivering(.init(rawValue: 12), relay: "https://a.example", sent: 10, of: 100)))
    #expect(!scene.grid.text.contains("10 B"))
  }

  @Test func `a report is written to a file, and such a file is taken in`() throws {
    let scene = try box("jjE/media/stick/a.drop<Enter>I~/b.drop<Enter>")
    #expect(
      scene.wishes == [
        .export(.init(rawValue: 12), path: "/media/stick/a.drop"), .importFile(path: "~/b.drop"),
      ])
    #expect(try box(":export a.drop<Enter>").said.contains("this is a draft"))
  }

  @Test func `the selection stays with its report while others come and go`() throws {
    var scene = try box("jj")
    scene.box.drafts.removeAll()
    scene.box.reports.insert(Fixture.entry(20, "새 소식", .filed, held: 0, "waits", age: 1), at: 0)
    scene.happen(.loaded(.changed))
    let row = try #require(scene.grid.cursor).row
    #expect(scene.grid.text.components(separatedBy: "\n")[row].contains("행진 소식"))
  }

  @Test func `a report is found by a word of it`() throws {
    let scene = try box("/가족<Enter>")
    #expect((scene.model.front as? OutboxPage)?.selected == .init(rawValue: 10))
  }
}
