import Foundation
import News

/// The JSON shapes of `commands.md`. Members may be added, none is renamed.

struct ArticlesShape: Encodable { var articles: [ArticleShape] }
struct HitsShape: Encodable { var articles: [HitShape] }
struct MirrorsShape: Encodable { var mirrors: [MirrorShape] }
struct NewsroomsShape: Encodable { var newsrooms: [NewsroomShape] }
struct RoundsShape: Encodable { var newsrooms: [RoundShape] }

struct ArticleShape: Encodable {
  var id: Int64
  var newsroom: String
  var title: String
  var link: String?
  var published: String?
  var updated: String?
  var sections: [String]
  var language: String?
  var byline: String?
  var read: Bool
  var starred: Bool
  var urgent: Bool
  var tags: [String]
  var mirror: String?
  var withdrawn: String?
  /// `read` alone.
  var text: String?
  var html: String?
  var fullText: FullTextShape?
  /// `read` alone, of a signed newsroom.
  var proof: ProofShape?

  init(_ headline: Headline) {
    id = headline.id.rawValue
    newsroom = headline.newsroomName
    title = headline.title
    link = headline.link
    published = headline.published?.rfc3339
    updated = headline.updated?.rfc3339
    sections = headline.sections
    language = headline.language
    byline = headline.byline
    read = headline.isRead
    starred = headline.isStarred
    urgent = headline.isUrgent
    tags = headline.tags
    mirror = headline.mirror
    withdrawn = headline.withdrawn?.rfc3339
  }

  init(_ article: StoredArticle) {
    self.init(article.headline)
    text = article.text
    html = article.html
    fullText = article.fullText.map(FullTextShape.init)
  }
}

/// What was fetched beside the feed's own words.
struct FullTextShape: Encodable {
  /// `page`: extracted from the article's page; `posts`: the site's own REST API gave it.
  var source: String
  var isExtracted: Bool
  var text: String
  var html: String
  var byline: String?
  var url: String
  var fetched: String
  var ofEarlierWording: Bool

  enum CodingKeys: String, CodingKey {
    case source, text, html, byline, url, fetched, ofEarlierWording
    case isExtracted = "extracted"
  }

  init(_ text: FullText) {
    source = text.source.rawValue
    isExtracted = text.source == .page
    self.text = text.text
    html = text.html
    byline = text.byline
    url = text.url
    fetched = text.fetched.rfc3339
    ofEarlierWording = text.isOfEarlierWording
  }
}

struct OlderShape: Encodable { var newsrooms: [OlderNewsroomShape] }

struct OlderNewsroomShape: Encodable {
  var name: String
  var pages: Int
  var new: Int
  var allPages: Int
  var end: Bool
  var trouble: String?
}

/// An article with what the search found in it: the same members, `snippet` and `rank` beside them.
struct HitShape: Encodable {
  var article: ArticleShape
  var snippet: String
  var rank: Double

  init(_ hit: SearchHit) {
    article = ArticleShape(hit.headline)
    snippet = hit.snippet.map(\.text).joined()
    rank = hit.rank
  }

  enum Member: String, CodingKey { case snippet, rank }

  func encode(to encoder: any Encoder) throws {
    try article.encode(to: encoder)
    var container = encoder.container(keyedBy: Member.self)
    try container.encode(snippet, forKey: .snippet)
    try container.encode(rank, forKey: .rank)
  }
}

struct NewsroomShape: Encodable {
  var id: Int64
  var name: String
  var title: String?
  var added: String
  var lastServed: String?
  var mirrors: [String]
  var relays: [String]
  var consent: String
  /// `always` or `ask`.
  var fullText: String
  var unread: Int
  var total: Int
  /// Of a signed one.
  var edition: EditionShape?
}

struct MirrorShape: Encodable {
  var id: Int64
  var newsroom: String
  var url: String
  var kind: String
  var state: String
  var pinned: Bool
  var position: Int
  var verdict: String?
  var blocked: Bool
  var sentence: String?
  var latencyMilliseconds: Int?
  var behind: Int?
  var lastGood: String?
  /// Of those that stand to choice, 0 ... 1.
  var score: Double?
  /// Good ones of the last tries, 0 ... 1.
  var success: Double?
  /// Left alone until then.
  var rest: String?
  var route: RouteShape?
  var offer: String?
}

/// How a mirror is reached, or everything is: what is absent is the settings', or the usual.
struct RouteShape: Encodable {
  var proxy: String?
  var resolver: String?
  var addresses: [String]?
  var pins: [String]?
}

struct RoundShape: Encodable {
  var name: String
  var served: String?
  var new: Int
  var revised: Int
  var milliseconds: Int
  var offline: Bool
  var trouble: String?
  var mirrors: [OutcomeShape]
  /// Articles from older pages, and full texts, that came beside the feed.
  var older: Int?
  var fullTexts: Int?

  enum Member: String, CodingKey {
    case name, served, new, revised, milliseconds, offline, trouble, mirrors, older, fullTexts
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    try container.encode(name, forKey: .name)
    // `served` is there also when nothing served: null.
    try container.encode(served, forKey: .served)
    try container.encode(new, forKey: .new)
    try container.encode(revised, forKey: .revised)
    try container.encode(milliseconds, forKey: .milliseconds)
    try container.encode(offline, forKey: .offline)
    try container.encodeIfPresent(trouble, forKey: .trouble)
    try container.encode(mirrors, forKey: .mirrors)
    try container.encodeIfPresent(older, forKey: .older)
    try container.encodeIfPresent(fullTexts, forKey: .fullTexts)
  }
}

struct OutcomeShape: Encodable {
  var url: String
  var outcome: String
  var verdict: String?
  var weight: String?
  var confidence: String?
  var blocked: Bool
  var sentence: String?
  var evidence: Verdict.Evidence?
  var milliseconds: Int
  var bytes: Int?
  var behind: Int?
  var disagreeing: Int?
  var clockOff: Int?
}
