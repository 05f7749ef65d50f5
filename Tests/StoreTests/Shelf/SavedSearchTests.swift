import Foundation
import News
import Testing

@testable import Store

struct SavedSearchTests {
  private func page() -> [Article] {
    var byKim = article("Strike in Busan", id: "1", text: "dockers walk out", published: -60, sections: ["Labor"])
    byKim.authors = ["Kim Min", "Lee"]
    byKim.language = "ko-KR"
    var korean = article("촛불집회", id: "2", text: "서울시청 앞에서 파업", published: -50, sections: ["노동"])
    korean.language = "ko"
    return [
      byKim, korean, article("Weather", id: "3", text: "rain, no strike", published: -40),
      article("Late strike", id: "4", text: "again", published: -30),
    ]
  }

  @Test(arguments: [
    "strike", "strike -weather", "from:kim", "lang:ko", "section:labor strike", "\"walk out\"", "-\"walk out\" strike",
    "파업", "unread", "strike unread", "strike read", "after:2025-10-09 strike", "newsroom:str lang:ko", "tag:x strike",
    "starred", "strike starred", "-from:lee",
  ])
  func aFolderHoldsWhatItsSearchFinds(query: String) async throws {
    let scene = try await Scene()
    try await scene.deliver(Array(page().prefix(2)))
    let search = try await scene.store.saveSearch(name: "S", query: query, now: Scene.noon)
    try await scene.deliver(Array(page().dropFirst(2)), minute: 1)
    let ids = try await scene.store.headlines(.all, limit: 9).map(\.id)
    for step in 0..<4 {
      switch step {
      case 1: try await scene.store.setRead([ids[0], ids[2]], true)
      case 2: try await scene.store.setStarred([ids[1], ids[2]], true)
      case 3: try await scene.store.tag([ids[3]], "x")
      default: break
      }
      let found = Set(try await scene.found(query))
      let scope = Scope.savedSearch(search.id)
      let listed = try await scene.titles(scope)
      #expect(Set(listed) == found && listed.count == found.count, "\(query) \(step)")
      for unreadOnly in [false, true] {
        let titles = try await scene.titles(scope, unreadOnly: unreadOnly)
        #expect(try await scene.store.count(scope, unreadOnly: unreadOnly) == titles.count, "\(query) \(step)")
      }
      let all = try await scene.titles(.all)
      #expect(listed == all.filter(found.contains))
    }
  }

  @Test func aCorrectionMovesAnArticleInAndOut() async throws {
    let scene = try await Scene()
    let search = try await scene.store.saveSearch(name: "S", query: "strike", now: Scene.noon)
    try await scene.deliver([article("a", id: "1", text: "strike", published: -60)])
    #expect(try await scene.titles(.savedSearch(search.id)) == ["a"])
    try await scene.deliver([article("a", id: "1", text: "peace", published: -60, updated: -50)], minute: 1)
    #expect(try await scene.titles(.savedSearch(search.id)).isEmpty)
    #expect(try await scene.store.count(.savedSearch(search.id)) == 0)
    try await scene.deliver([article("a", id: "1", text: "strike!", published: -60, updated: -40)], minute: 2)
    #expect(try await scene.store.count(.savedSearch(search.id), unreadOnly: true) == 1)
  }

  @Test func savingRenamingAndRemovingAreTakenBackAlsoAfterARestart() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver(page())
    let search = try await scene.store.saveSearch(name: "Labor", query: "strike", now: Scene.noon)
    await #expect(throws: StoreFault.exists("LABOR")) {
      try await scene.store.saveSearch(name: "LABOR", query: "x", now: Scene.noon)
    }
    try await scene.store.renameSearch(search.id, to: "Work")
    try await scene.store.removeSearch(search.id)
    #expect(try await scene.store.number("SELECT count(*) FROM listing WHERE section < 0") == 0)
    #expect(try await scene.store.number("SELECT count(*) FROM status WHERE finds IS NOT NULL") == 0)
    let later = try NewsStore.open(path: scene.store.path)
    #expect(try await later.undo() == "the saved search is there again")
    let back = try #require(try await later.savedSearches().first)
    #expect(back.name == "Work" && back.query == "strike")
    #expect(try await later.count(.savedSearch(back.id)) == 3)
    #expect(try await later.undo() == "the saved search has its old name again")
    #expect(try await later.undo() == "the saved search is taken back")
    #expect(try await later.savedSearches().isEmpty)
  }

  @Test func aWrongSearchIsNotSaved() async throws {
    let scene = try await Scene()
    await #expect(throws: StoreFault.self) { try await scene.store.saveSearch(name: "S", query: "lang:???") }
    await #expect(throws: StoreFault.self) { try await scene.store.saveSearch(name: "S", query: "muted strike") }
    #expect(try await scene.store.savedSearches().isEmpty)
  }
}
