public import Foundation

/// A feed's word that an article was taken back (RFC 6721).
public struct Tombstone: Sendable, Hashable {
  /// The article's `guid`, as given.
  public var ref: String
  public var when: Date?
  /// Who took it back, plain text.
  public var by: String?

  public init(ref: String, when: Date? = nil, by: String? = nil) {
    self.ref = ref
    self.when = when
    self.by = by
  }
}
