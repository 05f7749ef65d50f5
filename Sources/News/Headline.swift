public import Foundation

/// One line of the front page: an article with its status, without its body.
public struct Headline: Identifiable, Hashable, Sendable {
  public let id: ArticleID
  public var newsroom: NewsroomID
  public var newsroomName: String
  public var title: String
  public var link: String?
  public var published: Date?
  public var updated: Date?
  /// When this store first had it. The order of headlines is `published`, else `arrived`.
  public var arrived: Date
  public var sections: [String]
  public var language: String?
  /// Authors, joined for reading.
  public var byline: String?
  public var isRead: Bool
  public var isStarred: Bool
  public var isUrgent: Bool
  /// An alert that its reader has seen and put away.
  public var isAcknowledged: Bool
  /// How many revisions are kept, the shown one included.
  public var revisions: Int
  public var pictures: Int
  /// The names of its tags, in their order.
  public var tags: [String]
  /// The mirror that brought the shown revision.
  public var mirror: String?
  /// When the newsroom took it back (RFC 6721), by a mirror's word; nil where it stands.
  public var withdrawn: Date?

  public init(
    id: ArticleID, newsroom: NewsroomID, newsroomName: String, title: String, link: String? = nil,
    published: Date? = nil, updated: Date? = nil, arrived: Date, sections: [String] = [], language: String? = nil,
    byline: String? = nil, isRead: Bool = false, isStarred: Bool = false, isUrgent: Bool = false,
    isAcknowledged: Bool = false, revisions: Int = 1, pictures: Int = 0, mirror: String? = nil,
    tags: [String] = [], withdrawn: Date? = nil
  ) {
    self.id = id
    self.newsroom = newsroom
    self.newsroomName = newsroomName
    self.title = title
    self.link = link
    self.published = published
    self.updated = updated
    self.arrived = arrived
    self.sections = sections
    self.language = language
    self.byline = byline
    self.isRead = isRead
    self.isStarred = isStarred
    self.isUrgent = isUrgent
    self.isAcknowledged = isAcknowledged
    self.revisions = revisions
    self.pictures = pictures
    self.mirror = mirror
    self.tags = tags
    self.withdrawn = withdrawn
  }

  /// The time that it is ordered and shown by.
  public var time: Date { published ?? updated ?? arrived }
}

/// An article opened: its headline and one revision of its body.
public struct StoredArticle: Identifiable, Hashable, Sendable {
  public var headline: Headline
  /// Safe HTML.
  public var html: String
  /// Plain text.
  public var text: String
  public var enclosures: [Enclosure]
  /// All revisions kept, newest first.
  public var revisions: [Revision]
  /// Its whole text, where that was fetched beside what the feed gives.
  public var fullText: FullText?
  /// Where its comments are to be had.
  public var comments: CommentsFeed?
  public var id: ArticleID { headline.id }

  public init(
    headline: Headline, html: String, text: String, enclosures: [Enclosure] = [], revisions: [Revision] = [],
    fullText: FullText? = nil, comments: CommentsFeed? = nil
  ) {
    self.headline = headline
    self.html = html
    self.text = text
    self.enclosures = enclosures
    self.revisions = revisions
    self.fullText = fullText
    self.comments = comments
  }
}

/// One wording of an article: who brought it and when.
public struct Revision: Hashable, Sendable {
  /// 1 is the oldest kept.
  public var number: Int
  public var title: String
  public var updated: Date?
  public var arrived: Date
  public var mirror: String?
  public var text: String
  public init(number: Int, title: String, updated: Date?, arrived: Date, mirror: String?, text: String) {
    self.number = number
    self.title = title
    self.updated = updated
    self.arrived = arrived
    self.mirror = mirror
    self.text = text
  }
}

/// A found article with the place that matched.
public struct SearchHit: Identifiable, Hashable, Sendable {
  /// A piece of text; `isMatch` pieces are what the query found.
  public struct Piece: Hashable, Sendable {
    public var text: String
    public var isMatch: Bool
    public init(_ text: String, isMatch: Bool = false) {
      self.text = text
      self.isMatch = isMatch
    }
  }
  public var headline: Headline
  public var snippet: [Piece]
  /// Larger is better; only the order within one search means anything.
  public var rank: Double
  public var id: ArticleID { headline.id }
  public init(headline: Headline, snippet: [Piece], rank: Double) {
    self.headline = headline
    self.snippet = snippet
    self.rank = rank
  }
}

/// What a list of headlines is a list of.
public enum Scope: Hashable, Sendable {
  case all
  case newsroom(NewsroomID)
  case section(NewsroomID, String)
  case starred
  case tag(TagID)
  case savedSearch(SavedSearchID)
  /// The messages of a newsroom whose articles answer one another: as a list, all of its articles.
  case board(NewsroomID)

  /// The newsroom that all of it belongs to.
  public var newsroom: NewsroomID? {
    switch self {
    case .newsroom(let id), .section(let id, _), .board(let id): id
    case .all, .starred, .tag, .savedSearch: nil
    }
  }
}

/// A line of the front page's left column.
public struct ScopeCount: Hashable, Sendable {
  public var scope: Scope
  public var title: String
  public var unread: Int
  public var total: Int
  public init(scope: Scope, title: String, unread: Int, total: Int) {
    self.scope = scope
    self.title = title
    self.unread = unread
    self.total = total
  }
}
