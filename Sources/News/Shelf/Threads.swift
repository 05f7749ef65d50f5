public import Foundation

/// A thread's number in the local store: that of the message which began it, as far as was known then.
public struct ThreadID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A line of a board: a message with the answers to it (RFC 4685).
public struct ThreadRow: Identifiable, Hashable, Sendable {
  public let id: ThreadID
  public var newsroom: NewsroomID
  /// The message that stands on top of it.
  public var first: ArticleID
  public var title: String
  public var byline: String?
  /// Of its newest message.
  public var latest: Date
  public var messages: Int
  public var unread: Int

  public init(
    id: ThreadID, newsroom: NewsroomID, first: ArticleID, title: String, byline: String?, latest: Date, messages: Int,
    unread: Int
  ) {
    self.id = id
    self.newsroom = newsroom
    self.first = first
    self.title = title
    self.byline = byline
    self.latest = latest
    self.messages = messages
    self.unread = unread
  }
}

/// A message of a thread, in its place.
public struct MessageRow: Identifiable, Hashable, Sendable {
  public var headline: Headline
  /// 0 for what answers nothing that is kept.
  public var depth: Int
  public var parent: ArticleID?
  /// Messages below it, at any depth: what folding it hides.
  public var answers: Int
  public var id: ArticleID { headline.id }
  public init(headline: Headline, depth: Int, parent: ArticleID?, answers: Int) {
    self.headline = headline
    self.depth = depth
    self.parent = parent
    self.answers = answers
  }
}
