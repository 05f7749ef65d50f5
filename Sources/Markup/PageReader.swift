/// A feed that an HTML page names.
public struct FeedLink: Sendable, Hashable {
  /// Absolute URL.
  public var url: String
  public var title: String?
  /// MIME type, as given.
  public var type: String?

  public init(url: String, title: String? = nil, type: String? = nil) {
    self.url = url
    self.title = title
    self.type = type
  }
}

/// What discovery wants of an HTML page: its title and the feeds that it names.
public struct PageLinks: Sendable, Hashable {
  /// Plain text, one line.
  public var title: String?
  /// In the page's order, each URL once.
  public var feeds: [FeedLink]
  /// What the page's relative links rest on: its `base`, else its own URL.
  public var base: String

  public init(title: String? = nil, feeds: [FeedLink] = [], base: String) {
    self.title = title
    self.feeds = feeds
    self.base = base
  }
}

/// Feed autodiscovery (`link rel=alternate`, https://www.rssboard.org/rss-autodiscovery).
public enum PageReader {
  /// Nil when the bytes are no HTML. `base`: the URL that the page came from.
  public static func read(_ bytes: [UInt8], contentType: String?, base: String) -> PageLinks? { nil }
}
