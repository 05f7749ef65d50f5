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
      common.opened = now
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
      for place in pages.indices {
        guard var mirrors = pages[place] as? MirrorsPage else { continue }
        mirrors.take(outcome, sentence)
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
    case .faultChanged(let url, let name):
      common.faults[url] = name
      guard let fault = common.options.faults.first(where: { $0.name == name }) else { break }
      let mirror = common.shelf.mirrors.first { $0.mirror.url == url }?.name ?? url
      common.say("the demo gave \(mirror) the fault \(fault.name)")
    }
    turn()
    if common.opensComposer { ahead.hold(at: common.now) }
    return common.takeEffects()
  }

  // MARK: What was loaded

  private mutating func take(_ loaded: DeskEvent.Loaded) {
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
    case .front, .reader, .help, .composer, .review: FrontPage()
    case .outbox: OutboxPage(nil)
    case .search: SearchPage(nil)
    case .mirrors: MirrorsPage()
    case .log: LogPage()
    }
  }
}
