public import Foundation
public import News

/// What the writer changes of a draft, all of it each time. Attachments are changed one by one.
public struct DraftChange: Hashable, Sendable {
  public var title: String
  public var section: String
  public var language: String
  public var place: String
  public var byline: String
  public var isUrgent: Bool
  public var body: String
  /// Nil leaves it as it is.
  public var kind: Report.Kind?
  /// Nil leaves it as it is; an empty one takes it away.
  public var inReplyTo: String?
  /// Nil leaves it as it is.
  public var newsroom: NewsroomID?
  /// The state that the writer works from: `Draft.saved` as it was read, then the `now` of their own last `keepDraft`. When somebody
  /// else kept other words since, nothing is written: theirs are not lost by ours. Nil asks for no such care.
  public var basis: Date?

  public init(
    title: String = "", section: String = "", language: String = "", place: String = "", byline: String = "",
    isUrgent: Bool = false, body: String = "", kind: Report.Kind? = nil, inReplyTo: String? = nil,
    newsroom: NewsroomID? = nil, basis: Date? = nil
  ) {
    self.title = title
    self.section = section
    self.language = language
    self.place = place
    self.byline = byline
    self.isUrgent = isUrgent
    self.body = body
    self.kind = kind
    self.inReplyTo = inReplyTo
    self.newsroom = newsroom
    self.basis = basis
  }
}
