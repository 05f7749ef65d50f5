/// Where a feed's other documents are (RFC 5005, section 4): the newest one has the newest articles, archives the others.
public struct FeedPaging: Sendable, Hashable {
  /// The document doesn't change any more, but for corrections.
  public var isArchive: Bool
  /// The document with the newest articles, of an archive.
  public var current: String?
  /// The document with the articles before these.
  public var previousArchive: String?
  /// The archive with the articles after these.
  public var nextArchive: String?

  public init(isArchive: Bool, current: String?, previousArchive: String? = nil, nextArchive: String? = nil) {
    self.isArchive = isArchive
    self.current = current
    self.previousArchive = previousArchive
    self.nextArchive = nextArchive
  }
}
