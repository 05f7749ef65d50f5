import Feeds
import News
import Store
import Wire

/// A mirror's redirect to another host: not followed, but looked at once, so that the user can be offered what stands there.
struct RedirectLook: Hashable, Sendable {
  var mirror: MirrorID
  var location: String
  /// The way to the mirror, without what belongs to its host: who chose a proxy for it is not led beside it.
  var route = WireRoute()

  /// Redirects of a round that nobody has looked at yet: a mirror's last verdict names the one that was.
  static func due(after report: RoundReport, plan: RoundPlan) -> [RedirectLook] {
    report.mirrors.compactMap { outcome in
      guard let verdict = outcome.verdict, verdict.symptom == .redirected, let location = verdict.evidence.location,
        WireAddress(location) != nil, !isSeen(location, by: plan.mirrors[outcome.mirror])
      else { return nil }
      let own = plan.routes[outcome.mirror] ?? WireRoute()
      return RedirectLook(
        mirror: outcome.mirror, location: location, route: WireRoute(proxy: own.proxy, names: own.names))
    }
  }

  private static func isSeen(_ location: String, by mirror: Mirror?) -> Bool {
    mirror?.verdict?.symptom == .redirected && mirror?.verdict?.evidence.location == location
  }
}

extension SyncEngine {
  func look(
    at redirects: [RedirectLook], of newsroom: Newsroom, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async {
    for redirect in redirects {
      guard let offer = await offer(for: redirect, newsroom: newsroom.id), !Task.isCancelled else { continue }
      // A look that can't be stored is no loss: the mirror's verdict tells of the redirect.
      guard (try? await store.setOffer(redirect.mirror, offer)) != nil else { continue }
      progress(.offered(newsroom.id, redirect.mirror, offer))
    }
  }

  private func offer(for redirect: RedirectLook, newsroom: NewsroomID) async -> MovedOffer? {
    var request = WireRequest(
      redirect.location, headers: [WireHeader("Accept", FeedFetch.accept)], limits: limits, redirects: .anyHost,
      route: redirect.route)
    request.limits.total = min(limits.total, 10_000)
    request.limits.bodyBytes = 8 << 20
    switch await FoundDocument.fetch(request, over: transport, readers: readers, clock: clock) {
    case .feed(let feed, let response):
      let known = (try? await store.headlines(.newsroom(newsroom), offset: 0, limit: 1_000)) ?? []
      return MovedOffer(
        url: response.url,
        found: .feed(
          title: feed.title ?? MirrorName(response.url).description, isSame: SameFeed.holds(feed.articles, known: known)
        ))
    case .page(let fault, let response, _):
      return MovedOffer(url: response.url, found: .other(Phrasebook.english(fault.phrase)))
    case .failed(let verdict):
      return MovedOffer(
        url: redirect.location,
        found: .other(Phrasebook.english(VerdictSentence.phrase(verdict, url: redirect.location))))
    case .cancelled: return nil
    }
  }
}
