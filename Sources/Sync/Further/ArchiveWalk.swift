import News

/// How older pages are followed, from page to page: as a value. It asks for nothing and keeps nothing.
///
/// Each page is asked for once: one whose address or content was seen ends the walk. So does one without articles, one that nobody has,
/// and the last of a REST API. A bound (pages, bytes, time) stops it, to go on there another time.
struct ArchiveWalk: Hashable, Sendable {
  struct Bounds: Hashable, Sendable {
    var pages: Int
    var bytes: Int
    var milliseconds: Int
    /// The user waits for it.
    static let asked = Bounds(pages: 10, bytes: 24 << 20, milliseconds: 60_000)
    /// By itself, as a newsroom is first seen.
    static let firstVisit = Bounds(pages: 3, bytes: 6 << 20, milliseconds: 20_000)
  }

  /// What a page came to.
  struct Page: Hashable, Sendable {
    /// Articles in it.
    var articles: Int
    /// The page before it in time, as it says.
    var next: String?
    /// Of its content.
    var fingerprint: String
    /// How many pages there are, where its server says (`X-WP-TotalPages`).
    var of: Int?
    /// Bytes on the wire, and those of mirrors that had something else.
    var bytes: Int
  }

  /// Posts of one page of a REST API.
  static let postsPerPage = 50

  private(set) var trail: ArchiveTrail
  private let bounds: Bounds
  private let began: Int
  private var pages = 0
  private var bytes = 0

  /// - Parameter began: milliseconds of a clock that only goes forward.
  init(_ trail: ArchiveTrail, bounds: Bounds, began: Int) {
    self.trail = trail
    self.bounds = bounds
    self.began = began
  }

  /// The address to ask for now; nil where it is over, for now or for good.
  mutating func next(at now: Int) -> (step: ArchiveTrail.Step, address: String)? {
    guard trail.goesOn, pages < bounds.pages, bytes < bounds.bytes, now - began < bounds.milliseconds,
      let step = trail.next
    else { return nil }
    let address = step.address
    guard trail.seen.insert("@" + MirrorMap.path(of: address)).inserted else {
      trail.next = nil
      return nil
    }
    return (step, address)
  }

  /// It came.
  mutating func take(_ page: Page, of step: ArchiveTrail.Step) {
    pages += 1
    bytes += page.bytes
    trail.pages += 1
    let isFresh = trail.seen.insert("=" + page.fingerprint).inserted
    guard isFresh, page.articles > 0 else {
      trail.next = nil
      return
    }
    switch step {
    case .page: trail.next = page.next.map { .page(url: $0) }
    case .paged(let feed, let number): trail.next = .paged(feed: feed, number: number + 1)
    case .posts(let api, let number, let feed):
      let isLast = page.of.map { number >= $0 } ?? false
      trail.next = isLast ? nil : .posts(api: api, number: number + 1, feed: feed)
    }
  }

  /// So many of its articles were new.
  mutating func note(articles: Int) { trail.articles += articles }

  /// Nobody has it.
  mutating func miss(_ step: ArchiveTrail.Step, bytes: Int) {
    self.bytes += bytes
    // Without a REST API, the feed itself may have pages.
    if case .posts(_, 1, let feed) = step { trail.next = .paged(feed: feed, number: 2) } else { trail.next = nil }
  }

  /// Nobody could say: it is asked for again another time.
  mutating func giveUp(_ step: ArchiveTrail.Step) {
    trail.seen.remove("@" + MirrorMap.path(of: step.address))
  }
}

extension ArchiveTrail.Step {
  var address: String {
    switch self {
    case .page(let url): url
    case .paged(let feed, let number): feed + (feed.contains("?") ? "&" : "?") + "paged=\(number)"
    case .posts(let api, let number, _): PostsPage.url(api: api, page: number, per: ArchiveWalk.postsPerPage)
    }
  }
}
