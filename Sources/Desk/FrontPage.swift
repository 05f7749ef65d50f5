import News
import Screen

/// Newsrooms and sections on the left, headlines in the middle, and where there is room the selected article.
///
/// Invariants: the selection is held by the article's id, not by its place; the model holds one window of headlines.
struct FrontPage: Page {
  static let kind = PageKind.front
  /// Headlines of one window at least; on a high screen, as many as fill it several times.
  static let leastWindow = 400

  enum Pane: Hashable, Sendable { case scopes, headlines }

  var pane = Pane.headlines
  var scopes = ListView()
  var headlines = ListView()
  var window = HeadlineWindow(scope: .all, unreadOnly: false, offset: 0, headlines: [], total: 0)
  var unreadOnly = false
  var selected: ArticleID?
  var preview: OpenedArticle?
  /// The article that was asked for as preview and is not here yet: one at a time, however fast the selection moves.
  private var previewAsked: ArticleID?
  /// The places of the window that was asked for and is not here yet.
  private var awaited: Range<Int>?
  private(set) var isLoaded = false
  /// Alerts at the head of the list that nobody has put away: they stay in sight when the list is scrolled.
  private(set) var alerts: [Headline] = []
  /// Alerts that the bell was rung for.
  private var rung: Set<ArticleID> = []
  /// `Space` was pressed here: the next unread article is to be opened when it is found.
  private var isGoingOn = false

  var title: Phrase { unreadOnly ? "front page, unread" : "front page" }

  mutating func appear(_ common: inout Common) {
    isGoingOn = false
    fit(common)
    common.want(.load(.shelf))
    refresh(&common)
  }

  private func windowLimit(_ common: Common) -> Int { max(Self.leastWindow, 6 * common.body.rows) }

  /// Asks for the window again, around the selection.
  mutating func refresh(_ common: inout Common) {
    previewAsked = nil
    ask(around: selected, &common)
  }

  private mutating func ask(around id: ArticleID?, _ common: inout Common) {
    let limit = windowLimit(common)
    let offset = max(0, headlines.top - limit / 2)
    awaited = offset..<offset + limit
    common.want(.load(.headlines(common.scope, unreadOnly: unreadOnly, around: id, offset: offset, limit: limit)))
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    let layout = layout(common)
    switch pane {
    case .scopes:
      let entries = entries(common)
      if scopes.move(name, count: entries.count, height: layout.rows) {
        return enter(entries[scopes.selected].scope, &common)
      }
    case .headlines:
      if headlines.move(name, count: window.total, height: layout.rows) { return follow(&common) }
    }
    switch name {
    case .open:
      if pane == .scopes { pane = .headlines } else { open(&common) }
    case .onward:
      guard let current else { return }
      if !current.isRead { return open(&common) }
      isGoingOn = true
      common.want(.load(.nextUnread(after: current.id, common.scope, backwards: false)))
    case .redraw:
      place(&common)
      follow(&common)
    case .nextPane: pane = pane == .scopes ? .headlines : .scopes
    case .previousPane: pane = .scopes
    case .unreadOnly:
      unreadOnly.toggle()
      reload(&common)
    case .markAll:
      let title = entries(common).first { $0.scope == common.scope }?.title ?? ""
      common.question = .init(
        phrase: "Mark everything in \(title) read? (u takes it back)", effect: .mark(.allRead(common.scope)))
    default: performOnArticle(name, &common)
    }
  }

  private mutating func performOnArticle(_ name: DeskCommand.Name, _ common: inout Common) {
    guard let headline = current else { return }
    switch name {
    case .toggleUnread:
      setCurrent { $0.isRead.toggle() }
      common.want(.mark(.read([headline.id], !headline.isRead)))
    case .star:
      setCurrent { $0.isStarred.toggle() }
      common.want(.mark(.starred([headline.id], !headline.isStarred)))
    case .acknowledge:
      guard headline.isUrgent, !headline.isAcknowledged else { return common.say("this is no alert that waits") }
      setCurrent { $0.isAcknowledged = true }
      alerts.removeAll { $0.id == headline.id }
      common.want(.mark(.acknowledged(headline.id)))
    case .browse, .copy:
      guard let link = headline.link else { return common.say("this article gives no address", .bad) }
      common.want(.world(name == .browse ? .browse(link) : .copy(link)))
    default: break
    }
  }

  private mutating func open(_ common: inout Common) {
    guard let headline = current else { return }
    setCurrent { $0.isRead = true }
    common.turn = .article(headline.id)
  }

  /// The headline that is selected, if it is in the window.
  var current: Headline? {
    let place = headlines.selected - window.offset
    return window.headlines.indices.contains(place) ? window.headlines[place] : nil
  }

  private mutating func setCurrent(_ change: (inout Headline) -> Void) {
    let place = headlines.selected - window.offset
    if window.headlines.indices.contains(place) { change(&window.headlines[place]) }
  }

  /// Goes to another list.
  mutating func enter(_ scope: Scope, _ common: inout Common) {
    guard scope != common.scope else { return }
    common.scope = scope
    place(&common)
    reload(&common)
  }

  /// Selects the list that is shown in the left column, whose lines open and close with it. A list that is no longer
  /// there gives way to all of its newsroom, or to all.
  private mutating func place(_ common: inout Common) {
    let entries = entries(common)
    if let place = entries.firstIndex(where: { $0.scope == common.scope }) {
      scopes.selected = place
    } else if !entries.isEmpty {
      let newsroom = common.newsroomInScope.map(Scope.newsroom)
      return enter(entries.first { $0.scope == newsroom }?.scope ?? entries[0].scope, &common)
    }
    scopes.fit(count: entries.count, height: layout(common).rows)
  }

  private mutating func reload(_ common: inout Common) {
    headlines = ListView()
    selected = nil
    preview = nil
    alerts = []
    isLoaded = false
    refresh(&common)
  }

  /// After a move: remembers the id, asks for what is coming into sight and for the preview.
  private mutating func follow(_ common: inout Common) {
    fit(common)
    selected = current?.id
    askAhead(&common)
    look(&common)
  }

  /// Keeps the selection in sight, below the alerts that stay on top.
  private mutating func fit(_ common: Common) {
    headlines.fit(count: window.total, height: layout(common).rows)
    let kept = keptAlerts(common)
    if headlines.selected < headlines.top + kept { headlines.top = max(0, headlines.selected - kept) }
  }

  /// How many rows the alerts keep for themselves: at most three, and never more than a third of the page.
  func keptAlerts(_ common: Common) -> Int { min(alerts.count, 3, common.body.rows / 3) }

  /// The place in the list of what stands in a row of the pane.
  func index(ofRow row: Int, _ common: Common) -> Int { row < keptAlerts(common) ? row : headlines.top + row }

  /// Asks for another window while the edge of this one is still out of sight.
  private mutating func askAhead(_ common: inout Common) {
    let rows = layout(common).rows
    let wanted = max(0, headlines.top - rows)..<max(0, min(window.total, headlines.top + 2 * rows))
    let held = window.offset..<window.offset + window.headlines.count
    func holds(_ range: Range<Int>) -> Bool {
      range.lowerBound <= wanted.lowerBound && range.upperBound >= min(wanted.upperBound, window.total)
    }
    guard !wanted.isEmpty, !holds(held), awaited.map(holds) != true else { return }
    ask(around: nil, &common)
  }

  /// Asks for the selected article, where it is shown beside the list.
  private mutating func look(_ common: inout Common) {
    guard layout(common).preview != nil, let selected, preview?.article.id != selected, previewAsked == nil else {
      return
    }
    previewAsked = selected
    common.want(.load(.article(selected)))
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .headlines(let arrived):
      guard arrived.scope == common.scope, arrived.unreadOnly == unreadOnly else { return }
      let row = headlines.selected - headlines.top
      window = arrived
      isLoaded = true
      if arrived.offset == 0 { alerts = Array(arrived.headlines.prefix { $0.isUrgent && !$0.isAcknowledged }) }
      ring(&common)
      if let id = selected, let place = arrived.headlines.firstIndex(where: { $0.id == id }) {
        // Where the eye is, the article stays: what is new comes in above or below it.
        headlines.selected = arrived.offset + place
        headlines.top = headlines.selected - row
      }
      // What the store had is taken as it is: it is not asked for the same again.
      awaited = arrived.offset..<arrived.offset + windowLimit(common)
      follow(&common)
    case .article(let opened):
      if opened.article.id == previewAsked { previewAsked = nil }
      if opened.article.id == selected { preview = opened }
      look(&common)
    case .gone(let id):
      if id == previewAsked { previewAsked = nil }
    case .next(let opened): goOn(to: opened.article.id, &common)
    case .shelf: place(&common)
    case .changed:
      common.want(.load(.shelf))
      refresh(&common)
    default: break
    }
  }

  /// The reader went on to another article: the selection goes with it.
  private mutating func goOn(to id: ArticleID, _ common: inout Common) {
    selected = id
    if let place = window.headlines.firstIndex(where: { $0.id == id }) {
      window.headlines[place].isRead = true
      headlines.selected = window.offset + place
      fit(common)
    }
    if isGoingOn, common.page == .front { common.turn = .article(id) }
    isGoingOn = false
  }

  /// One bell for alerts that came while the desk is open, and their title at the bottom.
  private mutating func ring(_ common: inout Common) {
    let fresh = alerts.filter { $0.arrived > common.opened && !rung.contains($0.id) }
    guard let first = fresh.first else { return }
    rung.formUnion(fresh.map(\.id))
    common.want(.world(.bell))
    common.say("alert: \(first.title)", .bad)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let layout = layout(common)
    let isLeft = layout.scopes.map { mouse.at.column < $0.column + $0.columns } ?? false
    let row = mouse.at.row - common.body.row
    guard row >= 0, row < layout.rows else { return }
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -3 : 3
      if isLeft {
        scopes.scroll(step, count: entries(common).count, height: layout.rows)
      } else {
        headlines.scroll(step, count: window.total, height: layout.rows)
        follow(&common)
      }
    case .press, .doublePress:
      if isLeft {
        let entries = entries(common)
        guard entries.indices.contains(scopes.top + row) else { return }
        pane = .scopes
        scopes.selected = scopes.top + row
        enter(entries[scopes.selected].scope, &common)
      } else if layout.headlines.map({ mouse.at.column < $0.column + $0.columns }) == true,
        index(ofRow: row, common) < window.total
      {
        pane = .headlines
        headlines.selected = index(ofRow: row, common)
        follow(&common)
        if mouse.action == .doublePress { open(&common) }
      }
    }
  }
}
