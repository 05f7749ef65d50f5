import Feeds
public import News
public import Store
import Wire

extension SyncEngine {
  /// Follows a newsroom's older pages from where it stopped the last time: at most ten pages, 24 MiB, a minute.
  ///
  /// - Throws: what the store refuses. What mirrors refuse is in the report.
  public func older(
    _ newsroom: Newsroom, progress: @escaping @Sendable (FurtherProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> OlderReport {
    try await older(newsroom, bounds: .asked, ask: try await ask(of: newsroom.id), progress: progress)
  }

  func older(
    _ newsroom: Newsroom, bounds: ArchiveWalk.Bounds, ask: MirrorAsk,
    progress: @escaping @Sendable (FurtherProgress) -> Void
  ) async throws(StoreFault) -> OlderReport {
    var report = OlderReport(newsroom: newsroom.id, name: newsroom.name)
    guard !ask.mirrors.isEmpty else {
      report.trouble = ask.nobody
      return report
    }
    let sources = try await store.furtherSources(of: newsroom.id)
    let trail: ArchiveTrail
    switch sources?.trail {
    case let kept?: trail = kept
    case nil:
      switch await beginning(ask) {
      case .success(let step): trail = ArchiveTrail(step)
      case .failure(let refused):
        report.trouble = refused.phrase
        report.wasCancelled = refused.wasCancelled
        return report
      }
    }
    var walk = ArchiveWalk(trail, bounds: bounds, began: clock.milliseconds)
    let run = ArchiveRun(newsroom: newsroom.id, ask: ask, store: store, readers: readers)
    try await run.run(&walk, into: &report) { pages, new in
      progress(.older(name: newsroom.name, pages: pages, new: new))
    }
    report.isAtEnd = !walk.trail.goesOn
    report.allPages = walk.trail.pages
    return report
  }

  private struct Unread: Error {
    var phrase: Phrase?
    var wasCancelled = false
  }

  /// What the feed itself says, where no round has brought it since that is noted.
  private func beginning(_ ask: MirrorAsk) async -> Result<ArchiveTrail.Step?, Unread> {
    var refusals: [MirrorAsk.Refusal] = []
    let readers = readers
    for mirror in ask.mirrors.prefix(MirrorAsk.mostMirrors) {
      var alone = ask
      alone.mirrors = [mirror]
      let bounds = (bytes: limits.wireBytes, milliseconds: 30_000)
      let result = await alone.first(mirror.url, accept: FeedFetch.accept, limits: bounds) { response in
        await readers.enter()
        let read = Self.beginning(response)
        await readers.leave()
        return read
      }
      switch result {
      case .taken(let answer): return .success(answer.value)
      case .refused(let more, _): refusals += more
      case .cancelled: return .failure(Unread(wasCancelled: true))
      }
    }
    return .failure(Unread(phrase: PageSentence.list(refusals) ?? ask.nobody))
  }

  private nonisolated static func beginning(
    _ response: WireResponse
  ) -> Result<ArchiveTrail.Step?, PageFault> {
    do throws(FeedFault) {
      let type = response.header("Content-Type")
      return .success(
        try FeedReader.read(response.body, contentType: type, base: response.url).older(base: response.url))
    } catch {
      return .failure(.noPage(error.phrase))
    }
  }
}
