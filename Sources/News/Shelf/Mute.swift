public import Foundation

/// A mute's number in the local store.
public struct MuteID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What its reader does not want to see: such articles are in no list and no count, but for Starred and tags, until it ends. Alerts
/// are never muted.
public struct Mute: Identifiable, Hashable, Sendable {
  public enum Subject: Hashable, Sendable, Codable {
    /// All of a byline, or one of the names in it.
    case author(String)
    /// Title or text hold this word or phrase.
    case word(String)
    /// A thread of a board, with what is still to come in it.
    case thread(ThreadID)
  }
  public let id: MuteID
  public var subject: Subject
  /// Only in this newsroom; nil for all.
  public var newsroom: NewsroomID?
  public var added: Date
  /// nil: until it is taken away.
  public var until: Date?
  /// Articles that it hides now.
  public var hidden: Int

  public init(
    id: MuteID, subject: Subject, newsroom: NewsroomID? = nil, added: Date, until: Date? = nil, hidden: Int = 0
  ) {
    self.id = id
    self.subject = subject
    self.newsroom = newsroom
    self.added = added
    self.until = until
    self.hidden = hidden
  }
}
