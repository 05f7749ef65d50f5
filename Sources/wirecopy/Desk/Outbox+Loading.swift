import Desk
import Foundation
import News
import Store
import Sync

extension Outbox {
  /// Drafts and filed reports, each with its way in words.
  static func load(_ store: NewsStore, now: Date = Date()) async throws -> Outbox {
    let mirrors = Dictionary(grouping: try await store.mirrors().filter(\.takesDrops), by: \.newsroom)
    return Outbox(
      drafts: try await store.drafts(),
      reports: try await store.outbox().map { report in
        let relays = report.newsroom.flatMap { mirrors[$0] } ?? []
        let (held, needed) = OutboxSentence.held(report, relays: relays)
        return OutboxEntry(
          report, held: held, needed: needed, sentence: OutboxSentence.sentence(report, relays: relays, now: now),
          relays: report.relays.map { OutboxSentence.relay($0, now: now) })
      })
  }
}
