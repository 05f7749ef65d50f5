import Foundation
import News
import Testing

@testable import Store

struct RevisionTests {
  @Test func aNewerRevisionIsShownAndBothAreKept() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("Rally", id: "1", text: "500 came.", published: -60)])
    let result = try await scene.deliver(
      [article("Rally", id: "1", text: "5,000 came.", published: -60, updated: -5)], from: 1, minute: 1)
    #expect(result.revised == 1 && result.new == 0 && result.disagreeing == 0)
    let shown = try await scene.only()
    #expect(shown.text == "5,000 came.")
    #expect(shown.html == "<p>5,000 came.</p>")
    #expect(shown.headline.revisions == 2)
    #expect(shown.revisions.map(\.text) == ["5,000 came.", "500 came."])
    #expect(shown.revisions.map(\.number) == [2, 1])
    #expect(shown.revisions.map(\.mirror) == [scene.mirrors[1].url, scene.mirrors[0].url])
  }

  @Test func anOlderRevisionNeverReplacesANewerOne() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("Rally", id: "1", text: "5,000 came.", published: -60, updated: -5)])
    let result = try await scene.deliver(
      [article("Rally", id: "1", text: "500 came.", published: -60, updated: -30)], from: 1, minute: 1)
    #expect(result.revised == 0 && result.disagreeing == 0)
    #expect(try await scene.only().revisions.map(\.text) == ["5,000 came.", "500 came."])
  }

  @Test func aLaggingMirrorTakesNoNewsAwayAndIsToldByItsDistance() async throws {
    let scene = try await Scene()
    let old = article("Old", id: "1", text: "a", published: -600)
    let new = article("New", id: "2", text: "b", published: -60)
    #expect(try await scene.deliver([new, old]).behindSeconds == nil)
    let late = try await scene.deliver([old], from: 1, minute: 1)
    #expect(late.isStale)
    #expect(late.behindSeconds == 540 * 60)
    #expect(try await scene.titles() == ["New", "Old"])
    let mirrors = try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.noon)
    #expect(mirrors.count == 2)
  }

  @Test func markupNoiseIsNoRevision() async throws {
    let scene = try await Scene()
    var page = article("Rally", id: "1", text: "We march.\nToday.", published: -60)
    try await scene.deliver([page])
    page.content = "<div><p>We march.</p>\n<p>Today.</p></div>"
    page.text = " We   march.\n\nToday. "
    #expect(try await scene.deliver([page], from: 1, minute: 1) == DeliveryResult())
    #expect(try await scene.only().headline.revisions == 1)
  }

  @Test func mirrorsThatDisagreeUnderOneDateDoNotTakeTurns() async throws {
    let scene = try await Scene()
    let ours = article("Rally", id: "1", text: "Peaceful.", published: -60, updated: -50)
    let theirs = article("Rally", id: "1", text: "Violent.", published: -60, updated: -50)
    try await scene.deliver([ours])
    for round in 1...3 {
      let other = try await scene.deliver([theirs], from: 1, minute: round)
      #expect(other == DeliveryResult(disagreeing: 1))
      #expect(try await scene.deliver([ours], minute: round) == DeliveryResult())
      let shown = try await scene.only()
      #expect(shown.text == "Peaceful.")
      #expect(shown.revisions.map(\.text) == ["Peaceful.", "Violent."])
    }
    let settled = article("Rally", id: "1", text: "Violent.", published: -60, updated: -1)
    #expect(try await scene.deliver([settled], from: 1, minute: 9).revised == 1)
    #expect(try await scene.only().revisions.map(\.text) == ["Violent.", "Peaceful."])
  }

  @Test func aFeedWithoutUpdateDatesIsRevisedByItsOwnMirror() async throws {
    let scene = try await Scene()
    let before = article("Rally", id: "1", text: "500 came.", published: -60)
    let after = article("Rally", id: "1", text: "5,000 came.", published: -60)
    try await scene.deliver([before])
    #expect(try await scene.deliver([after], minute: 1).revised == 1)
    // The other mirror still has the first words: it lags, and does not disagree.
    #expect(try await scene.deliver([before], from: 1, minute: 2) == DeliveryResult())
    #expect(try await scene.only().text == "5,000 came.")
  }

  @Test func atMostTwentyRevisionsAreKeptAndNeverTheShownOneIsLost() async throws {
    let scene = try await Scene()
    for number in 0..<50 {
      try await scene.deliver(
        [article("Rally", id: "1", text: "Version \(number).", published: -600, updated: number - 500)], minute: number)
    }
    let shown = try await scene.only()
    #expect(shown.text == "Version 49.")
    #expect(shown.revisions.map(\.text) == (30..<50).reversed().map { "Version \($0)." })
    #expect(shown.headline.revisions == 20)
    // A revision older than all that are kept is not taken in again.
    try await scene.deliver([article("Rally", id: "1", text: "Version 3.", published: -600, updated: -497)], minute: 60)
    #expect(try await scene.only().revisions.count == 20)
    #expect(try await scene.only().text == "Version 49.")
  }

  @Test func aDateInTheFutureHoldsTheFirstPlaceNoLongerThanItsArrival() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("Rally", id: "1", text: "Wrong.", published: 999_999, updated: 999_999)])
    try await scene.deliver([article("Later", id: "2", text: "x", published: 5)], minute: 10)
    #expect(try await scene.titles() == ["Later", "Rally"])
    let result = try await scene.deliver(
      [article("Rally", id: "1", text: "Right.", published: -60, updated: 20)], minute: 30)
    #expect(result.revised == 1)
    #expect(try await scene.store.search("right", limit: 5).count == 1)
    #expect(try await scene.store.search("wrong", limit: 5).isEmpty)
  }

  @Test func aRevisionKeepsStatusAndMovesSectionsAndCounts() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("Rally", id: "1", text: "a", published: -60, sections: ["Labor", "Photo"])])
    let id = try await scene.only().id
    try await scene.store.setRead([id], true)
    try await scene.store.setStarred([id], true)
    let result = try await scene.deliver(
      [
        article(
          "Rally!", id: "1", text: "b", published: -60, updated: -1, sections: ["Labor", "World"], isUrgent: true)
      ],
      minute: 1)
    #expect(result.newAlerts == [id])
    let shown = try await scene.only().headline
    #expect(shown.isRead && shown.isStarred && shown.isUrgent && shown.title == "Rally!")
    #expect(shown.sections == ["Labor", "World"])
    let scopes = try await scene.store.scopes()
    #expect(scopes.map(\.title) == ["All", "Starred", "strike", "Labor", "World"])
    #expect(scopes.allSatisfy { $0.total == 1 && $0.unread == 0 })
    #expect(try await scene.titles(.section(scene.newsroom.id, "Photo")).isEmpty)
    #expect(try await scene.titles(.section(scene.newsroom.id, "World")) == ["Rally!"])
  }
}
