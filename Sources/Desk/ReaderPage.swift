import News
import Screen

/// One article to read: title, who, when, from which mirror; body, links, pictures by their words.
struct ReaderPage: Page {
  static let kind = PageKind.reader
  /// Longest line that is still easy to read.
  static let widest = 88

  /// What of the article is shown.
  enum View: Hashable, Sendable {
    case text
    case source
    /// The newest wording against the one before it, then older ones: 0 is the newest change.
    case revision(Int)
  }

  private(set) var id: ArticleID
  private(set) var opened: OpenedArticle?
  private(set) var view = View.text
  /// The article as it was set for `width`.
  private var lines: [StyledLine] = []
  private var width = 0
  private var top = 0
  private var finder = Finder()
  private var isMarked = false

  init(_ id: ArticleID) { self.id = id }

  var title: Phrase {
    switch view {
    case .text: "article"
    case .source: "article, HTML"
    case .revision: "article, what changed"
    }
  }

  func newsroom(_ common: Common) -> NewsroomID? { opened?.article.headline.newsroom }

  /// Another article takes this one's place.
  mutating func show(_ id: ArticleID) {
    self = ReaderPage(id)
  }

  mutating func appear(_ common: inout Common) {
    if opened == nil { common.want(.load(.article(id))) } else { set(common) }
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    let arrived: OpenedArticle
    switch loaded {
    case .article(let article) where article.article.id == id: arrived = article
    case .next(let article):
      show(article.article.id)
      arrived = article
    default: return
    }
    let place = top
    opened = arrived
    set(common)
    top = min(place, lastTop(common))
    if !isMarked, !arrived.article.headline.isRead {
      common.want(.mark(.read([id], true)))
      opened?.article.headline.isRead = true
    }
    isMarked = true
  }

  /// Sets the text for the present width.
  private mutating func set(_ common: Common) {
    // After a change of size, the same part of the article is in sight.
    let share = lines.isEmpty ? 0 : Double(top) / Double(lines.count)
    let isOther = width != Self.width(common.body)
    width = Self.width(common.body)
    lines = Self.lines(opened, view, width, common)
    finder.look(in: lines)
    if isOther { top = Int((share * Double(lines.count)).rounded()) }
    top = max(0, min(top, lastTop(common)))
  }

  private static func width(_ rect: Rect) -> Int { max(1, min(widest, rect.columns - 2)) }

  private static func lines(_ opened: OpenedArticle?, _ view: View, _ width: Int, _ common: Common) -> [StyledLine] {
    guard let opened else { return [] }
    switch view {
    case .text: return ArticleText.lines(opened, width: width, common)
    case .source: return StyledText(opened.article.html, style: Style(.code)).lines(width: width)
    case .revision(let age): return RevisionText.lines(opened.article, age: age, width: width, common)
    }
  }

  private func lastTop(_ common: Common) -> Int { max(0, lines.count - common.body.rows) }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if scroll(name, common) { return }
    switch name {
    case .redraw: set(common)
    case .onward:
      if top < lastTop(common) {
        top = min(lastTop(common), top + max(1, common.body.rows - 1))
      } else {
        common.want(.load(.nextUnread(after: id, common.scope, backwards: false)))
      }
    case .nextUnread: common.want(.load(.nextUnread(after: id, common.scope, backwards: false)))
    case .previousUnread: common.want(.load(.nextUnread(after: id, common.scope, backwards: true)))
    case .revisions: nextRevision(&common)
    case .source:
      view = view == .source ? .text : .source
      top = 0
      set(common)
    case .cancel:
      finder = Finder()
      if view != .text { view = .text }
      set(common)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: finder.text) }
    case .findNext: top = min(finder.next(after: top) ?? top, lastTop(common))
    case .findPrevious: top = min(finder.previous(before: top) ?? top, lastTop(common))
    default: performOnArticle(name, argument: argument, &common)
    }
  }

  private mutating func scroll(_ name: DeskCommand.Name, _ common: Common) -> Bool {
    let rows = common.body.rows
    switch name {
    case .down: top += 1
    case .up: top -= 1
    case .pageDown: top += max(1, rows - 1)
    case .pageUp: top -= max(1, rows - 1)
    case .halfDown: top += max(1, rows / 2)
    case .halfUp: top -= max(1, rows / 2)
    case .first: top = 0
    case .last: top = lastTop(common)
    default: return false
    }
    top = max(0, min(top, lastTop(common)))
    return true
  }

  private mutating func nextRevision(_ common: inout Common) {
    guard let count = opened?.article.revisions.count, count > 1 else {
      return common.say("there is only one wording of this article")
    }
    switch view {
    case .revision(let age) where age + 2 < count: view = .revision(age + 1)
    case .revision: view = .text
    case .text, .source: view = .revision(0)
    }
    top = 0
    set(common)
  }

  private mutating func performOnArticle(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    guard let opened else { return }
    let headline = opened.article.headline
    switch name {
    case .toggleUnread:
      self.opened?.article.headline.isRead.toggle()
      common.want(.mark(.read([id], !headline.isRead)))
      common.say(headline.isRead ? "marked unread" : "marked read")
    case .star:
      self.opened?.article.headline.isStarred.toggle()
      common.want(.mark(.starred([id], !headline.isStarred)))
      set(common)
      common.say(headline.isStarred ? "star taken away" : "starred")
    case .browse, .copy:
      guard let link = headline.link else { return common.say("this article gives no address", .bad) }
      common.want(.world(name == .browse ? .browse(link) : .copy(link)))
    case .goToLink:
      if let argument { answer(.link, argument, &common) } else { common.ask(.link, "open link number: ") }
    case .copyLink:
      if let argument { answer(.copyLink, argument, &common) } else { common.ask(.copyLink, "copy link number: ") }
    case .save:
      if let argument { answer(.save, argument, &common) } else { common.ask(.save, "write to file: ") }
    default: break
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    switch purpose {
    case .link, .copyLink:
      guard let links = opened?.document.links, let number = Int(text), links.indices.contains(number - 1) else {
        return common.say("there is no link \(text) here", .bad)
      }
      let url = links[number - 1].url
      common.want(.world(purpose == .link ? .browse(url) : .copy(url)))
    case .save: if !text.isEmpty { common.want(.world(.save(id, path: text))) }
    case .find:
      finder.text = text
      finder.look(in: lines)
      if let row = finder.next(after: top - 1) {
        top = min(row, lastTop(common))
      } else if !text.isEmpty {
        common.say("\(text) is not on this page", .bad)
      }
    case .command, .mirror: break
    }
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: top = max(0, top - 3)
    case .wheelDown: top = min(lastTop(common), top + 3)
    case .press, .doublePress: break
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 1, row: rect.row)
    guard opened != nil else { return }
    let width = Self.width(rect)
    let shown = width == self.width ? lines : Self.lines(opened, view, width, common)
    for row in 0..<rect.rows where top + row < shown.count {
      grid.put(finder.marked(shown[top + row]), column: 1, row: rect.row + row)
    }
  }
}
