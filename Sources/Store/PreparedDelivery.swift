/// A delivery made ready for its rows, bodies compressed and words cut, so that the write transaction is short.
/// Making one is plain computation: do it on any task, beside others.
public struct PreparedDelivery: Sendable {
  let delivery: Delivery
  public init(_ delivery: Delivery) { self.delivery = delivery }
}
