public import News

/// What was fetched beside the feeds, of one newsroom, after a round: older pages as it was first seen, whole texts.
public struct FurtherReport: Hashable, Sendable {
  public var newsroom: NewsroomID
  public var name: String
  public var older: OlderReport?
  /// Articles that have their full text now: from posts, and from their pages.
  public var fullTexts = 0
  /// Articles whose page gave none.
  public var without = 0
  /// Of what was wanted and could not be stored.
  public var trouble: Phrase?

  public init(newsroom: NewsroomID, name: String) {
    self.newsroom = newsroom
    self.name = name
  }

  /// What is worth a line.
  public var sentences: [Phrase] {
    var lines: [Phrase] = []
    if let older, older.new > 0 { lines.append(older.sentence) }
    if fullTexts > 0 {
      let texts = Phrase(fullTexts, one: "the full text of %1 article", many: "the full texts of %1 articles")
      lines.append("\(name): \(texts)")
    }
    if without > 0 {
      let count = Phrase(without, one: "%1 article", many: "%1 articles")
      lines.append("\(name): no mirror carries the page of \(count)")
    }
    if let trouble { lines.append("\(name): \(trouble)") }
    return lines
  }
}

/// How far it is.
public enum FurtherProgress: Hashable, Sendable {
  case older(name: String, pages: Int, new: Int)
  case fullTexts(name: String, done: Int, of: Int)

  /// In a few words.
  public var phrase: Phrase {
    switch self {
    case .older(let name, let pages, let new):
      let articles = Phrase(new, one: "%1 older article", many: "%1 older articles")
      let from = Phrase(pages, one: "%1 page", many: "%1 pages")
      return "\(name): \(articles) from \(from)"
    case .fullTexts(let name, let done, let all): return "\(name): full texts, \(done) of \(all)"
    }
  }
}
