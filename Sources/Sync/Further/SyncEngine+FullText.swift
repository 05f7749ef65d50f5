import Foundation
public import News
public import Store
import Wire

extension SyncEngine {
  /// Fetches an article's page from a mirror, by the path of its link, and keeps the text that is made out on it beside the words of
  /// the feed.
  ///
  /// - Throws: `notFound` where the store has no such article, and what it refuses.
  public func fullText(of id: ArticleID) async throws(StoreFault) -> FullTextOutcome {
    do throws(StoreFault) {
      return try await fetchFullText(of: id)
    } catch .cancelled {
      return .cancelled
    } catch {
      throw error
    }
  }

  private func fetchFullText(of id: ArticleID) async throws(StoreFault) -> FullTextOutcome {
    guard let article = try await store.article(id) else { throw .notFound("article \(id.rawValue)") }
    guard let link = article.headline.link else { return .refused("this article gives no address of its page") }
    let ask = try await ask(of: article.headline.newsroom)
    guard !ask.mirrors.isEmpty else { return .refused(ask.nobody) }
    let fetch = FullTextFetch(ask: ask, readers: readers)
    switch await fetch.run(article, link: link) {
    case .taken(let answer): return try await keep(answer.value, of: id)
    case .refused(let refusals, _):
      try await store.noteNoFullText(of: id, at: clock.now)
      let reasons: Phrase = PageSentence.list(refusals) ?? "its address is none that a mirror could have"
      return .refused("no mirror carries the page of this article: \(reasons)")
    case .cancelled: return .cancelled
    }
  }

  func keep(_ text: NewFullText, of id: ArticleID) async throws(StoreFault) -> FullTextOutcome {
    try await store.keep(text, of: id) ? .kept(url: text.url) : .keptBefore
  }

  /// A newsroom's mirrors in the rota's order, as a round would ask them: a pinned one alone, none that is disabled or asked to be
  /// left alone, onion addresses with a proxy only. Of a signed newsroom nobody: nothing of it is taken that it has not signed.
  ///
  /// - Parameter first: the one that just served.
  func ask(of newsroom: NewsroomID, first: MirrorID? = nil) async throws(StoreFault) -> MirrorAsk {
    guard try await !store.signedNewsrooms().contains(newsroom) else {
      return MirrorAsk(
        transport: transport, clock: clock, limits: limits, mirrors: [], addresses: [],
        nobody: "this newsroom signs what it publishes: nothing else is taken from its mirrors")
    }
    let all = try await store.mirrors(of: newsroom, now: clock.now).filter(\.servesNews)
    let rota = MirrorRota(inOrder: all, now: clock.now, inForeground: true, hasProxy: hasProxy)
    let known = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
    var mirrors = rota.candidates.compactMap { known[$0.mirror] }.filter { $0.isReachable(hasProxy: hasProxy) }
    if let first, let place = mirrors.firstIndex(where: { $0.id == first }) {
      mirrors.insert(mirrors.remove(at: place), at: 0)
    }
    return MirrorAsk(
      transport: transport, clock: clock, limits: limits, mirrors: mirrors, addresses: all.map(\.url))
  }
}
