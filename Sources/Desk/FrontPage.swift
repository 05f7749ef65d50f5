import News
import Screen

/// Newsrooms and sections on the left, headlines in the middle, and where there is room the selected article.
///
/// Invariant: the list that is shown is the one selected on the left.
struct FrontPage: Page {
  static let kind = PageKind.front

  enum Pane: Hashable, Sendable { case scopes, headlines }

  var pane = Pane.headlines
  var scopes = ListView()
  var list = HeadlineList()
  var preview: OpenedArticle?
  /// Shown while nothing is followed.
  var welcome = Welcome()
  /// The article that was asked for as preview and is not here yet: one at a time, however fast the selection moves.
  private var previewAsked: ArticleID?
  /// `Space` was pressed here: the next unread article is to be opened when it is found.
  private var isGoingOn = false

  var title: Phrase { list.unreadOnly ? "front page, unread" : "front page" }

  mutating func appear(_ common: inout Common) {
    isGoingOn = false
    list.fit(common)
    refresh(&common)
  }

  private mutating func refresh(_ common: inout Common) {
    previewAsked = nil
    common.want(.load(.shelf))
    list.refresh(&common)
  }

  mutating func waitNoLonger() {
    previewAsked = nil
    list.waitNoLonger()
  }

  func isWelcoming(_ common: Common) -> Bool { common.isShelved && common.shelf.newsrooms.isEmpty }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    if let headline = list.current, common.answer(purpose, text, on: headline) { return }
    welcome.answer(purpose, text, &common)
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, hidden: HiddenLine, _ common: inout Common) {
    welcome.answer(purpose, hidden: hidden, &common)
  }

  mutating func paste(_ text: String, _ common: inout Common) -> Bool {
    isWelcoming(common) && welcome.paste(text, &common)
  }

  mutating func leavePrompt(_ common: inout Common) {}

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if isWelcoming(common), welcome.perform(name, &common) { return }
    let layout = layout(common)
    switch pane {
    case .scopes:
      let entries = entries(common)
      if scopes.move(name, count: entries.count, height: layout.rows) {
        guard let scope = entries[scopes.selected].scope else { return }
        return enter(scope, &common)
      }
    case .headlines:
      if list.move(name, common) { return follow(&common) }
    }
    switch name {
    case .open:
      if pane == .headlines { return open(&common) }
      let entries = entries(common)
      if entries.indices.contains(scopes.selected), entries[scopes.selected].scope == nil {
        common.turn = .outbox(nil)
      } else {
        pane = .headlines
      }
    case .onward:
      guard let current = list.current else { return }
      if !current.isRead { return open(&common) }
      isGoingOn = true
      common.want(.load(.nextUnread(after: current.id, common.scope, order: common.order, backwards: false)))
    case .redraw:
      place(&common)
      follow(&common)
    case .nextPane: pane = pane == .scopes ? .headlines : .scopes
    case .previousPane: pane = .scopes
    case .unreadOnly:
      list.unreadOnly.toggle()
      reload(&common)
    case .markAll:
      let title = entries(common).first { $0.scope == common.scope }?.title ?? ""
      common.question = .init(
        phrase: "Mark everything in \(title) read? (\(common.key(.undo)) takes it back)",
        effect: .mark(.allRead(common.scope)))
    case .sort: sort(argument, &common)
    case .boards:
      guard let id = common.boardInScope else { return common.say("no newsroom here has a board", .bad) }
      common.turn = .boards(id, nil)
    case .pictures where pane == .scopes: common.turn = .pictures(.list(common.scope))
    default: performOnArticle(name, argument, &common)
    }
  }

  /// The next order, or the one of this name; the selected article stays selected.
  private mutating func sort(_ name: String?, _ common: inout Common) {
    let all = ListOrder.allCases
    if let name {
      guard let order = all.first(where: { $0.rawValue == name.lowercased() }) else {
        let known = all.map(\.rawValue).joined(separator: ", ")
        return common.say("there is no order \(name); orders are \(known)", .bad)
      }
      common.order = order
    } else {
      let place = all.firstIndex(of: common.order) ?? 0
      common.order = all[(place + 1) % all.count]
    }
    list.refresh(&common)
    common.say("order: \(common.order.rawValue)")
  }

  private mutating func performOnArticle(
    _ name: DeskCommand.Name, _ argument: String?, _ common: inout Common
  ) {
    guard let headline = list.current else { return }
    if common.perform(name, argument: argument, on: headline) { return }
    switch name {
    case .toggleUnread:
      list.changeCurrent { $0.isRead.toggle() }
      common.want(.mark(.read([headline.id], !headline.isRead)))
    case .star:
      list.changeCurrent { $0.isStarred.toggle() }
      common.want(.mark(.starred([headline.id], !headline.isStarred)))
    case .acknowledge:
      guard headline.isUrgent, !headline.isAcknowledged else { return common.say("this is no alert that waits") }
      list.changeCurrent { $0.isAcknowledged = true }
      common.want(.mark(.acknowledged(headline.id)))
    case .fullText:
      guard headline.link != nil else { return common.say("this article gives no address", .bad) }
      common.want(.further(.fullText(headline.id)))
      common.say("asking the mirrors for the page of this article…")
    case .comments: common.askForComments(of: headline.id)
    default: break
    }
  }

  private mutating func open(_ common: inout Common) {
    guard let headline = list.current else { return }
    list.changeCurrent { $0.isRead = true }
    common.turn = .article(headline.id)
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
    let isOnWritten = entries.indices.contains(scopes.selected) && entries[scopes.selected].scope == nil
    if pane == .scopes, isOnWritten {
      // The cursor rests where it is, though the list that is shown is another.
    } else if let place = entries.firstIndex(where: { $0.scope == common.scope }) {
      scopes.selected = place
    } else if !entries.isEmpty {
      let newsroom = common.newsroomInScope.map(Scope.newsroom)
      return enter(
        (newsroom.flatMap { scope in entries.first { $0.scope == scope } } ?? entries[0]).scope ?? .all, &common)
    }
    scopes.fit(count: entries.count, height: layout(common).rows)
  }

  private mutating func reload(_ common: inout Common) {
    preview = nil
    previewAsked = nil
    list.begin(&common)
  }

  private mutating func follow(_ common: inout Common) {
    list.follow(&common)
    look(&common)
  }

  /// Asks for the selected article, where it is shown beside the list.
  private mutating func look(_ common: inout Common) {
    guard layout(common).preview != nil, let selected = list.selected, preview?.article.id != selected,
      previewAsked == nil
    else { return }
    previewAsked = selected
    common.want(.load(.article(selected)))
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .headlines(let arrived):
      guard list.take(arrived, &common) else { return }
      look(&common)
    case .article(let opened):
      if opened.article.id == previewAsked { previewAsked = nil }
      if opened.article.id == list.selected { preview = opened }
      look(&common)
    case .gone(let id):
      if id == previewAsked { previewAsked = nil }
    case .next(let opened, let scope):
      // The list of before has no more: what is gone through now is the one that the article was found in.
      if scope != common.scope { enter(scope, &common) }
      goOn(to: opened.article.id, &common)
    case .shelf: place(&common)
    case .changed: refresh(&common)
    default: break
    }
  }

  /// The reader went on to another article: the selection goes with it.
  private mutating func goOn(to id: ArticleID, _ common: inout Common) {
    list.go(to: id, common)
    if isGoingOn, common.page == .front { common.turn = .article(id) }
    isGoingOn = false
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    if isWelcoming(common) { return welcome.point(mouse, &common) }
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
        list.scroll(step, common)
        follow(&common)
      }
    case .press, .doublePress:
      if isLeft {
        let entries = entries(common)
        guard entries.indices.contains(scopes.top + row) else { return }
        pane = .scopes
        scopes.selected = scopes.top + row
        guard let scope = entries[scopes.selected].scope else { return common.turn = .outbox(nil) }
        enter(scope, &common)
      } else if layout.headlines.map({ mouse.at.column < $0.column + $0.columns }) == true,
        list.select(row: row, common)
      {
        pane = .headlines
        follow(&common)
        if mouse.action == .doublePress { open(&common) }
      }
    }
  }
}
