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

  public init(
    id: NewsroomID, name: String, title: String? = nil, added: Date, lastServed: Date? = nil,
    consent: UnsealedConsent = .none
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.added = added
    self.lastServed = lastServed
    self.consent = consent
  }
}
