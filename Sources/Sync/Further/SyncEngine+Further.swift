import Foundation
public import News
import Store
import Wire

extension SyncEngine {
  /// Newsrooms that are looked after at once.
  private static let mostAtOnce = 4
  /// Full texts of one newsroom in one go, bytes and milliseconds of them, pages in vain after which it is left be.
  private static let mostFullTexts = 20
  private static let fullTextBytes = 12 << 20
  private static let fullTextMilliseconds = 60_000
  private static let mostInVain = 4
  /// Seconds for which a REST API that no mirror had is not looked for.
  private static let postsPause = 86_400.0

  /// What rounds leave to be fetched beside the feeds, of newsrooms that were served: the posts of a WordPress site whose feed gives
  /// excerpts, older pages of a newsroom that is seen for the first time, full texts where they are always wanted. From the mirrors
  /// alone; within bounds, the rest is for the next time.
  ///
  /// - Returns: a report for each newsroom of which there is something to say.
  @discardableResult
  public func further(
    after rounds: [RoundReport], progress: @escaping @Sendable (FurtherProgress) -> Void = { _ in }
  ) async -> [FurtherReport] {
    let served = rounds.filter { $0.served != nil && !$0.wasCancelled }
    guard !served.isEmpty, let newsrooms = try? await store.newsrooms() else { return [] }
    let known = Dictionary(newsrooms.map { ($0.id, $0) }) { first, _ in first }
    let turnstile = Turnstile(places: Self.mostAtOnce)
    return await withTaskGroup(of: FurtherReport?.self) { group in
      for round in served {
        guard let newsroom = known[round.newsroom] else { continue }
        group.addTask {
          await turnstile.enter()
          let report = Task.isCancelled ? nil : await self.further(newsroom, after: round, progress: progress)
          await turnstile.leave()
          return report
        }
      }
      var reports: [FurtherReport] = []
      for await case let report? in group where !report.sentences.isEmpty { reports.append(report) }
      return reports.sorted { $0.name < $1.name }
    }
  }

  /// The same of a newsroom that was just followed.
  @discardableResult
  public func further(
    after follow: FollowReport, progress: @escaping @Sendable (FurtherProgress) -> Void = { _ in }
  ) async -> [FurtherReport] {
    guard let newsroom = follow.newsroom, follow.new > 0 else { return [] }
    var round = RoundReport(newsroom: newsroom.id, name: newsroom.name, started: clock.now, new: follow.new)
    round.served = try? await store.mirrors(of: newsroom.id, now: clock.now).first { $0.lastGood != nil }?.id
    return await further(after: [round], progress: progress)
  }

  private func further(
    _ newsroom: Newsroom, after round: RoundReport, progress: @escaping @Sendable (FurtherProgress) -> Void
  ) async -> FurtherReport? {
    var report = FurtherReport(newsroom: newsroom.id, name: newsroom.name)
    do throws(StoreFault) {
      guard let sources = try await store.furtherSources(of: newsroom.id) else { return nil }
      let isFirst = newsroom.rounds <= 1 && sources.trail?.pages == 0
      let hasNews = round.new + round.revised > 0
      let wantsPosts = sources.posts != nil && hasNews && !isMissing(sources)
      guard wantsPosts || isFirst || newsroom.getsFullText else { return nil }
      let ask = try await ask(of: newsroom.id, first: round.served)
      guard !ask.mirrors.isEmpty else { return nil }
      if wantsPosts, let api = sources.posts { try await fetchPosts(api, of: newsroom, ask, &report) }
      if isFirst, !Task.isCancelled {
        report.older = try await older(newsroom, bounds: .firstVisit, ask: ask, progress: progress)
      }
      if newsroom.getsFullText { try await fetchFullTexts(of: newsroom, ask, &report, progress) }
    } catch {
      if error != .cancelled { report.trouble = error.phrase }
    }
    return report
  }

  private func isMissing(_ sources: FurtherSources) -> Bool {
    sources.postsMissing.map { abs(clock.now.timeIntervalSince($0)) < Self.postsPause } ?? false
  }

  /// The newest posts, whole.
  private func fetchPosts(
    _ api: String, of newsroom: Newsroom, _ ask: MirrorAsk, _ report: inout FurtherReport
  ) async throws(StoreFault) {
    let url = PostsPage.url(api: api, page: 1, per: ArchiveWalk.postsPerPage)
    let readers = readers
    let result = await ask.first(url, accept: PostsPage.accept, limits: (bytes: 8 << 20, milliseconds: 30_000)) {
      response in
      await readers.enter()
      let posts = PostsPage.read(response)
      await readers.leave()
      return posts
    }
    switch result {
    case .taken(let answer):
      let delivery = answer.value.delivery(to: newsroom.id, from: answer.mirror, now: clock.now)
      report.fullTexts += try await store.commit([delivery]).first?.fullTexts ?? 0
      try await store.notePosts(missing: nil, of: newsroom.id)
    case .refused(let refusals, _) where !refusals.isEmpty && refusals.allSatisfy(\.isShut):
      try await store.notePosts(missing: clock.now, of: newsroom.id)
    case .refused, .cancelled: break
    }
  }

  /// One page after the other, the newest articles first.
  private func fetchFullTexts(
    of newsroom: Newsroom, _ ask: MirrorAsk, _ report: inout FurtherReport,
    _ progress: @escaping @Sendable (FurtherProgress) -> Void
  ) async throws(StoreFault) {
    let wanted = try await store.lackingFullText(of: newsroom.id, limit: Self.mostFullTexts, now: clock.now)
    let fetch = FullTextFetch(ask: ask, readers: readers)
    let began = clock.milliseconds
    var bytes = 0
    var inVain = 0
    for (place, headline) in wanted.enumerated() {
      guard !Task.isCancelled, bytes < Self.fullTextBytes, inVain < Self.mostInVain,
        clock.milliseconds - began < Self.fullTextMilliseconds
      else { return }
      progress(.fullTexts(name: newsroom.name, done: place, of: wanted.count))
      guard let link = headline.link, let article = try await store.article(headline.id) else { continue }
      switch await fetch.run(article, link: link) {
      case .taken(let answer):
        bytes += answer.bytes
        inVain = 0
        if case .kept = try await keep(answer.value, of: headline.id) { report.fullTexts += 1 }
      case .refused(let refusals, let spent):
        bytes += spent
        inVain += 1
        if refusals.contains(where: \.asksToWait) { return }
        report.without += 1
        try await store.noteNoFullText(of: headline.id, at: clock.now)
      case .cancelled: return
      }
    }
  }
}
