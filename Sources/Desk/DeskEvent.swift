public import Foundation
public import News
public import Screen

/// What happened: the desk hears of nothing else. By topic, in the past tense.
public enum DeskEvent: Sendable {
  /// The desk is on the screen; the first event.
  case opened(Size, Date)
  case input(Input)
  /// The time of day: about once a second while the desk is open.
  case ticked(Date)
  case loaded(Loaded)
  case sync(SyncNews)
  case report(ReportNews)
  /// A mirror that was tested has answered, or not.
  case tested(MirrorOutcome, sentence: Phrase?)
  /// A request of the user's was carried out, or could not be.
  case done(Phrase)
  case failed(Phrase)
  /// The fault that a mirror of the demo has now, by its name.
  case faultChanged(url: String, name: String)

  /// What the store had.
  public enum Loaded: Sendable {
    case shelf(Shelf)
    case headlines(HeadlineWindow)
    case article(OpenedArticle)
    /// An article that was asked for is no longer kept.
    case gone(ArticleID)
    /// The next unread one that was asked for: the reader turns to it.
    case next(OpenedArticle)
    case hits(query: String, [SearchHit])
    case badQuery(query: String, Phrase)
    case rounds([LoggedRound])
    case outbox(Outbox)
    /// Some of what is shown has changed in the store: ask again.
    case changed
  }

  /// How the rounds go.
  public enum SyncNews: Sendable {
    case began(newsrooms: Int)
    /// How many newsrooms are done, and what is being asked now; `of` 0 leaves the count as it was.
    case progressed(done: Int, of: Int, Phrase)
    /// A round left a mirror that failed for another one: said at once.
    case moved(Phrase)
    /// One line for each newsroom that has something to say.
    case finished([Phrase], new: Int, isOffline: Bool, failed: Int)
  }
}

/// What the left column and the status line need: small, loaded whole.
public struct Shelf: Hashable, Sendable {
  public var newsrooms: [Newsroom]
  public var scopes: [ScopeCount]
  public var mirrors: [ShelvedMirror]
  /// Reports being written, and filed ones that are not yet where they should be.
  public var drafts: Int
  public var waiting: Int
  public init(
    newsrooms: [Newsroom] = [], scopes: [ScopeCount] = [], mirrors: [ShelvedMirror] = [], drafts: Int = 0,
    waiting: Int = 0
  ) {
    self.drafts = drafts
    self.waiting = waiting
    self.newsrooms = newsrooms
    self.scopes = scopes
    self.mirrors = mirrors
  }
}

/// A mirror with its verdict put in words.
public struct ShelvedMirror: Hashable, Sendable, Identifiable {
  public var mirror: Mirror
  /// What was wrong at the last try, beginning with the mirror's name.
  public var sentence: Phrase?
  /// Lines of what the verdict rests on.
  public var evidence: [Phrase]
  /// Short for its URL: what tells it from the others.
  public var name: String
  /// Milliseconds of its last good tries, oldest first, where they are known.
  public var latencies: [Int]
  public var id: MirrorID { mirror.id }
  public init(
    _ mirror: Mirror, name: String, sentence: Phrase? = nil, evidence: [Phrase] = [], latencies: [Int] = []
  ) {
    self.latencies = latencies
    self.mirror = mirror
    self.name = name
    self.sentence = sentence
    self.evidence = evidence
  }
}

/// Some headlines of a list, and where in it they stand.
public struct HeadlineWindow: Hashable, Sendable {
  public var scope: Scope
  public var unreadOnly: Bool
  /// Place of the first one in the whole list, from 0.
  public var offset: Int
  public var headlines: [Headline]
  /// How many the whole list has.
  public var total: Int
  public init(scope: Scope, unreadOnly: Bool, offset: Int, headlines: [Headline], total: Int) {
    self.scope = scope
    self.unreadOnly = unreadOnly
    self.offset = offset
    self.headlines = headlines
    self.total = total
  }
}

/// An article with its body read into paragraphs.
public struct OpenedArticle: Hashable, Sendable {
  public var article: StoredArticle
  public var document: Document
  public init(article: StoredArticle, document: Document) {
    self.article = article
    self.document = document
  }
}

/// A round of the log with its sentences.
public struct LoggedRound: Hashable, Sendable {
  public var started: Date
  public var newsroom: String
  /// The round in one line.
  public var line: String
  /// A line for each mirror that was asked.
  public var mirrors: [String]
  public var hasServed: Bool
  public init(started: Date, newsroom: String, line: String, mirrors: [String], hasServed: Bool) {
    self.started = started
    self.newsroom = newsroom
    self.line = line
    self.mirrors = mirrors
    self.hasServed = hasServed
  }
}
