/// Feed bytes to articles: Atom 1.0 and 0.3, RSS 0.9x, 1.0 and 2.0, CDF, JSON Feed 1.0 and 1.1.
public enum FeedReader {
  /// Articles that are read of one document.
  public static let maximumArticles = 100_000
  /// Bytes that are read of one document.
  public static let maximumBytes = 256 * 1_048_576

  /// `contentType`: the HTTP header, for its charset. `base`: the URL that the document came from.
  public static func read(_ bytes: [UInt8], contentType: String?, base: String?) throws(FeedFault) -> Feed {
    throw .empty
  }
}
