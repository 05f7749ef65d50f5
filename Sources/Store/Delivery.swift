public import Foundation
public import News

/// What one mirror brought in one round: a page of news and its cursor, stored together or not at all.
public struct Delivery: Sendable {
  /// What it is a page of.
  public enum Kind: Hashable, Sendable {
    /// The mirror's feed: its newest articles.
    case feed
    /// Older articles. They add what the store has not; of what it has, only a later wording counts.
    case archive
    /// Posts of the site's REST API: `fullTexts` are the articles' whole texts. They add articles, and full texts to those that
    /// are there; no wording is theirs, so that they disagree with no feed.
    case posts
    /// Comments on an article. They add messages; what is here already stays as it is, an article above all.
    case comments
  }

  public var kind: Kind
  public var newsroom: NewsroomID
  public var mirror: MirrorID
  /// The URL that it came from. The folder of it is the mirror's own address, which an article's identity leaves out.
  public var mirrorURL: String
  public var cursor: Cursor
  /// Where a permanent redirect within the rules leads: the mirror's URL from now on.
  public var permanentURL: String?
  /// What the feed calls its newsroom.
  public var feedTitle: String?
  public var articles: [Article]
  /// Of posts: the whole texts of `articles`, one for each; nil where there is no more than its words.
  public var fullTexts: [NewFullText?]
  /// Articles that the newsroom took back.
  public var withdrawals: [Withdrawal]
  /// Where the pages of older articles begin, as the feed says.
  public var older: ArchiveTrail.Step?
  /// The root of the site's REST API, where its feed gives excerpts alone.
  public var posts: String?
  /// When it arrived.
  public var now: Date

  public init(
    _ kind: Kind = .feed, newsroom: NewsroomID, mirror: MirrorID, mirrorURL: String, cursor: Cursor,
    permanentURL: String? = nil,
    feedTitle: String? = nil, articles: [Article], fullTexts: [NewFullText?] = [], withdrawals: [Withdrawal] = [],
    older: ArchiveTrail.Step? = nil, posts: String? = nil, now: Date
  ) {
    self.kind = kind
    self.fullTexts = fullTexts
    self.withdrawals = withdrawals
    self.older = older
    self.posts = posts
    self.newsroom = newsroom
    self.mirror = mirror
    self.mirrorURL = mirrorURL
    self.cursor = cursor
    self.permanentURL = permanentURL
    self.feedTitle = feedTitle
    self.articles = articles
    self.now = now
  }
}

/// What a delivery came to.
public struct DeliveryResult: Hashable, Sendable {
  /// Articles that the store did not have.
  public var new: Int
  /// Articles whose shown words changed.
  public var revised: Int
  /// Those of the new articles that are alerts.
  public var newAlerts: [ArticleID]
  /// Seconds by which the delivery's newest article is older than the newest known; nil when it is not.
  public var behindSeconds: Int?
  /// The mirror lags: its newest article is older than one that the store has.
  public var isStale: Bool { behindSeconds != nil }
  /// Articles for which this mirror has other words than another mirror gave under the same date.
  public var disagreeing: Int
  /// Articles that got a full text, or a newer one.
  public var fullTexts: Int
  /// Articles that were marked as taken back.
  public var withdrawn: Int

  public init(
    new: Int = 0, revised: Int = 0, newAlerts: [ArticleID] = [], behindSeconds: Int? = nil, disagreeing: Int = 0,
    fullTexts: Int = 0, withdrawn: Int = 0
  ) {
    self.new = new
    self.revised = revised
    self.newAlerts = newAlerts
    self.behindSeconds = behindSeconds
    self.disagreeing = disagreeing
    self.fullTexts = fullTexts
    self.withdrawn = withdrawn
  }
}
