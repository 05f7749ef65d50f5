public import Foundation
public import News

/// What one mirror brought in one round: a page of news and its cursor, stored together or not at all.
public struct Delivery: Sendable {
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
  /// When it arrived.
  public var now: Date

  public init(
    newsroom: NewsroomID, mirror: MirrorID, mirrorURL: String, cursor: Cursor, permanentURL: String? = nil,
    feedTitle: String? = nil, articles: [Article], now: Date
  ) {
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

  public init(
    new: Int = 0, revised: Int = 0, newAlerts: [ArticleID] = [], behindSeconds: Int? = nil, disagreeing: Int = 0
  ) {
    self.new = new
    self.revised = revised
    self.newAlerts = newAlerts
    self.behindSeconds = behindSeconds
    self.disagreeing = disagreeing
  }
}
