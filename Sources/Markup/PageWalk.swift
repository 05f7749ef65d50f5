/// One look over a page for its title and the feeds that it names.
struct PageWalk {
  private let bytes: Bytes
  private(set) var base: LinkBase?
  private var hasBase = false
  private(set) var title: String?
  /// Declared feeds.
  private(set) var feeds: [FeedLink] = []
  /// Links in the text that look like feeds.
  private(set) var anchors: [FeedLink] = []
  private(set) var wordpress: String?
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
        // The first one holds (HTML, section 4.2.3).
        if !hasBase, let href = attributes.value("href") {
          base = href.withUnsafeBufferPointer { base?.base($0) ?? LinkBase(bytes: Array($0)) }
          hasBase = true
        }
      case .link: readLink(attributes)
      case .a: if anchors.count < PageReader.maximumFeeds { readAnchor(attributes, behind: tokens.offset) }
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
    guard let relation = attributes.value("rel"), let href = attributes.value("href") else { return }
    let isFeed = relation.withUnsafeBufferPointer { relation in
      let words = relation.split(whereSeparator: \.isSpace).map { UnsafeBufferPointer(rebasing: $0) }
      if words.contains(where: { $0.isWord("https://api.w.org/") }), wordpress == nil { wordpress = link(href) }
      if words.contains(where: { $0.isWord("feed") }) { return true }
      guard words.contains(where: { $0.isWord("alternate") }) else { return false }
      // Without a type, the address must tell; a style sheet or another language is no feed.
      guard let type = attributes.raw("type")?.trimmed, !type.isEmpty else {
        return !words.contains { $0.isWord("stylesheet") } && href.withUnsafeBufferPointer { FeedAddress.isOne($0) }
      }
      if type.hasWord("application/json", at: 0) || type.isWord("text/xml") || type.isWord("application/xml") {
        return href.withUnsafeBufferPointer { isFeedType(type) && !FeedAddress.isProgram($0) }
      }
      return isFeedType(type)
    }
    guard isFeed, feeds.count < PageReader.maximumFeeds, let url = link(href),
      !feeds.contains(where: { $0.url == url })
    else { return }
    feeds.append(
      FeedLink(url: url, title: attributes.text(.title)?.string, type: attributes.raw("type")?.trimmed.string))
  }

  private mutating func readAnchor(_ attributes: HTMLAttributes, behind offset: Int) {
    guard let href = attributes.value("href"), href.withUnsafeBufferPointer({ FeedAddress.isOne($0) }),
      let url = link(href), !anchors.contains(where: { $0.url == url })
    else { return }
    let end = bytes.first(UInt8(ascii: "<"), from: offset) ?? bytes.count
    let text = HTMLCleaner.title(bytes[at: offset..<min(end, offset + 200)])
    anchors.append(FeedLink(url: url, title: attributes.text(.title)?.string ?? (text.isEmpty ? nil : text)))
  }

  /// An absolute `http` or `https` link; `feed:` stands before one, or in its place.
  private func link(_ href: [UInt8]) -> String? {
    href.withUnsafeBufferPointer { href in
      var href = href.trimmed
      if href.hasWord("feed:", at: 0) {
        href = href[at: 5..<href.count]
        if href.hasWord("//", at: 0) { return LinkBase.link("http:" + href.string, base: base) }
      }
      guard let link = LinkBase.link(href, base: base)?.string,
        base == nil || link.hasPrefix("http://") || link.hasPrefix("https://")
      else { return nil }
      return link
    }
  }

  private func isFeedType(_ type: Bytes) -> Bool {
    let end = type.firstIndex { $0 == UInt8(ascii: ";") || $0.isSpace } ?? type.count
    let type = type[at: 0..<end]
    let types: [StaticString] = [
      "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/xml",
      "text/xml", "application/rss", "application/atom", "application/json", "application/x.atom+xml",
      "application/x-atom+xml", "text/rss", "text/rss+xml", "text/atom+xml", "application/rss-xml",
    ]
    return types.contains { type.isWord($0) }
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
