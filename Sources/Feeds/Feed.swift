public import Foundation
public import News

/// A feed as a document gave it: text made safe, links absolute.
public struct Feed: Sendable, Hashable {
  /// The raw value is what `wirecopy parse` prints. `wordpress` is a page of posts from a site's REST API.
  public enum Format: String, Sendable, Hashable, CaseIterable { case atom, rss, rdf, json, cdf, wordpress }

  public var format: Format
  /// Plain text, one line.
  public var title: String?
  /// Absolute URL of the site.
  public var link: String?
  /// BCP 47, as given.
  public var language: String?
  public var updated: Date?
  /// In the document's order, at most `FeedReader.maximumArticles`.
  public var articles: [Article]
  /// Articles beyond the cap, which were not read.
  public var leftOut: Int
  /// The document ended before its root element did: what is here is its beginning.
  public var isCut: Bool
  /// Absolute URL of the page of older articles (RFC 5005 `next`, else `prev-archive`; `next_url` of JSON Feed).
  public var next: String?
  /// The document is all there is: what it doesn't name is gone (RFC 5005 `fh:complete`).
  public var isComplete: Bool
  /// The document is an archive, which doesn't change any more (RFC 5005 `fh:archive`).
  public var isArchive: Bool
  /// Articles that were taken back (RFC 6721), at most `FeedReader.maximumTombstones`.
  public var deleted: [Tombstone]
  /// Its articles carry summaries or cut contents alone: the full text stands elsewhere.
  public var isExcerpt: Bool
  /// The program that made the document, plain text: its name, its URL, its version, as far as given.
  public var generator: String?

  public init(
    format: Format, title: String? = nil, link: String? = nil, language: String? = nil, updated: Date? = nil,
    articles: [Article] = [], leftOut: Int = 0, isCut: Bool = false, next: String? = nil, isComplete: Bool = false,
    isArchive: Bool = false, deleted: [Tombstone] = [], isExcerpt: Bool = false, generator: String? = nil
  ) {
    self.format = format
    self.title = title
    self.link = link
    self.language = language
    self.updated = updated
    self.articles = articles
    self.leftOut = leftOut
    self.isCut = isCut
    self.next = next
    self.isComplete = isComplete
    self.isArchive = isArchive
    self.deleted = deleted
    self.isExcerpt = isExcerpt
    self.generator = generator
  }
}
