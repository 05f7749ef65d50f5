public import Foundation
public import News

/// When a receipt is overdue.
public enum ReceiptWait {
  /// Seconds from when relays held a report.
  public static let most: TimeInterval = 48 * 3_600
  /// Seconds from then to the newsroom's last signature, at least: one that publishes nothing (it sleeps, it was raided) says
  /// nothing of its relays.
  static let leastSigned: TimeInterval = 24 * 3_600

  /// - Parameter signed: when the newest state that is known here was signed.
  public static func isOver(for report: OutboxReport, signed: Date?, now: Date) -> Bool {
    guard report.state == .relayed, report.sealing.isSealed, let relayed = report.relayed, let signed else {
      return false
    }
    return now.timeIntervalSince(relayed) >= most && signed.timeIntervalSince(relayed) >= leastSigned
  }
}
