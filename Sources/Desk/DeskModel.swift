import Foundation
import News
import Screen

/// The desk as a value: events in, effects and pictures out. It routes to its pages and knows nothing else.
///
/// Invariants: the last page of `pages` is in front, the front page is the first; a question takes the next key, a prompt
/// takes all keys until it is answered or left.
public struct DeskModel: Sendable {
  var common: Common
  var pages: [any Page] = [FrontPage()]
  /// Composers that were left before the disk had all of their text: held until it has.
  var departed: [ComposerPage] = []
  /// Keys that are the beginning of a command so far.
  var run: [Key] = []
  var commands = CommandLine()
  var ahead = TypeAhead()
  /// The command that was given last, by whatever way.
  var given: DeskCommand.Name?
  /// A report that was asked for before it was known what is followed.
  var wanted: WantedReport?

  public init(options: DeskOptions = DeskOptions(), keys: KeyMap = .standard) {
    common = Common(
      options: options, keys: keys, size: Size(columns: 80, rows: 24), now: Date(timeIntervalSince1970: 0))
  }

  /// The page in front.
  public var page: PageKind { type(of: front).kind }
  var front: any Page { pages[pages.count - 1] }

  public mutating func update(_ event: DeskEvent) -> [DeskEffect] {
    switch event {
    case .opened(let size, let now):
      common.size = size
      common.now = now
      onFront { $0.appear(&$1) }
    case .input(let input): if !ahead.take(input) { take(input) }
    case .ticked(let now):
      common.now = now
      if ahead.isOver(at: now) { forgetAhead() }
      // A note has been read after a while; what went wrong stays until something else is said.
      if let message = common.message, message.kind != .bad, now.timeIntervalSince(message.at) > 20 {
        common.clearMessage()
      }
    case .loaded(let loaded): take(loaded)
    case .sync(let news): common.take(news)
    case .tested(let outcome, let sentence):
      common.take(outcome, sentence)
      for place in pages.indices {
        guard var mirrors = pages[place] as? MirrorsPage else { continue }
        mirrors.take(outcome, &common)
        pages[place] = mirrors
      }
    case .done(let phrase): common.say(phrase, .good)
    case .failed(let phrase):
      common.say(phrase, .bad)
      // It may have been what the front page waits for: at the next move it asks again.
      if var first = pages[0] as? FrontPage {
        first.waitNoLonger()
        pages[0] = first
      }
      waitNoLonger()
    case .report(let news): take(news)
    case .alerted(let phrase):
      common.want(.world(.bell))
      common.say(alert: phrase)
    case .picture(let news): for place in pages.indices { pages[place].take(news, &common) }
    case .faultChanged(let url, let name, let isPlayed):
      common.faults[url] = name
      guard !isPlayed, let fault = common.options.faults.first(where: { $0.name == name }) else { break }
      let mirror = common.shelf.mirrors.first { $0.mirror.url == url }?.name ?? url
      common.say("the demo gave \(mirror) the fault \(fault.name)")
    }
    turn()
    see(nil)
    if common.opensComposer { ahead.hold(at: common.now) }
    return common.takeEffects()
  }

  // MARK: What was loaded

  private mutating func take(_ loaded: DeskEvent.Loaded) {
    if case .names(let path, let names) = loaded { return complete(path: path, names) }
    if case .thread(let place) = loaded {
      guard let place else { return common.say("this article is no part of a thread") }
      return common.turn = .boards(place.newsroom, place)
    }
    // What is wrong already when the desk opens is not rung again at each start.
    let (alarms, wasShelved) = (common.alarms, common.isShelved)
    if case .shelf(let shelf) = loaded {
      common.shelf = shelf
      common.isShelved = true
      beginWanted()
    }
    for place in pages.indices {
      // What the status line and the alerts need is asked for at once, whatever is in front; the other pages behind ask
      // when they come back.
      if case .changed = loaded, place != pages.count - 1, place != 0 { continue }
      var page = pages[place]
      page.take(loaded, &common)
      pages[place] = page
    }
    if case .shelf = loaded { sound(after: alarms, rings: wasShelved) }
  }

  /// What is wrong for the first time is heard, too; the page in front has other room beside it.
  private mutating func sound(after before: [Alarm], rings: Bool) {
    let now = common.alarms
    guard now != before else { return }
    if rings, now.contains(where: { !before.contains($0) }) { common.want(.world(.bell)) }
    onFront { $0.perform(.redraw, argument: nil, &$1) }
  }

  /// The tour goes on when its step was done.
  mutating func see(_ name: DeskCommand.Name?) {
    guard common.tour.see(page, given: name) else { return }
    common.say(
      "That was the tour. All of this is a copy: try what you like; \(common.key(.back)) goes back, then quits.", .good)
  }

  // MARK: Pages

  mutating func onFront(_ act: (inout any Page, inout Common) -> Void) {
    act(&pages[pages.count - 1], &common)
  }

  /// Carries out what a page asked for.
  mutating func turn() {
    while let turn = common.turn {
      common.turn = nil
      common.prompt = nil
      onFront { $0.part(&$1) }
      let composers = pages.compactMap { $0 as? ComposerPage }
      switch turn {
      case .back:
        guard pages.count > 1 else { continue }
        pages.removeLast()
      case .article(let id):
        if var reader = front as? ReaderPage {
          reader.show(id)
          pages[pages.count - 1] = reader
        } else {
          pages.append(ReaderPage(id))
        }
      case .search(let query):
        comeBack(to: .search)
        if page == .search { pages.removeLast() }
        pages.append(SearchPage(query))
      case .composer(let draft): show(draft)
      case .pictures(let subject):
        comeBack(to: .pictures)
        if page == .pictures { pages.removeLast() }
        pages.append(PicturesPage(of: subject))
      case .boards(let newsroom, let place):
        comeBack(to: .boards)
        if page == .boards { pages.removeLast() }
        pages.append(BoardsPage(of: newsroom, at: place))
      case .edition(let newsroom):
        comeBack(to: .edition)
        if page == .edition { pages.removeLast() }
        pages.append(EditionPage(of: newsroom))
      case .review(let sheet): pages.append(ReviewPage(sheet))
      case .outbox(let report):
        comeBack(to: .outbox)
        if page == .outbox { pages.removeLast() }
        pages.append(OutboxPage(report))
      case .to(.help):
        let subject = page
        comeBack(to: .help)
        if page == .help { pages.removeLast() }
        pages.append(HelpPage(of: subject))
      case .to(let kind):
        comeBack(to: kind)
        if page != kind { pages.append(fresh(kind)) }
      }
      common.page = page
      hold(composers)
      onFront { $0.appear(&$1) }
    }
  }

  /// A page that is open already is gone back to, so that no page is there twice.
  private mutating func comeBack(to kind: PageKind) {
    guard let place = pages.lastIndex(where: { type(of: $0).kind == kind }) else { return }
    pages.removeSubrange((place + 1)...)
  }

  private func fresh(_ kind: PageKind) -> any Page {
    switch kind {
    case .front, .reader, .help, .composer, .review, .boards, .edition: FrontPage()
    case .pictures: PicturesPage(of: .list(common.scope))
    case .themes: ThemesPage()
    case .keeping: KeepingPage()
    case .mutes: MutesPage()
    case .outbox: OutboxPage(nil)
    case .search: SearchPage(nil)
    case .mirrors: MirrorsPage()
    case .log: LogPage()
    }
  }
}
