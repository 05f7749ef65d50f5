/// Which addresses look like a feed's.
enum FeedAddress {
  /// - Parameter href: character references read.
  static func isOne(_ href: Bytes) -> Bool {
    guard href.count < 2048 else { return false }
    if href.hasWord("feed:", at: 0) { return true }
    if href.hasWord("mailto:", at: 0) || href.hasWord("javascript:", at: 0) { return false }
    let stop = href.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? href.count
    let query = href[at: stop..<href.count]
    for word: StaticString in [
      "?feed=rss", "?feed=atom", "?feed=rdf", "?format=rss", "?format=feed", "?type=rss", "?alt=rss",
    ]
    where query.hasWord(word, at: 0) { return true }
    var path = href[at: 0..<stop]
    for host: StaticString in ["feeds.feedburner.com/", "rss.blog.naver.com/", "feeds2.feedburner.com/"] {
      for i in 0..<min(path.count, 12) where path.hasWord(host, at: i) { return true }
    }
    while path.last == UInt8(ascii: "/") { path = path[at: 0..<path.count - 1] }
    let slash = path.lastIndex(of: UInt8(ascii: "/"))
    // The host's own name is no file.
    if let slash, slash > 0, path[slash - 1] == UInt8(ascii: "/") { return false }
    let name = path[at: (slash.map { $0 + 1 } ?? 0)..<path.count]
    if names.contains(name.lowercasedHash) { return true }
    for ending: StaticString in [".rss", ".atom", ".rdf"]
    where name.hasWord(ending, at: name.count - ending.utf8CodeUnitCount) {
      return true
    }
    guard name.hasWord(".xml", at: name.count - 4) || name.hasWord(".json", at: name.count - 5) else { return false }
    return path.indices.contains {
      path.hasWord("rss", at: $0) || path.hasWord("feed", at: $0) || path.hasWord("atom", at: $0)
    }
      && !path.indices.contains { path.hasWord("sitemap", at: $0) }
  }

  /// JSON that is for programs, not for readers: WordPress says of each page where its REST API has it.
  static func isProgram(_ href: Bytes) -> Bool {
    href.indices.contains {
      href.hasWord("/wp-json", at: $0) || href.hasWord("rest_route=", at: $0) || href.hasWord("oembed", at: $0)
    }
  }

  private static let names: Set<UInt64> = Set(
    [
      "feed", "feeds", "rss", "rss2", "atom", "rdf", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss.php",
      "feed.php",
      "rss.asp", "rss.aspx", "rss.jsp", "index.rdf", "rss2.xml", "feed.json", "index.atom", "index.rss",
      "allarticle.xml",
      "feeds.xml",
    ].map { $0.withBytes(\.hash) })
}
