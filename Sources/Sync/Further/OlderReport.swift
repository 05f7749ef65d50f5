public import News

/// What came of following a newsroom's older pages.
public struct OlderReport: Hashable, Sendable {
  public var newsroom: NewsroomID
  public var name: String
  /// Pages that were read now, and articles in them that are new.
  public var pages = 0
  public var new = 0
  /// Of all times.
  public var allPages = 0
  /// There is nothing older to be had.
  public var isAtEnd = false
  /// Why it went no further, where that was no bound.
  public var trouble: Phrase?
  public var wasCancelled = false

  public init(newsroom: NewsroomID, name: String) {
    self.newsroom = newsroom
    self.name = name
  }

  /// One line.
  public var sentence: Phrase {
    if let trouble { return pages > 0 ? "\(head) · \(trouble)" : "\(name): \(trouble)" }
    if isAtEnd { return pages == 0 ? "\(name): there is nothing older to be had" : "\(head) · that was the oldest" }
    return wasCancelled ? "\(head) · cancelled" : head
  }

  private var head: Phrase {
    let articles = Phrase(new, one: "%1 older article", many: "%1 older articles")
    let from = Phrase(pages, one: "%1 page", many: "%1 pages")
    return "\(name): \(articles) from \(from)"
  }
}
