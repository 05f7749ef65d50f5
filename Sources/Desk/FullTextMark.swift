public import News
import Screen

/// How a full text is told from the words of the feed: a line above it, on the screen and in print.
public enum FullTextMark {
  /// What it is, and from which host.
  public static func phrase(_ text: FullText) -> Phrase {
    let host = UnsealedStep.host(text.url)
    let what: Phrase =
      switch text.source {
      case .page: "full text, extracted by us from the article's page on \(host)"
      case .posts: "full text, from the site's own posts on \(host)"
      }
    return text.isOfEarlierWording ? "\(what); the feed has changed the article since" : what
  }

  /// Nothing where no full text is kept.
  static func lines(_ article: StoredArticle, isOwn: Bool, width: Int, _ common: Common) -> [StyledLine] {
    guard let text = article.fullText else { return [] }
    let key = common.key(.fullText, on: .reader)
    let mark: Phrase =
      isOwn
      ? "the feed's own words · \(key) shows the full text"
      : "\(phrase(text)) · \(key) shows the feed's own words"
    return StyledText("¶ " + common.text(mark), style: Style(.dim)).lines(width: width)
  }
}
