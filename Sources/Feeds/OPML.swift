/// A newsroom as a subscription list names it.
public struct Subscription: Sendable, Hashable {
  /// What the user calls it.
  public var name: String
  /// Feed URLs of its mirrors, in order; at least one.
  public var mirrors: [String]
  /// The folder's path, outermost first, joined by `/`.
  public var folder: String?

  public init(name: String, mirrors: [String], folder: String? = nil) {
    self.name = name
    self.mirrors = mirrors
    self.folder = folder
  }
}

/// Subscription lists (OPML 2.0, http://opml.org/spec2.opml).
///
/// The first mirror is the outline's `xmlUrl`, which every reader knows; the others are in our own attribute
/// `wirecopy:mirrors` (`xmlns:wirecopy="urn:wirecopy:opml"`), URLs parted by spaces, which other readers pass over.
public enum OPML {
  /// Outlines without a feed are folders; at most 10,000 subscriptions.
  public static func read(_ bytes: [UInt8]) throws(FeedFault) -> [Subscription] { throw .empty }
  public static func write(_ subscriptions: [Subscription]) -> [UInt8] { [] }
}
