import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The list of headlines when its windows come late, its list changes or goes away.
@Suite struct HeadlineListTests {
  private static let many = (0..<5_000).map { Fixture.headline(Int64($0 + 1), "Article \($0)", 10 + $0, "World", "en") }

  /// A desk that is told when its windows arrive.
  private func opened(_ size: Size, total: Int) -> (model: DeskModel, asked: [DeskEffect.Load]) {
    var model = DeskModel()
    let effects = model.update(.opened(size, Fixture.now))
    _ = model.update(.loaded(.shelf(Fixture.shelf)))
    return (model, loads(effects))
  }

  private func loads(_ effects: [DeskEffect]) -> [DeskEffect.Load] {
    effects.compactMap { if case .load(let load) = $0, case .headlines = load { load } else { nil } }
  }

  private func window(_ load: DeskEffect.Load, of all: [Headline]) -> DeskEvent {
    guard case .headlines(let scope, let unreadOnly, _, _, let offset, let limit) = load else {
      return .loaded(.changed)
    }
    return .loaded(
      .headlines(
        HeadlineWindow(
          scope: scope, unreadOnly: unreadOnly, offset: min(offset, max(0, all.count - 1)),
          headlines: Array(all.dropFirst(offset).prefix(limit)), total: all.count, limit: limit)))
  }

  @Test func `a window that comes late is replaced by the one that is in sight now`() throws {
    var (model, asked) = opened(Size(columns: 80, rows: 24), total: 5_000)
    _ = model.update(window(try #require(asked.last), of: Self.many))
    var wanted: [DeskEffect.Load] = []
    wanted += loads(model.update(.input(.key(.character("G")))))
    wanted += loads(model.update(.input(.key(.character("g")))))
    wanted += loads(model.update(.input(.key(.character("G")))))
    #expect(model.render(Size(columns: 80, rows: 24)).text.contains(" …"))
    // Only the first answer comes now, then what it asks for.
    var rounds = 0
    while !wanted.isEmpty, rounds < 10 {
      wanted = loads(model.update(window(wanted.removeFirst(), of: Self.many))) + wanted
      rounds += 1
    }
    #expect(rounds < 10, "the desk asks without end")
    #expect(model.render(Size(columns: 80, rows: 24)).text.contains("Article 4999"))
  }

  @Test(arguments: [(20, 4), (80, 24), (140, 300), (300, 900)])
  func `no screen is so high that windows are asked for without end`(_ columns: Int, _ rows: Int) throws {
    var scene = Scene(columns, rows, headlines: Self.many)
    try scene.press("G")
    for _ in 0..<40 { try scene.press("<C-b>") }
    for _ in 0..<40 { try scene.press("<C-d>") }
    let windows = scene.loads.filter { if case .headlines = $0 { true } else { false } }
    #expect(windows.count < 90)
    #expect(!scene.grid.text.components(separatedBy: "\n").contains { $0.hasSuffix(" …") && !$0.contains(":") })
  }

  @Test func `what could not be loaded is asked for again at the next move`() throws {
    var (model, asked) = opened(Size(columns: 140, rows: 24), total: 5_000)
    _ = model.update(window(try #require(asked.last), of: Self.many))
    #expect(!loads(model.update(.input(.key(.character("G"))))).isEmpty)
    #expect(loads(model.update(.input(.key(.character("k"))))).isEmpty)
    _ = model.update(.failed("the store is locked"))
    #expect(!loads(model.update(.input(.key(.character("k"))))).isEmpty)
  }

  @Test func `the wheel scrolls past alerts that stay on top`() {
    let alerts = (1...4).map { Fixture.headline(Int64($0), "Alert \($0)", $0, "World", "en", urgent: true) }
    let rest = (5...100).map { Fixture.headline(Int64($0), "Article \($0)", 10 + $0, "World", "en") }
    var scene = Scene(40, 14, headlines: alerts + rest)
    for _ in 0..<30 { scene.happen(.input(.mouse(Mouse(.wheelDown, at: Point(column: 5, row: 5))))) }
    #expect(scene.grid.text.contains("Article 95"))
    #expect(scene.grid.text.contains("Alert 1"))
    for _ in 0..<40 { scene.happen(.input(.mouse(Mouse(.wheelUp, at: Point(column: 5, row: 5))))) }
    #expect(scene.grid.text.contains("Alert 4"))
  }

  @Test func `a list that goes away gives way to its newsroom, and that to all`() throws {
    var scene = Scene()
    try scene.press("<S-Tab>jjjj")
    #expect(scene.model.common.scope == .section(Fixture.newsroom.id, "노동"))
    scene.shelf.scopes.removeAll { $0.title == "노동" }
    scene.happen(.loaded(.changed))
    #expect(scene.model.common.scope == .newsroom(Fixture.newsroom.id))
    scene.shelf.newsrooms.removeFirst()
    scene.shelf.scopes.removeAll { $0.title != "All" && $0.title != "Hyeonjang" }
    scene.happen(.loaded(.changed))
    #expect(scene.model.common.scope == .all)
    #expect(scene.grid.text.contains("▸ ALL"))
  }

  @Test func `the left column opens and closes below the selection, which stays on its list`() throws {
    var scene = Scene()
    try scene.press("<S-Tab>jjjjjj")
    #expect(scene.model.common.scope == .newsroom(Fixture.other.id))
    let cursor = try #require(scene.grid.cursor)
    let line = scene.grid.text.components(separatedBy: "\n")[cursor.row]
    #expect(line.hasPrefix(" ▸ Hyeonjang"))
    try scene.press("j")
    #expect(scene.model.common.scope == .section(Fixture.other.id, "사회"))
    try scene.press("kk")
    #expect(scene.model.common.scope == .starred || scene.model.common.scope == .newsroom(Fixture.newsroom.id))
    #expect(scene.grid.cursor != nil)
  }

  @Test func `a smaller screen keeps the selected headline in sight`() throws {
    var scene = Scene(80, 40, headlines: Self.many)
    try scene.press("<C-d><C-d>")
    let selected = try #require(scene.grid.cursor)
    let title = try #require(
      scene.grid.text.components(separatedBy: "\n")[selected.row].components(separatedBy: "Article ").last?.prefix(2))
    for (columns, rows) in [(40, 10), (20, 4), (140, 12), (80, 24)] {
      scene.happen(.input(.resized(Size(columns: columns, rows: rows))))
      let cursor = try #require(scene.grid.cursor)
      #expect(scene.grid.text.components(separatedBy: "\n")[cursor.row].contains("Article \(title)"))
    }
  }

  @Test func `one preview at a time is asked for, and the last one selected is shown`() throws {
    var model = DeskModel()
    _ = model.update(.opened(Size(columns: 140, rows: 40), Fixture.now))
    _ = model.update(.loaded(.shelf(Fixture.shelf)))
    func previews(_ effects: [DeskEffect]) -> [ArticleID] {
      effects.compactMap { if case .load(.article(let id)) = $0 { id } else { nil } }
    }
    let window = HeadlineWindow(
      scope: .all, unreadOnly: false, offset: 0, headlines: Fixture.headlines, total: Fixture.headlines.count,
      limit: 160)
    var asked = previews(model.update(.loaded(.headlines(window))))
    #expect(asked == [.init(rawValue: 1)])
    for _ in 0..<3 { asked += previews(model.update(.input(.key(.character("j"))))) }
    #expect(asked.count == 1)
    // The head is there before the body is.
    #expect(model.render(Size(columns: 140, rows: 40)).text.contains("│ Correction: numbers at the rally"))
    asked += previews(model.update(.loaded(.article(Fixture.opened(Fixture.headlines[0])))))
    #expect(asked.last == .init(rawValue: 4))
    _ = model.update(.loaded(.article(Fixture.opened(Fixture.headlines[3]))))
    #expect(model.render(Size(columns: 140, rows: 40)).text.contains("sixteen nights"))
  }
}
