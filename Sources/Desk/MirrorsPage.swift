import Foundation
import News
import Screen

/// Every mirror of every newsroom: how it is, what was wrong, and what can be done about it.
///
/// Invariant: the selection is held by the mirror's id.
struct MirrorsPage: Page {
  static let kind = PageKind.mirrors

  var selected: MirrorID?
  var top = 0
  /// Mirrors that were asked and have not answered yet.
  /// When.
  private var asked: [MirrorID: Date] = [:]
  var isDetailed = true
  var finder = Finder()

  /// On a small screen the details take the list's place when they are asked for.
  var isAlone = false

  var title: Phrase { "mirrors" }

  func newsroom(_ common: Common) -> NewsroomID? { current(common)?.mirror.newsroom }

  mutating func appear(_ common: inout Common) {
    common.want(.load(.shelf))
    if selected == nil {
      let first =
        rows(common).first { row in row.mirror?.mirror.newsroom == common.newsroomInScope }
        ?? rows(common).first { $0.mirror != nil }
      selected = first?.mirror?.id
    }
    fit(common)
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .shelf:
      let ids = common.shelf.mirrors.map(\.id)
      if selected.map(ids.contains) != true {
        selected = rows(common).first { $0.mirror != nil }?.mirror?.id
      }
      fit(common)
    default: break
    }
  }

  /// A test's answer, as it comes.
  mutating func take(_ outcome: MirrorOutcome, _ sentence: Phrase?) { asked[outcome.mirror] = nil }

  /// Whether a mirror's answer is waited for: none comes after a minute, whatever happened.
  func isAsked(_ mirror: MirrorID, _ common: Common) -> Bool {
    asked[mirror].map { common.now.timeIntervalSince($0) < 60 } ?? false
  }

  /// A row: a newsroom's name, or one of its mirrors.
  struct Row {
    var newsroom: Newsroom
    var mirror: ShelvedMirror?
  }

  func rows(_ common: Common) -> [Row] {
    let byNewsroom = Dictionary(grouping: common.shelf.mirrors, by: \.mirror.newsroom)
    return common.shelf.newsrooms.flatMap { newsroom in
      [Row(newsroom: newsroom, mirror: nil)]
        + (byNewsroom[newsroom.id] ?? []).map { Row(newsroom: newsroom, mirror: $0) }
    }
  }

  func current(_ common: Common) -> ShelvedMirror? { common.shelf.mirrors.first { $0.id == selected } }

  /// Keeps the selected row in sight, with its newsroom's name above it where there is room.
  mutating func fit(_ common: Common) {
    let rows = rows(common)
    let height = listRows(common)
    guard let place = rows.firstIndex(where: { $0.mirror?.id == selected }), selected != nil else { return top = 0 }
    if place <= top { top = max(0, place - 1) }
    if place >= top + height { top = place - height + 1 }
    top = max(0, min(top, max(0, rows.count - height)))
  }

  /// Rows of the list; the details take the rest.
  func listRows(_ common: Common) -> Int {
    let body = common.body.rows
    return isDetailed && !isSmall(common) ? max(4, body - max(10, body / 3)) : body
  }

  private func isSmall(_ common: Common) -> Bool { common.body.rows < 12 }
  func showsDetailsAlone(_ common: Common) -> Bool { isAlone && isSmall(common) }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if move(name, common) { return }
    switch name {
    case .evidence: if isSmall(common) { isAlone.toggle() } else { isDetailed.toggle() }
    case .cancel: isAlone = false
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext, .findPrevious: find(backwards: name == .findPrevious, common)
    case .addRelay:
      guard let url = argument?.trimmingCharacters(in: .whitespaces), !url.isEmpty else {
        return common.ask(.command, ":", text: "add-relay ")
      }
      guard let newsroom = current(common)?.mirror.newsroom ?? common.newsroomInScope else {
        return common.say("select a mirror of the newsroom first", .bad)
      }
      common.want(.mirror(.addRelay(url, newsroom)))
    case .addMirror:
      if let argument { answer(.mirror, argument, &common) } else { common.ask(.mirror, "address of the mirror: ") }
    case .redraw: break
    default:
      guard let mirror = current(common) else { return common.say("no mirror is selected", .bad) }
      performOn(mirror, name, argument: argument, &common)
    }
    fit(common)
  }

  private mutating func performOn(
    _ shelved: ShelvedMirror, _ name: DeskCommand.Name, argument: String?, _ common: inout Common
  ) {
    let mirror = shelved.mirror
    let siblings = common.shelf.mirrors.filter { $0.mirror.newsroom == mirror.newsroom }
    switch name {
    case .test: test([shelved], &common)
    case .testAll: test(siblings, &common)
    case .pin: common.want(.mirror(.pin(mirror.id, !mirror.isPinned)))
    case .disable: common.want(.mirror(.disable(mirror.id, !mirror.isDisabled)))
    case .removeMirror:
      common.question = .init(
        phrase: "Remove the mirror \(shelved.name)? The articles that it brought stay.",
        effect: .mirror(.remove(mirror.id)))
    case .moveUp, .moveDown:
      let place = siblings.firstIndex { $0.id == mirror.id } ?? 0
      let wanted = place + (name == .moveUp ? -1 : 1)
      guard siblings.indices.contains(wanted) else { return }
      common.want(.mirror(.move(mirror.id, to: wanted)))
    case .accept, .dismiss:
      guard let offer = mirror.offer else { return common.say("this mirror has not moved", .bad) }
      if case .other = offer.found, name == .accept {
        return common.say("no feed stands at \(offer.url); \(common.key(.dismiss)) turns it down", .bad)
      }
      common.want(.mirror(name == .accept ? .acceptOffer(mirror.id) : .dismissOffer(mirror.id)))
    case .nextFault, .unblock: change(mirror, to: name, argument: argument, &common)
    default: break
    }
  }

  private mutating func test(_ mirrors: [ShelvedMirror], _ common: inout Common) {
    for mirror in mirrors { asked[mirror.id] = common.now }
    common.want(.mirror(.test(mirrors.map(\.id))))
  }

  /// In the demo: the next way to fail, or none.
  private func change(
    _ mirror: Mirror, to name: DeskCommand.Name, argument: String?, _ common: inout Common
  ) {
    let faults = common.options.faults
    guard !faults.isEmpty else { return common.say("only the demo's mirrors can be blocked at will", .bad) }
    if let argument {
      guard let fault = faults.first(where: { $0.name == argument }) else {
        return common.say("\(argument) is none of \(faults.map(\.name).joined(separator: ", "))", .bad)
      }
      return common.want(.mirror(.fault(url: mirror.url, name: fault.name)))
    }
    let present = faults.firstIndex { $0.name == common.faults[mirror.url] } ?? 0
    let wanted = name == .unblock ? 0 : (present + 1) % faults.count
    common.want(.mirror(.fault(url: mirror.url, name: faults[wanted].name)))
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    switch purpose {
    case .mirror:
      let url = text.trimmingCharacters(in: .whitespaces)
      guard !url.isEmpty else { return }
      guard
        let newsroom = current(common)?.mirror.newsroom ?? common.newsroomInScope ?? common.shelf.newsrooms.first?.id
      else { return common.say("follow a newsroom first: :add URL", .bad) }
      common.say("asking \(url)…")
      common.want(.mirror(.add(url, newsroom)))
    case .find:
      finder.text = text
      find(backwards: false, common, isFirst: true)
      if finder.rows.isEmpty, !text.isEmpty { common.say("\(text) is not on this page", .bad) }
      fit(common)
    default: break
    }
  }

  private mutating func find(backwards: Bool, _ common: Common, isFirst: Bool = false) {
    let mirrors = rows(common).filter { $0.mirror != nil }
    finder.look(in: mirrors.map { "\($0.newsroom.name) \($0.mirror?.name ?? "") \($0.mirror?.mirror.url ?? "")" })
    let here = mirrors.firstIndex { $0.mirror?.id == selected } ?? 0
    let place = backwards ? finder.previous(before: here) : finder.next(after: isFirst ? here - 1 : here)
    if let place { selected = mirrors[place].mirror?.id }
  }

  private mutating func move(_ name: DeskCommand.Name, _ common: Common) -> Bool {
    let mirrors = rows(common).compactMap(\.mirror)
    var list = ListView(selected: mirrors.firstIndex { $0.id == selected } ?? 0)
    guard list.move(name, count: mirrors.count, height: listRows(common)) else { return false }
    selected = mirrors.indices.contains(list.selected) ? mirrors[list.selected].id : nil
    // At the first mirror, the name of its newsroom comes into sight, too.
    if list.selected == 0 { top = 0 }
    fit(common)
    return true
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let rows = rows(common)
    switch mouse.action {
    case .wheelUp: _ = move(.up, common)
    case .wheelDown: _ = move(.down, common)
    case .press, .doublePress:
      let place = top + mouse.at.row - common.body.row
      guard rows.indices.contains(place), mouse.at.row - common.body.row < listRows(common),
        let mirror = rows[place].mirror
      else { return }
      selected = mirror.id
      if mouse.action == .doublePress { test([mirror], &common) }
    }
  }
}
