public import Seal

/// Who may sign for something, and how many of them must (TUF 1.0, roles).
public struct RootRole: Hashable, Sendable {
  public let keyIDs: [String]
  /// The Ed25519 keys among them, by their IDs.
  public let keys: [String: VerifyingKey]
  public let threshold: Int
}

/// A state of the tree that somebody vouched for.
public struct TreePoint: Hashable, Sendable {
  /// Entries.
  public let size: Int
  public let hash: TreeHash
  public init(size: Int, hash: TreeHash) {
    self.size = size
    self.hash = hash
  }
}
