import Desk
import Foundation
import News
import Store
import Sync

/// What would be sent of a draft, where to, and what is missing.
struct ReviewMaker: Sendable {
  /// The most that a relay takes, as ours is set.
  static let mostBytes = 32 << 20

  let store: NewsStore
  /// The signature line: a body that is nothing else is none.
  var signature = ""

  /// - Returns: nil when there is no such draft.
  func sheet(_ number: ReportNumber) async throws(StoreFault) -> ReviewSheet? {
    guard let draft = try await store.draft(number) else { return nil }
    let newsroom = try await store.newsrooms().first { $0.id == draft.newsroom }
    let relays = try await store.mirrors().filter { $0.newsroom == draft.newsroom && $0.takesDrops && !$0.isDisabled }
    let keys = ReviewKeys(try await store.editionStatus(of: draft.newsroom))
    return sheet(draft, newsroom, relays: relays.sorted { $0.position < $1.position }, keys: keys)
  }

  func sheet(_ draft: Draft, _ newsroom: Newsroom?, relays: [Mirror], keys: ReviewKeys) -> ReviewSheet {
    let name = newsroom?.name ?? ""
    let relays = relays.map { ReviewRelay(url: $0.url, isPrivate: RelayAddress.isPrivate($0.url)) }
    var packedName = name
    if case .desk(_, let origin, _, _) = keys { packedName = origin }
    let size = ReportPack.size(of: draft.report, newsroomName: packedName, recipients: keys.recipients)
    return ReviewSheet(
      draft: draft, newsroomName: name, relays: relays, size: size, isSealed: keys.isSealed, keys: keys,
      consent: newsroom?.consent ?? .none,
      neededConsent: relays.allSatisfy(\.isPrivate) ? .overTLS : .inClear,
      missing: gaps(draft.report, relays: relays, size: size))
  }

  private func gaps(_ report: Report, relays: [ReviewRelay], size: Int) -> [ReviewGap] {
    let isBlank = { (text: String) in text.allSatisfy(\.isWhitespace) }
    var gaps: [ReviewGap] = []
    if isBlank(report.title) { gaps.append(ReviewGap("it has no title", isBlocking: true)) }
    let body = report.body.trimmingCharacters(in: .whitespacesAndNewlines)
    if body.isEmpty || body == signature.trimmingCharacters(in: .whitespacesAndNewlines) {
      gaps.append(ReviewGap("it has no text", isBlocking: report.attachments.isEmpty))
    }
    if size > Self.mostBytes {
      gaps.append(
        ReviewGap(
          "it is \(size >> 20) MiB packed, and relays take \(Self.mostBytes >> 20) MiB: take an attachment out",
          isBlocking: true))
    }
    if relays.isEmpty {
      gaps.append(
        ReviewGap(
          "no relay of this newsroom is known: it waits here until `wirecopy mirrors add --relay` names one, or is exported to a file",
          isBlocking: false))
    }
    if isBlank(report.section) { gaps.append(ReviewGap("it has no section", isBlocking: false)) }
    if isBlank(report.language) { gaps.append(ReviewGap("it does not say its language", isBlocking: false)) }
    for attachment in report.attachments where attachment.cleaning == .untouched {
      gaps.append(
        ReviewGap(
          "\(attachment.originalName) goes with its metadata: it may say who made it, where and when",
          isBlocking: false))
    }
    return gaps
  }
}
