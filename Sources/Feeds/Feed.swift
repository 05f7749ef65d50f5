public import Foundation
public import News

/// A feed as a document gave it: text made safe, links absolute.
public struct Feed: Sendable, Hashable {
  /// The raw value is what `wirecopy parse` prints.
  public enum Format: String, Sendable, Hashable, CaseIterable { case atom, rss, rdf, json, cdf }

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

  public init(
    format: Format, title: String? = nil, link: String? = nil, language: String? = nil, updated: Date? = nil,
    articles: [Article] = [], leftOut: Int = 0, isCut: Bool = false
  ) {
    self.format = format
    self.title = title
    self.link = link
    self.language = language
    self.updated = updated
    self.articles = articles
    self.leftOut = leftOut
    self.isCut = isCut
  }
}
