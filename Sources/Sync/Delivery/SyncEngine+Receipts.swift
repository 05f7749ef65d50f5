import Foundation
import News
import Store

extension SyncEngine {
  /// Reports that relays hold, and that have to be sent all the same: nobody at the desk has the keys for them any more, or no
  /// receipt came and another relay is left.
  func reopen() async throws(StoreFault) {
    let relayed = try await store.outbox().filter { $0.state == .relayed && !$0.isCarried }
    for report in relayed {
      guard case .sealed = report.sealing, let newsroom = report.newsroom else { continue }
      if !report.isDropCurrent {
        try await sendAgain(report, doubting: false)
        continue
      }
      let status = try await journal.uncancelled { store throws(StoreFault) in
        try await store.editionStatus(of: newsroom)
      }
      guard ReceiptWait.isOver(for: report, signed: status?.signed, now: clock.now) else { continue }
      let choice = RelayChoice(
        for: report, among: try await mirrors(of: newsroom), now: clock.now, hasProxy: hasProxy)
      let used = Set(report.relays.map { RelayAddress.host($0.url) })
      guard choice.relays.contains(where: { !used.contains(RelayAddress.host($0.url)) }) else { continue }
      try await sendAgain(report, doubting: true)
    }
  }

  private func sendAgain(_ report: OutboxReport, doubting: Bool) async throws(StoreFault) {
    try await journal.uncancelled { store throws(StoreFault) in
      try await store.sendAgain(report.id, doubting: doubting)
    }
  }
}
