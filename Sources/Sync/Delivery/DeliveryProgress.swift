public import Foundation
public import News

/// What a delivery tells while it runs. Text from outside in it is not yet made visible.
public enum DeliveryProgress: Hashable, Sendable {
  case packing(ReportNumber)
  /// A relay is asked: for room, or whether it has it.
  case asking(ReportNumber, relay: String)
  /// So many bytes of the drop have left for this relay; told at most every 64 KiB.
  case sent(ReportNumber, relay: String, bytes: Int, of: Int)
  /// What is on the disk now about this relay.
  case answered(ReportNumber, RelayRecord)
  /// Its turn is over, whatever came of it.
  case finished(ReportNumber, OutboxReport)
}

/// What came of a delivery.
public struct DeliveryReport: Hashable, Sendable {
  /// Those whose turn it was, as they are now.
  public var reports: [OutboxReport] = []
  /// They can't be sealed, and their writer has not agreed to send them so, or not to relays as these.
  public var waitingForConsent: [ReportNumber] = []
  /// The newsroom's keys are not here yet, or not to be trusted now.
  public var waitingForKeys: [ReportNumber] = []
  /// No relay is known for them, or all are disabled.
  public var withoutRelays: [ReportNumber] = []
  /// Two different editions of their newsroom are signed: nothing is sent to it.
  public var stopped: [ReportNumber] = []
  /// They could not be packed, and why.
  public var troubles: [ReportNumber: Phrase] = [:]
  /// No relay is to blame: this machine has no network.
  public var isOffline = false
  public var wasCancelled = false
  /// When a relay is to be asked again, for any report of the outbox; nil when nothing waits for a time.
  public var nextDue: Date?

  public init() {}
}
