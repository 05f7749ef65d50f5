import News
import Screen

/// A newsroom's board: its threads, and the messages of one of them, answers indented below what they answer.
///
/// Invariant: thread and message are held by their numbers, not by their places.
struct BoardsPage: Page {
  static let kind = PageKind.boards
  /// Threads of one window.
  static let window = 200

  enum Pane: Hashable, Sendable { case threads, messages }

  let newsroom: NewsroomID
  var pane: Pane
  private(set) var board: ThreadWindow?
  var threads = ListView()
  var messages = MessageTree()
  /// The thread whose messages are held.
  private(set) var opened: ThreadID?
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

  /// The message that one is on.
  var current: MessageRow? { pane == .messages ? messages.selected : nil }

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
    let held = wanted?.message ?? messages.selected?.id
    messages.replace(arrived)
    if isGoingOn, let unread = arrived.first(where: { !$0.headline.isRead })?.id {
      messages.select(unread)
      pane = .messages
    } else if let held {
      messages.select(held)
    }
    isGoingOn = false
    wanted = nil
    fit(common)
  }

  mutating func fit(_ common: Common) {
    threads.fit(count: board?.total ?? 0, height: common.body.rows)
    let shown = messages.shown
    messages.list.fit(count: shown.count, height: height(common))
    finder.look(in: shown.map { "\($0.headline.title) \($0.headline.byline ?? "")" })
  }

  /// Rows of messages; the thread's title stands above them.
  func height(_ common: Common) -> Int { max(1, common.body.rows - 1) }

  /// The messages of the selected thread, where they are shown.
  mutating func open(_ common: inout Common) {
    guard isWide(common) || pane == .messages, let thread, thread.id != opened else { return }
    opened = thread.id
    messages.clear()
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
    case .messages:
      if messages.list.move(name, count: messages.shown.count, height: height(common)) { return }
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
    case .fold:
      if pane == .messages { messages.toggleFold() }
      fit(common)
    case .foldAll:
      messages.toggleAllFolds()
      fit(common)
    case .catchUp:
      guard let id = pane == .messages ? opened : thread?.id else { return }
      if opened == id { messages.markAllRead() }
      common.want(.mark(.threadRead(id)))
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: if let row = finder.next(after: messages.list.selected) { messages.list.selected = row }
    case .findPrevious: if let row = finder.previous(before: messages.list.selected) { messages.list.selected = row }
    default: performOnMessage(name, argument, &common)
    }
    messages.list.fit(count: messages.shown.count, height: height(common))
  }

  mutating func enter(_ common: inout Common) {
    if let current {
      messages.change(current.id) { $0.isRead = true }
      return common.turn = .article(current.id)
    }
    guard thread != nil else { return }
    pane = .messages
    open(&common)
  }

  /// The next unread message of this thread, then of the next thread that has some.
  private mutating func goOn(_ common: inout Common) {
    if pane == .messages {
      if let current, !current.headline.isRead { return enter(&common) }
      if let next = messages.nextUnread {
        messages.select(next.id)
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

  private mutating func performOnMessage(
    _ name: DeskCommand.Name, _ argument: String?, _ common: inout Common
  ) {
    guard let headline = current?.headline else { return }
    switch name {
    case .toggleUnread:
      messages.change(headline.id) { $0.isRead.toggle() }
      common.want(.mark(.read([headline.id], !headline.isRead)))
    case .star:
      messages.change(headline.id) { $0.isStarred.toggle() }
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
    if let row = finder.next(after: messages.list.selected - 1) {
      messages.list.selected = row
    } else if !text.isEmpty {
      common.say("\(text) is not on this page", .bad)
    }
    messages.list.fit(count: messages.shown.count, height: height(common))
  }
}
