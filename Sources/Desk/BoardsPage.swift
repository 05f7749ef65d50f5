import News
import Screen

/// A newsroom's board: its threads, and the messages of one of them, answers indented below what they answer.
///
/// Invariants: thread and message are held by their numbers, not by their places; what is folded is never selected.
struct BoardsPage: Page {
  static let kind = PageKind.boards
  /// Threads of one window.
  static let window = 200

  enum Pane: Hashable, Sendable { case threads, messages }

  let newsroom: NewsroomID
  var pane: Pane
  private(set) var board: ThreadWindow?
  private(set) var threads = ListView()
  private(set) var messages: [MessageRow] = []
  /// The thread whose messages are held.
  private(set) var opened: ThreadID?
  private(set) var list = ListView()
  private(set) var folded: Set<ArticleID> = []
  /// Where to go once it is here.
  private var wanted: ThreadPlace?
  private var finder = Finder()
  /// The next unread message is to be gone to once its thread is here.
  private var isGoingOn = false

  /// - Parameter place: a message to go to; nil for the list of threads.
  init(of newsroom: NewsroomID, at place: ThreadPlace?) {
    self.newsroom = newsroom
    wanted = place
    pane = place == nil ? .threads : .messages
    threads.selected = place?.position ?? 0
    opened = place?.thread
  }

  var title: Phrase { "board" }

  func newsroom(_ common: Common) -> NewsroomID? { newsroom }

  /// The messages that are not folded away.
  var shown: [MessageRow] {
    var shown: [MessageRow] = []
    var place = 0
    while place < messages.count {
      shown.append(messages[place])
      place += 1 + (folded.contains(messages[place].id) ? messages[place].answers : 0)
    }
    return shown
  }

  var current: MessageRow? {
    let shown = shown
    return pane == .messages && shown.indices.contains(list.selected) ? shown[list.selected] : nil
  }

  var thread: ThreadRow? { thread(at: threads.selected) }

  func thread(at place: Int) -> ThreadRow? {
    guard let board, board.threads.indices.contains(place - board.offset) else { return nil }
    return board.threads[place - board.offset]
  }

  // MARK: Loading

  mutating func appear(_ common: inout Common) { refresh(&common) }

  private func refresh(_ common: inout Common) {
    let offset = max(0, threads.selected - Self.window / 2)
    common.want(.load(.threads(newsroom, offset: offset, limit: Self.window)))
    if let opened { common.want(.load(.messages(opened))) }
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .threads(let arrived) where arrived.newsroom == newsroom: take(arrived, &common)
    case .messages(let thread, let arrived) where thread == opened: take(arrived, common)
    case .changed: refresh(&common)
    default: break
    }
  }

  private mutating func take(_ arrived: ThreadWindow, _ common: inout Common) {
    let held = thread?.id
    board = arrived
    if let held, let place = arrived.threads.firstIndex(where: { $0.id == held }) {
      threads.selected = arrived.offset + place
    }
    fit(common)
    open(&common)
  }

  private mutating func take(_ arrived: [MessageRow], _ common: Common) {
    let held = wanted?.message ?? current?.id ?? (list.selected < shown.count ? shown[list.selected].id : nil)
    messages = arrived
    if isGoingOn, let unread = arrived.first(where: { !$0.headline.isRead })?.id {
      select(unread)
      pane = .messages
    } else if let held {
      select(held)
    }
    isGoingOn = false
    wanted = nil
    fit(common)
  }

  /// Selects a message, unfolding what hides it.
  private mutating func select(_ id: ArticleID) {
    var parent = messages.first { $0.id == id }?.parent
    while let above = parent {
      folded.remove(above)
      parent = messages.first { $0.id == above }?.parent
    }
    list.selected = shown.firstIndex { $0.id == id } ?? list.selected
  }

  mutating func fit(_ common: Common) {
    threads.fit(count: board?.total ?? 0, height: common.body.rows)
    list.fit(count: shown.count, height: height(common))
    finder.look(in: shown.map { "\($0.headline.title) \($0.headline.byline ?? "")" })
  }

  /// Rows of messages; the thread's title stands above them.
  func height(_ common: Common) -> Int { max(1, common.body.rows - 1) }

  /// The messages of the selected thread, where they are shown.
  private mutating func open(_ common: inout Common) {
    guard isWide(common) || pane == .messages, let thread, thread.id != opened else { return }
    opened = thread.id
    messages = []
    list = ListView()
    common.want(.load(.messages(thread.id)))
  }

  func isWide(_ common: Common) -> Bool { common.body.columns >= 110 && !common.options.isPlain }

  // MARK: Commands

  mutating func stepBack(_ common: inout Common) -> Bool {
    guard pane == .messages else { return false }
    pane = .threads
    return true
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    switch pane {
    case .threads:
      if threads.move(name, count: board?.total ?? 0, height: common.body.rows) {
        if thread == nil
          || (board.map { threads.selected + common.body.rows >= $0.offset + $0.threads.count } ?? false),
          board.map({ $0.offset + $0.threads.count < $0.total || thread == nil }) ?? false
        {
          refresh(&common)
        }
        return open(&common)
      }
    case .messages: if list.move(name, count: shown.count, height: height(common)) { return }
    }
    switch name {
    case .redraw:
      fit(common)
      open(&common)
    case .open: enter(&common)
    case .nextPane:
      if pane == .threads { enter(&common) } else { pane = .threads }
    case .previousPane, .cancel: pane = .threads
    case .onward: goOn(&common)
    case .fold: fold(common)
    case .foldAll:
      let answered = Set(messages.filter { $0.answers > 0 }.map(\.id))
      let held = current?.id
      folded = folded.isSuperset(of: answered) ? [] : answered
      // What hides it now is selected in its place.
      if let held, let place = shown.firstIndex(where: { $0.id == held }) ?? above(held) { list.selected = place }
      fit(common)
    case .catchUp:
      guard let id = pane == .messages ? opened : thread?.id else { return }
      for place in messages.indices where opened == id { messages[place].headline.isRead = true }
      common.want(.mark(.threadRead(id)))
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: if let row = finder.next(after: list.selected) { list.selected = row }
    case .findPrevious: if let row = finder.previous(before: list.selected) { list.selected = row }
    default: performOnMessage(name, argument, &common)
    }
    list.fit(count: shown.count, height: height(common))
  }

  /// The place of what hides a message.
  private func above(_ id: ArticleID) -> Int? {
    var parent = messages.first { $0.id == id }?.parent
    while let above = parent {
      if let place = shown.firstIndex(where: { $0.id == above }) { return place }
      parent = messages.first { $0.id == above }?.parent
    }
    return nil
  }

  private mutating func enter(_ common: inout Common) {
    if let current {
      mark(current.id) { $0.isRead = true }
      return common.turn = .article(current.id)
    }
    guard thread != nil else { return }
    pane = .messages
    open(&common)
  }

  private mutating func fold(_ common: Common) {
    guard let current else { return }
    // On an answer without answers, what it answers is folded.
    let id = current.answers > 0 ? current.id : current.parent
    guard let id else { return }
    if folded.remove(id) == nil { folded.insert(id) }
    list.selected = shown.firstIndex { $0.id == id } ?? list.selected
    fit(common)
  }

  /// The next unread message of this thread, then of the next thread that has some.
  private mutating func goOn(_ common: inout Common) {
    if pane == .messages {
      if let current, !current.headline.isRead { return enter(&common) }
      let after = current.flatMap { row in messages.firstIndex { $0.id == row.id } } ?? -1
      if let next = messages[(after + 1)...].first(where: { !$0.headline.isRead }) {
        select(next.id)
        return fit(common)
      }
    }
    guard let board else { return }
    let start = pane == .threads ? threads.selected : threads.selected + 1
    guard
      let place = (start..<max(start, board.offset + board.threads.count)).first(where: {
        thread(at: $0)?.unread ?? 0 > 0
      })
    else { return common.say("no more unread messages on this board") }
    threads.selected = place
    pane = .messages
    isGoingOn = true
    opened = nil
    fit(common)
    open(&common)
  }

  private mutating func mark(_ id: ArticleID, _ change: (inout Headline) -> Void) {
    guard let place = messages.firstIndex(where: { $0.id == id }) else { return }
    change(&messages[place].headline)
  }

  private mutating func performOnMessage(
    _ name: DeskCommand.Name, _ argument: String?, _ common: inout Common
  ) {
    guard let headline = current?.headline else { return }
    switch name {
    case .toggleUnread:
      mark(headline.id) { $0.isRead.toggle() }
      common.want(.mark(.read([headline.id], !headline.isRead)))
    case .star:
      mark(headline.id) { $0.isStarred.toggle() }
      common.want(.mark(.starred([headline.id], !headline.isStarred)))
    default: _ = common.perform(name, argument: argument, on: headline)
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    if let headline = current?.headline, common.answer(purpose, text, on: headline) { return }
    guard purpose == .find else { return }
    pane = .messages
    finder.text = text
    fit(common)
    if let row = finder.next(after: list.selected - 1) {
      list.selected = row
    } else if !text.isEmpty {
      common.say("\(text) is not on this page", .bad)
    }
    list.fit(count: shown.count, height: height(common))
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let row = mouse.at.row - common.body.row
    let isLeft = isWide(common) ? mouse.at.column < Self.left : pane == .threads
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -3 : 3
      if isLeft {
        threads.scroll(step, count: board?.total ?? 0, height: common.body.rows)
        open(&common)
      } else {
        list.scroll(step, count: shown.count, height: height(common))
      }
    case .press, .doublePress:
      if isLeft {
        guard row >= 0, threads.top + row < board?.total ?? 0 else { return }
        pane = .threads
        threads.selected = threads.top + row
        open(&common)
      } else {
        guard row > 0, shown.indices.contains(list.top + row - 1) else { return }
        pane = .messages
        list.selected = list.top + row - 1
      }
      if mouse.action == .doublePress { enter(&common) }
    }
  }

  static let left = 46
}
