import Desk
import Foundation
import Markup
import News
import Store
import Sync

extension Shelf {
  /// How far back the speeds of mirrors go.
  private static let roundsLookedAt = 64

  /// What the left column, the status line and the mirrors page show.
  static func load(_ store: NewsStore) async throws -> Shelf {
    let mirrors = try await store.mirrors()
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
          sentence: mirror.verdict.map { VerdictSentence.phrase($0, url: mirror.url) },
          evidence: mirror.verdict.map(VerdictEvidence.lines) ?? [], latencies: latencies[mirror.id] ?? [])
      }, drafts: outbox.drafts, waiting: outbox.waiting)
  }
}

extension NewsStore {
  /// A window of a list that holds an article, if it is still there; else one from an offset on.
  func window(
    _ scope: Scope, unreadOnly: Bool, around id: ArticleID?, offset: Int, limit: Int
  ) async throws -> HeadlineWindow {
    var offset = offset
    if let id, let place = try await position(of: id, in: scope, unreadOnly: unreadOnly) {
      offset = max(0, place - limit / 2)
    }
    let total = try await count(scope, unreadOnly: unreadOnly)
    offset = max(0, min(offset, total - 1))
    let headlines = try await headlines(scope, unreadOnly: unreadOnly, offset: offset, limit: limit)
    return HeadlineWindow(
      scope: scope, unreadOnly: unreadOnly, offset: offset, headlines: headlines,
      total: max(total, offset + headlines.count))
  }
}

extension OpenedArticle {
  /// Reads the body into paragraphs, away from the loop.
  @concurrent
  static func read(_ article: StoredArticle) async -> OpenedArticle {
    OpenedArticle(
      article: article, document: DocumentReader.document(html: article.html, base: article.headline.link))
  }
}

extension LoggedRound {
  init(_ report: RoundReport, in phrasebook: Phrasebook) {
    let mirrors = report.mirrors.map { outcome in
      let what: Phrase =
        if let verdict = outcome.verdict {
          VerdictSentence.phrase(verdict, url: outcome.url)
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
