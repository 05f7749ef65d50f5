import Foundation
import News
import Screen
import Testing

@testable import Desk

/// A desk played to its end: keys go in, what it asks to load is answered from the fixture, the rest is noted.
struct Scene {
  var model: DeskModel
  /// What was wanted of the world, loads apart.
  var wanted: [DeskEffect] = []
  var loads: [DeskEffect.Load] = []
  var size: Size
  var shelf: Shelf
  var headlines: [Headline]
  var box = ReportBox()

  init(
    _ columns: Int = 80, _ rows: Int = 24, shelf: Shelf = Fixture.shelf, headlines: [Headline] = Fixture.headlines,
    keys: KeyMap = .standard, change: (inout DeskOptions) -> Void = { _ in }
  ) {
    var options = DeskOptions()
    options.secondsFromUTC = Fixture.seoul
    change(&options)
    model = DeskModel(options: options, keys: keys)
    size = Size(columns: columns, rows: rows)
    self.shelf = shelf
    self.headlines = headlines
    happen(.opened(size, Fixture.now))
  }

  mutating func happen(_ event: DeskEvent) {
    if case .input(.resized(let new)) = event { size = new }
    var events = [event]
    while !events.isEmpty {
      for effect in model.update(events.removeFirst()) {
        guard case .load(let load) = effect else {
          wanted.append(effect)
          if case .report(let wish) = effect { events += box.answer(wish).map(DeskEvent.report) }
          continue
        }
        loads.append(load)
        if let answer = answer(load) { events.append(.loaded(answer)) }
      }
    }
  }

  /// Presses keys in writing: `"jj<Enter>"`.
  mutating func press(_ notation: String) throws {
    for key in try KeyNotation.keys(notation) { happen(.input(.key(key))) }
  }

  private func answer(_ load: DeskEffect.Load) -> DeskEvent.Loaded? {
    switch load {
    case .shelf: return .shelf(shelf)
    case .headlines(let scope, let unreadOnly, let around, let offset, let limit):
      let all = list(scope).filter { !unreadOnly || !$0.isRead }
      var first = min(offset, max(0, all.count - 1))
      if let around, let place = all.firstIndex(where: { $0.id == around }) { first = max(0, place - limit / 2) }
      return .headlines(
        HeadlineWindow(
          scope: scope, unreadOnly: unreadOnly, offset: first, headlines: Array(all.dropFirst(first).prefix(limit)),
          total: all.count))
    case .article(let id): return headlines.first { $0.id == id }.map { .article(Fixture.opened($0)) }
    case .nextUnread(let id, let scope, let backwards):
      let all = list(scope)
      guard let place = all.firstIndex(where: { $0.id == id }) else { return nil }
      let found = backwards ? all[..<place].last { !$0.isRead } : all[(place + 1)...].first { !$0.isRead }
      return found.map { .next(Fixture.opened($0)) }
    case .search(let query, _):
      if query.contains("\"") { return .badQuery(query: query, "the quotation mark is never closed") }
      let hits = headlines.filter { $0.title.lowercased().contains(query.lowercased()) }.map {
        SearchHit(
          headline: $0,
          snippet: [.init("… the night of "), .init(query, isMatch: true), .init(" and what came after")], rank: 1)
      }
      return .hits(query: query, hits)
    case .rounds: return .rounds(rounds)
    case .outbox: return .outbox(Outbox(drafts: box.drafts, reports: box.reports))
    }
  }

  private func list(_ scope: News.Scope) -> [Headline] {
    switch scope {
    case .all: headlines
    case .starred: headlines.filter(\.isStarred)
    case .newsroom(let id): headlines.filter { $0.newsroom == id }
    case .section(let id, let name): headlines.filter { $0.newsroom == id && $0.sections.contains(name) }
    }
  }

  private var rounds: [LoggedRound] {
    [
      LoggedRound(
        started: Fixture.minutes(2), newsroom: "Sori", line: "Sori: de1 served in 240 ms, 3 new, 1 revised",
        mirrors: ["kr1: reset after the TLS hello (120 ms)", "de1: served (240 ms)"], hasServed: true),
      LoggedRound(
        started: Fixture.minutes(62), newsroom: "Hyeonjang", line: "Hyeonjang: no mirror served",
        mirrors: ["hyeonjang.example: 서버가 응답하지 않음"], hasServed: false),
    ]
  }

  var grid: Grid { model.render(size) }

  /// The screen as text; the cursor's row ends in `◂`, and a run of like rows is shown once with their number.
  var picture: String {
    let grid = grid
    var lines = grid.text.components(separatedBy: "\n")
    if let cursor = grid.cursor, lines.indices.contains(cursor.row) { lines[cursor.row] += " ◂" }
    var folded: [String] = []
    while let line = lines.first {
      let count = lines.prefix { $0 == line }.count
      folded += count > 2 ? [line + " ×\(count)"] : Array(repeating: line, count: count)
      lines.removeFirst(count)
    }
    return folded.joined(separator: "\n")
  }

  var bottom: String { grid.text.components(separatedBy: "\n").last ?? "" }
}
