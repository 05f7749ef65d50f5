import Foundation
import Markup
import News

/// What an element says at its start: structure and attributes.
extension FeedBuilder {
  func open(plain role: FeedRole, _ element: XMLElement) {
    switch role {
    case .entry: openEntry(element)
    case .channel:
      if feed.format == .cdf {
        if let href = element.value("href") { setLink(href, rank: 3) }
        if let modified = element.value("lastmod") { feed.updated = FeedDate.date(modified) }
      }
    case .link: openLink(element)
    case .id:
      let isAtom = element.name.isWord("id")
      pending = .id(isPermanent: !isAtom && element.value("ispermalink")?.isWord("false") != true, isAtom: isAtom)
    case .author, .contributor, .taker: person = Person(depth: depth, isAuthor: role != .contributor)
    case .tombstone:
      let ref = element.value("ref").map { MarkedText.folded($0) } ?? ""
      if draft == nil, !ref.isEmpty, feed.deleted.count < FeedReader.maximumTombstones {
        tombstone = Tombstone(ref: ref, when: element.value("when").flatMap { FeedDate.date($0) })
      }
    case .generator:
      if draft == nil { generatorURL = (element.value("uri") ?? element.value("url")).map { MarkedText.folded($0) } }
    case .complete: if draft == nil { feed.isComplete = true }
    case .archive: if draft == nil { feed.isArchive = true }
    case .source: sourceDepth = sourceDepth ?? depth
    case .category:
      let isFlag = element.value("scheme")?.isWord("urn:wirecopy:flag") == true
      if let term = element.value("term") {
        add(category: MarkedText.folded(term), isFlag: isFlag)
        pending = nil
      } else {
        pending = .category(isFlag: isFlag)
      }
    case .itunesCategory: if let term = element.value("text") { add(category: MarkedText.folded(term), isFlag: false) }
    case .enclosure:
      addEnclosure(url: element.value("url") ?? element.value("href"), element, length: element.value("length"))
    case .mediaContent: addEnclosure(url: element.value("url"), element, length: element.value("filesize"))
    case .inReplyTo: draft?.inReplyTo = element.value("ref").map { MarkedText.folded($0) }
    default: break
    }
  }

  func openEntry(_ element: XMLElement) {
    guard taken < FeedReader.maximumArticles else {
      feed.leftOut += 1
      skipped = 1
      roles.removeLast()
      return
    }
    var draft = FeedDraft()
    if let about = element.value("about", prefix: "rdf") ?? element.value("about"), !about.isBlank {
      draft.id = MarkedText.folded(about)
    }
    if feed.format == .cdf {
      if let href = element.value("href"), let link = LinkBase.link(href, base: base) { draft.link = link.string }
      if let modified = element.value("lastmod") { draft.updated = FeedDate.date(modified) }
    }
    if let own = languages.last, own.depth == depth { draft.language = own.language }
    self.draft = draft
  }

  func closeEntry() {
    guard let draft = draft.take() else { return }
    excerpts.count(draft)
    taken += 1
    if taken > past { each(draft.article(feedAuthors: feedAuthors, feedLanguage: feed.language ?? rootLanguage)) }
  }

  func openLink(_ element: XMLElement) {
    guard let href = element.value("href") else {
      pending = .link(isRead: false)
      return
    }
    pending = .link(isRead: true)
    let relation = element.value("rel")?.trimmed
    if let relation, relation.isWord("enclosure") {
      addEnclosure(url: href, element, length: element.value("length"))
      return
    }
    if let relation, !relation.isEmpty, !relation.isRelation("alternate") {
      if draft == nil {
        openPaging(href, relation)
      } else if relation.isRelation("replies"), element.value("type").map(\.isOfFeed) ?? true {
        setComments(href)
        if draft?.commentCount == nil {
          draft?.commentCount = element.value("count", prefix: "thr").flatMap { Int($0.trimmed.string) }
        }
      }
      return
    }
    let isPage = element.value("type").map { $0.isBlank || $0.hasWord("text/html", at: 0) || $0.isXHTML } ?? true
    setLink(href, rank: isPage ? 3 : 2)
  }

  /// `next` is a page of older articles, `prev-archive` the archive before this document (RFC 5005).
  func openPaging(_ href: Bytes, _ relation: Bytes) {
    let isNext = relation.isRelation("next")
    guard isNext || relation.isRelation("prev-archive") && feed.next == nil,
      let link = LinkBase.link(href, base: base).flatMap({ LinkBase.page($0.string) }), link != documentBase?.url
    else { return }
    feed.next = link
  }

  func setLink(_ reference: Bytes, rank: Int) {
    guard let link = LinkBase.link(reference, base: base) else { return }
    if draft != nil {
      if draft?.linkRank ?? 0 < rank {
        draft?.link = link.string
        draft?.linkRank = rank
      }
    } else if feedLinkRank < rank {
      feed.link = link.string
      feedLinkRank = rank
    }
  }

  /// The first that is named counts.
  func setComments(_ reference: Bytes) {
    guard draft != nil, draft?.comments == nil, let link = LinkBase.link(reference, base: base) else { return }
    draft?.comments = LinkBase.page(link.string)
  }

  func addEnclosure(url: Bytes?, _ element: XMLElement, length: Bytes?) {
    guard draft != nil, let url, let link = LinkBase.link(url, base: base) else { return }
    let type = element.value("type").map { MarkedText.folded($0) }.flatMap { $0.isEmpty ? nil : $0 }
    draft?.add(enclosure: Enclosure(url: link.string, type: type, length: length.flatMap { Int64($0.trimmed.string) }))
  }

  func add(category: String, isFlag: Bool) {
    guard draft != nil else { return }
    let isUrgent = category.lowercased() == "urgent" || category == "긴급"
    if isUrgent { draft?.isUrgent = true }
    if !isFlag { draft?.add(section: category) }
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate var isXHTML: Bool { hasWord("application/xhtml+xml", at: 0) }
  /// A type of feeds, or none.
  fileprivate var isOfFeed: Bool {
    isBlank || trimmed.hasWord("application/atom+xml", at: 0) || trimmed.hasWord("application/rss+xml", at: 0)
  }

  /// A link relation by its name, or by the address that IANA gave it.
  fileprivate func isRelation(_ name: StaticString) -> Bool {
    if isWord(name) { return true }
    let prefix: StaticString = "http://www.iana.org/assignments/relation/"
    return hasWord(prefix, at: 0) && self[at: prefix.utf8CodeUnitCount..<count].isWord(name)
  }
}

extension LinkBase {
  /// The URL if it is an absolute one of a page; nil for all else that a link may be.
  static func page(_ url: String) -> String? { LinkBase(url)?.url }
}
