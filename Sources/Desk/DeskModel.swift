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
  /// Keys that are the beginning of a command so far.
  private(set) var run: [Key] = []
  /// What was typed at `:`, oldest first.
  private var history: [String] = []
  private var recalled: Int?

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
    case .input(let input): take(input)
    case .ticked(let now):
      common.now = now
      // A note has been read after a while; what went wrong stays until something else is said.
      if let message = common.message, message.kind != .bad, now.timeIntervalSince(message.at) > 20 {
        common.clearMessage()
      }
    case .loaded(let loaded): take(loaded)
    case .sync(let news): take(news)
    case .tested(let outcome, let sentence):
      for place in pages.indices {
        guard var mirrors = pages[place] as? MirrorsPage else { continue }
        mirrors.take(outcome, sentence)
        pages[place] = mirrors
      }
    case .done(let phrase): common.say(phrase, .good)
    case .failed(let phrase): common.say(phrase, .bad)
    case .faultChanged(let url, let name):
      common.faults[url] = name
      guard let fault = common.options.faults.first(where: { $0.name == name }) else { break }
      let mirror = common.shelf.mirrors.first { $0.mirror.url == url }?.name ?? url
      common.say("demo: \(mirror): \(common.text(fault.phrase))")
    }
    turn()
    return common.takeEffects()
  }

  // MARK: What was loaded

  private mutating func take(_ loaded: DeskEvent.Loaded) {
    if case .shelf(let shelf) = loaded { common.shelf = shelf }
    for place in pages.indices {
      // What the status line and the alerts need is asked for at once, whatever is in front; the other pages behind ask
      // when they come back.
      if case .changed = loaded, place != pages.count - 1, place != 0 { continue }
      var page = pages[place]
      page.take(loaded, &common)
      pages[place] = page
    }
  }

  private mutating func take(_ news: DeskEvent.SyncNews) {
    switch news {
    case .began(let newsrooms): common.progress = .init(of: newsrooms, began: common.now)
    case .progressed(let done, let all, let what):
      let began = common.progress?.began ?? common.now
      common.progress = .init(done: done, of: all, what: what, began: began)
    case .moved(let phrase): common.say(phrase, .bad)
    case .finished(let lines, let new, let isOffline, let failed):
      common.progress = nil
      // One newsroom: its own line. Several: what is new, and how many could not be served.
      if lines.count == 1, let line = lines.first {
        common.say(line, failed > 0 && !isOffline ? .bad : .note)
      } else if isOffline {
        common.say("offline: no network is reached; what you have stays readable")
      } else if failed > 0 {
        let some: Phrase = "\(new) new · \(failed) newsrooms not served; L says why"
        common.say(some, .bad)
      } else {
        common.say(Phrase(new, one: "%1 new article", many: "%1 new articles"), .good)
      }
    }
  }

  // MARK: Input

  private mutating func take(_ input: Input) {
    switch input {
    case .key(let key): press(key)
    case .paste(let text):
      guard common.prompt != nil else { return common.say("paste goes where something is typed: `:` or `/`") }
      common.prompt?.line.insert(text)
      typed()
    case .mouse(let mouse):
      guard common.prompt == nil, common.question == nil else { return }
      onFront { $0.point(mouse, &$1) }
    case .resized(let size):
      common.size = size
      onFront { $0.perform(.redraw, argument: nil, &$1) }
    case .resumed: common.want(.world(.repaint))
    case .ended: common.want(.world(.quit))
    }
  }

  private mutating func press(_ key: Key) {
    if let question = common.question { return answer(question, with: key) }
    if common.prompt != nil { return press(key, atPrompt: true) }
    run.append(key)
    switch common.keys.reading(of: run, on: page) {
    case .command(let name):
      run = []
      perform(name, argument: nil)
    case .more: break
    case .nothing:
      let isAlone = run.count == 1
      run = []
      if !isAlone { return press(key) }
      common.say("\(key.description) does nothing here; ? shows the keys")
    }
  }

  private mutating func answer(_ question: Common.Question, with key: Key) {
    switch key {
    case .character("y"), .character("Y"):
      common.question = nil
      common.want(question.effect)
    case .character("n"), .character("N"), .character("q"), .escape, .control("g"), .control("c"):
      common.question = nil
      common.say("left as it is")
    default: break
    }
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?) {
    if name != .cancel { common.clearMessage() }
    switch name {
    case .quit: common.want(.world(.quit))
    case .back:
      if pages.count == 1 { common.want(.world(.quit)) } else { common.turn = .back }
    case .suspend: common.want(.world(.suspend))
    case .redraw: common.want(.world(.repaint))
    case .undo: common.want(.mark(.undo))
    case .sync: common.want(.sync(.start(common.newsroomInScope)))
    case .syncAll: common.want(.sync(.start(nil)))
    case .cancel:
      if common.progress != nil {
        common.want(.sync(.cancel))
      } else {
        onFront { $0.perform(name, argument: nil, &$1) }
      }
    case .mirrors: common.turn = .to(.mirrors)
    case .log: common.turn = .to(.log)
    case .help: common.turn = .to(.help)
    case .search:
      common.turn = .to(.search)
      turn()
      if let argument { onFront { $0.answer(.find, argument, &$1) } }
    case .find where page == .front: perform(.search, argument: argument)
    case .command: common.ask(.command, ":")
    case .add:
      guard let argument else { return common.ask(.command, ":", text: "add ") }
      common.want(.world(.follow(argument.split(separator: " ").map(String.init))))
    case .forget: forget()
    default: onFront { $0.perform(name, argument: argument, &$1) }
    }
  }

  private mutating func forget() {
    guard let id = common.newsroomInScope, let newsroom = common.newsroom(id) else {
      return common.say("choose a newsroom on the left first", .bad)
    }
    common.question = .init(
      phrase: "Forget \(newsroom.name) with all of its articles? This can't be undone.",
      effect: .world(.forget(id)))
  }

  // MARK: Prompts

  private mutating func press(_ key: Key, atPrompt: Bool) {
    guard var prompt = common.prompt else { return }
    switch key {
    case .escape, .control("c"), .control("g"):
      common.prompt = nil
      onFront { $0.perform(.cancel, argument: nil, &$1) }
    case .backspace where prompt.line.characters.isEmpty: common.prompt = nil
    case .enter:
      common.prompt = nil
      recalled = nil
      finish(prompt)
    case .tab where prompt.purpose == .command: complete()
    case .up where prompt.purpose == .command: recall(-1)
    case .down where prompt.purpose == .command: recall(1)
    default:
      guard prompt.line.press(key) else {
        // A key that types nothing moves what is behind the prompt: the found articles.
        if case .command(let name) = common.keys.reading(of: [key], on: page), prompt.purpose == .find {
          onFront { $0.perform(name, argument: nil, &$1) }
        }
        return
      }
      common.prompt = prompt
      typed()
    }
  }

  /// As one types: the search page looks at once.
  private mutating func typed() {
    guard let prompt = common.prompt, prompt.purpose == .find, page == .search else { return }
    onFront { $0.answer(.find, prompt.line.text, &$1) }
  }

  private mutating func finish(_ prompt: Common.Prompt) {
    let text = prompt.line.text
    guard prompt.purpose == .command else { return onFront { $0.answer(prompt.purpose, text, &$1) } }
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let word = words.first else { return }
    history.removeAll { $0 == text }
    history.append(text)
    let argument = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : nil
    let rows = DeskCommand.rows(on: page, isDemo: !common.options.faults.isEmpty)
    let found = rows.filter { $0.name.rawValue.hasPrefix(word.lowercased()) }
    if let row = found.first(where: { $0.name.rawValue == word.lowercased() }) ?? (found.count == 1 ? found.first : nil)
    {
      perform(row.name, argument: argument?.isEmpty == false ? argument : nil)
    } else if found.isEmpty {
      common.say("there is no command \(String(word)) here; ? lists them", .bad)
    } else {
      common.say("\(String(word)) could be \(found.map(\.name.rawValue).joined(separator: ", "))", .bad)
    }
  }

  private mutating func complete() {
    guard let text = common.prompt?.line.text, !text.contains(" ") else { return }
    let rows = DeskCommand.rows(on: page, isDemo: !common.options.faults.isEmpty)
    let names = Set(rows.map(\.name.rawValue).filter { $0.hasPrefix(text.lowercased()) }).sorted()
    guard let first = names.first else { return }
    let shared = names.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
    common.prompt?.line = LineEditor(names.count == 1 ? first + " " : shared)
    if names.count > 1 { common.say(Phrase(verbatim: names.joined(separator: "  "))) }
  }

  private mutating func recall(_ step: Int) {
    guard !history.isEmpty else { return }
    let place = (recalled ?? history.count) + step
    recalled = max(0, min(place, history.count))
    common.prompt?.line = LineEditor(place >= history.count ? "" : history[max(0, place)])
  }

  // MARK: Pages

  private mutating func onFront(_ act: (inout any Page, inout Common) -> Void) {
    act(&pages[pages.count - 1], &common)
  }

  /// Carries out what a page asked for.
  private mutating func turn() {
    while let turn = common.turn {
      common.turn = nil
      common.prompt = nil
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
      case .to(let kind):
        // A page that is open already comes to the front: no page is there twice.
        pages.removeAll { type(of: $0).kind == kind && kind != .front }
        pages.append(fresh(kind))
      }
      onFront { $0.appear(&$1) }
    }
  }

  private func fresh(_ kind: PageKind) -> any Page {
    switch kind {
    case .front, .reader: FrontPage()
    case .mirrors: MirrorsPage()
    case .search: SearchPage()
    case .log: LogPage()
    case .help: HelpPage(of: page)
    }
  }
}
