import Foundation
import Markup
import News

/// Puts a feed together from the events of one XML document, whatever its format: what an element is to a feed, its
/// `FeedRole`, is the same in all of them.
///
/// Invariants: `depth` is the depth of the innermost open element, the root's is 1; while `skipped` is not 0, that many
/// open elements are passed over; while `capture` is set, everything below its depth is part of its text.
final class FeedBuilder: XMLReceiver {
  /// Text of one element beyond this is left out.
  static let maximumText = 4 * 1_048_576
  private static let maximumLeaf = 64 * 1024

  private(set) var feed: Feed
  private let documentBase: LinkBase?
  private var depth = 0
  private var skipped = 0
  private var roles: [FeedRole?] = []
  private var bases: [(depth: Int, base: LinkBase)] = []
  private var languages: [(depth: Int, language: String)] = []
  private var namespaces: [(uri: UnsafePointer<UInt8>, namespace: FeedNamespace)] = []
  private var capture: Capture?
  /// Text of the innermost element that holds no markup.
  private var leaf: [UInt8] = []
  private var draft: FeedDraft?
  private var person: Person?
  private var sourceDepth: Int?
  private var feedTitle: MarkedText?
  private var feedLinkRank = 0
  private var feedAuthors: [String] = []
  /// Whether a category's URI or a link's `rel` was that of a flag, kept from the start of the element to its end.
  private var pending: Pending?

  /// Text with its markup while its element is open.
  private struct Capture {
    var role: FeedRole
    var depth: Int
    var text: MarkedText
    /// Children were or are to be written as tags; text is escaped.
    var isMarkup: Bool
    /// Children stand in text that is HTML itself: tags are written, text is not escaped.
    var isHTMLAround = false
    var isBase64: Bool
  }

  private struct Person {
    var depth: Int
    var isAuthor: Bool
    var name: String?
    var email: String?
    var hasParts = false
  }

  private enum Pending { case category(isFlag: Bool), link(isRead: Bool), id(isPermanent: Bool, isAtom: Bool) }

  init(format: Feed.Format, base: String?) {
    feed = Feed(format: format)
    documentBase = base.flatMap { LinkBase($0) }
  }

  private var base: LinkBase? { bases.last?.base ?? documentBase }

  /// The feed as far as it was read; an article that is still open is part of it.
  func finish(isCut: Bool) -> Feed {
    if isCut, let capture { close(capture) }
    capture = nil
    closeEntry()
    feed.title = feedTitle?.line
    feed.isCut = isCut
    if feed.language == nil { feed.language = languages.first(where: { $0.depth <= 2 })?.language ?? rootLanguage }
    return feed
  }

  private var rootLanguage: String?

  // MARK: Events

  func start(_ element: XMLElement) -> Bool {
    depth += 1
    if skipped > 0 {
      skipped += 1
      return true
    }
    readScope(element)
    if capture != nil {
      write(start: element)
      return true
    }
    let role = FeedRole(element.name, in: namespace(of: element))
    if sourceDepth != nil, role != .author, role != .name {
      skipped = 1
      return true
    }
    if role == .aside || role == .entry && draft != nil {
      skipped = 1
      return true
    }
    roles.append(role)
    leaf.removeAll(keepingCapacity: true)
    guard let role else { return true }
    if role.holdsMarkup { open(role, element) } else { open(plain: role, element) }
    return true
  }

  func text(_ bytes: Bytes) {
    guard skipped == 0 else { return }
    if capture != nil {
      write(bytes)
    } else if leaf.count < Self.maximumLeaf {
      leaf += bytes
    }
  }

  func end(_ name: Bytes) -> Bool {
    defer { leaveScope() }
    if skipped > 0 {
      skipped -= 1
      return true
    }
    if let capture {
      if depth > capture.depth {
        write(end: name)
        return true
      }
      self.capture = nil
      roles.removeLast()
      close(capture)
      return true
    }
    guard let role = roles.popLast() ?? nil else { return true }
    close(role)
    return true
  }

  // MARK: What an element inherits

  private func readScope(_ element: XMLElement) {
    guard element.attributeCount > 0 else { return }
    for i in 0..<element.attributeCount {
      let attribute = element.attribute(i)
      guard let prefix = attribute.prefix, prefix.isWord("xml") else { continue }
      if attribute.name.isWord("base") {
        let value = attribute.value.trimmed
        if let next = base?.base(value) ?? LinkBase(value.string) { bases.append((depth, next)) }
      } else if attribute.name.isWord("lang"), attribute.value.count <= 35 {
        let language = attribute.value.trimmed.string.replacing("_", with: "-")
        languages.append((depth, language))
        if depth == 1, !language.isEmpty { rootLanguage = language }
      }
    }
  }

  private func leaveScope() {
    while let last = bases.last, last.depth == depth { bases.removeLast() }
    while let last = languages.last, last.depth == depth { languages.removeLast() }
    depth -= 1
  }

  /// libxml2 keeps one copy of each URI: most elements are told by the pointer.
  private func namespace(of element: XMLElement) -> FeedNamespace {
    guard let uri = element.namespace, let pointer = uri.baseAddress else {
      return FeedNamespace(uri: nil, prefix: element.prefix)
    }
    if let known = namespaces.first(where: { $0.uri == pointer }) { return known.namespace }
    let namespace = FeedNamespace(uri: uri, prefix: element.prefix)
    if namespaces.count < 32 { namespaces.append((pointer, namespace)) }
    return namespace
  }

  // MARK: Text with markup

  private func open(_ role: FeedRole, _ element: XMLElement) {
    if role == .body, draft == nil {
      skipped = 1
      roles.removeLast()
      return
    }
    var capture = Capture(
      role: role, depth: depth, text: MarkedText(bytes: [], kind: .unknown, base: base), isMarkup: role == .body, isBase64: false)
    if role == .body { capture.text.kind = .html }
    let type = element.value("type")?.trimmed
    if let type {
      if type.isWord("xhtml") || type.isWord("application/xhtml+xml") {
        capture.isMarkup = true
        capture.text.kind = .html
      } else if type.isWord("html") || type.isWord("text/html") {
        capture.text.kind = .html
      } else if type.isWord("text") || type.isWord("text/plain") {
        capture.text.kind = .plain
      } else if type.hasWord("image/", at: 0) || type.hasWord("audio/", at: 0) || type.hasWord("video/", at: 0) {
        skipped = 1
        roles.removeLast()
        return
      } else if type.hasWord("application/", at: 0), !type.isXML {
        capture.isBase64 = true
      }
    }
    if let mode = element.value("mode")?.trimmed {
      capture.isBase64 = mode.isWord("base64")
      if mode.isWord("xml"), capture.text.kind != .plain {
        capture.isMarkup = true
        capture.text.kind = .html
      }
    }
    self.capture = capture
  }

  private func write(_ bytes: Bytes) {
    guard var capture = self.capture, capture.text.bytes.count < Self.maximumText else { return }
    self.capture = nil
    if capture.isMarkup, !capture.isHTMLAround { capture.text.bytes.append(escaped: bytes) } else { capture.text.bytes += bytes }
    self.capture = capture
  }

  private func write(start element: XMLElement) {
    guard var capture = self.capture, capture.text.bytes.count < Self.maximumText else { return }
    self.capture = nil
    defer { self.capture = capture }
    if !capture.isMarkup, capture.text.kind == .html {
      capture.isMarkup = true
      capture.isHTMLAround = true
    } else if !capture.isMarkup {
      capture.isMarkup = true
      capture.text.kind = .html
      let soFar = capture.text.bytes
      capture.text.bytes = []
      soFar.withUnsafeBufferPointer { capture.text.bytes.append(escaped: $0) }
    }
    capture.text.bytes.append(UInt8(ascii: "<"))
    capture.text.bytes += element.name
    let base = base
    for i in 0..<element.attributeCount {
      let attribute = element.attribute(i)
      if let prefix = attribute.prefix, !prefix.isWord("xlink") { continue }
      capture.text.bytes.append(0x20)
      capture.text.bytes += attribute.name
      capture.text.bytes.append("=\"")
      // A base of its own, deeper than the text's, is settled here: HTML has no word for it.
      if base != capture.text.base, attribute.name.isWord("href") || attribute.name.isWord("src"),
        let link = LinkBase.link(attribute.value, base: base)
      {
        link.withUnsafeBufferPointer { capture.text.bytes.append(attribute: $0) }
      } else {
        capture.text.bytes.append(attribute: attribute.value)
      }
      capture.text.bytes.append("\"")
    }
    capture.text.bytes.append(UInt8(ascii: ">"))
  }

  private func write(end name: Bytes) {
    guard self.capture != nil else { return }
    if HTMLElement.named(name.lowercasedHash)?.traits.contains(.isVoid) == true { return }
    self.capture?.text.bytes.append("</")
    self.capture?.text.bytes += name
    self.capture?.text.bytes.append(">")
  }

  private func close(_ capture: Capture) {
    var text = capture.text
    if capture.isBase64 { text.bytes = text.bytes.withUnsafeBufferPointer { Base64.decode($0) } }
    guard !text.bytes.withUnsafeBufferPointer(\.isBlank) else { return }
    guard draft != nil else {
      if capture.role == .title || capture.role == .secondTitle && feedTitle == nil { feedTitle = text }
      return
    }
    switch capture.role {
    case .title: if draft?.title == nil { draft?.title = text }
    case .secondTitle: if draft?.secondTitle == nil { draft?.secondTitle = text }
    case .mediaTitle: if draft?.mediaTitle == nil { draft?.mediaTitle = text }
    case .mediaDescription: if draft?.mediaDescription == nil { draft?.mediaDescription = text }
    case .summary, .description, .tagline:
      // Two of them: the first is the short one.
      if draft?.summary == nil { draft?.summary = text } else if draft?.contentRank == 0 { set(content: text, rank: 1) }
    case .secondDescription: if draft?.secondSummary == nil { draft?.secondSummary = text }
    case .content where draft?.contentRank ?? 0 < 2: set(content: text, rank: 2)
    case .body where draft?.contentRank ?? 0 < 1: set(content: text, rank: 1)
    default: break
    }
    if draft?.language == nil, let own = languages.last, own.depth >= capture.depth - 1, own.depth > 2 {
      draft?.language = own.language
    }
  }

  private func set(content: MarkedText, rank: Int) {
    draft?.content = content
    draft?.contentRank = rank
  }

  // MARK: Everything else

  private func open(plain role: FeedRole, _ element: XMLElement) {
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
    case .author, .contributor: person = Person(depth: depth, isAuthor: role == .author)
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
    case .enclosure: addEnclosure(url: element.value("url") ?? element.value("href"), element, length: element.value("length"))
    case .mediaContent: addEnclosure(url: element.value("url"), element, length: element.value("filesize"))
    case .inReplyTo: draft?.inReplyTo = element.value("ref").map { MarkedText.folded($0) }
    default: break
    }
  }

  private func openEntry(_ element: XMLElement) {
    guard feed.articles.count < FeedReader.maximumArticles else {
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

  private func closeEntry() {
    guard let draft else { return }
    self.draft = nil
    feed.articles.append(draft.article(feedAuthors: feedAuthors, feedLanguage: feed.language ?? rootLanguage))
  }

  private func openLink(_ element: XMLElement) {
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
    guard relation.map({ $0.isWord("alternate") || $0.isWord("http://www.iana.org/assignments/relation/alternate") || $0.isEmpty }) ?? true
    else { return }
    let isPage = element.value("type").map { $0.isBlank || $0.hasWord("text/html", at: 0) || $0.isXHTML } ?? true
    setLink(href, rank: isPage ? 3 : 2)
  }

  private func setLink(_ reference: Bytes, rank: Int) {
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

  private func addEnclosure(url: Bytes?, _ element: XMLElement, length: Bytes?) {
    guard draft != nil, let url, let link = LinkBase.link(url, base: base) else { return }
    let type = element.value("type").map { MarkedText.folded($0) }.flatMap { $0.isEmpty ? nil : $0 }
    draft?.add(enclosure: Enclosure(url: link.string, type: type, length: length.flatMap { Int64($0.trimmed.string) }))
  }

  private func add(category: String, isFlag: Bool) {
    guard draft != nil else { return }
    let isUrgent = category.lowercased() == "urgent" || category == "긴급"
    if isUrgent { draft?.isUrgent = true }
    if !isFlag { draft?.add(section: category) }
  }

  /// A leaf ends: `leaf` is its text.
  private func close(_ role: FeedRole) {
    switch role {
    case .entry: closeEntry()
    case .source: if sourceDepth == depth { sourceDepth = nil }
    case .author, .contributor: closePerson()
    case .name:
      person?.name = folded
      person?.hasParts = true
    case .email:
      person?.email = folded
      person?.hasParts = true
    case .uri: person?.hasParts = true
    case .creator: add(author: folded)
    case .editor: if draft == nil, feedAuthors.isEmpty { add(author: folded) }
    case .id: closeID()
    case .link:
      if case .link(false) = pending { leaf.withUnsafeBufferPointer { setLink($0, rank: 3) } }
      pending = nil
    case .published, .updated, .date, .created: closeDate(role)
    case .category:
      if case .category(let isFlag) = pending { add(category: folded, isFlag: isFlag) }
      pending = nil
    case .keywords:
      let text = folded
      let words = text.contains(",") ? text.split(separator: ",").map { $0 } : text.split(separator: " ").map { $0 }
      for word in words { add(category: MarkedText.folded(Array(word.utf8)), isFlag: false) }
    case .language:
      let language = folded.replacing("_", with: "-")
      guard !language.isEmpty, language.utf8.count <= 35 else { return }
      if draft != nil { draft?.language = language } else { feed.language = language }
    default: break
    }
  }

  private var folded: String { MarkedText.folded(leaf) }

  private func closePerson() {
    guard let person, person.depth == depth else { return }
    self.person = nil
    let name = [person.name, person.hasParts ? nil : folded, person.email].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
    guard person.isAuthor, !name.isEmpty else { return }
    if sourceDepth != nil { draft?.sourceAuthors.append(name) } else { add(author: name) }
  }

  private func add(author: String) {
    if draft != nil {
      draft?.add(author: author)
    } else if !author.isEmpty, feedAuthors.count < FeedDraft.maximumList, feed.format == .atom {
      feedAuthors.append(author)
    }
  }

  private func closeID() {
    guard case .id(let isPermanent, let isAtom) = pending, draft != nil else { return }
    pending = nil
    let id = folded
    guard !id.isEmpty else { return }
    // An Atom id is an IRI: `a/b` is one that rests on the base. An RSS guid is any string.
    if isAtom, !id.contains(":"), id.contains("/"), let absolute = LinkBase.link(id, base: base) {
      draft?.id = absolute
    } else {
      draft?.id = id
    }
    let isURL = leaf.withUnsafeBufferPointer { $0.trimmed.hasWord("http://", at: 0) || $0.trimmed.hasWord("https://", at: 0) }
    draft?.isPermanentLink = isPermanent && isURL
  }

  private func closeDate(_ role: FeedRole) {
    guard let date = leaf.withUnsafeBufferPointer({ FeedDate.date($0) }) else { return }
    guard draft != nil else {
      if role != .created, role != .published || feed.updated == nil { feed.updated = date }
      return
    }
    switch role {
    case .published: draft?.published = date
    case .updated: draft?.updated = date
    case .date where draft?.date == nil: draft?.date = date
    case .created where draft?.created == nil: draft?.created = date
    default: break
    }
  }
}

extension MarkedText {
  static func folded(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { folded($0) } }
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate var isXHTML: Bool { hasWord("application/xhtml+xml", at: 0) }
  /// A media type whose content is markup.
  fileprivate var isXML: Bool { hasWord("/xml", at: count - 4) || hasWord("+xml", at: count - 4) }
}
