import Desk
import News
import Sync

/// What came of a delivery, in one line.
enum DeliverySentence {
  static func news(_ report: DeliveryReport) -> ReportNews {
    let done = report.reports.count { [.relayed, .received, .published, .declined].contains($0.state) }
    if report.wasCancelled { return .delivered("cancelled; what is not delivered stays in the outbox", isGood: false) }
    if report.isOffline {
      return .delivered("no network: what was filed stays here and is sent when there is one", isGood: false)
    }
    if let trouble = report.troubles.min(by: { $0.key < $1.key }) { return .delivered(trouble.value, isGood: false) }
    if !report.stopped.isEmpty {
      return .delivered(
        "kept, not sent: two different editions of its newsroom are signed; the page of its record says more",
        isGood: false)
    }
    if !report.waitingForConsent.isEmpty {
      return .delivered("kept, not sent: it waits for your word, as it can't be sealed (Enter shows it)", isGood: false)
    }
    if !report.waitingForKeys.isEmpty {
      return .delivered("kept, not sent: the newsroom's keys are not here, or can't be trusted now", isGood: false)
    }
    if !report.withoutRelays.isEmpty {
      return .delivered("kept, not sent: no relay is known (:add-relay URL on the mirrors page)", isGood: false)
    }
    let rest = report.reports.count - done
    if rest > 0 {
      return .delivered(
        Phrase(
          rest, one: "%1 report is not yet where it should be; it is tried again",
          many: "%1 reports are not yet where they should be; they are tried again"), isGood: false)
    }
    guard done > 0 else { return .delivered("nothing waits to be sent", isGood: true) }
    return .delivered(Phrase(done, one: "%1 report is delivered", many: "%1 reports are delivered"), isGood: true)
  }
}
