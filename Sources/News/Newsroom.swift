public import Foundation

/// A publisher that one subscribes to. Its mirrors are kept apart, see `Mirror`.
public struct Newsroom: Identifiable, Hashable, Sendable {
  public let id: NewsroomID
  /// What the user calls it; unique among newsrooms.
  public var name: String
  /// What its own feed calls it, once one was read.
  public var title: String?
  public var added: Date
  /// The last round in which some mirror served.
  public var lastServed: Date?
  /// Whether its reports may be sent unsealed.
  public var consent: UnsealedConsent
  /// Rounds so far, but for those that were offline.
  public var rounds: Int
  /// The full text of its articles is fetched with the news, from their pages on the mirrors.
  public var getsFullText: Bool

  public init(
    id: NewsroomID, name: String, title: String? = nil, added: Date, lastServed: Date? = nil,
    consent: UnsealedConsent = .none, rounds: Int = 0, getsFullText: Bool = false
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.added = added
    self.lastServed = lastServed
    self.consent = consent
    self.rounds = rounds
    self.getsFullText = getsFullText
  }
}
