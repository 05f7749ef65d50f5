/// The article out of a page: what is around it on a web site stays there.
///
/// A page is sketched as its blocks and how much running text and how many links each holds; the block that gains most by
/// its text, less what it takes in of links and scraps, is the article.
public enum ArticleExtractor {
  private static let maximumBytes = 4 * 1_048_576

  /// Nil where no article stands out: front pages, lists, pages of errors and consent, bytes that are no HTML.
  /// - Parameters:
  ///   - contentType: the HTTP header.
  ///   - base: the URL that the page came from.
  public static func extract(_ bytes: [UInt8], contentType: String?, base: String) -> ExtractedArticle? {
    if let type = contentType?.lowercased(), !type.contains("html"), !type.contains("xml"), !type.isEmpty { return nil }
    let page = CharacterSets.utf8(Array(bytes.prefix(maximumBytes)), contentType: contentType, kind: .html)
    return page.withUnsafeBufferPointer { page in
      var sketch = PageSketch(page)
      sketch.draw()
      guard sketch.isHTML else { return nil }
      var choice = ArticleChoice(sketch, of: page)
      guard let article = choice.article() else { return nil }
      let facts = PageFacts(sketch, of: page, article: article)
      choice.leaveOut(title: facts.title)
      let root = sketch.base.withUnsafeBufferPointer { LinkBase(base)?.base($0) } ?? LinkBase(base)
      let source = choice.source(of: article)
      let clean = source.withUnsafeBufferPointer { HTMLCleaner.clean($0, base: root) }
      guard !clean.text.isEmpty else { return nil }
      return ExtractedArticle(
        title: facts.title, byline: facts.byline, html: clean.html, text: clean.text, language: facts.language)
    }
  }
}
