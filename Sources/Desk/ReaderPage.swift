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
    /// The feed's own words, where the text shown is another.
    case own
    case source
    /// What vouches for it.
    case proof
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
  private(set) var proof: ArticleProof?
  /// The newsroom removed it while it was read.
  private var removal: SignedRemoval?

  init(_ id: ArticleID) { self.id = id }

  var title: Phrase {
    switch view {
    case .text: text.percent.map { "article, \($0) %" } ?? "article"
    case .own: "article, the feed's words"
    case .source: "article, HTML"
    case .proof: "article, proof"
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
    case .next(let article, _):
      show(article.article.id)
      arrived = article
    case .gone(let gone):
      guard gone == id else { return }
      isGone = true
      if let proof { common.want(.load(.removal(id, proof.newsroom, place: proof.place))) }
      return
    case .proof(let article, let arrived):
      guard article == id, arrived != proof else { return }
      proof = arrived
      return set(common)
    case .removal(let article, let removal):
      guard article == id, isGone, let removal else { return }
      // What its newsroom removed is erased, here too.
      opened = nil
      (proof, self.removal) = (nil, removal)
      common.clearMessage()
      return set(common)
    case .changed: return common.want(.load(.article(id)))
    default: return
    }
    if common.shelf.editions[arrived.article.headline.newsroom] != nil { common.want(.load(.proof(id))) }
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
    text.set(lines(width, common), height: common.body.rows, isSameText: true)
  }

  /// Shows another side of the article from its top.
  private mutating func turn(to view: View, _ common: Common) {
    self.view = view
    _ = text.move(.first)
    set(common)
  }

  private static func width(_ rect: Rect) -> Int { max(1, min(widest, rect.columns - 2)) }

  private func lines(_ width: Int, _ common: Common) -> [StyledLine] {
    guard let opened else { return removal.map { ProofText.lines($0, width: width, common) } ?? [] }
    switch view {
    case .text: return ArticleText.lines(opened, proof, width: width, common)
    case .own: return ArticleText.lines(opened, proof, isOwn: true, width: width, common)
    case .proof: return proof.map { ProofText.lines($0, opened.article.headline, width: width, common) } ?? []
    case .source:
      return StyledText(opened.article.fullText?.html ?? opened.article.html, style: Style(.code)).lines(width: width)
    case .revision(let age): return RevisionText.lines(opened.article, age: age, width: width, common)
    }
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if text.move(name) { return }
    switch name {
    case .redraw: set(common)
    case .onward:
      if text.isAtEnd {
        goOn(backwards: false, &common)
      } else {
        _ = text.move(.pageDown)
      }
    case .nextUnread: goOn(backwards: false, &common)
    case .previousUnread: goOn(backwards: true, &common)
    case .revisions: nextRevision(&common)
    case .source: turn(to: view == .source ? .text : .source, common)
    case .proof:
      guard proof != nil else {
        return common.say("this article is not signed: nothing but its mirror vouches for it", .bad)
      }
      turn(to: view == .proof ? .text : .proof, common)
    case .fullText: showFullText(isAgain: argument == "again", &common)
    case .comments: if opened != nil { common.askForComments(of: id) }
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

  private func goOn(backwards: Bool, _ common: inout Common) {
    common.want(.load(.nextUnread(after: id, common.scope, order: common.order, backwards: backwards)))
  }

  /// The one that is kept, or the feed's own words again; else it is asked for.
  private mutating func showFullText(isAgain: Bool, _ common: inout Common) {
    guard let opened else { return }
    if opened.full != nil, !isAgain { return turn(to: view == .text ? .own : .text, common) }
    guard opened.article.headline.link != nil else { return common.say("this article gives no address", .bad) }
    common.want(.further(.fullText(id)))
    common.say("asking the mirrors for the page of this article…")
  }

  private mutating func nextRevision(_ common: inout Common) {
    guard let count = opened?.article.revisions.count, count > 1 else {
      return common.say("there is only one wording of this article")
    }
    switch view {
    case .revision(let age) where age + 2 < count: turn(to: .revision(age + 1), common)
    case .revision: turn(to: .text, common)
    case .text, .own, .source, .proof: turn(to: .revision(0), common)
    }
  }

  private mutating func performOnArticle(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    guard let opened else { return }
    let headline = opened.article.headline
    if common.perform(name, argument: argument, on: headline) { return }
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
    case .goToLink:
      if let argument { answer(.link, argument, &common) } else { common.ask(.link, "open link number: ") }
    case .copyLink:
      if let argument { answer(.copyLink, argument, &common) } else { common.ask(.copyLink, "copy link number: ") }
    case .save:
      if let argument { answer(.save, argument, &common) } else { common.ask(.save, "write to file: ") }
    case .pipe:
      if let argument { answer(.pipe, argument, &common) } else { common.ask(.pipe, "pipe to program: ") }
    case .print: common.want(.world(.print(id)))
    default: break
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    if let headline = opened?.article.headline, common.answer(purpose, text, on: headline) { return }
    switch purpose {
    case .link, .copyLink:
      guard let links = (view == .own ? opened?.document : opened?.shown)?.links, let number = Int(text), number > 0,
        number <= links.count
      else {
        return common.say("there is no link \(text) here", .bad)
      }
      let url = links[number - 1].url
      common.want(.world(purpose == .link ? .browse(url) : .copy(url)))
    case .save: if !text.isEmpty { common.want(.world(.save(id, path: text))) }
    case .pipe: if !text.isEmpty { common.want(.world(.pipe(id, command: text))) }
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
    guard opened != nil || removal != nil else {
      if isGone {
        grid.put(common.text("This article is no longer kept."), column: 1, row: rect.row, style: Style(.dim))
      }
      return
    }
    guard width == Self.width(rect) else {
      var other = text
      other.set(lines(Self.width(rect), common), height: rect.rows, isSameText: true)
      return other.draw(on: &grid, in: rect)
    }
    text.draw(on: &grid, in: rect)
  }
}
