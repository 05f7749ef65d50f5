import Feeds
import Foundation
import News
import Store
import Wire

/// A walk along older pages while it runs: asks the mirrors for what `ArchiveWalk` says, and stores each page with how far one is.
struct ArchiveRun {
  private static let limits = (bytes: 8 << 20, milliseconds: 30_000)

  let newsroom: NewsroomID
  let ask: MirrorAsk
  let store: NewsStore
  let readers: Turnstile

  /// A page that came, ready for the store.
  private struct Found: Sendable {
    var delivery: PreparedDelivery?
    var posts: PostsPage?
    var page: ArchiveWalk.Page
    var feed: (feed: Feed, response: WireResponse)?
  }

  /// - Parameter tell: pages and new articles so far.
  func run(
    _ walk: inout ArchiveWalk, into report: inout OlderReport, tell: (Int, Int) -> Void
  ) async throws(StoreFault) {
    let clock = ask.clock
    while let (step, address) = walk.next(at: clock.milliseconds) {
      switch await fetch(step, address) {
      case .taken(let answer):
        var page = answer.value.page
        page.bytes = answer.bytes
        walk.take(page, of: step)
        let delivery = prepared(answer.value, from: answer.mirror)
        let result = try await store.commit(delivery, trail: walk.trail, of: newsroom)
        report.pages += 1
        report.new += result.new
        // How many were new is the store's to add.
        walk.note(articles: result.new)
        tell(report.pages, report.new)
      case .refused(let refusals, let bytes):
        // A REST API that is shut to all is as good as none; a page of it that is refused later may be had another time.
        let isFirstOfPosts = if case .posts(_, 1, _) = step { true } else { false }
        if !refusals.isEmpty, refusals.allSatisfy({ isFirstOfPosts ? $0.isShut : $0.isMissing }) {
          walk.miss(step, bytes: bytes)
          try await store.commit(nil, trail: walk.trail, of: newsroom)
        } else {
          walk.giveUp(step)
          report.trouble = PageSentence.list(refusals) ?? ask.nobody
          return
        }
      case .cancelled:
        walk.giveUp(step)
        report.wasCancelled = true
        return
      }
    }
    // An end that was found by a loop. A feed that names no older pages may do so later.
    if walk.trail.next == nil, walk.trail.pages > 0 { try await store.commit(nil, trail: walk.trail, of: newsroom) }
  }

  private func fetch(_ step: ArchiveTrail.Step, _ address: String) async -> MirrorAsk.Result<Found> {
    let readers = readers
    let isPosts = if case .posts = step { true } else { false }
    let accept = isPosts ? PostsPage.accept : FeedFetch.accept
    return await ask.first(address, accept: accept, limits: Self.limits) { response in
      await readers.enter()
      let found = isPosts ? Self.posts(response) : Self.feed(response)
      await readers.leave()
      return found
    }
  }

  private static func posts(_ response: WireResponse) -> Swift.Result<Found, PageFault> {
    PostsPage.read(response).map { posts in
      Found(
        posts: posts,
        page: .init(
          articles: posts.feed.articles.count, next: nil, fingerprint: fingerprint(response), of: posts.pages, bytes: 0)
      )
    }
  }

  private static func feed(_ response: WireResponse) -> Swift.Result<Found, PageFault> {
    do throws(FeedFault) {
      let feed = try FeedReader.read(
        response.body, contentType: response.header("Content-Type"), base: response.url)
      let page = ArchiveWalk.Page(
        articles: feed.articles.count, next: feed.next, fingerprint: fingerprint(response), bytes: 0)
      var bare = response
      bare.body = []
      return .success(Found(page: page, feed: (feed, bare)))
    } catch {
      return .failure(.noPage(error.phrase))
    }
  }

  private static func fingerprint(_ response: WireResponse) -> String {
    ContentHash.of(response.body).map { String($0, radix: 16) }.joined(separator: ".")
  }

  private func prepared(_ found: Found, from mirror: Mirror) -> PreparedDelivery? {
    let now = ask.clock.now
    if let posts = found.posts { return posts.delivery(to: newsroom, from: mirror, now: now) }
    guard var feed = found.feed?.feed else { return nil }
    // The last article of a page without its end may stop in mid-word.
    if feed.isCut { feed.articles.removeLast(min(1, feed.articles.count)) }
    return PreparedDelivery(
      Delivery(
        .archive, newsroom: newsroom, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
        articles: feed.articles, withdrawals: feed.withdrawals, now: now))
  }
}
