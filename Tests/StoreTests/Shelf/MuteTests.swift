import Foundation
import News
import Testing

@testable import Store

struct MuteTests {
  private func page() -> [Article] {
    var byKim = article("One", id: "1", text: "the match ended", published: -60, sections: ["Sport"])
    byKim.authors = ["Kim Min", "Lee"]
    return [
      byKim, article("Football", id: "2", text: "b", published: -50, sections: ["Sport", "World"]),
      article("Alert about football", id: "3", text: "c", published: -40, isUrgent: true),
      article("Four", id: "4", text: "nothing", published: -30),
    ]
  }

  private func expectCountsRight(_ scene: borrowing Scene) async throws {
    for scope in try await scene.store.scopes() {
      for unreadOnly in [false, true] {
        let listed = try await scene.titles(scope.scope, unreadOnly: unreadOnly).count
        #expect(try await scene.store.count(scope.scope, unreadOnly: unreadOnly) == listed, "\(scope.title)")
      }
    }
  }

  @Test func whatIsMutedIsNeitherListedNorCountedAndAlertsStay() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let mute = try await scene.store.mute(.word("football"), now: Scene.noon)
    #expect(mute.hidden == 1)
    #expect(try await scene.titles() == ["Alert about football", "Four", "One"])
    #expect(try await scene.titles(.section(scene.newsroom.id, "Sport")) == ["One"])
    #expect(try await scene.found("football") == ["Alert about football"])
    #expect(try await scene.found("muted") == ["Football"])
    #expect(try await scene.found("is:muted football") == ["Football"])
    try await expectCountsRight(scene)
    // What comes later is muted as it comes; a correction may bring it in or out.
    try await scene.deliver([article("Late football", id: "5", text: "d", published: -20)], minute: 1)
    #expect(try await scene.titles().contains("Late football") == false)
    try await scene.deliver([article("Late chess", id: "5", text: "d", published: -20, updated: -10)], minute: 2)
    #expect(try await scene.titles().contains("Late chess"))
    try await expectCountsRight(scene)
    try await scene.store.unmute(mute.id)
    #expect(try await scene.titles().count == 5)
    try await expectCountsRight(scene)
  }

  @Test(arguments: [
    (Mute.Subject.author("kim min"), ["One"]), (.author("LEE"), ["One"]), (.author("Kim Min, Lee"), ["One"]),
    (.author("Kim"), []), (.word("foot*"), ["Football"]), (.word("foot"), []), (.word("match ended"), ["One"]),
    (.word("ended match"), []),
  ])
  func aMuteHidesWhatItNames(subject: Mute.Subject, hidden: [String]) async throws {
    let before = try await Scene()
    try await before.deliver(page())
    try await before.store.mute(subject, now: Scene.noon)
    let after = try await Scene()
    try await after.store.mute(subject, now: Scene.noon)
    try await after.deliver(page())
    let expected = ["Alert about football", "Four", "Football", "One"].filter { !hidden.contains($0) }
    #expect(try await before.titles() == expected)
    #expect(try await after.titles() == expected)
    try await expectCountsRight(after)
  }

  @Test func aMuteEndsByItselfAndOnlyThen() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let hour = Scene.noon.addingTimeInterval(3600)
    try await scene.store.mute(.word("football"), until: hour, now: Scene.noon)
    try await scene.store.mute(.author("Lee"), now: Scene.noon)
    #expect(try await scene.store.endMutes(now: hour.addingTimeInterval(-1)) == 0)
    #expect(try await scene.titles().count == 2)
    #expect(try await scene.store.endMutes(now: hour) == 1)
    #expect(try await scene.titles() == ["Alert about football", "Four", "Football"])
    try await expectCountsRight(scene)
    await #expect(throws: StoreFault.self) {
      try await scene.store.mute(.word("x"), until: Scene.noon, now: Scene.noon)
    }
  }

  @Test func whatTwoMutesHideComesBackWithTheSecondOnly() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let one = try await scene.store.mute(.word("football"), now: Scene.noon)
    let two = try await scene.store.mute(.word("foot*"), now: Scene.noon)
    try await scene.store.unmute(one.id)
    #expect(try await scene.titles().count == 3)
    try await scene.store.unmute(two.id)
    #expect(try await scene.titles().count == 4)
  }

  @Test func mutingIsTakenBackAlsoAfterARestart() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver(page())
    let mute = try await scene.store.mute(.word("football"), now: Scene.noon)
    try await scene.store.unmute(mute.id)
    let later = try NewsStore.open(path: scene.store.path)
    #expect(try await later.undo() == "it is muted again")
    #expect(try await later.mutes().map(\.subject) == [.word("football")])
    #expect(try await later.count(.all) == 3)
  }

  @Test func starredAndTaggedOnesStayWhereTheirReaderPutThem() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let ids = try await scene.store.headlines(.all, limit: 9)
    let football = try #require(ids.first { $0.title == "Football" }).id
    try await scene.store.setStarred([football], true)
    try await scene.store.tag([football], "later")
    try await scene.store.mute(.word("football"), now: Scene.noon)
    #expect(try await scene.titles(.starred) == ["Football"])
    let tag = try #require(try await scene.store.tags().first)
    #expect(try await scene.titles(.tag(tag.id)) == ["Football"] && tag.total == 1)
    #expect(try await scene.titles().contains("Football") == false)
    try await expectCountsRight(scene)
  }

  @Test func aMuteOfOneNewsroomLeavesTheOthers() async throws {
    let scene = try await Scene()
    let other = try await scene.store.addNewsroom(name: "other", mirrors: ["http://o.example/feed"])
    try await scene.deliver(page())
    try await scene.store.mute(.word("football"), newsroom: other.id, now: Scene.noon)
    #expect(try await scene.titles().count == 4)
    try await scene.store.removeNewsroom(other.id)
    #expect(try await scene.store.mutes().isEmpty)
  }
}
