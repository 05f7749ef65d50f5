public import News

/// Why a document is no feed.
public enum FeedFault: Error, Sendable, Hashable {
  /// No byte but white space.
  case empty
  /// A page, of this title.
  case html(title: String?)
  /// Something else: an element, a kind of file.
  case notAFeed(found: String)
  /// Beyond `FeedReader.maximumBytes`.
  case tooLarge(bytes: Int)
  /// A feed's beginning that can't be read on.
  case unreadable(line: Int, reason: String)

  /// One sentence for the user. Text from outside in it is plain, but not yet made visible.
  public var phrase: Phrase {
    switch self {
    case .empty: "the document is empty"
    case .html(let title?): "a web page stands there, “\(title)”, not a feed"
    case .html(nil): "a web page stands there, not a feed"
    case .notAFeed(let found): "no feed, but \(found)"
    case .tooLarge(let bytes): "the document is too large (\(bytes / 1_048_576) MiB)"
    case .unreadable(let line, let reason): "the feed can't be read: line \(line): \(reason)"
    }
  }
}
