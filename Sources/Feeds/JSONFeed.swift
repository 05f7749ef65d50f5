import Foundation
import Markup
import News

/// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
enum JSONFeed {
  /// `document`: UTF-8. A document cut short gives the items that are whole.
  static func read(_ document: [UInt8], base: String?, each: (Article) -> Void) -> Result<Feed, FeedFault> {
    document.withUnsafeBufferPointer { bytes in
      var reader = JSONFeedReader(bytes, base: base)
      return reader.run(each)
    }
  }
}

/// One walk over one document.
private struct JSONFeedReader {
  private var json: JSONScanner
  private let base: LinkBase?
  private var feed = Feed(format: .json)
  private var feedAuthors: [String] = []
  private var isFeed = false
  private var excerpts = ExcerptCount()

  init(_ bytes: Bytes, base: String?) {
    json = JSONScanner(bytes)
    self.base = base.flatMap { LinkBase($0) }
  }

  mutating func run(_ each: (Article) -> Void) -> Result<Feed, FeedFault> {
    guard json.beginObject() else { return .failure(.notAFeed(found: "JSON that is no object")) }
    // Authors and language of the feed may stand behind its items.
    var items: Int?
    while let key = json.nextKey() {
      switch key {
      case "version": if json.string()?.contains("jsonfeed") == true { isFeed = true }
      case "title": feed.title = text(.references)?.line
      case "home_page_url": feed.link = json.string().flatMap { LinkBase.link($0, base: base) }
      case "language": feed.language = json.stringBytes().flatMap { $0.withUnsafeBufferPointer(LanguageTag.read) }
      case "next_url": feed.next = json.string().flatMap { LinkBase.link($0, base: base) }.flatMap(LinkBase.page)
      case "author", "authors": feedAuthors = readAuthors()
      case "items":
        isFeed = true
        items = json.offset
        json.skipValue()
      default: json.skipValue()
      }
    }
    if let fault = json.fault, items == nil { return .failure(.unreadable(line: json.line, reason: fault)) }
    guard isFeed else { return .failure(.notAFeed(found: "another kind of JSON")) }
    feed.isCut = json.fault != nil
    if let items {
      json.seek(items)
      readItems(each)
    }
    feed.isExcerpt = excerpts.isMost
    return .success(feed)
  }

  private mutating func readItems(_ each: (Article) -> Void) {
    guard json.beginArray() else { return }
    var taken = 0
    while json.nextElement() {
      guard taken < FeedReader.maximumArticles else {
        feed.leftOut += 1
        json.skipValue()
        continue
      }
      guard json.beginObject() else {
        json.skipValue()
        continue
      }
      let draft = readItem()
      if json.fault != nil { break }
      excerpts.count(draft)
      taken += 1
      each(draft.article(feedAuthors: feedAuthors, feedLanguage: feed.language))
    }
  }

  private mutating func readItem() -> FeedDraft {
    var draft = FeedDraft()
    var plain: MarkedText?
    var externalLink: String?
    while let key = json.nextKey() {
      switch key {
      case "id": draft.id = json.scalar().map { MarkedText.folded(Array($0.utf8)) }.flatMap { $0.isEmpty ? nil : $0 }
      case "url": draft.link = json.string().flatMap { LinkBase.link($0, base: base) }
      case "external_url": externalLink = json.string().flatMap { LinkBase.link($0, base: base) }
      case "title": draft.title = text(.references)
      case "content_html": draft.content = text(.html)
      case "content_text": plain = text(.plain)
      case "summary": draft.summary = text(.plain)
      case "date_published": draft.published = json.string().flatMap { FeedDate.date($0) }
      case "date_modified": draft.updated = json.string().flatMap { FeedDate.date($0) }
      case "language": draft.language = json.stringBytes().flatMap { $0.withUnsafeBufferPointer(LanguageTag.read) }
      case "author", "authors": draft.authors = readAuthors()
      case "tags": readTags(&draft)
      case "attachments": readAttachments(&draft)
      default: json.skipValue()
      }
    }
    draft.content = draft.content ?? plain
    draft.link = draft.link ?? externalLink
    return draft
  }

  private mutating func text(_ kind: MarkedText.Kind) -> MarkedText? {
    guard let bytes = json.stringBytes(), !bytes.isEmpty else { return nil }
    return MarkedText(bytes: bytes, kind: kind, base: base)
  }

  private mutating func readAuthors() -> [String] {
    var authors: [String] = []
    if json.beginArray() {
      while json.nextElement() {
        if let name = readAuthor(), authors.count < FeedDraft.maximumList { authors.append(name) }
      }
    } else if let name = readAuthor() {
      authors.append(name)
    }
    return authors
  }

  private mutating func readAuthor() -> String? {
    guard json.beginObject() else {
      json.skipValue()
      return nil
    }
    var name: String?
    while let key = json.nextKey() {
      if key == "name" {
        name = json.string().map { MarkedText.folded(Array($0.utf8)) }.flatMap { $0.isEmpty ? nil : $0 }
      } else {
        json.skipValue()
      }
    }
    return name
  }

  private mutating func readTags(_ draft: inout FeedDraft) {
    guard json.beginArray() else {
      json.skipValue()
      return
    }
    while json.nextElement() {
      guard let tag = json.string().map({ MarkedText.folded(Array($0.utf8)) }) else { continue }
      if tag.lowercased() == "urgent" || tag == "긴급" { draft.isUrgent = true }
      draft.add(section: tag)
    }
  }

  private mutating func readAttachments(_ draft: inout FeedDraft) {
    guard json.beginArray() else {
      json.skipValue()
      return
    }
    while json.nextElement() {
      guard json.beginObject() else {
        json.skipValue()
        continue
      }
      var url: String?
      var enclosure = Enclosure(url: "")
      while let key = json.nextKey() {
        switch key {
        case "url": url = json.string().flatMap { LinkBase.link($0, base: base) }
        case "mime_type": enclosure.type = json.string().map { MarkedText.folded(Array($0.utf8)) }
        case "size_in_bytes":
          enclosure.length = json.scalar().flatMap { Double($0) }.flatMap { Int64(exactly: $0.rounded()) }
        default: json.skipValue()
        }
      }
      if let url {
        enclosure.url = url
        draft.add(enclosure: enclosure)
      }
    }
  }
}
