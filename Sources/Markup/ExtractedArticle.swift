/// The main text of an article's page.
public struct ExtractedArticle: Sendable, Hashable {
  /// Plain text, one line, without the site's name where it could be told.
  public var title: String?
  /// Plain text, one line: who wrote it, as the page says.
  public var byline: String?
  /// Safe HTML, links absolute.
  public var html: String
  /// The same as plain text, as `CleanHTML.text`.
  public var text: String
  /// As the page declares it (BCP 47).
  public var language: String?

  public init(title: String? = nil, byline: String? = nil, html: String, text: String, language: String? = nil) {
    self.title = title
    self.byline = byline
    self.html = html
    self.text = text
    self.language = language
  }
}
