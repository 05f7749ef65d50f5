import Foundation
import News
import Screen

/// What all pages share, and where they leave what they want done.
struct Common: Sendable {
  let options: DeskOptions
  let keys: KeyMap
  var size: Size
  var now: Date
  /// When the desk came up: what arrived before is no news to it.
  var opened = Date.distantPast
  /// The page in front.
  var page = PageKind.front
  var shelf = Shelf()
  /// The shelf was read from the store: until then nothing is known of what is followed.
  var isShelved = false
  /// The last list that was read in: what next unread goes through.
  var scope = Scope.all
  var progress: Progress?
  /// Faults of the demo's mirrors by URL.
  var faults: [String: String] = [:]
  var delivery = DeliveryProgress()
  /// Changes that were made in composers so far: no two have the same number.
  var changes = 0

  private(set) var effects: [DeskEffect] = []
  private(set) var message: Message?
  var turn: Turn?
  var prompt: Prompt?
  var question: Question?

  init(options: DeskOptions, keys: KeyMap, size: Size, now: Date) {
    self.options = options
    self.keys = keys
    self.size = size
    self.now = now
  }

  struct Message: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case note, good, bad }
    var phrase: Phrase
    var kind: Kind
    var at: Date
  }

  struct Progress: Hashable, Sendable {
    var done = 0
    var of: Int
    var what: Phrase?
    var began: Date
    /// The user asked for an end of it.
    var isCancelled = false
  }

  /// To another page.
  enum Turn: Sendable {
    case to(PageKind)
    /// To the search page, with this query or to type one.
    case search(String?)
    case article(ArticleID)
    /// To the outbox, with this report selected.
    case outbox(ReportNumber?)
    case composer(Draft)
    case review(ReviewSheet)
    case back
  }

  /// A line being typed at the bottom, and what for.
  struct Prompt: Hashable, Sendable {
    enum Purpose: Hashable, Sendable {
      case command, find, link, copyLink, mirror, save
      case newsroom(Report.Kind)
      case attach, export, importFile
    }
    var purpose: Purpose
    var label: Phrase
    var line: LineEditor
    /// What it could be; `Tab` goes through them.
    var choices: [String] = []

    /// The next choice; of a line that was begun, the first that begins so.
    mutating func choose() {
      let text = line.text.lowercased()
      if let place = choices.firstIndex(where: { $0.lowercased() == text }) {
        line = LineEditor(choices[(place + 1) % choices.count])
      } else if let choice = choices.first(where: { $0.lowercased().hasPrefix(text) }) {
        line = LineEditor(choice)
      }
    }
  }

  mutating func want(_ effect: DeskEffect) { effects.append(effect) }
  /// Among what is wanted now is something that opens a composer.
  var opensComposer: Bool { effects.contains(where: \.opensComposer) }

  mutating func say(_ phrase: Phrase, _ kind: Message.Kind = .note) {
    message = Message(phrase: phrase, kind: kind, at: now)
  }

  /// Says what came of a search on the page.
  mutating func say(finding text: TextView) {
    if let finding = text.finding { say(finding, text.found == nil ? .bad : .note) }
  }

  mutating func clearMessage() { message = nil }

  /// While a text is written: a note has had its moment, what went wrong stays for some seconds.
  mutating func fadeMessage() {
    if let message, message.kind != .bad || now.timeIntervalSince(message.at) > 10 { self.message = nil }
  }

  mutating func ask(_ purpose: Prompt.Purpose, _ label: Phrase, text: String = "", choices: [String] = []) {
    prompt = Prompt(purpose: purpose, label: label, line: LineEditor(text), choices: choices)
  }

  /// Hands over what was wanted since the last time.
  mutating func takeEffects() -> [DeskEffect] {
    defer { effects = [] }
    return effects
  }

  /// The key that gives a command here, or on another page, as the user would type it now; its name where it has none.
  func key(_ name: DeskCommand.Name, on other: PageKind? = nil) -> String {
    keys.notations(of: name, on: other ?? page).first ?? ":" + name.rawValue
  }

  /// The phrase in the reader's language. What is empty stays so: to gettext, the empty phrase is a catalogue's header.
  func text(_ phrase: Phrase) -> String { phrase.pattern.isEmpty ? "" : options.phrasebook(phrase) }

  func newsroom(_ id: NewsroomID) -> Newsroom? { shelf.newsrooms.first { $0.id == id } }

  /// The newsroom that a list belongs to.
  var newsroomInScope: NewsroomID? {
    switch scope {
    case .newsroom(let id), .section(let id, _): id
    case .all, .starred: shelf.newsrooms.count == 1 ? shelf.newsrooms.first?.id : nil
    }
  }
}

/// One full view of the desk: its state, what it does on a command, and its picture are together in one file.
protocol Page: Sendable {
  static var kind: PageKind { get }
  /// What stands after the newsroom's name in the first line.
  var title: Phrase { get }
  /// The newsroom that the page speaks of, where it is not that of the list.
  func newsroom(_ common: Common) -> NewsroomID?
  /// Once, when the page comes up or comes back.
  mutating func appear(_ common: inout Common)
  /// A command of the table. `argument` is what followed its name after `:`.
  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common)
  /// What was typed at a prompt that this page asked for.
  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common)
  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common)
  mutating func take(_ news: ReportNews, _ common: inout Common)
  mutating func point(_ mouse: Mouse, _ common: inout Common)
  /// A key that gives no command here. False when the page has no use for it.
  mutating func type(_ key: Key, _ common: inout Common) -> Bool
  /// A paste where nothing is asked. False when the page has no use for it.
  mutating func paste(_ text: String, _ common: inout Common) -> Bool
  /// A question that this page asked was answered so; what the answer does is on its way.
  mutating func answered(_ choice: Question.Choice, _ common: inout Common)
  /// Right before the page goes, or another one comes before it, or the program ends or stops.
  mutating func part(_ common: inout Common)
  func render(on grid: inout Grid, in rect: Rect, _ common: Common)
}

extension Page {
  func newsroom(_ common: Common) -> NewsroomID? { common.newsroomInScope }
  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {}
  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {}
  mutating func take(_ news: ReportNews, _ common: inout Common) {}
  mutating func point(_ mouse: Mouse, _ common: inout Common) {}
  mutating func type(_ key: Key, _ common: inout Common) -> Bool { false }
  mutating func paste(_ text: String, _ common: inout Common) -> Bool { false }
  mutating func answered(_ choice: Question.Choice, _ common: inout Common) {}
  mutating func part(_ common: inout Common) {}
}

extension Common {
  /// What a page may draw on: all but the status line and the hint line.
  var body: Rect { Rect(column: 0, row: size.rows > 2 ? 1 : 0, columns: size.columns, rows: max(0, size.rows - 2)) }
}
