import Foundation
import Markup
import News
import Store
import Wire

/// One article's page, asked of the mirrors, and its main text made out.
struct FullTextFetch: Sendable {
  /// Bytes on the wire, and milliseconds, for one page.
  static let limits = (bytes: 4 << 20, milliseconds: 20_000)
  private static let accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

  let ask: MirrorAsk
  let readers: Turnstile

  func run(_ article: StoredArticle, link: String) async -> MirrorAsk.Result<NewFullText> {
    let (readers, clock) = (readers, ask.clock)
    let (title, text) = (article.headline.title, article.text)
    return await ask.first(link, accept: Self.accept, limits: Self.limits) { response in
      await readers.enter()
      let found = Self.read(response, title: title, text: text, now: clock.now)
      await readers.leave()
      return found
    }
  }

  static func read(
    _ response: WireResponse, title: String, text: String, now: Date
  ) -> Swift.Result<NewFullText, PageFault> {
    let found = ArticleExtractor.extract(
      response.body, contentType: response.header("Content-Type"), base: response.url)
    guard let found else { return .failure(.noArticle) }
    guard PageMatch.fits(title: title, text: text, page: (found.title ?? "") + "\n" + found.text) else {
      return .failure(.otherArticle)
    }
    return .success(
      NewFullText(
        source: .page, html: found.html, text: found.text, byline: found.byline, url: BareAddress.of(response.url),
        fetched: now))
  }
}
