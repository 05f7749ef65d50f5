import News
import Screen

/// The pictures of an article, or of a list: one at a time, with its caption and its words always.
///
/// Invariants: a picture is drawn only when it is selected, and asked for once for each size; no more than `mostHeld` drawn
/// ones are held.
struct PicturesPage: Page {
  static let kind = PageKind.pictures
  static let mostHeld = 8

  /// Whose pictures they are.
  enum Subject: Hashable, Sendable {
    case list(Scope)
    case article(ArticleID)
  }

  /// What is known of a picture at a size.
  enum State: Sendable {
    case asked
    case drawn(Picture)
    case absent
    case fetching
    case failed(Phrase)
  }

  let subject: Subject
  private(set) var pictures: [ShelvedPicture] = []
  private(set) var isLoaded = false
  private(set) var list = ListView()
  /// The picture has the whole page.
  private(set) var isAlone = false
  private var finder = Finder()
  /// The last ones that were asked for, newest last.
  private var held: [(order: PictureOrder, state: State)] = []

  init(of subject: Subject) { self.subject = subject }

  var title: Phrase {
    pictures.isEmpty ? "pictures" : "pictures, \(list.selected + 1) of \(pictures.count)"
  }

  var current: ShelvedPicture? { pictures.indices.contains(list.selected) ? pictures[list.selected] : nil }

  func newsroom(_ common: Common) -> NewsroomID? { current?.newsroom ?? common.newsroomInScope }

  mutating func appear(_ common: inout Common) {
    if common.showsPictures, common.skill == nil { common.want(.picture(.askTerminal)) }
    load(&common)
    ask(&common)
  }

  private func load(_ common: inout Common) {
    switch subject {
    case .list(let scope): common.want(.load(.pictures(scope)))
    case .article(let id): common.want(.load(.picturesOf(id)))
    }
  }

  mutating func part(_ common: inout Common) { cancel(&common) }

  /// Who leaves a prompt takes back nothing but that.
  mutating func leavePrompt(_ common: inout Common) {}

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .pictures(let arrived):
      let url = current?.url
      pictures = arrived
      isLoaded = true
      if let place = arrived.firstIndex(where: { $0.url == url }) { list.selected = place }
      settle(&common)
    case .changed: load(&common)
    default: break
    }
  }

  mutating func take(_ news: PictureNews, _ common: inout Common) {
    switch news {
    case .drawn(let order, let picture): note(.drawn(picture), order)
    case .absent(let order): note(.absent, order)
    case .failed(let order, let phrase): note(.failed(phrase), order)
    case .fetched(let url):
      held.removeAll { $0.order.url == url }
      ask(&common)
    case .notFetched(let url, let phrase):
      for place in held.indices where held[place].order.url == url { held[place].state = .absent }
      common.say(phrase, .bad)
    }
  }

  private mutating func note(_ state: State, _ order: PictureOrder) {
    guard let place = held.firstIndex(where: { $0.order == order }) else { return }
    held[place].state = state
  }

  func state(of order: PictureOrder) -> State? { held.last { $0.order == order }?.state }

  // MARK: Asking

  /// The selected picture as it is to be drawn now.
  func order(_ common: Common) -> PictureOrder? {
    guard common.showsPictures, let current else { return nil }
    let room = layout(common).picture
    guard room.columns > 1, room.rows > 0 else { return nil }
    return PictureOrder(
      url: current.url, newsroom: current.newsroom, article: current.article,
      room: Size(columns: room.columns, rows: room.rows),
      skill: common.skill ?? PictureSkill())
  }

  private mutating func ask(_ common: inout Common) {
    guard let order = order(common), state(of: order) == nil else { return }
    giveUp()
    held = held.suffix(Self.mostHeld - 1) + [(order, .asked)]
    common.want(.picture(.draw(order)))
  }

  private mutating func cancel(_ common: inout Common) {
    giveUp()
    common.want(.picture(.cancel))
  }

  /// One thing is done at a time: what was under way is not answered any more once another is asked for, or nothing.
  private mutating func giveUp() {
    held.removeAll { if case .asked = $0.state { true } else { false } }
    for place in held.indices { if case .fetching = held[place].state { held[place].state = .absent } }
  }

  private mutating func settle(_ common: inout Common) {
    list.fit(count: pictures.count, height: common.body.rows)
    finder.look(in: pictures.map { "\($0.alt) \($0.caption) \($0.title)" })
    ask(&common)
  }

  // MARK: Commands

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if list.move(name, count: pictures.count, height: common.body.rows) { return settle(&common) }
    switch name {
    case .redraw: settle(&common)
    case .nextPane, .previousPane:
      isAlone.toggle()
      settle(&common)
    case .togglePictures:
      common.showsPictures.toggle()
      if common.showsPictures, common.skill == nil { common.want(.picture(.askTerminal)) }
      settle(&common)
    case .fetchPicture: fetch(&common)
    case .open: if let current { common.turn = .article(current.article) }
    case .copy: if let current { common.want(.world(.copy(current.url))) }
    case .cancel: cancel(&common)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: go(to: finder.next(after: list.selected), &common)
    case .findPrevious: go(to: finder.previous(before: list.selected), &common)
    default: break
    }
  }

  private mutating func fetch(_ common: inout Common) {
    guard let current else { return }
    guard common.showsPictures else {
      return common.say("pictures are off; \(common.key(.togglePictures)) shows them")
    }
    let selected = order(common)
    if let selected, state(of: selected) == nil { return ask(&common) }
    guard let wanted = selected, case .absent? = state(of: wanted) else {
      return common.say("this picture is here already, or on its way")
    }
    giveUp()
    note(.fetching, wanted)
    common.want(.picture(.fetch(current.url, current.newsroom, current.article)))
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    finder.text = text
    settle(&common)
    go(to: finder.next(after: list.selected - 1), &common)
    if finder.rows.isEmpty, !text.isEmpty { common.say("\(text) is not on this page", .bad) }
  }

  private mutating func go(to place: Int?, _ common: inout Common) {
    guard let place else { return }
    list.selected = place
    settle(&common)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: perform(.up, argument: nil, &common)
    case .wheelDown: perform(.down, argument: nil, &common)
    case .press, .doublePress:
      guard let pane = layout(common).list, mouse.at.column < pane.columns else { return }
      let place = list.top + mouse.at.row - common.body.row
      guard pictures.indices.contains(place) else { return }
      go(to: place, &common)
      if mouse.action == .doublePress { perform(.open, argument: nil, &common) }
    }
  }
}
