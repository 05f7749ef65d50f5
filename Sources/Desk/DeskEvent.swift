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
  case picture(PictureNews)
  /// A mirror that was tested has answered, or not.
  case tested(MirrorOutcome, sentence: Phrase?)
  /// A request of the user's was carried out, or could not be.
  case done(Phrase)
  case failed(Phrase)
  /// An alert came, for the first time: who reads is called.
  case alerted(Phrase)
  /// The fault that a mirror of the demo has now, by its name. `isPlayed`: nobody asked for it, it is part of the play.
  case faultChanged(url: String, name: String, isPlayed: Bool = false)

  /// What the store had.
  public enum Loaded: Sendable {
    case shelf(Shelf)
    case headlines(HeadlineWindow)
    case article(OpenedArticle)
    /// An article that was asked for is no longer kept.
    case gone(ArticleID)
    /// The next unread one that was asked for: the reader turns to it.
    /// It may stand in another list than the one that was gone through, when that one has no more.
    case next(OpenedArticle, in: Scope)
    case hits(query: String, [SearchHit])
    case badQuery(query: String, Phrase)
    case rounds([LoggedRound])
    case outbox(Outbox)
    /// Names in the folder of a path that was begun, those that begin so; folders end in a slash.
    case names(path: String, [String])
    case pictures([ShelvedPicture])
    case threads(ThreadWindow)
    case messages(ThreadID, [MessageRow])
    /// The thread of an article; nil where it is no part of one.
    case thread(ThreadPlace?)
    case keeping([KeepingRow])
    case mutes([MuteRow])
    case leaving(KeepingPolicy?, NewsroomID?, Leaving)
    /// What vouches for an article; nil for one that is not signed.
    case proof(ArticleID, ArticleProof?)
    /// Whether the newsroom removed an article that is no longer here.
    case removal(ArticleID, SignedRemoval?)
    case evidence(NewsroomID, [EditionEvidence])
    /// Some of what is shown has changed in the store: ask again.
    case changed
  }

  /// How the rounds go.
  public enum SyncNews: Sendable {
    case began(newsrooms: Int)
    /// How many newsrooms are done, and what is being asked now; `of` 0 leaves the count as it was.
    case progressed(done: Int, of: Int, Phrase)
    /// What follows the rounds, or stands alone: how many of what is said are done.
    case worked(done: Int, of: Int, Phrase)
    /// Something beside the rounds is under way, which can't be counted; nil when it is over.
    case went(Phrase?)
    /// A round left a mirror that failed for another one: said at once.
    case moved(Phrase)
    /// More is known of a mirror that failed: blocked, or offline all along.
    case judged(Phrase)
    /// The pinned mirror of this newsroom failed, and there are others to ask.
    case pinnedFailed(NewsroomID)
    /// What followed the rounds is over: nothing more to say.
    case rested
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
  /// How mirrors are reached, where the settings say another way than the direct one.
  public var network: Phrase?
  /// How the records of those that are signed stand here.
  public var editions: [NewsroomID: EditionStatus]
  /// What newsrooms call their sections and boards, in the reader's language, by their names.
  public var titles: [NewsroomID: [String: String]]
  public init(
    newsrooms: [Newsroom] = [], scopes: [ScopeCount] = [], mirrors: [ShelvedMirror] = [], drafts: Int = 0,
    waiting: Int = 0, network: Phrase? = nil, editions: [NewsroomID: EditionStatus] = [:],
    titles: [NewsroomID: [String: String]] = [:]
  ) {
    self.editions = editions
    self.titles = titles
    self.network = network
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
  /// Why it stands where it stands in the rota.
  public var why: [Phrase]
  /// How it is reached, where that is its own way.
  public var route: Phrase?
  /// Left alone until then.
  public var rest: Date?
  public var id: MirrorID { mirror.id }
  public init(
    _ mirror: Mirror, name: String, sentence: Phrase? = nil, evidence: [Phrase] = [], latencies: [Int] = [],
    why: [Phrase] = [], route: Phrase? = nil, rest: Date? = nil
  ) {
    (self.why, self.route, self.rest) = (why, route, rest)
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
  /// How many were asked for.
  public var limit: Int
  public init(scope: Scope, unreadOnly: Bool, offset: Int, headlines: [Headline], total: Int, limit: Int) {
    self.scope = scope
    self.unreadOnly = unreadOnly
    self.offset = offset
    self.headlines = headlines
    self.total = total
    self.limit = limit
  }
}

/// Some threads of a newsroom, and where in its board they stand.
public struct ThreadWindow: Hashable, Sendable {
  public var newsroom: NewsroomID
  public var offset: Int
  public var threads: [ThreadRow]
  /// How many the board has.
  public var total: Int
  public init(newsroom: NewsroomID, offset: Int, threads: [ThreadRow], total: Int) {
    (self.newsroom, self.offset, self.threads, self.total) = (newsroom, offset, threads, total)
  }
}

/// Where a message stands.
public struct ThreadPlace: Hashable, Sendable {
  public var newsroom: NewsroomID
  public var thread: ThreadID
  /// The thread's place in the board.
  public var position: Int
  public var message: ArticleID
  public init(newsroom: NewsroomID, thread: ThreadID, position: Int, message: ArticleID) {
    (self.newsroom, self.thread, self.position, self.message) = (newsroom, thread, position, message)
  }
}

/// An article with its body read into paragraphs.
public struct OpenedArticle: Hashable, Sendable {
  public var article: StoredArticle
  /// The feed's own words.
  public var document: Document
  /// Its full text, where that is kept.
  public var full: Document?
  public init(article: StoredArticle, document: Document, full: Document? = nil) {
    self.article = article
    self.document = document
    self.full = full
  }

  /// What is read of it, unless the feed's own words are wanted.
  public var shown: Document { full ?? document }
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
