import Desk
import Foundation
import News
import Seal
import Store

/// A draft into the outbox: durable when it returns, and not before it was reviewed.
struct ReportFiling: Sendable {
  /// What stands in the way.
  struct Blocked: Error, Hashable, Sendable {
    var gaps: [Phrase]
  }

  let review: ReviewMaker

  init(_ review: ReviewMaker) { self.review = review }

  /// - Throws: `Blocked` when something is missing without which it can't go; `StoreFault`.
  func check(_ number: ReportNumber) async throws {
    guard let sheet = try await review.sheet(number) else { throw StoreFault.notFound("draft \(number.rawValue)") }
    let blocking = sheet.missing.filter(\.isBlocking).map(\.phrase)
    if !blocking.isEmpty { throw Blocked(gaps: blocking) }
  }

  /// - Throws: as `check` does.
  func file(_ number: ReportNumber, now: Date = Date()) async throws -> OutboxReport {
    try await check(number)
    return try await review.store.file(number, nonce: RandomBytes.make(32), now: now)
  }
}
