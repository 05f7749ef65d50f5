import Foundation
import News
import Screen

/// Articles found as one types, the best first, each with the place that matched.
struct SearchPage: Page {
  static let kind = PageKind.search

  private(set) var query: String
  private(set) var hits: [SearchHit] = []
  private var list = ListView()
  /// The query that `hits` answer.
  private var answered: String?
  /// The query could not be read: what was found before stays.
  private var isRefused = false
  /// The first hit is to be opened as soon as it is found: who types fast has chosen before it is there.
  private var isOpening = false
  /// Nothing was asked for yet: the page begins with a prompt.
  private var isFresh: Bool
  /// Only the list that was read before is searched.
  private(set) var isNarrow = false

  /// - Parameter query: what to look for, or nil to have it typed.
  init(_ query: String?) {
    self.query = query?.trimmingCharacters(in: .whitespaces) ?? ""
    isFresh = query == nil
  }

  var title: Phrase { "search" }

  mutating func appear(_ common: inout Common) {
    if isFresh {
      common.ask(.find, "search: ")
    } else if !query.isEmpty {
      look(&common)
    }
    isFresh = false
  }

  /// Hits in sight; each takes two rows.
  private func height(_ common: Common) -> Int { max(1, (common.body.rows - 1) / 2) }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    if hits.indices.contains(list.selected), common.answer(purpose, text, on: hits[list.selected].headline) { return }
    let wanted = text.trimmingCharacters(in: .whitespaces)
    if purpose == .saveSearch {
      guard !wanted.isEmpty else { return }
      guard !query.isEmpty else { return common.say("search for something first", .bad) }
      return common.want(.mark(.searchSaved(name: wanted, query: query)))
    }
    guard wanted != query else { return }
    query = wanted
    if wanted.isEmpty {
      isRefused = false
      hits = []
      answered = nil
    } else {
      look(&common)
    }
  }

  /// Asks for what is looked for now. A query that can't be read is said at once, and what was found before stays.
  private mutating func look(_ common: inout Common) {
    isRefused = false
    do throws(QueryFault) {
      _ = try ArticleQuery(query)
      common.want(.load(.search(query, isNarrow ? common.scope : .all)))
    } catch {
      isRefused = true
      common.say(error.phrase, .bad)
    }
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .hits(let asked, let found):
      // An answer to what was typed before is too late.
      guard asked == query else { return }
      let held = hits.indices.contains(list.selected) && answered == asked ? hits[list.selected].id : nil
      hits = found
      answered = asked
      list.selected = held.flatMap { id in found.firstIndex { $0.id == id } } ?? 0
      list.fit(count: hits.count, height: height(common))
      common.clearMessage()
      if isOpening { openSelected(&common) }
      isOpening = false
    case .badQuery(let asked, let phrase):
      guard asked == query else { return }
      isRefused = true
      common.say(phrase, .bad)
    case .changed: if !query.isEmpty, !isRefused { look(&common) }
    default: break
    }
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    isOpening = false
    if list.move(name, count: hits.count, height: height(common)) { return }
    switch name {
    case .findNext: _ = list.move(.down, count: hits.count, height: height(common))
    case .findPrevious: _ = list.move(.up, count: hits.count, height: height(common))
    case .redraw: list.fit(count: hits.count, height: height(common))
    case .cancel: if query.isEmpty { common.turn = .back }
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "search: ", text: query) }
    case .open, .onward:
      isOpening = !query.isEmpty && !isRefused && answered != query
      if !isOpening { openSelected(&common) }
    case .searchScope:
      isNarrow.toggle()
      if !query.isEmpty { look(&common) }
    case .saveSearch:
      if let argument {
        answer(.saveSearch, argument, &common)
      } else {
        common.ask(.saveSearch, "keep as the folder: ")
      }
    default: performOnArticle(name, argument, &common)
    }
  }

  private mutating func openSelected(_ common: inout Common) {
    guard hits.indices.contains(list.selected) else { return }
    hits[list.selected].headline.isRead = true
    common.turn = .article(hits[list.selected].id)
  }

  private mutating func performOnArticle(
    _ name: DeskCommand.Name, _ argument: String?, _ common: inout Common
  ) {
    guard hits.indices.contains(list.selected) else { return }
    let headline = hits[list.selected].headline
    if common.perform(name, argument: argument, on: headline) { return }
    switch name {
    case .toggleUnread:
      hits[list.selected].headline.isRead.toggle()
      common.want(.mark(.read([headline.id], !headline.isRead)))
    case .star:
      hits[list.selected].headline.isStarred.toggle()
      common.want(.mark(.starred([headline.id], !headline.isStarred)))
    default: break
    }
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: list.scroll(-2, count: hits.count, height: height(common))
    case .wheelDown: list.scroll(2, count: hits.count, height: height(common))
    case .press, .doublePress:
      let place = list.top + max(0, mouse.at.row - common.body.row - 1) / 2
      guard hits.indices.contains(place) else { return }
      list.selected = place
      if mouse.action == .doublePress { perform(.open, argument: nil, &common) }
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.putCut(common.text(summary(common)), column: 1, row: rect.row, style: Style(.dim), limit: rect.columns - 2)
    grid.cursor = Point(column: 1, row: rect.row)
    if query.isEmpty { return renderHelp(on: &grid, in: rect, common) }
    for offset in 0..<height(common) {
      let index = list.top + offset
      let row = rect.row + 1 + offset * 2
      guard hits.indices.contains(index), row < rect.row + rect.rows else { break }
      let hit = hits[index]
      HeadlineRow(hit.headline).draw(on: &grid, in: rect, row: row, common)
      var column = 10
      // On the lowest screen there is room for the headline alone.
      for piece in row + 1 < rect.row + rect.rows ? hit.snippet : [] {
        let style = piece.isMatch ? Style(.match, bold: true) : Style(.dim)
        column = grid.putCut(piece.text, column: column, row: row + 1, style: style, limit: rect.columns - column - 1)
      }
      if index == list.selected {
        grid.restyle(Rect(column: 0, row: row, columns: rect.columns, rows: 1)) { $0.isReversed = true }
        grid.cursor = Point(column: 0, row: row)
      }
    }
  }

  private func summary(_ common: Common) -> Phrase {
    isNarrow ? "\(common.scopeName): \(found)" : found
  }

  private var found: Phrase {
    if query.isEmpty { return "In everything that is kept, with or without a network:" }
    guard let answered, isRefused || answered == query else {
      return isRefused ? "can't search for \(query)" : "searching for \(query)…"
    }
    if hits.isEmpty { return "nothing found for \(answered)" }
    let number = Phrase(hits.count, one: "%1 article", many: "%1 articles")
    return hits.count == 1 ? "\(number) found for \(answered)" : "\(number) found for \(answered), the best first"
  }

  private func renderHelp(on grid: inout Grid, in rect: Rect, _ common: Common) {
    let rows: [(query: String, text: Phrase)] = [
      ("strike union", "both words, in any place"), ("\"power line\"", "a phrase"),
      ("work*", "a beginning of words"),
      ("발전", "any part of a Korean, Chinese or Japanese word, from two letters on"),
      ("-weather", "without this"),
      ("from:kim", "whose byline holds it; section: lang: tag: newsroom: the same way"),
      ("after:2026-01", "since then; before: until then"),
      ("unread", "also starred, has:picture"),
    ]
    let width = max(10, min(76, rect.columns - 4))
    let lines = rows.flatMap {
      LabelledText.lines($0.query, StyledText(common.text($0.text)), indent: 15, width: width)
    }
    for (offset, line) in lines.enumerated() where offset + 2 < rect.rows {
      grid.put(line, column: 3, row: rect.row + 2 + offset)
    }
  }
}
