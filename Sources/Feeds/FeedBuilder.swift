import Foundation
import Markup
import News

/// Puts a feed together from the events of one XML document, whatever its format: what an element is to a feed, its
/// `FeedRole`, is the same in all of them.
///
/// Invariants: `depth` is the depth of the innermost open element, the root's is 1; while `skipped` is not 0, that many
/// open elements are passed over; while `capture` is open, everything below its depth is part of its text.
final class FeedBuilder: XMLReceiver {
  private static let maximumLeaf = 64 * 1024

  var feed: Feed
  let documentBase: LinkBase?
  // Events come one after the other: no need to check it at each of them.
  @exclusivity(unchecked) var depth = 0
  @exclusivity(unchecked) var skipped = 0
  @exclusivity(unchecked) var roles: [FeedRole?] = []
  @exclusivity(unchecked) var bases: [(depth: Int, base: LinkBase)] = []
  @exclusivity(unchecked) var languages: [(depth: Int, language: String)] = []
  @exclusivity(unchecked) var namespaces: [(uri: UnsafePointer<UInt8>, namespace: FeedNamespace)] = []
  @exclusivity(unchecked) var capture = TextCapture()
  /// Text of the innermost element that holds no markup.
  @exclusivity(unchecked) var leaf: [UInt8] = []
  @exclusivity(unchecked) var draft: FeedDraft?
  @exclusivity(unchecked) var person: Person?
  @exclusivity(unchecked) var sourceDepth: Int?
  var feedTitle: MarkedText?
  var hasFirstTitle = false
  var feedLinkRank = 0
  var feedAuthors: [String] = []
  @exclusivity(unchecked) var tombstone: Tombstone?
  var generatorURL: String?
  var excerpts = ExcerptCount()
  /// Whether a category's URI or a link's `rel` was that of a flag, kept from the start of the element to its end.
  @exclusivity(unchecked) var pending: Pending?

  struct Person {
    var depth: Int
    var isAuthor: Bool
    var name: String?
    var email: String?
    var hasParts = false
  }

  enum Pending { case category(isFlag: Bool), link(isRead: Bool), id(isPermanent: Bool, isAtom: Bool) }

  /// Where articles go.
  let each: (Article) -> Void
  /// Articles that ended, those before `past` with them.
  var taken = 0
  /// So many of the first articles are not handed out: they were in an earlier reading.
  let past: Int

  init(format: Feed.Format, base: String?, past: Int = 0, each: @escaping (Article) -> Void) {
    self.past = past
    self.each = each
    feed = Feed(format: format)
    documentBase = base.flatMap { LinkBase($0) }
  }

  var base: LinkBase? { bases.last?.base ?? documentBase }

  /// The feed as far as it was read; an article that is still open is part of it.
  func finish(isCut: Bool) -> Feed {
    if capture.isOpen { closeCapture() }
    closeEntry()
    feed.title = feedTitle?.line
    feed.isCut = isCut
    feed.isExcerpt = excerpts.isMost
    if feed.language == nil { feed.language = languages.first(where: { $0.depth <= 2 })?.language ?? rootLanguage }
    return feed
  }

  var rootLanguage: String?

  // MARK: Events

  func start(_ element: XMLElement) -> Bool {
    depth += 1
    if skipped > 0 {
      skipped += 1
      return true
    }
    readScope(element)
    if capture.isOpen {
      capture.append(start: element, base: base)
      return true
    }
    let role = FeedRole(element.name, in: namespace(of: element))
    if sourceDepth != nil, role != .author, role != .name {
      skipped = 1
      return true
    }
    if role == .aside || role == .entry && draft != nil || tombstone != nil && role == .link {
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
    if capture.isOpen {
      capture.append(bytes)
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
    if capture.isOpen {
      if depth > capture.depth {
        capture.append(end: name)
      } else {
        roles.removeLast()
        closeCapture()
      }
      return true
    }
    guard let role = roles.popLast() ?? nil else { return true }
    close(role)
    return true
  }

  // MARK: What an element inherits

  func readScope(_ element: XMLElement) {
    guard element.attributeCount > 0 else { return }
    for i in 0..<element.attributeCount {
      let attribute = element.attribute(i)
      guard let prefix = attribute.prefix, prefix.isWord("xml") else { continue }
      if attribute.name.isWord("base") {
        let value = attribute.value.trimmed
        if let next = base?.base(value) ?? LinkBase(value.string) { bases.append((depth, next)) }
      } else if attribute.name.isWord("lang"), attribute.value.count <= 35 {
        let language = LanguageTag.read(attribute.value) ?? ""
        languages.append((depth, language))
        if depth == 1, !language.isEmpty { rootLanguage = language }
      }
    }
  }

  func leaveScope() {
    while let last = bases.last, last.depth == depth { bases.removeLast() }
    while let last = languages.last, last.depth == depth { languages.removeLast() }
    depth -= 1
  }

  /// libxml2 keeps one copy of each URI: most elements are told by the pointer.
  func namespace(of element: XMLElement) -> FeedNamespace {
    guard let uri = element.namespace, let pointer = uri.baseAddress else {
      return FeedNamespace(uri: nil, prefix: element.prefix)
    }
    if let known = namespaces.first(where: { $0.uri == pointer }) { return known.namespace }
    let namespace = FeedNamespace(uri: uri, prefix: element.prefix)
    if namespaces.count < 32 { namespaces.append((pointer, namespace)) }
    return namespace
  }

  // MARK: Text with markup

  func open(_ role: FeedRole, _ element: XMLElement) {
    if role == .body && draft == nil || !capture.begin(role, element, depth: depth, base: base) {
      skipped = 1
      roles.removeLast()
    }
  }

  func closeCapture() {
    guard let text = capture.finish() else { return }
    guard draft != nil else {
      if capture.role == .title && !hasFirstTitle || capture.role == .secondTitle && feedTitle == nil {
        feedTitle = text
        hasFirstTitle = capture.role == .title
      }
      return
    }
    switch capture.role {
    case .title: if draft?.title == nil { draft?.title = text }
    case .secondTitle: if draft?.secondTitle == nil { draft?.secondTitle = text }
    case .mediaTitle: if draft?.mediaTitle == nil { draft?.mediaTitle = text }
    case .mediaDescription: if draft?.mediaDescription == nil { draft?.mediaDescription = text }
    case .summary, .description, .tagline:
      // Two of them: the first is the short one.
      if draft?.summary == nil {
        draft?.summary = text
        draft?.isSummary = capture.role == .summary && feed.format == .atom
      } else if draft?.contentRank == 0 {
        set(content: text, rank: 1)
      }
    case .secondDescription: if draft?.secondSummary == nil { draft?.secondSummary = text }
    case .content where draft?.contentRank ?? 0 < 2: set(content: text, rank: 2)
    case .body where draft?.contentRank ?? 0 < 1: set(content: text, rank: 1)
    default: break
    }
    if draft?.language == nil, let own = languages.last, own.depth >= capture.depth - 1, own.depth > 2 {
      draft?.language = own.language
    }
  }

  func set(content: MarkedText, rank: Int) {
    draft?.content = content
    draft?.contentRank = rank
  }
}
