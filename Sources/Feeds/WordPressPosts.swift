import Foundation
import Markup
import News

/// A page of posts from a WordPress site's REST API (`/wp-json/wp/v2/posts`): full text and older articles where the
/// feed gives excerpts (https://developer.wordpress.org/rest-api/reference/posts/).
public enum WordPressPosts {
  /// Most posts of one page that WordPress gives.
  public static let mostPerPage = 100

  /// The posts as articles, newest first, under the `guid` that the site's feed gives them. A page behind the last one is
  /// an error of WordPress's, `rest_post_invalid_page_number`, thrown as `.notAFeed`.
  /// - Parameter base: the URL that the document came from.
  public static func read(_ bytes: [UInt8], base: String) throws(FeedFault) -> Feed {
    guard bytes.count <= FeedReader.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    guard !bytes.withUnsafeBufferPointer(\.isBlank) else { throw .empty }
    let document = CharacterSets.utf8(bytes, contentType: nil, kind: .json)
    var articles: [Article] = []
    if var feed = posts(in: document, base: base, isEmptyRead: true, each: { articles.append($0) }) {
      feed.articles = articles
      return feed
    }
    throw .notAFeed(found: document.withUnsafeBufferPointer(refusal) ?? "no posts of WordPress")
  }

  /// The address of a page of posts, counted from 1, newest first. `api`: what `Feed.wordpressAPI(base:)` gives.
  public static func url(api: String, page: Int, per: Int) -> String {
    let isQuery = api.contains("?")
    return api + "wp/v2/posts" + (isQuery ? "&" : "?")
      + "page=\(max(page, 1))&per_page=\(min(max(per, 1), mostPerPage))&_embed=author,wp:term"
  }

  /// Nil where the document holds something else, and nothing was handed out. `document`: UTF-8.
  static func posts(in document: [UInt8], base: String?, isEmptyRead: Bool, each: (Article) -> Void) -> Feed? {
    document.withUnsafeBufferPointer { bytes in
      var reader = PostReader(bytes, base: base)
      return reader.run(isEmptyRead: isEmptyRead, each)
    }
  }

  /// The sentence of WordPress's own `{"code":…,"message":…}`.
  private static func refusal(_ bytes: Bytes) -> String? {
    var json = JSONScanner(bytes)
    guard json.beginObject() else { return nil }
    var code: String?
    while let key = json.nextKey() {
      if key == "code" { code = json.string() } else { json.skipValue() }
    }
    return code.map { "WordPress's answer " + SafeText.clean($0) }
  }
}

/// One walk over one array of posts.
private struct PostReader {
  private var json: JSONScanner
  private let base: LinkBase?
  private var feed = Feed(format: .wordpress)

  init(_ bytes: Bytes, base: String?) {
    json = JSONScanner(bytes)
    self.base = base.flatMap { LinkBase($0) }
  }

  /// Nil where the document is no array of posts: its first element tells.
  mutating func run(isEmptyRead: Bool, _ each: (Article) -> Void) -> Feed? {
    guard json.beginArray() else { return nil }
    var taken = 0
    while json.nextElement() {
      guard taken < FeedReader.maximumArticles else {
        feed.leftOut += 1
        json.skipValue()
        continue
      }
      guard json.beginObject() else {
        if taken == 0 { return nil }
        json.skipValue()
        continue
      }
      let post = readPost()
      if json.fault != nil { break }
      guard post.isPost else {
        if taken == 0 { return nil }
        continue
      }
      taken += 1
      each(post.draft.article(feedAuthors: [], feedLanguage: nil))
    }
    if taken == 0, json.fault != nil || !isEmptyRead { return nil }
    feed.isCut = json.fault != nil
    feed.generator = "WordPress"
    return feed
  }

  private mutating func readPost() -> (draft: FeedDraft, isPost: Bool) {
    var draft = FeedDraft()
    var excerpt: MarkedText?
    var hasGUID = false
    var localDates: (published: Date?, updated: Date?) = (nil, nil)
    while let key = json.nextKey() {
      switch key {
      case "guid":
        draft.id = readRendered().map { MarkedText.folded(CharacterReference.decoded($0)) }.flatMap {
          $0.isEmpty ? nil : $0
        }
        hasGUID = draft.id != nil
      case "link": draft.link = json.string().flatMap { LinkBase.link($0, base: base) }
      case "title": draft.title = readRendered().map(marked)
      case "content": draft.content = readRendered().map(marked)
      case "excerpt": excerpt = readRendered().map(marked)
      case "date_gmt": draft.published = json.string().flatMap { FeedDate.date($0) }
      case "modified_gmt": draft.updated = json.string().flatMap { FeedDate.date($0) }
      case "date": localDates.published = json.string().flatMap { FeedDate.date($0) }
      case "modified": localDates.updated = json.string().flatMap { FeedDate.date($0) }
      case "_embedded": readEmbedded(&draft)
      default: json.skipValue()
      }
    }
    draft.summary = excerpt
    draft.published = draft.published ?? localDates.published
    draft.updated = draft.updated ?? localDates.updated
    return (draft, hasGUID || draft.link != nil && draft.title != nil && (draft.content != nil || excerpt != nil))
  }

  private func marked(_ bytes: [UInt8]) -> MarkedText { MarkedText(bytes: bytes, kind: .html, base: base) }

  /// `{"rendered": "…"}`, or the text itself; nil where it is empty.
  private mutating func readRendered() -> [UInt8]? {
    guard json.beginObject() else { return json.stringBytes().flatMap { $0.isEmpty ? nil : $0 } }
    var text: [UInt8]?
    while let key = json.nextKey() {
      if key == "rendered" { text = json.stringBytes() } else { json.skipValue() }
    }
    return text.flatMap { $0.withUnsafeBufferPointer(\.isBlank) ? nil : $0 }
  }

  /// `{"author":[{"name":…}],"wp:term":[[{"name":…,"taxonomy":…}]]}`.
  private mutating func readEmbedded(_ draft: inout FeedDraft) {
    guard json.beginObject() else {
      json.skipValue()
      return
    }
    while let key = json.nextKey() {
      switch key {
      case "author": for name in readNames() { draft.add(author: name) }
      case "wp:term": for name in readNames() { draft.add(section: name) }
      default: json.skipValue()
      }
    }
  }

  /// The names of the objects in an array, or in an array of arrays.
  private mutating func readNames() -> [String] {
    guard json.beginArray() else {
      json.skipValue()
      return []
    }
    var names: [String] = []
    while json.nextElement() {
      if json.beginArray() {
        while json.nextElement() { names.append(contentsOf: readName()) }
      } else {
        names.append(contentsOf: readName())
      }
    }
    return names
  }

  private mutating func readName() -> [String] {
    guard json.beginObject() else {
      json.skipValue()
      return []
    }
    var name: String?
    while let key = json.nextKey() {
      if key == "name" {
        name = json.stringBytes().map { MarkedText.folded(CharacterReference.decoded($0)) }
      } else {
        json.skipValue()
      }
    }
    return name.map { $0.isEmpty ? [] : [$0] } ?? []
  }
}

extension CharacterReference {
  fileprivate static func decoded(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBufferPointer { decoded($0) } }
}
