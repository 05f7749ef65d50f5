/// What is kept offline and for how long: of one newsroom, or of all that have no rule of their own. nil is no limit.
public struct KeepingPolicy: Hashable, Sendable, Codable {
  /// Articles older than this go.
  public var days: Int?
  /// At most so many articles of each newsroom, the newest.
  public var articles: Int?
  /// Pictures and enclosures of new articles are fetched ahead, from mirrors alone.
  public var fetchesAhead: Bool
  /// Bytes; a longer file is not fetched ahead.
  public var fileBytes: Int64?
  /// Bytes of fetched pictures and enclosures of each newsroom.
  public var pictureBytes: Int64?
  /// Bytes of articles and files of all newsrooms together: of the whole's policy alone.
  public var totalBytes: Int64?
  /// Starred and tagged articles go like the others.
  public var expiresStarred: Bool
  /// Unread ones go like the others.
  public var expiresUnread: Bool

  public init(
    days: Int? = nil, articles: Int? = nil, fetchesAhead: Bool = false, fileBytes: Int64? = nil,
    pictureBytes: Int64? = nil, totalBytes: Int64? = nil, expiresStarred: Bool = false, expiresUnread: Bool = false
  ) {
    self.days = days
    self.articles = articles
    self.fetchesAhead = fetchesAhead
    self.fileBytes = fileBytes
    self.pictureBytes = pictureBytes
    self.totalBytes = totalBytes
    self.expiresStarred = expiresStarred
    self.expiresUnread = expiresUnread
  }

  /// Everything, for ever.
  public static let everything = KeepingPolicy()
}

/// What a newsroom has, what its rule is, and what would go by it.
public struct KeepingRow: Hashable, Sendable {
  /// nil: the line of the whole.
  public var newsroom: NewsroomID?
  public var name: String
  /// Its own; nil where that of the whole holds.
  public var policy: KeepingPolicy?
  public var articles: Int
  /// Of their bodies, as they are packed.
  public var articleBytes: Int64
  public var files: Int
  public var fileBytes: Int64
  public var goes: Leaving

  public init(
    newsroom: NewsroomID?, name: String, policy: KeepingPolicy?, articles: Int, articleBytes: Int64, files: Int,
    fileBytes: Int64, goes: Leaving
  ) {
    self.newsroom = newsroom
    self.name = name
    self.policy = policy
    self.articles = articles
    self.articleBytes = articleBytes
    self.files = files
    self.fileBytes = fileBytes
    self.goes = goes
  }
}

/// What goes, or would go.
public struct Leaving: Hashable, Sendable {
  public var articles: Int
  public var articleBytes: Int64
  public var files: Int
  public var fileBytes: Int64
  public init(articles: Int = 0, articleBytes: Int64 = 0, files: Int = 0, fileBytes: Int64 = 0) {
    self.articles = articles
    self.articleBytes = articleBytes
    self.files = files
    self.fileBytes = fileBytes
  }
  public var isEmpty: Bool { articles == 0 && files == 0 }
  public static func + (a: Self, b: Self) -> Self {
    Leaving(
      articles: a.articles + b.articles, articleBytes: a.articleBytes + b.articleBytes, files: a.files + b.files,
      fileBytes: a.fileBytes + b.fileBytes)
  }
}
