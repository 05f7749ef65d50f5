import Foundation
import News

#if canImport(Glibc)
  import Glibc
#endif

/// A delivery made ready for its rows, bodies packed and words cut, so that the write transaction is short.
///
/// Making one is plain computation and lets go of the articles' texts: do it on any task, beside others.
public struct PreparedDelivery: Sendable {
  let kind: Delivery.Kind
  /// Of a signed record: it has no place in time among deliveries, and no cursor.
  let isSigned: Bool
  let newsroom: NewsroomID
  let mirror: MirrorID
  let mirrorURL: String
  let cursor: Cursor
  let permanentURL: String?
  let feedTitle: String?
  let now: Date
  let articles: [PreparedArticle]
  /// Of posts: as many as articles.
  let fullTexts: [PreparedFullText?]
  let withdrawals: [Withdrawal]
  let older: ArchiveTrail.Step?
  let posts: String?

  /// How many articles it brings: what storing it takes.
  public var count: Int { articles.count }

  public init(_ delivery: consuming Delivery) {
    kind = delivery.kind
    withdrawals = delivery.withdrawals
    older = delivery.older
    posts = delivery.posts
    isSigned = false
    newsroom = delivery.newsroom
    mirror = delivery.mirror
    mirrorURL = delivery.mirrorURL
    cursor = delivery.cursor
    permanentURL = delivery.permanentURL
    feedTitle = delivery.feedTitle
    now = delivery.now
    let packer = BodyPacker()
    let cutter = IndexWords()
    // Each article's texts are let go of as soon as it is packed.
    var rest = delivery.articles
    delivery.articles = []
    var prepared: [PreparedArticle] = []
    prepared.reserveCapacity(rest.count)
    rest.reverse()
    while let article = rest.popLast() {
      prepared.append(PreparedArticle(article, newsroom: newsroom, now: now, packer: packer, cutter: cutter))
    }
    articles = prepared
    let texts = delivery.fullTexts
    fullTexts = prepared.indices.map { place in
      texts.indices.contains(place) ? texts[place].map { PreparedFullText($0, packer: packer) } : nil
    }
  }
}

/// An article as its rows need it.
struct PreparedArticle: Sendable {
  /// The article without its texts.
  var article: Article
  /// What its revisions are ordered by, milliseconds: `updated`, else `published`, else 0; never later than its arrival, so that
  /// a wrong clock can't hold the newest place for ever.
  var stamp: Int64
  /// What lists order it by, milliseconds; never later than its arrival.
  var time: Int64
  var hash: Int64
  /// Bytes of text, and of text and markup together.
  var textLength: Int
  var bodyLength: Int
  var body: Data
  /// For the search index.
  var words: Data
  var sections: [String]
  /// Pictures in its markup, and enclosed ones.
  var pictures: Int

  /// More sections than these of one article are left out.
  static let sectionLimit = 16

  init(_ article: Article, newsroom: NewsroomID, now: Date, packer: BodyPacker, cutter: IndexWords) {
    let html = article.content ?? article.summary ?? ""
    hash = Int64(bitPattern: WordHash.hash(title: article.title, text: article.text))
    textLength = article.text.utf8.count
    bodyLength = textLength + html.utf8.count
    body = packer.pack(text: article.text, html: html)
    words = cutter.words(title: article.title, text: article.text, newsroom: newsroom.rawValue)
    let arrived = now.milliseconds
    stamp = min((article.updated ?? article.published)?.milliseconds ?? 0, arrived) / 1000 * 1000
    time = min((article.published ?? article.updated)?.milliseconds ?? arrived, arrived)
    sections = Self.sections(article.sections)
    pictures = Self.pictures(html) + article.enclosures.count { $0.type?.hasPrefix("image/") ?? false }
    self.article = article
    self.article.text = ""
    self.article.content = nil
    self.article.summary = nil
  }

  /// Counts `<img`, which safe HTML writes in no other place.
  static func pictures(_ html: String) -> Int {
    var html = html
    return html.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      var count = 0
      var index = 0
      while index + 4 < bytes.count, let tag = memchr(start + index, 0x3C, bytes.count - index - 4) {
        if memcmp(tag, "<img", 4) == 0 { count += 1 }
        index = UnsafeRawPointer(tag) - UnsafeRawPointer(start) + 1
      }
      return count
    }
  }

  private static func sections(_ names: [String]) -> [String] {
    var sections: [String] = []
    for name in names where !name.isEmpty && sections.count < sectionLimit {
      let name = name.utf8.count > 200 ? String(name.prefix(80)) : name
      if !sections.contains(name) { sections.append(name) }
    }
    return sections
  }
}
