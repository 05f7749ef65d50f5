import Desk
import Foundation
import Markup
import News
import Store
import Sync
import Wire

extension Shelf {
  /// How far back the speeds of mirrors go.
  private static let roundsLookedAt = 64

  /// What the left column, the status line and the mirrors page show.
  /// - Parameters:
  ///   - route: of the settings.
  ///   - languages: those that the reader reads, the first the best.
  static func load(_ store: NewsStore, route: WireRoute, languages: [String] = ["en"]) async throws -> Shelf {
    let mirrors = try await store.mirrors()
    let now = Date()
    let hasProxy = route.proxy.map { $0 != .direct } ?? false
    let why = Dictionary(grouping: mirrors, by: \.newsroom).mapValues { MirrorWhy($0, now: now, hasProxy: hasProxy) }
    var latencies: [MirrorID: [Int]] = [:]
    for outcome in try await store.rounds(limit: roundsLookedAt).reversed().flatMap(\.mirrors)
    where outcome.kind == .served || outcome.kind == .unchanged {
      latencies[outcome.mirror, default: []].append(outcome.milliseconds)
    }
    let outbox = try await store.outboxCounts()
    return Shelf(
      newsrooms: try await store.newsrooms(), scopes: try await store.scopes(),
      mirrors: mirrors.map { mirror in
        ShelvedMirror(
          mirror, name: MirrorName(mirror.url).description,
          sentence: mirror.verdict.map { VerdictSentence.phrase($0, url: mirror.url, kind: mirror.kind) },
          evidence: mirror.verdict.map(VerdictEvidence.lines) ?? [], latencies: latencies[mirror.id] ?? [],
          why: why[mirror.newsroom]?.lines(mirror) ?? [],
          route: RouteWords.phrase(mirror.route), rest: mirror.rest(at: now))
      }, drafts: outbox.drafts, waiting: outbox.waiting, network: route.isDirect ? nil : RouteWords.phrase(route),
      editions: try await store.editionStatuses(),
      titles: try await SectionTitles(store, languages: languages).byNewsroom)
  }
}

extension Mirror {
  /// When it is asked again, while it is left alone for somebody who looks on.
  func rest(at now: Date) -> Date? {
    guard !isDisabled, case .open(let until) = memory.breaker.state(at: now, inForeground: true) else { return nil }
    return until
  }
}

extension NewsStore {
  /// A window of a list that holds an article, if it is still there; else one from an offset on.
  func window(
    _ scope: Scope, unreadOnly: Bool, order: ListOrder, around id: ArticleID?, offset: Int, limit: Int
  ) async throws -> HeadlineWindow {
    var offset = offset
    if let id, let place = try await position(of: id, in: scope, unreadOnly: unreadOnly, order: order) {
      offset = max(0, place - limit / 2)
    }
    let total = try await count(scope, unreadOnly: unreadOnly)
    offset = max(0, min(offset, total - 1))
    let headlines = try await headlines(
      scope, unreadOnly: unreadOnly, order: order, offset: offset, limit: limit)
    return HeadlineWindow(
      scope: scope, unreadOnly: unreadOnly, offset: offset, headlines: headlines,
      total: max(total, offset + headlines.count), limit: limit)
  }
}

extension OpenedArticle {
  /// Reads the body into paragraphs, away from the loop.
  @concurrent
  static func read(_ article: StoredArticle) async -> OpenedArticle {
    OpenedArticle(
      article: article, document: DocumentReader.document(html: article.html, base: article.headline.link),
      full: article.fullText.map { DocumentReader.document(html: $0.html, base: $0.url) })
  }
}

extension LoggedRound {
  init(_ report: RoundReport, in phrasebook: Phrasebook) {
    let mirrors = report.mirrors.map { outcome in
      let what: Phrase =
        if let verdict = outcome.verdict {
          VerdictSentence.phrase(verdict, url: outcome.url, kind: outcome.serves)
        } else {
          switch outcome.kind {
          case .served: "\(MirrorName(outcome.url)): served (\(outcome.milliseconds) ms)"
          case .unchanged: "\(MirrorName(outcome.url)): nothing new (\(outcome.milliseconds) ms)"
          case .lost: "\(MirrorName(outcome.url)): asked, another was faster"
          case .failed: "\(MirrorName(outcome.url)): failed"
          }
        }
      return phrasebook(what)
    }
    self.init(
      started: report.started, newsroom: report.name, line: RoundSentence.line(report, in: phrasebook),
      mirrors: mirrors, hasServed: report.served != nil)
  }
}
