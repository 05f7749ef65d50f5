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
  var mirror: String?
  /// `read` alone.
  var text: String?
  var html: String?

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
    mirror = headline.mirror
  }

  init(_ article: StoredArticle) {
    self.init(article.headline)
    text = article.text
    html = article.html
  }
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
  var unread: Int
  var total: Int
}

struct MirrorShape: Encodable {
  var id: Int64
  var newsroom: String
  var url: String
  var kind: String
  var state: String
  var pinned: Bool
  var verdict: String?
  var sentence: String?
  var latencyMilliseconds: Int?
  var behind: Int?
  var lastGood: String?
  var offer: String?
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

  enum Member: String, CodingKey { case name, served, new, revised, milliseconds, offline, trouble, mirrors }

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
  }
}

struct OutcomeShape: Encodable {
  var url: String
  var outcome: String
  var verdict: String?
  var weight: String?
  var sentence: String?
  var evidence: Verdict.Evidence?
  var milliseconds: Int
}
