import Foundation
import News
import Screen

/// Every mirror of every newsroom: how it is, what was wrong, and what can be done about it.
///
/// Invariants: the selection is held by the mirror's id; `rows` are those of the shelf.
struct MirrorsPage: Page {
  static let kind = PageKind.mirrors

  private(set) var selected: MirrorID?
  private(set) var top = 0
  private(set) var rows = MirrorRows()
  private(set) var asked = AskedMirrors()
  /// What is known of the selected mirror is shown below the list …
  private(set) var isDetailed = true
  /// … and is what the keys move in; on a small screen it takes the list's place then.
  private(set) var isInDetails = false
  /// The first line of it in sight, as far as it was moved.
  private(set) var detailsTop = 0
  var finder = Finder()
  /// What the finder found is of the mirrors that are shown.
  private var isFound = false
  /// What a prompt was opened for: the shelf may change while something is typed.
  var subject: Subject?

  var title: Phrase { "mirrors" }

  func newsroom(_ common: Common) -> NewsroomID? { current(common)?.mirror.newsroom }

  func current(_ common: Common) -> ShelvedMirror? {
    rows.place(of: selected).map { common.shelf.mirrors[rows.mirrors[$0].place] }
  }

  mutating func appear(_ common: inout Common) {
    common.want(.load(.shelf))
    rows = MirrorRows(common.shelf)
    if selected == nil { selectFirst(of: common.newsroomInScope, common) }
    fit(common)
  }

  private mutating func selectFirst(of newsroom: NewsroomID?, _ common: Common) {
    let shelved = common.shelf.mirrors
    let found = rows.mirrors.first { shelved[$0.place].mirror.newsroom == newsroom } ?? rows.mirrors.first
    select(found.map { shelved[$0.place].id })
  }

  private mutating func select(_ mirror: MirrorID?) {
    if mirror != selected { detailsTop = 0 }
    selected = mirror
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .shelf:
      rows = MirrorRows(common.shelf)
      asked.keep { rows.place(of: $0) != nil }
      isFound = false
      if rows.place(of: selected) == nil { selectFirst(of: nil, common) }
      fit(common)
    default: break
    }
  }

  /// A test's answer, as it comes; after the last of several, what they came to.
  mutating func take(_ outcome: MirrorOutcome, _ common: inout Common) {
    guard asked.take(outcome, at: common.now), asked.all > 1 else { return }
    common.say("mirrors tested: \(asked.all) · well: \(asked.well)", asked.well == asked.all ? .good : .note)
  }

  /// Keeps the selected row in sight, with its newsroom's name above it where there is room.
  mutating func fit(_ common: Common) {
    let height = layout(common).list.rows
    guard let row = rows.row(of: selected) else { return top = 0 }
    if row <= top { top = max(0, row - 1) }
    if row >= top + height { top = row - height + 1 }
    top = max(0, min(top, max(0, rows.rows.count - height)))
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if isInDetails ? scroll(name, common) : move(name, common) { return }
    switch name {
    case .evidence:
      if isSmall(common) { isInDetails.toggle() } else { isDetailed.toggle() }
      if !isDetailed { isInDetails = false }
    case .nextPane, .previousPane:
      isInDetails = !isInDetails && selected != nil
      isDetailed = true
    case .cancel: cancel(&common)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext, .findPrevious: find(backwards: name == .findPrevious, common)
    case .addRelay:
      guard let url = argument?.trimmingCharacters(in: .whitespaces), !url.isEmpty else {
        return common.ask(.command, ":", text: "add-relay ")
      }
      guard let newsroom = newsroom(common) ?? common.newsroomInScope else {
        return common.say("select a mirror of the newsroom first", .bad)
      }
      common.want(.mirror(.addRelay(url, newsroom)))
    case .addMirror: giveOrAsk(.mirror, argument, "address of the mirror: ", &common)
    case .importMirrors: giveOrAsk(.importMirrors, argument, "mirrors from the file: ", &common)
    case .exportMirrors: giveOrAsk(.exportMirrors, argument, "write the mirrors to file: ", &common)
    case .retry: common.want(.mirror(.retry(newsroom(common))))
    case .redraw: break
    default:
      guard let mirror = current(common) else { return common.say("no mirror is selected", .bad) }
      performOn(mirror, name, argument: argument, &common)
    }
    fit(common)
  }

  private mutating func cancel(_ common: inout Common) {
    if asked.left(at: common.now) > 0 {
      asked = AskedMirrors()
      common.want(.sync(.cancel))
      common.say("cancelled; what had come is kept")
    }
    isInDetails = false
  }

  private mutating func performOn(
    _ shelved: ShelvedMirror, _ name: DeskCommand.Name, argument: String?, _ common: inout Common
  ) {
    let mirror = shelved.mirror
    switch name {
    case .test: test([mirror.id], of: mirror.newsroom, &common)
    case .testAll: test(siblings(of: mirror, common), of: mirror.newsroom, &common)
    case .pin: common.want(.mirror(.pin(mirror.id, !mirror.isPinned)))
    case .disable: common.want(.mirror(.disable(mirror.id, !mirror.isDisabled)))
    case .route: askRoute(shelved, argument, &common)
    case .removeMirror:
      common.question = .init(
        phrase: "Remove the mirror \(shelved.name)? The articles that it brought stay.",
        effect: .mirror(.remove(mirror.id)))
    case .moveUp, .moveDown:
      let siblings = siblings(of: mirror, common)
      let place = siblings.firstIndex(of: mirror.id) ?? 0
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

  /// The mirrors of its newsroom, in their order.
  private func siblings(of mirror: Mirror, _ common: Common) -> [MirrorID] {
    let shelved = common.shelf.mirrors
    return shelved.indices.filter { shelved[$0].mirror.newsroom == mirror.newsroom }.map { shelved[$0].id }
  }

  private mutating func test(_ mirrors: [MirrorID], of newsroom: NewsroomID, _ common: inout Common) {
    asked.ask(mirrors, of: newsroom, at: common.now)
    common.want(.mirror(.test(mirrors)))
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

  mutating func find(backwards: Bool, _ common: Common, isFirst: Bool = false) {
    let shelved = common.shelf.mirrors
    if isFirst || !isFound {
      let names = Dictionary(common.shelf.newsrooms.map { ($0.id, $0.name) }) { first, _ in first }
      finder.look(
        in: rows.mirrors.map {
          let mirror = shelved[$0.place]
          return "\(names[mirror.mirror.newsroom] ?? "") \(mirror.name) \(mirror.mirror.url)"
        })
      isFound = true
    }
    let here = rows.place(of: selected) ?? 0
    let place = backwards ? finder.previous(before: here) : finder.next(after: isFirst ? here - 1 : here)
    if let place { select(shelved[rows.mirrors[place].place].id) }
  }

  // MARK: Moving

  private mutating func move(_ name: DeskCommand.Name, _ common: Common) -> Bool {
    var list = ListView(selected: rows.place(of: selected) ?? 0)
    let mirrors = rows.mirrors
    guard list.move(name, count: mirrors.count, height: layout(common).list.rows) else { return false }
    select(mirrors.indices.contains(list.selected) ? common.shelf.mirrors[mirrors[list.selected].place].id : nil)
    // At the first mirror, the name of its newsroom comes into sight, too.
    if list.selected == 0 { top = 0 }
    fit(common)
    return true
  }

  private mutating func scroll(_ name: DeskCommand.Name, _ common: Common) -> Bool {
    guard DeskCommand.moves.contains(name) else { return false }
    guard let mirror = current(common), let rect = layout(common).details else { return true }
    var text = TextView()
    text.set(details(mirror, width: rect.columns - 2, common), height: rect.rows)
    text.scroll(detailsTop)
    _ = text.move(name)
    detailsTop = text.top
    return true
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let layout = layout(common)
    let isInDetails = layout.details.map { mouse.at.row >= $0.row - 1 } ?? false
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let name = mouse.action == .wheelUp ? DeskCommand.Name.up : .down
      _ = isInDetails ? scroll(name, common) : move(name, common)
    case .press, .doublePress:
      guard !isInDetails else { return self.isInDetails = true }
      let offset = mouse.at.row - layout.list.row
      guard (0..<layout.list.rows).contains(offset), rows.rows.indices.contains(top + offset),
        case .mirror(let place) = rows.rows[top + offset]
      else { return }
      self.isInDetails = false
      let mirror = common.shelf.mirrors[place]
      select(mirror.id)
      fit(common)
      if mouse.action == .doublePress { test([mirror.id], of: mirror.mirror.newsroom, &common) }
    }
  }
}
