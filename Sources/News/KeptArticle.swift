public import Foundation

/// An article as it is taken from one store to another: what its mirror gave, and what its reader did with it.
public struct KeptArticle: Hashable, Sendable {
  public var article: Article
  /// The newsroom's name.
  public var newsroom: String
  /// When a store first had it.
  public var arrived: Date
  public var isRead: Bool
  public var isStarred: Bool

  public init(_ article: Article, newsroom: String, arrived: Date, isRead: Bool = false, isStarred: Bool = false) {
    self.article = article
    self.newsroom = newsroom
    self.arrived = arrived
    self.isRead = isRead
    self.isStarred = isStarred
  }
}
