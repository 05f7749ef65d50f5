/// Which parts of the store changed: by us, or by another process. Changes that come fast are told as one.
public struct StoreChange: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let articles = StoreChange(rawValue: 1)
  public static let mirrors = StoreChange(rawValue: 2)
  public static let newsrooms = StoreChange(rawValue: 4)
  /// Read, starred, acknowledged.
  public static let status = StoreChange(rawValue: 8)
  /// The log of rounds.
  public static let rounds = StoreChange(rawValue: 16)
  /// Drafts, filed reports and their way.
  public static let outbox = StoreChange(rawValue: 32)
  /// What another process changed is not known in detail.
  public static let everything: StoreChange = [.articles, .mirrors, .newsrooms, .status, .rounds, .outbox]
}
