import Feeds
import Foundation
import News
import Store
import Wire

/// A feed that was found while following, not stored yet.
struct FoundFeed: Sendable {
  var url: String
  var feed: Feed
  var response: WireResponse

  func delivery(to newsroom: NewsroomID, mirror: MirrorID, now: Date) -> PreparedDelivery {
    FeedFetch.delivery(
      of: feed, response: response, newsroom: newsroom, mirror: mirror, url: url,
      hash: ContentHash.of(response.body), now: now)
  }
}

extension SyncEngine {
  /// An address that was looked at.
  private enum Looked: Sendable {
    case feed(FollowReport.Kept, Feed, WireResponse)
    case refused(FollowReport.Refused, url: String?)
  }

  /// Looks at all addresses at once and sorts them into the report, in the order in which they were asked for.
  func look(
    at urls: [String], keepUnreachable: Bool, into report: inout FollowReport
  ) async throws(StoreFault) -> [FoundFeed] {
    let names = Dictionary(try await store.newsrooms().map { ($0.id, $0.name) }) { first, _ in first }
    var owners: [String: String] = [:]
    for mirror in try await store.mirrors(now: clock.now) where mirror.servesNews {
      owners[AskedAddress.normal(mirror.url) ?? mirror.url] = names[mirror.newsroom] ?? ""
    }
    let turnstile = Turnstile(places: 16)
    let looked = await withTaskGroup(of: (Int, Looked).self) { group in
      for (place, url) in urls.enumerated() {
        group.addTask {
          await turnstile.enter()
          let looked = await self.look(at: url)
          await turnstile.leave()
          return (place, looked)
        }
      }
      var looked: [Int: Looked] = [:]
      for await (place, one) in group { looked[place] = one }
      return looked
    }
    var found: [FoundFeed] = []
    var taken: Set<String> = []
    for place in urls.indices {
      switch looked[place] {
      case .feed(var kept, let feed, let response):
        if let reason = Self.double(kept.url, taken: &taken, owners: owners) {
          report.refused.append(.init(asked: kept.asked, reason: reason, isUnreachable: false))
          continue
        }
        if let first = found.first {
          kept.isUnlike = !SameFeed.holds(feed.articles, known: first.feed.articles.map(Self.headline))
        }
        report.kept.append(kept)
        found.append(FoundFeed(url: kept.url, feed: feed, response: response))
      case .refused(let refused, let url):
        guard keepUnreachable, refused.isUnreachable, let url else {
          report.refused.append(refused)
          continue
        }
        if let reason = Self.double(url, taken: &taken, owners: owners) {
          report.refused.append(.init(asked: refused.asked, reason: reason, isUnreachable: false))
          continue
        }
        report.kept.append(
          .init(asked: refused.asked, url: url, title: nil, further: [], isVerified: false, isUnlike: false))
      case nil: break
      }
    }
    return found
  }

  /// Why an address is not needed again.
  private static func double(_ url: String, taken: inout Set<String>, owners: [String: String]) -> Phrase? {
    let normal = AskedAddress.normal(url) ?? url
    if let owner = owners[normal] { return "already followed, as a mirror of \(owner)" }
    return taken.insert(normal).inserted ? nil : "given twice: it leads to \(url)"
  }

  private static func headline(_ article: Article) -> Headline {
    Headline(
      id: ArticleID(rawValue: 0), newsroom: NewsroomID(rawValue: 0), newsroomName: "", title: article.title,
      link: article.link, arrived: .distantPast)
  }

  private func look(at asked: String) async -> Looked {
    let candidates = AskedAddress.candidates(asked)
    var refusal = FollowReport.Refused(asked: asked, reason: "this is no web address", isUnreachable: false)
    for (place, url) in candidates.enumerated() {
      switch await ask(url) {
      case .feed(let feed, let response): return .feed(Self.kept(asked, feed, response), feed, response)
      case .page(let fault, _, let links) where links.isEmpty:
        return .refused(.init(asked: asked, reason: fault.phrase, isUnreachable: false), url: nil)
      case .page(_, let page, let links): return await look(at: links, of: page, asked: asked)
      case .failed(let verdict):
        // Without a scheme, what https says counts where http says no more.
        if place == 0 {
          refusal = .init(asked: asked, verdict, url: url, kind: .feed)
        }
      case .cancelled: refusal.reason = "cancelled"
      }
    }
    return .refused(refusal, url: candidates.first)
  }

  /// The first good feed that a page names.
  private func look(at links: [FeedDiscovery.Link], of page: WireResponse, asked: String) async -> Looked {
    var reason: Phrase = "a web page stands there, and none of the feeds that it names can be read"
    var isUnreachable = true
    for link in links.prefix(5) {
      switch await ask(link.url) {
      case .feed(let feed, let response):
        var kept = Self.kept(asked, feed, response)
        kept.further = links.map(\.url).filter { $0 != link.url }.map(BareAddress.of)
        return .feed(kept, feed, response)
      case .failed(let verdict):
        isUnreachable = isUnreachable && verdict.meansUnreachable
        reason = VerdictSentence.phrase(verdict, url: link.url)
      case .page(let fault, _, _):
        isUnreachable = false
        reason = fault.phrase
      case .cancelled: reason = "cancelled"
      }
    }
    return .refused(.init(asked: asked, reason: reason, isUnreachable: isUnreachable), url: links.first?.url)
  }

  private func ask(_ url: String) async -> FoundDocument {
    var request = WireRequest(
      url, headers: [WireHeader("Accept", FeedFetch.accept)], limits: limits, redirects: .anyHost)
    request.limits.total = min(request.limits.total, 60_000)
    return await FoundDocument.fetch(request, over: transport, readers: readers, clock: clock)
  }

  private static func kept(_ asked: String, _ feed: Feed, _ response: WireResponse) -> FollowReport.Kept {
    FollowReport.Kept(
      asked: asked, url: AskedAddress.normal(response.url) ?? response.url, title: feed.title, further: [],
      isVerified: true, isUnlike: false)
  }
}
