public import Foundation
public import News

extension NewsStore {
  public func cursor(of mirror: MirrorID) async throws(StoreFault) -> Cursor? { nil }
  public func cursors(of mirrors: [MirrorID]) async throws(StoreFault) -> [MirrorID: Cursor] { [:] }
  @discardableResult
  public func commit(_ delivery: Delivery) async throws(StoreFault) -> DeliveryResult { DeliveryResult() }
  /// Several rounds in one transaction.
  @discardableResult
  public func commit(_ deliveries: [Delivery]) async throws(StoreFault) -> [DeliveryResult] { [] }
  @discardableResult
  public func commit(_ deliveries: [PreparedDelivery]) async throws(StoreFault) -> [DeliveryResult] { [] }
  public func record(_ report: RoundReport) async throws(StoreFault) {}
  public func record(_ reports: [RoundReport]) async throws(StoreFault) {}
  public func record(test outcome: MirrorOutcome, at time: Date) async throws(StoreFault) {}
  public func rounds(limit: Int) async throws(StoreFault) -> [RoundReport] { [] }
}
