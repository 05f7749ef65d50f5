public import Foundation
public import News

/// A mute as its page shows it.
public struct MuteRow: Hashable, Sendable, Identifiable {
  public var id: MuteID
  /// What is hidden, in words.
  public var subject: Phrase
  /// Only there; nil for all newsrooms.
  public var newsroom: NewsroomID?
  /// nil: until it is lifted.
  public var until: Date?
  /// Articles that it hides now.
  public var hidden: Int
  public init(_ mute: Mute, subject: Phrase) {
    id = mute.id
    self.subject = subject
    (newsroom, until, hidden) = (mute.newsroom, mute.until, mute.hidden)
  }
}
