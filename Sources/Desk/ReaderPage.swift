import News
import Screen

/// One article to read: title, who, when, from which mirror; body, links, pictures by their words.
struct ReaderPage: Page {
  static let kind = PageKind.reader
  /// Longest line that is still easy to read.
  static let widest = 80

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
  private var text = TextView()
  private var width = 0
  private var isMarked = false
  private var isGone = false

  init(_ id: ArticleID) { self.id = id }

  var title: Phrase {
    switch view {
    case .text: text.percent.map { "article, \($0) %" } ?? "article"
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
    case .gone(let gone):
      if gone == id { isGone = true }
      return
    case .changed: return common.want(.load(.article(id)))
    default: return
    }
    guard arrived != opened else { return }
    opened = arrived
    set(common)
    if !isMarked, !arrived.article.headline.isRead {
      common.want(.mark(.read([id], true)))
      opened?.article.headline.isRead = true
    }
    isMarked = true
  }

  /// Sets the text for the present width.
  private mutating func set(_ common: Common) {
    width = Self.width(common.body)
    text.set(Self.lines(opened, view, width, common), height: common.body.rows, isSameText: true)
  }

  /// Shows another side of the article from its top.
  private mutating func turn(to view: View, _ common: Common) {
    self.view = view
    _ = text.move(.first)
    set(common)
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

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if text.move(name) { return }
    switch name {
    case .redraw: set(common)
    case .onward:
      if text.isAtEnd {
        common.want(.load(.nextUnread(after: id, common.scope, backwards: false)))
      } else {
        _ = text.move(.pageDown)
      }
    case .nextUnread: common.want(.load(.nextUnread(after: id, common.scope, backwards: false)))
    case .previousUnread: common.want(.load(.nextUnread(after: id, common.scope, backwards: true)))
    case .revisions: nextRevision(&common)
    case .source: turn(to: view == .source ? .text : .source, common)
    case .cancel:
      text.look(for: "")
      if view != .text { turn(to: .text, common) }
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: text.finder.text) }
    case .findNext:
      text.findNext()
      common.say(finding: text)
    case .findPrevious:
      text.findPrevious()
      common.say(finding: text)
    default: performOnArticle(name, argument: argument, &common)
    }
  }

  private mutating func nextRevision(_ common: inout Common) {
    guard let count = opened?.article.revisions.count, count > 1 else {
      return common.say("there is only one wording of this article")
    }
    switch view {
    case .revision(let age) where age + 2 < count: turn(to: .revision(age + 1), common)
    case .revision: turn(to: .text, common)
    case .text, .source: turn(to: .revision(0), common)
    }
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
    case .reply, .correct:
      common.want(.report(.begin(headline.newsroom, name == .correct ? .correction : .report, quoting: id)))
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
      guard let links = opened?.document.links, let number = Int(text), number > 0, number <= links.count else {
        return common.say("there is no link \(text) here", .bad)
      }
      let url = links[number - 1].url
      common.want(.world(purpose == .link ? .browse(url) : .copy(url)))
    case .save: if !text.isEmpty { common.want(.world(.save(id, path: text))) }
    case .find:
      self.text.look(for: text)
      common.say(finding: self.text)
    default: break
    }
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: text.scroll(-3)
    case .wheelDown: text.scroll(3)
    case .press, .doublePress: break
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 1, row: rect.row)
    guard opened != nil else {
      if isGone {
        grid.put(common.text("This article is no longer kept."), column: 1, row: rect.row, style: Style(.dim))
      }
      return
    }
    guard width == Self.width(rect) else {
      var other = text
      other.set(Self.lines(opened, view, Self.width(rect), common), height: rect.rows, isSameText: true)
      return other.draw(on: &grid, in: rect)
    }
    text.draw(on: &grid, in: rect)
  }
}
