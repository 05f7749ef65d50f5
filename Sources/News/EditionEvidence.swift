public import Foundation

/// A piece that a mirror gave and that the newsroom did not sign: kept to be shown to others.
public struct EditionEvidence: Hashable, Sendable {
  public var mirror: String
  /// The file below the mirror's address.
  public var path: String
  public var seen: Date
  /// What is wrong with it.
  public var fault: Phrase
  /// At most 64 KiB of it, from its beginning.
  public var bytes: [UInt8]

  public init(mirror: String, path: String, seen: Date, fault: Phrase, bytes: [UInt8]) {
    self.mirror = mirror
    self.path = path
    self.seen = seen
    self.fault = fault
    self.bytes = bytes
  }

  /// Bytes that are kept of a piece.
  public static let most = 64 << 10
}
