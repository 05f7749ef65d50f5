public import Foundation

/// A file that an article carries: a picture, a recording.
public struct Enclosure: Hashable, Sendable, Codable {
  /// Absolute URL.
  public var url: String
  /// MIME type, as given.
  public var type: String?
  /// Bytes, as given.
  public var length: Int64?
  public init(url: String, type: String? = nil, length: Int64? = nil) {
    self.url = url
    self.type = type
    self.length = length
  }
}

/// Where what readers wrote about an article stands as a feed.
public struct CommentsFeed: Hashable, Sendable {
  /// Absolute URL.
  public var url: String
  /// How many there are, as given.
  public var count: Int?
  public init(url: String, count: Int? = nil) {
    self.url = url
    self.count = count
  }
}

/// One article as a mirror gave it: text made safe, not yet a row of the store.
public struct Article: Hashable, Sendable {
  /// `id`, `guid` or `rdf:about`, as given.
  public var guid: String?
  /// Absolute URL of the article's page.
  public var link: String?
  /// Plain text, one line.
  public var title: String
  public var authors: [String]
  public var published: Date?
  public var updated: Date?
  /// Safe HTML (see `Markup`).
  public var summary: String?
  /// Safe HTML (see `Markup`).
  public var content: String?
  /// Plain text of `content`, or of `summary` where there is no content: what is searched and compared.
  public var text: String
  /// Categories, tags, subjects.
  public var sections: [String]
  /// BCP 47, as given.
  public var language: String?
  public var enclosures: [Enclosure]
  /// The `guid` that this one answers (RFC 4685).
  public var inReplyTo: String?
  /// An alert: on top until acknowledged.
  public var isUrgent: Bool
  /// The feed of its comments (`wfw:commentRss`, RFC 4685's `replies`).
  public var comments: CommentsFeed?

  public init(
    guid: String? = nil, link: String? = nil, title: String, authors: [String] = [], published: Date? = nil,
    updated: Date? = nil, summary: String? = nil, content: String? = nil, text: String = "", sections: [String] = [],
    language: String? = nil, enclosures: [Enclosure] = [], inReplyTo: String? = nil, isUrgent: Bool = false,
    comments: CommentsFeed? = nil
  ) {
    self.guid = guid
    self.link = link
    self.title = title
    self.authors = authors
    self.published = published
    self.updated = updated
    self.summary = summary
    self.content = content
    self.text = text
    self.sections = sections
    self.language = language
    self.enclosures = enclosures
    self.inReplyTo = inReplyTo
    self.isUrgent = isUrgent
    self.comments = comments
  }
}
