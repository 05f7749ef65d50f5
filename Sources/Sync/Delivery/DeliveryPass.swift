import Foundation
import News

/// One call of `deliver`, from report to report: what came of it, and what was learnt of the relays on the way.
struct DeliveryPass {
  var report = DeliveryReport()
  let hurry: Bool
  /// Relays that could not be talked to: the next reports leave them alone, and each says why.
  private var resting: [String: RelayRecord] = [:]

  init(hurry: Bool) { self.hurry = hurry }

  /// What says something of the relay, whatever is brought to it.
  private static let ofTheRelay: Set<Verdict.Symptom> = [
    .noSuchName, .resolverFailed, .resolverSilent, .refused, .unreachable, .swallowed, .resetInHello, .closedInHello,
    .tlsSwallowed, .tlsRefused, .plainTextOnTLS, .unknownIssuer, .wrongCertificate, .certificateTime, .pinMismatch,
    .tlsOther, .silent, .askedToWait, .redirected, .notAFeed, .forbidden, .legalReasons,
  ]

  /// Nothing more is sent.
  var isOver: Bool { report.isOffline || report.wasCancelled }

  /// The delivery of a report to those who may be asked in this pass.
  func delivery(of choice: RelayChoice, records: [RelayRecord], size: Int, now: Date) -> DropDelivery {
    DropDelivery(
      choice.relays.filter { resting[$0.url] == nil }, records: records, needed: choice.needed, size: size, now: now,
      hurry: hurry)
  }

  /// What this report is to remember of relays that were found to be away before its turn.
  func rests(of report: OutboxReport, among relays: [DropDelivery.Relay], now: Date) -> [RelayRecord] {
    relays.compactMap { relay in
      guard let rest = resting[relay.url] else { return nil }
      var record = report.relays.first { $0.url == relay.url } ?? RelayRecord(url: relay.url)
      guard DropDelivery.isDue(record, now: now, hurry: hurry), record.state != .tooLarge else { return nil }
      record.verdict = rest.verdict
      record.nextTry = rest.nextTry
      return record
    }
  }

  /// Relays that asked for it are not talked to, unless the user wants it now.
  mutating func leaveAlone(_ relays: [RelayRecord]) {
    for relay in relays where !hurry { resting[relay.url] = resting[relay.url] ?? relay }
  }

  mutating func learn(from delivery: DropDelivery) {
    report.isOffline = report.isOffline || delivery.isOffline
    report.wasCancelled = report.wasCancelled || delivery.wasCancelled
    for url in delivery.order {
      guard let record = delivery.records[url], let verdict = record.verdict, record.nextTry != nil,
        Self.ofTheRelay.contains(verdict.symptom)
      else { continue }
      resting[url] = record
    }
  }

  /// When a report is due again. One whose turn it was is not asked for again at once, whatever kept it.
  mutating func note(due: Date, isAsked: Bool, now: Date) {
    let soonest = isAsked ? max(due, now + DropBackoff.base) : due
    report.nextDue = min(report.nextDue ?? .distantFuture, soonest)
  }
}
