/// How far back a newsroom's older pages were followed, and where they go on: kept, so that the next time goes on there.
public struct ArchiveTrail: Hashable, Sendable, Codable {
  /// The next page of older articles. Addresses are as a document gave them: any mirror may be asked for their path.
  public enum Step: Hashable, Sendable, Codable {
    /// The page that the one before names (RFC 5005).
    case page(url: String)
    /// A page of a WordPress feed, counted from 1.
    case paged(feed: String, number: Int)
    /// A page of a WordPress site's REST API, counted from 1; `feed` is the feed beside it.
    case posts(api: String, number: Int, feed: String)
  }

  /// Pages after which no newsroom is followed further back.
  public static let mostPages = 2_000

  /// Nil where the end was reached.
  public var next: Step?
  /// Pages that were read.
  public var pages = 0
  /// Articles that were new in them.
  public var articles = 0
  /// What was seen, in short: addresses and contents of the pages, by which a loop shows.
  public var seen: Set<String> = []

  public init(_ next: Step?) { self.next = next }

  /// There is more to ask for.
  public var goesOn: Bool { next != nil && pages < Self.mostPages }
}
