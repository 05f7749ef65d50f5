public import News
public import Screen

/// What the desk asks of pictures.
public enum PictureWish: Hashable, Sendable {
  /// How does this terminal draw pictures? The answer is `Input.answered`.
  case askTerminal
  /// Draw a picture that is kept here, in no more cells than these.
  case draw(PictureOrder)
  /// Fetch it from the newsroom's mirrors, and from nowhere else; it is kept with its article, as far as the rules of what is kept
  /// have room for it, and drawn when it is asked for again.
  case fetch(String, NewsroomID, ArticleID)
  /// Draw and fetch nothing more of what was asked for.
  case cancel
}

/// A picture to be drawn: which, how large, and how.
public struct PictureOrder: Hashable, Sendable {
  /// Its address, as the article has it.
  public var url: String
  public var newsroom: NewsroomID
  public var article: ArticleID
  /// Cells that there is room for.
  public var room: Size
  /// Drawn by the terminal itself; nil for half-blocks.
  public var skill: PictureSkill
  public init(url: String, newsroom: NewsroomID, article: ArticleID, room: Size, skill: PictureSkill) {
    (self.url, self.newsroom, self.article) = (url, newsroom, article)
    (self.room, self.skill) = (room, skill)
  }
}

/// What came of it.
public enum PictureNews: Sendable {
  case drawn(PictureOrder, Picture)
  /// It is not kept here: it can be fetched.
  case absent(PictureOrder)
  /// It is kept, and can't be shown: why.
  case failed(PictureOrder, Phrase)
  case fetched(String)
  case notFetched(String, Phrase)
}

/// A picture of an article, with what is said of it.
public struct ShelvedPicture: Hashable, Sendable {
  public var url: String
  /// In the picture's place, for who does not see it.
  public var alt: String
  public var caption: String
  public var article: ArticleID
  public var title: String
  public var newsroom: NewsroomID
  public init(
    url: String, alt: String, caption: String, article: ArticleID, title: String, newsroom: NewsroomID
  ) {
    (self.url, self.alt, self.caption) = (url, alt, caption)
    (self.article, self.title, self.newsroom) = (article, title, newsroom)
  }

  /// The pictures of an article in their order: those in its body, then those that it carries; each once.
  public static func all(of opened: OpenedArticle) -> [ShelvedPicture] {
    let headline = opened.article.headline
    var pictures: [ShelvedPicture] = []
    func add(_ url: String?, _ alt: String, _ caption: String) {
      guard let url, !pictures.contains(where: { $0.url == url }) else { return }
      pictures.append(
        ShelvedPicture(
          url: url, alt: alt, caption: caption, article: headline.id, title: headline.title,
          newsroom: headline.newsroom))
    }
    for figure in opened.document.figures { add(figure.source, figure.alt, figure.caption.map(\.text).joined()) }
    for enclosure in opened.article.enclosures where enclosure.type?.lowercased().hasPrefix("image/") == true {
      add(enclosure.url, "", "")
    }
    return pictures
  }
}

extension Document {
  /// Every figure of the text and of its notes, in their order.
  var figures: [Figure] { blocks.flatMap(\.figures) + notes.flatMap { $0.blocks.flatMap(\.figures) } }
}

extension Document.Block {
  fileprivate var figures: [Document.Figure] {
    switch self {
    case .figure(let figure): [figure]
    case .quote(let blocks): blocks.flatMap(\.figures)
    case .list(_, let items): items.flatMap { $0.flatMap(\.figures) }
    case .definitions(let definitions): definitions.flatMap { $0.meaning.flatMap(\.figures) }
    case .heading, .paragraph, .code, .table, .rule: []
    }
  }
}
