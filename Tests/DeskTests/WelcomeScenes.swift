import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The first minute: an empty home, and what one can begin with.
@Suite struct WelcomeScenes {
  private func empty(_ columns: Int = 80, _ rows: Int = 24) -> Scene {
    Scene(columns, rows, shelf: Shelf(), headlines: [])
  }

  @Test func `addresses that are pasted are followed together`() throws {
    var scene = empty()
    scene.happen(.input(.paste("https://a.example/feed\n# ours\nhttps://b.example/feed\n")))
    #expect(scene.bottom.contains("addresses: 2 (<Enter> adds them)"))
    try scene.press("<Enter>")
    #expect(scene.wanted == [.world(.follow(["https://a.example/feed", "https://b.example/feed"]))])
  }

  @Test func `addresses are asked for, and none is nothing`() throws {
    var scene = empty()
    try scene.press("<Enter>https://a.example<Enter>")
    #expect(scene.wanted == [.world(.follow(["https://a.example"]))])
    try scene.press("<Enter><Enter>")
    #expect(scene.bottom.contains("left as it is"))
    try scene.press("<Enter>x<Esc>")
    #expect(scene.wanted.count == 1)
  }

  @Test func `the demo, a subscription list, help and the way out are a key away`() throws {
    var scene = empty()
    try scene.press("j<Enter>")
    #expect(scene.wanted == [.world(.demo)])
    try scene.press("jj<Enter>n<Tab><Enter>")
    #expect(scene.wanted.last == .world(.subscriptions(path: "notes.txt")))
    try scene.press("j<Enter>")
    #expect(scene.model.page == .help)
    try scene.press("qj<Enter>")
    #expect(scene.wanted.last == .world(.quit))
  }

  @Test func `a double click takes a choice`() throws {
    var scene = empty()
    let row = try #require(scene.grid.text.components(separatedBy: "\n").firstIndex { $0.contains("Look at the demo") })
    scene.happen(.input(.mouse(Mouse(.doublePress, at: Point(column: 6, row: row)))))
    #expect(scene.wanted == [.world(.demo)])
  }

  @Test func `once something is followed, the front page is the news`() throws {
    var scene = empty()
    scene.shelf = Fixture.shelf
    scene.headlines = Fixture.headlines
    scene.happen(.loaded(.changed))
    #expect(scene.grid.text.contains("Workers scatter"))
    scene.happen(.input(.paste("https://a.example/feed")))
    #expect(scene.bottom.contains("paste goes where something is typed"))
  }
}
