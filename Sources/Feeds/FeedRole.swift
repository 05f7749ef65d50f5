import Markup

/// The namespaces that say something of an article.
enum FeedNamespace: UInt8 {
  /// RSS of all kinds, Atom of all kinds, and none at all: their names don't clash.
  case core
  case rdf, dublinCore, dublinTerms, content, media, itunes, thread, xhtml, history, tombstone, commentAPI, slash, other

  /// By its URI; by its usual prefix where that is undeclared or unknown.
  init(uri: Bytes?, prefix: Bytes?) {
    if let uri, let known = Self.known[uri.lowercasedHash] {
      self = known
    } else if let prefix {
      self = Self.prefixes[prefix.lowercasedHash] ?? .other
    } else {
      self = .core
    }
  }

  private static let known = table([
    ("", .core), ("http://www.w3.org/2005/atom", .core), ("http://purl.org/atom/ns#", .core),
    ("http://purl.org/rss/1.0/", .core), ("http://my.netscape.com/rdf/simple/0.9/", .core),
    ("http://channel.netscape.com/rdf/simple/0.9/", .core), ("http://backend.userland.com/rss", .core),
    ("http://backend.userland.com/rss2", .core), ("http://blogs.law.harvard.edu/tech/rss", .core),
    ("http://purl.org/net/rss1.1#", .core), ("http://example.com/newformat#", .core),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", .rdf),
    ("http://purl.org/dc/elements/1.1/", .dublinCore), ("http://purl.org/dc/elements/1.0/", .dublinCore),
    ("http://purl.org/dc/terms/", .dublinTerms), ("http://purl.org/rss/1.0/modules/dcterms/", .dublinTerms),
    ("http://purl.org/rss/1.0/modules/content/", .content),
    ("http://search.yahoo.com/mrss", .media), ("http://search.yahoo.com/mrss/", .media),
    ("http://www.rssboard.org/media-rss", .media),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", .itunes), ("http://example.com/dtds/podcast-1.0.dtd", .itunes),
    ("http://purl.org/syndication/thread/1.0", .thread), ("http://www.w3.org/1999/xhtml", .xhtml),
    ("http://purl.org/syndication/history/1.0", .history), ("http://purl.org/atompub/tombstones/1.0", .tombstone),
    ("http://wellformedweb.org/commentapi/", .commentAPI), ("http://purl.org/rss/1.0/modules/slash/", .slash),
  ])

  private static let prefixes = table([
    ("atom", .core), ("atom10", .core), ("atom03", .core), ("a10", .core), ("rss", .core), ("rdf", .rdf),
    ("dc", .dublinCore),
    ("dcterms", .dublinTerms), ("content", .content), ("media", .media), ("itunes", .itunes), ("thr", .thread),
    ("xhtml", .xhtml), ("fh", .history), ("at", .tombstone),
    ("wfw", .commentAPI), ("slash", .slash),
  ])

  private static func table(_ entries: [(String, FeedNamespace)]) -> [UInt64: FeedNamespace] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.0.withBytes(\.hash), $0.1) })
  }
}

/// What an element is to a feed, whichever format it comes from.
enum FeedRole: UInt8 {
  // Structure.
  case feed, rss, rdf, channel, entry
  /// Left out with all that it holds: a picture of the channel, a search box, a list of items by number.
  case aside
  case source
  case tombstone, taker
  // Text that may hold markup.
  case title, secondTitle, mediaTitle, description, secondDescription, mediaDescription, summary, content, body, tagline
  // Plain text.
  case id, link, published, updated, date, created, author, contributor, name, email, uri, creator, category, keywords
  case language, editor, generator, commentsFeed, commentCount
  // Said by attributes.
  case enclosure, mediaContent, inReplyTo, itunesCategory, complete, archive

  /// Roles whose element may hold markup of its own.
  var holdsMarkup: Bool { rawValue >= FeedRole.title.rawValue && rawValue <= FeedRole.tagline.rawValue }

  /// The role of an element by its local name, whatever the case of its letters.
  init?(_ name: Bytes, in namespace: FeedNamespace) {
    guard let value = Self.tables[Int(namespace.rawValue)].value(of: name.lowercasedHash) else { return nil }
    self.init(rawValue: value)
  }

  private static let tables: [NameTable] = [
    table([
      ("feed", .feed), ("rss", .rss), ("rdf", .rdf), ("channel", .channel), ("item", .entry), ("entry", .entry),
      ("image", .aside), ("textinput", .aside), ("cloud", .aside), ("skiphours", .aside),
      ("skipdays", .aside), ("generator", .generator), ("source", .source), ("title", .title),
      ("description", .description),
      ("abstract", .description), ("summary", .summary), ("content", .content), ("fullitem", .content), ("body", .body),
      ("tagline", .tagline), ("subtitle", .tagline), ("info", .tagline), ("rights", .tagline), ("copyright", .tagline),
      ("id", .id), ("guid", .id), ("link", .link), ("url", .uri), ("published", .published), ("pubdate", .published),
      ("issued", .published), ("updated", .updated), ("modified", .updated), ("lastbuilddate", .updated),
      ("date", .date), ("created", .created), ("author", .author), ("contributor", .contributor), ("name", .name),
      ("email", .email), ("uri", .uri), ("homepage", .uri), ("category", .category), ("keywords", .keywords),
      ("tags", .keywords),
      ("language", .language), ("managingeditor", .editor), ("enclosure", .enclosure),
    ]),
    table([("rdf", .rdf), ("li", .aside)]),
    table([
      ("title", .secondTitle), ("creator", .creator), ("author", .creator), ("subject", .category), ("date", .date),
      ("language", .language), ("description", .secondDescription),
    ]),
    table([("issued", .published), ("modified", .updated), ("created", .created), ("abstract", .secondDescription)]),
    table([("encoded", .content), ("items", .aside)]),
    table([
      ("content", .mediaContent), ("title", .mediaTitle), ("description", .mediaDescription), ("text", .aside),
      ("keywords", .keywords), ("category", .category), ("credit", .aside), ("comments", .aside), ("community", .aside),
    ]),
    table([
      ("author", .creator), ("summary", .secondDescription), ("subtitle", .aside), ("keywords", .keywords),
      ("category", .itunesCategory), ("owner", .aside), ("title", .secondTitle), ("image", .aside),
    ]),
    table([("in-reply-to", .inReplyTo), ("total", .commentCount)]),
    table([("body", .body), ("div", .body)]),
    table([("complete", .complete), ("archive", .archive)]),
    table([("deleted-entry", .tombstone), ("by", .taker), ("comment", .aside)]),
    table([("commentrss", .commentsFeed)]),
    table([("comments", .commentCount)]),
    table([]),
  ]

  private static func table(_ entries: [(String, FeedRole)]) -> NameTable {
    NameTable(entries.map { ($0.0.withBytes(\.hash), $0.1.rawValue) })
  }
}
