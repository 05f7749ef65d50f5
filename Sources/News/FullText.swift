public import Foundation

/// The whole text of an article whose feed gives a part of it: kept beside the feed's own words, never in their place.
public struct FullText: Hashable, Sendable {
  /// Who says that this is the article's text. The raw value is what `read --json` prints.
  public enum Source: String, Hashable, Sendable, Codable {
    /// We do: it was extracted from the article's page.
    case page
    /// Its site does, by its REST API (WordPress).
    case posts
  }

  public var source: Source
  /// Safe HTML.
  public var html: String
  /// Plain text.
  public var text: String
  /// Plain text, one line; as the page says it.
  public var byline: String?
  /// Where it came from: an address on a mirror.
  public var url: String
  public var fetched: Date
  /// The feed has changed the article since: it is the text of an earlier wording.
  public var isOfEarlierWording: Bool

  public init(
    source: Source, html: String, text: String, byline: String? = nil, url: String, fetched: Date,
    isOfEarlierWording: Bool = false
  ) {
    self.source = source
    self.html = html
    self.text = text
    self.byline = byline
    self.url = url
    self.fetched = fetched
    self.isOfEarlierWording = isOfEarlierWording
  }
}
