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
  /// In the page's order, each URL once, feeds of comments last.
  public var feeds: [FeedLink]
  /// What the page's relative links rest on: its `base`, else its own URL.
  public var base: String
  /// Root of the site's WordPress REST API (`link rel="https://api.w.org/"`), absolute.
  public var wordpress: String?

  public init(title: String? = nil, feeds: [FeedLink] = [], base: String, wordpress: String? = nil) {
    self.title = title
    self.feeds = feeds
    self.base = base
    self.wordpress = wordpress
  }
}

/// Feed autodiscovery (`link rel=alternate`, https://www.rssboard.org/rss-autodiscovery); where a page declares no feed,
/// the links in its text that look like one.
public enum PageReader {
  private static let maximumBytes = 4 * 1_048_576
  static let maximumFeeds = 32

  /// Nil when the bytes are no HTML. `base`: the URL that the page came from.
  public static func read(_ bytes: [UInt8], contentType: String?, base: String) -> PageLinks? {
    let page = CharacterSets.utf8(Array(bytes.prefix(maximumBytes)), contentType: contentType, kind: .html)
    return page.withUnsafeBufferPointer { page in
      let isDeclared = contentType?.lowercased().contains("html") == true
      var walk = PageWalk(page, base: base)
      walk.run()
      guard isDeclared || walk.isHTML else { return nil }
      // A page's comments have feeds, too: they are not what is looked for first.
      let found = walk.feeds.isEmpty ? walk.anchors : walk.feeds
      let feeds = found.filter { !isOfComments($0) } + found.filter(isOfComments)
      return PageLinks(title: walk.title, feeds: feeds, base: walk.base?.url ?? base, wordpress: walk.wordpress)
    }
  }

  private static func isOfComments(_ feed: FeedLink) -> Bool {
    if feed.url.contains("/comments/") || feed.url.contains("/replies/") || feed.url.contains("comments.xml") {
      return true
    }
    let title = feed.title?.lowercased() ?? ""
    return ["comments feed", "댓글 피드", "コメントフィード"].contains { title.contains($0) }
  }
}
