public import Foundation

/// A newsroom's word, as one mirror gave it, that an article was taken back (RFC 6721). The article stays, and is marked: a mirror
/// that lies must not be able to take anything away.
public struct Withdrawal: Hashable, Sendable {
  /// The article's id, as given.
  public var ref: String
  public var when: Date?

  public init(ref: String, when: Date? = nil) {
    self.ref = ref
    self.when = when
  }
}
