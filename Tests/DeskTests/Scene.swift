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
  /// What is on the disk, for paths that are completed.
  var disk = ["articles/", "arrest.txt", "notes.txt"]
  /// Addresses of pictures that are kept, each drawn as a block of its letter.
  var keptPictures: Set<String> = []
  var board = Fixture.board
  /// Searches are answered later, by the scene.
  var holdsSearches = false
  var mutes = Fixture.mutes
  /// Pictures are drawn later, by the scene.
  var holdsPictures = false
  /// What vouches for articles of a signed newsroom, what mirrors gave beside it, what it removed.
  var proofs: [ArticleID: ArticleProof] = [:]
  var evidence: [EditionEvidence] = []
  var removals: [ArticleID: SignedRemoval] = [:]

  init(
    _ columns: Int = 80, _ rows: Int = 24, shelf: Shelf = Fixture.shelf, headlines: [Headline] = Fixture.headlines,
    keys: KeyMap = .standard, change: (inout DeskOptions) -> Void = { _ in }
  ) {
    var options = DeskOptions()
    options.zone = { _ in Fixture.seoul }
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
          if case .picture(.draw(let order)) = effect, !holdsPictures { events.append(.picture(draw(order))) }
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

  private func draw(_ order: PictureOrder) -> PictureNews {
    guard keptPictures.contains(order.url) else { return .absent(order) }
    let cell = Cell("▄", style: Fixture.painted)
    let size = Size(columns: min(12, order.room.columns), rows: min(4, order.room.rows))
    guard let form = order.skill.form else {
      return .drawn(order, .cells(Array(repeating: Array(repeating: cell, count: size.columns), count: size.rows)))
    }
    return .drawn(order, .bytes(PictureBytes(number: size.columns, form: form, size: size, bytes: [])))
  }

  private func answer(_ load: DeskEffect.Load) -> DeskEvent.Loaded? {
    switch load {
    case .shelf: return .shelf(shelf)
    case .headlines(let scope, let unreadOnly, let order, let around, let offset, let limit):
      let all = ordered(list(scope).filter { !unreadOnly || !$0.isRead }, order)
      var first = min(offset, max(0, all.count - 1))
      if let around, let place = all.firstIndex(where: { $0.id == around }) { first = max(0, place - limit / 2) }
      return .headlines(
        HeadlineWindow(
          scope: scope, unreadOnly: unreadOnly, offset: first, headlines: Array(all.dropFirst(first).prefix(limit)),
          total: all.count, limit: limit))
    case .article(let id): return headlines.first { $0.id == id }.map { .article(Fixture.opened($0)) }
    case .nextUnread(let id, let scope, _, let backwards):
      let all = list(scope)
      let place = all.firstIndex { $0.id == id } ?? (backwards ? all.count : -1)
      let found = backwards ? all[..<max(0, place)].last { !$0.isRead } : all[(place + 1)...].first { !$0.isRead }
      if let found { return .next(Fixture.opened(found), in: scope) }
      return headlines.first { !$0.isRead && $0.id != id }.map { .next(Fixture.opened($0), in: .all) }
    case .search(let query, _):
      if holdsSearches { return nil }
      if query.contains("\"") { return .badQuery(query: query, "the quotation mark is never closed") }
      let hits = headlines.filter { $0.title.lowercased().contains(query.lowercased()) }.map {
        SearchHit(
          headline: $0,
          snippet: [.init("… the night of "), .init(query, isMatch: true), .init(" and what came after")], rank: 1)
      }
      return .hits(query: query, hits)
    case .rounds: return .rounds(rounds)
    case .names(let path):
      let begun = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      return .names(path: path, disk.filter { $0.hasPrefix(begun) })
    case .pictures(let scope):
      return .pictures(list(scope).filter { $0.pictures > 0 }.flatMap { ShelvedPicture.all(of: Fixture.opened($0)) })
    case .threads(let newsroom, let offset, let limit):
      return .threads(
        ThreadWindow(
          newsroom: newsroom, offset: offset, threads: Array(board.threads.dropFirst(offset).prefix(limit)),
          total: board.threads.count))
    case .messages(let thread): return .messages(thread, board.messages[thread] ?? [])
    case .thread(let id):
      let found = board.messages.first { $0.value.contains { $0.id == id } }
      return .thread(
        found.map {
          ThreadPlace(
            newsroom: Fixture.newsroom.id, thread: $0.key,
            position: board.threads.firstIndex { $0.id == found?.key } ?? 0, message: id)
        })
    case .keeping: return .keeping(Fixture.keeping)
    case .leaving(let policy, let newsroom):
      let goes =
        policy?.days == nil ? Leaving() : Leaving(articles: 120, articleBytes: 300_000, files: 3, fileBytes: 2_000_000)
      return .leaving(policy, newsroom, goes)
    case .mutes: return .mutes(mutes)
    case .proof(let id): return .proof(id, proofs[id])
    case .removal(let id, _, _): return .removal(id, removals[id])
    case .evidence(let newsroom): return .evidence(newsroom, evidence)
    case .picturesOf(let id):
      return .pictures(headlines.first { $0.id == id }.map { ShelvedPicture.all(of: Fixture.opened($0)) } ?? [])
    case .outbox: return .outbox(Outbox(drafts: box.drafts, reports: box.reports))
    }
  }

  private func ordered(_ headlines: [Headline], _ order: ListOrder) -> [Headline] {
    switch order {
    case .newest: headlines
    case .oldest: headlines.reversed()
    case .title: headlines.sorted { $0.title < $1.title }
    case .newsroom: headlines.sorted { $0.newsroomName < $1.newsroomName }
    }
  }

  private func list(_ scope: News.Scope) -> [Headline] {
    switch scope {
    case .all: headlines
    case .starred: headlines.filter(\.isStarred)
    case .tag, .savedSearch, .board: headlines.filter { $0.newsroom == Fixture.newsroom.id }
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
