import News
import Screen

/// The list of headlines that is shown, of which a window is held: a list may have a hundred thousand.
///
/// Invariants: the selection is held by the article's id, not by its place; what is in sight and a screenful on both
/// sides of it is held or asked for; what the store has answered is not asked again.
struct HeadlineList: Sendable {
  /// Headlines of one window at least, but for the first one of a list; on a high screen, as many as fill it several times.
  private static let leastWindow = 400

  private(set) var view = ListView()
  private(set) var window = HeadlineWindow(scope: .all, unreadOnly: false, offset: 0, headlines: [], total: 0, limit: 0)
  private(set) var selected: ArticleID?
  private(set) var isLoaded = false
  /// Alerts at the head of the list that nobody has put away: they stay in sight when the list is scrolled.
  private(set) var alerts: [Headline] = []
  var unreadOnly = false
  /// The user has not moved from the head of the list.
  private var isAtHead = true
  /// The places of the window that was asked for last.
  private var asked: Range<Int>?

  /// The headline that is selected, if it is in the window.
  var current: Headline? { headline(at: view.selected) }

  /// The headline at a place of the list, if it is in the window.
  func headline(at place: Int) -> Headline? {
    let held = place - window.offset
    return window.headlines.indices.contains(held) ? window.headlines[held] : nil
  }

  /// Changes the selected headline before the store has.
  mutating func changeCurrent(_ change: (inout Headline) -> Void) {
    let held = view.selected - window.offset
    guard window.headlines.indices.contains(held) else { return }
    change(&window.headlines[held])
    let changed = window.headlines[held]
    alerts.removeAll { $0.id == changed.id && changed.isAcknowledged }
  }

  // MARK: Moving

  /// Moves by a command. False when the command is no move.
  mutating func move(_ name: DeskCommand.Name, _ common: Common) -> Bool {
    guard view.move(name, count: window.total, height: common.body.rows) else { return false }
    isAtHead = view.selected == 0
    return true
  }

  /// The wheel.
  mutating func scroll(_ rows: Int, _ common: Common) {
    isAtHead = false
    view.scroll(rows, count: window.total, height: common.body.rows)
    view.selected = min(max(view.selected, view.top + keptAlerts(common)), max(0, window.total - 1))
  }

  /// Selects what stands in a row of the pane. False when nothing does.
  mutating func select(row: Int, _ common: Common) -> Bool {
    guard index(ofRow: row, common) < window.total else { return false }
    view.selected = index(ofRow: row, common)
    isAtHead = false
    return true
  }

  /// Selects an article that the reader went on to.
  mutating func go(to id: ArticleID, _ common: Common) {
    selected = id
    guard let place = window.headlines.firstIndex(where: { $0.id == id }) else { return }
    window.headlines[place].isRead = true
    view.selected = window.offset + place
    isAtHead = false
    fit(common)
  }

  /// After a move: remembers the id, and asks for what is coming into sight.
  mutating func follow(_ common: inout Common) {
    fit(common)
    selected = current?.id
    askAhead(&common)
  }

  /// Keeps the selection in sight, below the alerts that stay on top.
  mutating func fit(_ common: Common) {
    view.fit(count: window.total, height: common.body.rows)
    let kept = keptAlerts(common)
    if view.selected < view.top + kept { view.top = max(0, view.selected - kept) }
  }

  /// How many rows the alerts keep for themselves: at most three, and never more than a third of the page.
  func keptAlerts(_ common: Common) -> Int { min(alerts.count, 3, common.body.rows / 3) }

  /// The place in the list of what stands in a row of the pane.
  func index(ofRow row: Int, _ common: Common) -> Int { row < keptAlerts(common) ? row : view.top + row }

  // MARK: Windows

  /// Of a list that nothing is shown of yet, what is in sight and a little more: it is there the sooner.
  private func limit(_ common: Common) -> Int {
    isLoaded ? max(Self.leastWindow, 6 * common.body.rows) : 4 * common.body.rows
  }

  /// Begins another list.
  mutating func begin(_ common: inout Common) {
    view = ListView()
    isAtHead = true
    selected = nil
    alerts = []
    isLoaded = false
    ask(around: nil, &common)
  }

  /// Asks for the window again, around the selection.
  mutating func refresh(_ common: inout Common) { ask(around: selected, &common) }

  mutating func waitNoLonger() { asked = nil }

  private mutating func ask(around id: ArticleID?, _ common: inout Common) {
    let limit = limit(common)
    let offset = max(0, view.top - limit / 2)
    asked = offset..<offset + limit
    common.want(
      .load(
        .headlines(common.scope, unreadOnly: unreadOnly, order: common.order, around: id, offset: offset, limit: limit))
    )
  }

  private mutating func askAhead(_ common: inout Common) {
    let rows = common.body.rows
    let end = min(window.total, view.top + 2 * rows)
    let wanted = min(max(0, view.top - rows), end)..<end
    func holds(_ range: Range<Int>) -> Bool {
      range.lowerBound <= wanted.lowerBound && range.upperBound >= wanted.upperBound
    }
    let held = window.offset..<window.offset + window.headlines.count
    guard !wanted.isEmpty, !holds(held), asked.map(holds) != true else { return }
    ask(around: nil, &common)
  }

  /// Takes a window of this list; one of another list is too late. Who has not moved from the head of the list sees what is
  /// new come in; further down the selected article stays where the eye is. Either way it stays selected.
  mutating func take(_ arrived: HeadlineWindow, _ common: inout Common) -> Bool {
    guard arrived.scope == common.scope, arrived.unreadOnly == unreadOnly else { return false }
    let row = view.selected - view.top
    window = arrived
    isLoaded = true
    if arrived.offset == 0 { alerts = Array(arrived.headlines.prefix { $0.isUrgent && !$0.isAcknowledged }) }
    if let id = selected, let place = arrived.headlines.firstIndex(where: { $0.id == id }) {
      view.selected = arrived.offset + place
      view.top = isAtHead ? 0 : view.selected - row
    }
    asked = arrived.offset..<arrived.offset + arrived.limit
    follow(&common)
    return true
  }
}
