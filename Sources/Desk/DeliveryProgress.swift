import Foundation
import News

/// How far a delivery is: the drops that are leaving now.
struct DeliveryProgress: Hashable, Sendable {
  struct Upload: Hashable, Sendable {
    var relay: String
    /// Bytes.
    var sent: Int
    var of: Int
  }

  private(set) var uploads: [ReportNumber: Upload] = [:]
  /// The one that was heard of last.
  private(set) var last: ReportNumber?
  private(set) var began: Date?
  /// The user asked for an end of it.
  private(set) var isCancelled = false

  var isUnderWay: Bool { began != nil }

  mutating func take(_ report: ReportNumber, _ upload: Upload, at now: Date) {
    if uploads[report]?.relay != upload.relay || last != report { began = now }
    uploads[report] = upload
    last = report
  }

  /// Asks for an end of it. False when nothing is under way.
  mutating func cancel() -> Bool {
    guard isUnderWay else { return false }
    isCancelled = true
    return true
  }

  mutating func end() { self = DeliveryProgress() }
}
