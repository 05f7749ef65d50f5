/// What a reader looks for: words and "phrases", all of which must be there, and filters.
///
///     let query = try ArticleQuery("strike -weather from:kim lang:ko after:2026-01 unread")
///
/// The language stands in docs/search.md. Reading it is plain computation: what the store has is not asked.
public struct ArticleQuery: Hashable, Sendable {
  /// One condition; an article must meet each of a query's.
  public struct Part: Hashable, Sendable {
    public var test: Test
    /// It must not be so.
    public var isNegated: Bool
    /// Where it was typed, in characters from 0.
    public var range: Range<Int>
    public init(_ test: Test, isNegated: Bool = false, range: Range<Int>) {
      self.test = test
      self.isNegated = isNegated
      self.range = range
    }
  }

  public enum Test: Hashable, Sendable {
    /// Title or text hold it; a phrase is words beside one another.
    case words(String)
    /// Title or text hold a word that begins so.
    case beginning(String)
    /// A piece of the byline.
    case from(String)
    /// A section's name, or the beginning of one.
    case section(String)
    /// BCP 47: `ko` is `ko-KR` too.
    case language(String)
    /// A newsroom's name, or the beginning of one.
    case newsroom(String)
    case tag(String)
    case before(QueryDate)
    case after(QueryDate)
    case read
    case starred
    case hasPicture
    case muted
  }

  /// More parts or bytes than these are no query.
  public static let mostParts = 32
  public static let mostBytes = 2000

  /// As it was typed.
  public let text: String
  public let parts: [Part]

  public init(_ text: String) throws(QueryFault) {
    self.text = text
    var reading = QueryReading(text)
    parts = try reading.parts()
  }

  /// The words and phrases, filters left out.
  public var hasWords: Bool {
    parts.contains {
      switch $0.test {
      case .words, .beginning: !$0.isNegated
      default: false
      }
    }
  }
}

/// What is wrong with a query, and where.
public struct QueryFault: Error, Hashable, Sendable {
  public var phrase: Phrase
  /// Characters of the text, from 0; empty where it is the whole.
  public var range: Range<Int>
  public init(_ phrase: Phrase, at range: Range<Int>) {
    self.phrase = phrase
    self.range = range
  }
}
