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

  public init(title: String? = nil, feeds: [FeedLink] = [], base: String) {
    self.title = title
    self.feeds = feeds
    self.base = base
  }
}

/// Feed autodiscovery (`link rel=alternate`, https://www.rssboard.org/rss-autodiscovery).
public enum PageReader {
  private static let maximumBytes = 4 * 1_048_576
  private static let maximumFeeds = 32

  /// Nil when the bytes are no HTML. `base`: the URL that the page came from.
  public static func read(_ bytes: [UInt8], contentType: String?, base: String) -> PageLinks? {
    let page = CharacterSets.utf8(Array(bytes.prefix(maximumBytes)), contentType: contentType, kind: .html)
    return page.withUnsafeBufferPointer { page in
      let isDeclared = contentType?.lowercased().contains("html") == true
      var walk = PageWalk(page, base: base)
      walk.run()
      guard isDeclared || walk.isHTML else { return nil }
      // A page's comments have feeds, too: they are not what is looked for first.
      let feeds = walk.feeds.filter { !isOfComments($0) } + walk.feeds.filter(isOfComments)
      return PageLinks(title: walk.title, feeds: feeds, base: walk.base?.url ?? base)
    }
  }

  private static func isOfComments(_ feed: FeedLink) -> Bool {
    feed.url.contains("/comments/") || feed.title?.lowercased().contains("comments feed") == true
  }

  private struct PageWalk {
    private let bytes: Bytes
    private(set) var base: LinkBase?
    private(set) var title: String?
    private(set) var feeds: [FeedLink] = []
    private(set) var isHTML = false

    init(_ bytes: Bytes, base: String) {
      self.bytes = bytes
      self.base = LinkBase(base)
      isHTML = bytes[at: 0..<min(bytes.count, 1024)].holds("<!doctype html")
    }

    mutating func run() {
      var tokens = HTMLTokens(bytes)
      while let token = tokens.next() {
        guard case .start(let name, let hash, let isEmpty) = token, let element = HTMLElement.named(hash) else {
          continue
        }
        let attributes = HTMLAttributes(tokens.attributes, of: bytes)
        switch element {
        case .html, .head, .body: isHTML = true
        case .base:
          if let href = attributes.value("href") { base = href.withUnsafeBufferPointer { base?.base($0) ?? base } }
        case .link: readLink(attributes)
        case .title where title == nil && !isEmpty:
          let start = tokens.offset
          tokens.skipRawText(until: name)
          var text = bytes[at: start..<tokens.offset]
          if let end = text.lastIndex(of: UInt8(ascii: "<")) { text = text[at: 0..<end] }
          let line = HTMLCleaner.title(text)
          title = line.isEmpty ? nil : line
        default: if element.traits.contains(.isRaw), !isEmpty { tokens.skipRawText(until: name) }
        }
      }
    }

    private mutating func readLink(_ attributes: HTMLAttributes) {
      guard let relation = attributes.raw("rel"), let href = attributes.value("href"),
        feeds.count < PageReader.maximumFeeds
      else { return }
      let words = relation.split(whereSeparator: \.isSpace).map { UnsafeBufferPointer(rebasing: $0) }
      let type = attributes.raw("type")?.trimmed
      let isFeed =
        words.contains { $0.isWord("feed") }
        || words.contains { $0.isWord("alternate") } && type.map(isFeedType) == true
      guard isFeed, let link = href.withUnsafeBufferPointer({ LinkBase.link($0, base: base) }) else { return }
      let url = link.string
      guard !feeds.contains(where: { $0.url == url }) else { return }
      feeds.append(FeedLink(url: url, title: attributes.text(.title)?.string, type: type?.string))
    }

    private func isFeedType(_ type: Bytes) -> Bool {
      type.hasWord("application/rss+xml", at: 0) || type.hasWord("application/atom+xml", at: 0)
        || type.hasWord("application/feed+json", at: 0)
        || type.hasWord("application/rdf+xml", at: 0) || type.isWord("application/xml") || type.isWord("text/xml")
        || type.isWord("application/rss") || type.isWord("application/atom") || type.isWord("application/json")
    }
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate func holds(_ word: StaticString) -> Bool {
    var i = 0
    while let less = first(word.utf8Start[0], from: i) {
      if hasWord(word, at: less) { return true }
      i = less + 1
    }
    return false
  }
}
