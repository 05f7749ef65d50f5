/// The seam to the network: one request out, one response back.
///
/// Cancelling the task gives the exchange up at once and closes its connection.
public protocol Transport: Sendable {
  /// - Returns: a response of any status whose body came whole as far as the protocol can tell (a body without a
  ///   length that was cut off looks whole: only reading it decides).
  /// - Throws: what went wrong, and how far it got.
  func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse
}
