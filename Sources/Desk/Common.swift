import Foundation
import News
import Screen

/// What all pages share, and where they leave what they want done.
struct Common: Sendable {
  let options: DeskOptions
  let keys: KeyMap
  let times: TimeText
  var size: Size
  var now: Date
  /// The page in front.
  var page = PageKind.front
  var shelf = Shelf()
  /// The shelf was read from the store: until then nothing is known of what is followed.
  var isShelved = false
  /// The last list that was read in: what next unread goes through.
  var scope = Scope.all
  var order = ListOrder.newest
  var progress: Progress?
  /// Newsrooms whose pinned mirror failed in the last rounds, while it is offered to ask their others.
  var pinnedFailed: [NewsroomID] = []
  /// Faults of the demo's mirrors by URL.
  var faults: [String: String] = [:]
  var delivery = DeliveryProgress()
  /// Of drafts, until they are answered for.
  var attaching = FilesUnderWay()
  /// How this terminal draws pictures, once it was asked.
  var skill: PictureSkill?
  /// Pictures are shown as such, not by their words alone.
  var showsPictures: Bool
  /// The theme that is kept, by its name.
  var theme: String
  var tour: Tour
  /// Changes that were made in composers so far: no two have the same number.
  var changes = 0

  private(set) var effects: [DeskEffect] = []
  private(set) var message: Message?
  var turn: Turn?
  var prompt: Prompt?
  var question: Question?

  init(options: DeskOptions, keys: KeyMap, size: Size, now: Date) {
    self.options = options
    times = TimeText(in: options.phrasebook, zone: options.zone)
    showsPictures = options.showsPictures && !options.isPlain
    theme = options.theme
    tour = Tour(isWanted: options.hasTour)
    self.keys = keys
    self.size = size
    self.now = now
  }

  struct Message: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case note, good, bad }
    var phrase: Phrase
    var kind: Kind
    var at: Date
    /// Newsrooms whose pinned mirror failed: it offers to ask their others.
    var offers: [NewsroomID] = []
    /// What was said before the offer.
    var before: Phrase?
    /// Of an alert that came: what a round says of itself in the next seconds does not cover it.
    var isAlert = false
  }

  struct Progress: Hashable, Sendable {
    var done = 0
    var of: Int
    var what: Phrase?
    var began: Date
    /// What is counted are newsrooms.
    var isOfNewsrooms = true
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
    case pictures(PicturesPage.Subject)
    case boards(NewsroomID, ThreadPlace?)
    case edition(NewsroomID)
    case back
  }

  /// A line being typed at the bottom, and what for.
  struct Prompt: Hashable, Sendable {
    enum Purpose: Hashable, Sendable {
      case command, find, link, copyLink, mirror, save, pipe, route, importMirrors, exportMirrors
      case newsroom(Report.Kind)
      case attach, export, importFile
      /// Addresses of a newsroom to follow; a subscription list.
      case follow, subscriptions
      /// A backup; the passphrase of the one at this path.
      case restore
      case passphrase(of: String)
      /// What an article is marked with; what is hidden; what a search is kept as; a rule of what is kept.
      case tag, mute, saveSearch, keep
      /// A fingerprint that was heard or read; where evidence is written to.
      case compare, exportEvidence
    }
    var purpose: Purpose
    var label: Phrase
    var line: LineEditor
    /// What it could be; `Tab` goes through them.
    var choices: [String] = []
    /// Lines that were pasted, where a list of them can be given.
    var pasted: [String] = []
    /// What is typed instead of `line`, where nobody may see it.
    var hidden: HiddenLine?

    /// What is given by `Enter`.
    var text: String { (pasted + [line.text]).joined(separator: "\n") }

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

  mutating func want(_ effect: DeskEffect) {
    if case .report(.attach(let draft, _, _)) = effect { attaching.begin(draft) }
    effects.append(effect)
  }
  /// Among what is wanted now is something that opens a composer.
  var opensComposer: Bool { effects.contains(where: \.opensComposer) }

  mutating func say(_ phrase: Phrase, _ kind: Message.Kind = .note) {
    message = Message(phrase: phrase, kind: kind, at: now)
  }

  mutating func say(alert: Phrase) { message = Message(phrase: alert, kind: .bad, at: now, isAlert: true) }

  /// An alert was told of a moment ago.
  var tellsOfAlert: Bool { message.map { $0.isAlert && now.timeIntervalSince($0.at) < 10 } ?? false }

  /// Offers to ask the others of these newsrooms, beside what was said just now.
  mutating func say(offer: Phrase, for newsrooms: [NewsroomID]) {
    let recent = message.flatMap { now.timeIntervalSince($0.at) < 5 ? $0 : nil }
    let before = recent.flatMap { $0.offers.isEmpty ? $0.phrase : $0.before }
    let phrase: Phrase = before.map { "\($0) · \(offer)" } ?? offer
    message = Message(phrase: phrase, kind: .bad, at: now, offers: newsrooms, before: before)
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

  /// What is pasted stays on one line, but for a list: its lines are kept, and given together.
  mutating func pasteAtPrompt(_ text: String) {
    guard var prompt else { return }
    if prompt.hidden != nil {
      self.prompt?.hidden?.insert(text)
      return
    }
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard prompt.purpose == .mirror || prompt.purpose == .follow, lines.count > 1 || !prompt.pasted.isEmpty else {
      self.prompt?.line.insert(text)
      return
    }
    let bytes = prompt.pasted.reduce(text.utf8.count) { $0 + $1.utf8.count }
    guard bytes <= PastedList.mostBytes else {
      return prompt.purpose == .follow
        ? say("too long to be pasted", .bad)
        : say("too long to be pasted; \(key(.importMirrors)) takes a file", .bad)
    }
    let typed = prompt.line.text
    prompt.pasted += (typed.isEmpty ? [] : [typed]) + lines
    prompt.line = LineEditor()
    let count = prompt.pasted.flatMap(PastedList.lines).count { !$0.hasPrefix("#") }
    prompt.label = "addresses: \(count) (<Enter> adds them): "
    self.prompt = prompt
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

  /// A number of things as the reader's language writes it.
  func text(_ number: Int) -> String { options.phrasebook.number(number) }

  /// The phrase in the reader's language. What is empty stays so: to gettext, the empty phrase is a catalogue's header.
  func text(_ phrase: Phrase) -> String { phrase.pattern.isEmpty ? "" : options.phrasebook(phrase) }

  func newsroom(_ id: NewsroomID) -> Newsroom? { shelf.newsrooms.first { $0.id == id } }

  /// The newsroom that a list belongs to.
  var newsroomInScope: NewsroomID? {
    scope.newsroom ?? (shelf.newsrooms.count == 1 ? shelf.newsrooms.first?.id : nil)
  }
}

extension Common {
  /// What a page may draw on: all but the status line, the alarm below it, the tour's panel and the hint line.
  var body: Rect {
    Rect(
      column: 0, row: size.rows > 2 ? 1 + alarmRows : 0, columns: size.columns,
      rows: max(0, size.rows - 2 - alarmRows - tour.rows(of: self)))
  }
}
