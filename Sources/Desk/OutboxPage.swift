import Foundation
import News
import Screen

/// All that is written and not yet thrown away: drafts first, then what was filed, each with its way so far.
///
/// Invariant: the selection is held by the report's number.
struct OutboxPage: Page {
  static let kind = PageKind.outbox

  private(set) var outbox: Outbox?
  /// Words of each draft, counted once.
  private(set) var words: [ReportNumber: Int] = [:]
  var selected: ReportNumber?
  private(set) var list = ListView()
  private var finder = Finder()
  /// On a small screen the details take the list's place when they are asked for; elsewhere they can be put away.
  private var isTurned = false

  /// - Parameter selected: the report to select, if it is there.
  init(_ selected: ReportNumber?) { self.selected = selected }

  var title: Phrase { "outbox" }

  func newsroom(_ common: Common) -> NewsroomID? {
    switch current {
    case .draft(let draft): draft.newsroom
    case .filed(let entry): entry.report.newsroom
    case nil: common.newsroomInScope
    }
  }

  /// A line of the list.
  enum Row: Hashable, Sendable {
    case draft(Draft)
    case filed(OutboxEntry)

    var number: ReportNumber {
      switch self {
      case .draft(let draft): draft.id
      case .filed(let entry): entry.id
      }
    }
    var report: Report {
      switch self {
      case .draft(let draft): draft.report
      case .filed(let entry): entry.report.report
      }
    }
  }

  var rows: [Row] {
    (outbox?.drafts ?? []).map(Row.draft) + (outbox?.reports ?? []).map(Row.filed)
  }

  var current: Row? { rows.first { $0.number == selected } }

  mutating func appear(_ common: inout Common) {
    common.want(.load(.outbox))
    common.want(.load(.shelf))
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .outbox(let arrived):
      outbox = arrived
      words = Dictionary(
        arrived.drafts.map { ($0.id, WordCount.words(in: $0.report.body)) }, uniquingKeysWith: { first, _ in first })
      settle(common)
    case .changed: common.want(.load(.outbox))
    default: break
    }
  }

  /// Keeps the selection on its report; where that is gone, on what stands in its place.
  private mutating func settle(_ common: Common) {
    let rows = rows
    if let place = rows.firstIndex(where: { $0.number == selected }) { list.selected = place }
    list.fit(count: rows.count, height: listRows(common))
    selected = rows.indices.contains(list.selected) ? rows[list.selected].number : nil
  }

  private func isSmall(_ common: Common) -> Bool { common.body.rows < 12 }
  func showsDetailsAlone(_ common: Common) -> Bool { isTurned && isSmall(common) && current != nil }

  /// Rows of the list; the details take the rest.
  func listRows(_ common: Common) -> Int {
    let body = common.body.rows
    return isSmall(common) || isTurned ? body : max(4, body - max(9, body / 3))
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    let rows = rows
    if list.move(name, count: rows.count, height: listRows(common)) {
      selected = rows.indices.contains(list.selected) ? rows[list.selected].number : nil
      return
    }
    switch name {
    case .redraw: settle(common)
    case .details:
      isTurned.toggle()
      settle(common)
    case .cancel: if isSmall(common) { isTurned = false }
    case .deliverAll: common.want(.report(.deliver(nil)))
    case .importFile:
      if let argument { answer(.importFile, argument, &common) } else { common.ask(.importFile, "take in the file: ") }
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext, .findPrevious: find(backwards: name == .findPrevious, &common)
    default:
      guard let current else { return common.say("nothing is written yet; \(common.key(.report)) begins a report") }
      performOn(current, name, argument: argument, &common)
    }
  }

  private mutating func performOn(
    _ row: Row, _ name: DeskCommand.Name, argument: String?, _ common: inout Common
  ) {
    switch (row, name) {
    case (.draft(let draft), .open), (.draft(let draft), .edit): common.want(.report(.open(draft.id)))
    case (.draft(let draft), .discard): common.want(discarding: draft)
    case (.draft, _): common.say("this is a draft: \(common.key(.open)) opens it, and it is filed from there", .bad)
    case (.filed(let entry), .open): common.want(.report(.review(entry.id)))
    case (.filed(let entry), .edit):
      edit(entry, &common)
    case (.filed(let entry), .deliver):
      guard entry.report.state == .filed else { return common.say("nothing is left to send: \(entry.sentence)") }
      common.say("trying now…")
      common.want(.report(.deliver([entry.id])))
    case (.filed(let entry), .withdraw): withdraw(entry, &common)
    case (.filed(let entry), .discard): forget(entry, &common)
    case (.filed, .export):
      if let argument { answer(.export, argument, &common) } else { common.ask(.export, "write to file: ") }
    default: break
    }
  }

  /// A report that no relay may have yet leaves the queue for its next version: that is asked.
  private mutating func edit(_ entry: OutboxEntry, _ common: inout Common) {
    let report = entry.report
    if report.isCarried { return common.say("it came here as a file: only who wrote it can change it", .bad) }
    let effect = DeskEffect.report(.edit(entry.id))
    let mayBeThere = report.relays.contains { $0.holds || [.sending, .doubtful].contains($0.state) }
    guard report.state == .filed, !mayBeThere else { return common.want(effect) }
    let title = DraftLine.title(report.report, common)
    common.question = Question(
      phrase: "“\(title)” waits to be sent. Change it? Nothing of it is sent then until the new version is filed.",
      effect: effect)
  }

  /// Too late once a relay may have it: then only a new version can say otherwise.
  private mutating func withdraw(_ entry: OutboxEntry, _ common: inout Common) {
    let report = entry.report
    guard report.state == .filed, !report.isCarried else {
      return common.say("it can't be taken back any more: \(entry.sentence)", .bad)
    }
    if let relay = report.relays.first(where: { $0.holds || [.sending, .lost, .doubtful].contains($0.state) }) {
      let host = UnsealedStep.host(relay.url)
      return common.say(
        "too late: \(host) may have it already; \(common.key(.edit)) writes the next version", .bad)
    }
    common.want(.report(.withdraw(entry.id)))
  }

  private mutating func forget(_ entry: OutboxEntry, _ common: inout Common) {
    let title = DraftLine.title(entry.report.report, common)
    let isSafe = entry.report.state != .filed && entry.report.state != .withdrawn
    common.question = Question(
      phrase: isSafe
        ? "Forget “\(title)” on this machine? The relays keep what they have. This can't be undone."
        : "Forget “\(title)”? NOT ENOUGH RELAYS HAVE IT: what is here may be all there is. This can't be undone.",
      effect: .report(.forget(entry.id)))
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    let path = text.trimmingCharacters(in: .whitespaces)
    switch purpose {
    case .export:
      guard !path.isEmpty, case .filed(let entry) = current else { return }
      common.want(.report(.export(entry.id, path: path)))
    case .importFile: if !path.isEmpty { common.want(.report(.importFile(path: path))) }
    case .find:
      finder.text = text
      find(backwards: false, &common, isFirst: true)
    default: break
    }
  }

  private mutating func find(backwards: Bool, _ common: inout Common, isFirst: Bool = false) {
    let rows = rows
    finder.look(in: rows.map { "\($0.report.title) \($0.report.section) \($0.report.body.prefix(2_000))" })
    let place =
      backwards
      ? finder.previous(before: list.selected) : finder.next(after: isFirst ? list.selected - 1 : list.selected)
    if let place { selected = rows[place].number }
    if finder.rows.isEmpty, !finder.text.isEmpty { common.say("\(finder.text) is not on this page", .bad) }
    settle(common)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let rows = rows
    switch mouse.action {
    case .wheelUp: perform(.up, argument: nil, &common)
    case .wheelDown: perform(.down, argument: nil, &common)
    case .press, .doublePress:
      let row = mouse.at.row - common.body.row
      guard (0..<listRows(common)).contains(row), rows.indices.contains(list.top + row) else { return }
      selected = rows[list.top + row].number
      settle(common)
      if mouse.action == .doublePress { perform(.open, argument: nil, &common) }
    }
  }
}

extension Common {
  /// Throws a draft away: at once where nothing is written in it, else asks.
  mutating func want(discarding draft: Draft) {
    let effect = DeskEffect.report(.discard(draft.id))
    if draft.report.isBlank, !attaching.has(draft.id) { return want(effect) }
    let title = DraftLine.title(draft.report, self)
    question = Question(
      phrase: "Throw the draft “\(title)” away, with its attachments? This can't be undone.", effect: effect)
  }
}
