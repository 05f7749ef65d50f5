import Feeds
import News
import Wire

/// What stands at an address that nobody has followed yet.
enum FoundDocument: Sendable {
  case feed(Feed, WireResponse)
  /// No feed; `links` are the feeds that the page names.
  case page(FeedFault, WireResponse, links: [FeedDiscovery.Link])
  case failed(Verdict)
  case cancelled

  static func fetch(
    _ request: WireRequest, over transport: any Transport, readers: Turnstile, clock: any SyncClock
  ) async -> FoundDocument {
    let response: WireResponse
    do throws(WireFailure) {
      response = try await transport.exchange(request)
    } catch {
      return FailureJudge.judge(error).map(FoundDocument.failed) ?? .cancelled
    }
    if let verdict = FailureJudge.judge(response, wasConditional: false, now: clock.now) { return .failed(verdict) }
    await readers.enter()
    let found = Task.isCancelled ? .cancelled : read(response)
    await readers.leave()
    return found
  }

  private static func read(_ response: WireResponse) -> FoundDocument {
    let type = response.header("Content-Type")
    do throws(FeedFault) {
      return .feed(try FeedReader.read(response.body, contentType: type, base: response.url), response)
    } catch {
      var links = FeedDiscovery.links(in: response.body, contentType: type, base: response.url)
      for place in links.indices { links[place].url = WireURL.asked(links[place].url, from: response.url) }
      return .page(error, response, links: links)
    }
  }
}

/// Whether a feed is one that a newsroom has already, at another address.
enum SameFeed {
  /// By links (whichever host they name) and titles: one shared link that names an article, or two shared titles, or all
  /// of them where there are fewer.
  static func holds(_ articles: [Article], known: [Headline]) -> Bool {
    let links = Set(known.compactMap { $0.link.flatMap(place) })
    if articles.contains(where: { $0.link.flatMap(place).map(links.contains) ?? false }) { return true }
    let titles = Set(known.map(\.title))
    let shared = Set(articles.map(\.title).filter { !$0.isEmpty && titles.contains($0) }).count
    return shared >= 2 || (shared > 0 && shared == articles.count)
  }

  /// Path and query; nil for a site's front page, which says nothing.
  private static func place(_ link: String) -> String? {
    let url = WireURL(link)
    if let query = url.query, !query.isEmpty { return url.path + "?" + query }
    return url.path.count > 1 ? url.path : nil
  }
}
