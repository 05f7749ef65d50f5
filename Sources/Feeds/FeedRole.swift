import Markup

/// The namespaces that say something of an article.
enum FeedNamespace: UInt8 {
  /// RSS of all kinds, Atom of all kinds, and none at all: their names don't clash.
  case core
  case rdf, dublinCore, dublinTerms, content, media, itunes, thread, xhtml, other

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
  ])

  private static let prefixes = table([
    ("atom", .core), ("atom10", .core), ("atom03", .core), ("a10", .core), ("rss", .core), ("rdf", .rdf),
    ("dc", .dublinCore),
    ("dcterms", .dublinTerms), ("content", .content), ("media", .media), ("itunes", .itunes), ("thr", .thread),
    ("xhtml", .xhtml),
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
  // Text that may hold markup.
  case title, secondTitle, mediaTitle, description, secondDescription, mediaDescription, summary, content, body, tagline
  // Plain text.
  case id, link, published, updated, date, created, author, contributor, name, email, uri, creator, category, keywords
  case language, editor
  // Said by attributes.
  case enclosure, mediaContent, inReplyTo, itunesCategory

  /// Roles whose element may hold markup of its own.
  var holdsMarkup: Bool { rawValue >= FeedRole.title.rawValue && rawValue <= FeedRole.tagline.rawValue }

  /// The role of an element by its local name, whatever the case of its letters.
  init?(_ name: Bytes, in namespace: FeedNamespace) {
    guard let role = Self.tables[Int(namespace.rawValue)][name.lowercasedHash] else { return nil }
    self = role
  }

  private static let tables: [[UInt64: FeedRole]] = [
    table([
      ("feed", .feed), ("rss", .rss), ("rdf", .rdf), ("channel", .channel), ("item", .entry), ("entry", .entry),
      ("image", .aside), ("textinput", .aside), ("items", .aside), ("cloud", .aside), ("skiphours", .aside),
      ("skipdays", .aside), ("generator", .aside), ("source", .source), ("title", .title),
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
    table([("in-reply-to", .inReplyTo)]),
    table([("body", .body), ("div", .body)]),
    [:],
  ]

  private static func table(_ entries: [(String, FeedRole)]) -> [UInt64: FeedRole] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.0.withBytes(\.hash), $0.1) })
  }
}
