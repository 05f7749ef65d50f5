import Foundation
import News
import Screen

/// From what the user does to what is performed: a question takes the key first, then a prompt, then the table.
extension DeskModel {
  mutating func take(_ input: Input) {
    switch input {
    case .key(let key): press(key)
    case .paste(let text):
      if common.prompt != nil {
        common.pasteAtPrompt(text)
        return typed()
      }
      var isTaken = false
      if common.question == nil { onFront { isTaken = $0.paste(text, &$1) } }
      if !isTaken {
        common.say("paste goes where something is typed: \(common.key(.command)) or \(common.key(.find))")
      }
    case .mouse(let mouse):
      guard common.prompt == nil, common.question == nil else { return }
      onFront { $0.point(mouse, &$1) }
    case .resized(let size):
      common.size = size
      onFront { $0.perform(.redraw, argument: nil, &$1) }
    case .resumed: common.want(.world(.repaint))
    case .answered(let skill):
      common.skill = skill
      onFront { $0.perform(.redraw, argument: nil, &$1) }
    case .ended:
      partAll()
      common.want(.world(.quit))
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
    case .more: if key == .escape, run.count == 1, type(key) { run = [] }
    case .nothing:
      let begun = run.dropLast()
      run = []
      // What only looked like the beginning of a command is what the page makes of it.
      for key in begun { _ = type(key) }
      if !begun.isEmpty { return press(key) }
      if type(key) { return }
      common.say("\(key.description) does nothing here; \(common.key(.help)) shows the keys")
    }
  }

  private mutating func type(_ key: Key) -> Bool {
    var isTaken = false
    onFront { isTaken = $0.type(key, &$1) }
    return isTaken
  }

  private mutating func answer(_ question: Question, with key: Key) {
    if case .character(let letter) = key, let choice = question.choice(letter) {
      common.question = nil
      onFront { $0.answered(choice, &$1) }
      return choice.effects.forEach { common.want($0) }
    }
    switch key {
    case .character("n"), .character("N"), .character("q"), .escape, .control("g"), .control("c"):
      common.question = nil
      common.say("left as it is")
    default: break
    }
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?) {
    given = name
    let offered = common.message?.offers ?? []
    common.clearMessage()
    switch name {
    case .quit: quit()
    case .back:
      var hasStepped = false
      onFront { hasStepped = $0.stepBack(&$1) }
      if hasStepped { break }
      if pages.count == 1 { quit() } else { common.turn = .back }
    case .suspend:
      partAll()
      common.want(.world(.suspend))
    case .redraw: common.want(.world(.repaint))
    case .undo: common.want(.mark(.undo))
    case .sync: common.want(.sync(.start(common.newsroomInScope)))
    case .older: older()
    case .fullText where argument == "always" || argument == "ask": setFullText(always: argument == "always")
    case .syncAll: common.want(.sync(.start(nil)))
    case .cancel where page == .outbox && common.delivery.cancel(): common.want(.report(.cancelDelivery))
    case .cancel: if !common.cancelSync() { onFront { $0.perform(name, argument: nil, &$1) } }
    case .mirrors: common.turn = .to(.mirrors)
    case .alarm: showAlarm()
    case .edition: showEdition()
    case .log: common.turn = .to(.log)
    case .keeping: common.turn = .to(.keeping)
    case .mutes: common.turn = .to(.mutes)
    case .themes:
      if let argument { common.keepTheme(argument) } else { common.turn = .to(.themes) }
    case .tour:
      common.tour.toggle()
      if !common.tour.isWanted { common.say("the tour is in the demo: `wirecopy demo`") }
    case .outbox: common.turn = .outbox(nil)
    case .report: begin(.report, for: argument)
    case .alert: begin(.alert, for: argument)
    case .correction: begin(.correction, for: argument)
    case .help: common.turn = .to(.help)
    case .search: common.turn = .search(argument)
    case .find where page == .front: common.turn = .search(argument)
    case .command: common.ask(.command, ":")
    case .askOthers: common.askOthers(offered: offered, of: front.newsroom(common))
    case .network: setNetwork(argument)
    case .add:
      guard let argument else { return common.ask(.command, ":", text: "add ") }
      common.want(.world(.follow(argument.split(separator: " ").map(String.init))))
    case .forget: forget()
    default: onFront { $0.perform(name, argument: argument, &$1) }
    }
    see(name)
  }

  private mutating func setNetwork(_ words: String?) {
    if let words { return common.want(.mirror(.setNetwork(words))) }
    common.ask(.command, ":", text: "network ")
    let now: Phrase = common.shelf.network ?? "directly"
    common.say("now: \(now); possible, also several: \(RouteText.waysOfAll)")
  }

  /// What is wrong first, of the newsroom that it is wrong with.
  private mutating func showAlarm() {
    guard let alarm = common.alarms.first else {
      return common.say("nothing is wrong with any newsroom's record", .good)
    }
    common.turn = .edition(alarm.newsroom)
  }

  private mutating func showEdition() {
    let signed = common.shelf.newsrooms.filter { common.shelf.editions[$0.id] != nil }
    let only = signed.count == 1 ? signed.first?.id : nil
    guard let id = front.newsroom(common) ?? common.alarms.first?.newsroom ?? only, let newsroom = common.newsroom(id)
    else { return common.say("choose a newsroom on the left first", .bad) }
    guard common.shelf.editions[id] != nil else {
      return common.say("\(newsroom.name) is not signed: nothing but its mirrors vouches for its news", .bad)
    }
    common.turn = .edition(id)
  }

  private mutating func older() {
    guard let id = front.newsroom(common), let newsroom = common.newsroom(id) else {
      return common.say("choose a newsroom on the left first", .bad)
    }
    common.want(.further(.older(id)))
    common.say("asking for older articles of \(newsroom.name)…")
  }

  private mutating func setFullText(always: Bool) {
    guard let id = front.newsroom(common) else { return common.say("choose a newsroom on the left first", .bad) }
    common.want(.further(.always(id, always)))
  }

  private mutating func forget() {
    if case .savedSearch(let id) = common.scope { return common.want(.mark(.searchRemoved(id))) }
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
    if let hidden = prompt.hidden { return press(key, at: prompt.purpose, hidden) }
    let isCommand = prompt.purpose == .command
    switch key {
    case .escape, .control("c"), .control("g"): leavePrompt()
    case .backspace where prompt.line.characters.isEmpty: leavePrompt()
    case .enter:
      common.prompt = nil
      switch prompt.purpose {
      case .command: give(prompt.line.text)
      case .newsroom(let kind): begin(kind, for: prompt.line.text)
      default: onFront { $0.answer(prompt.purpose, prompt.text, &$1) }
      }
    case .tab where isCommand: complete(prompt.line.text)
    case .tab where prompt.purpose.asksForPath: common.want(.load(.names(prompt.line.text)))
    case .tab where prompt.purpose == .find && page == .search:
      completeQuery(prompt.line.text)
      typed()
    case .tab where !prompt.choices.isEmpty: common.prompt?.choose()
    case .up where isCommand: common.prompt?.line = LineEditor(commands.recall(-1, from: prompt.line.text))
    case .down where isCommand: common.prompt?.line = LineEditor(commands.recall(1, from: prompt.line.text))
    default:
      guard prompt.line.press(key) else { return moveBehind(key) }
      common.prompt = prompt
      typed()
    }
  }

  mutating func leavePrompt() {
    common.prompt = nil
    commands.leave()
    onFront { $0.leavePrompt(&$1) }
  }

  /// A key that types nothing moves what is behind the prompt: the articles that were found so far.
  private mutating func moveBehind(_ key: Key) {
    guard common.prompt?.purpose == .find, case .command(let name) = common.keys.reading(of: [key], on: page),
      DeskCommand.moves.contains(name)
    else { return }
    onFront { $0.perform(name, argument: nil, &$1) }
  }

  /// As one types: the search page looks at once.
  private mutating func typed() {
    guard let prompt = common.prompt, prompt.purpose == .find, page == .search else { return }
    onFront { $0.answer(.find, prompt.line.text, &$1) }
  }

  var rows: [DeskCommand] { DeskCommand.rows(on: page, isDemo: !common.options.faults.isEmpty) }

  private mutating func give(_ text: String) {
    switch commands.take(text, among: rows) {
    case .command(let name, let argument): perform(name, argument: argument)
    case .ambiguous(let word, let names): common.say("\(word) could be \(names.joined(separator: ", "))", .bad)
    case .unknown(let word):
      common.say("there is no command \(word) here; \(common.key(.help)) lists them", .bad)
    case .empty: break
    }
  }

}
