/// The seam to the network: one request out, one response back.
///
/// Cancelling the task gives the exchange up at once and closes its connection.
public protocol Transport: Sendable {
  /// - Returns: a response of any status whose body came whole as far as the protocol can tell (a body without a
  ///   length that was cut off looks whole: only reading it decides).
  /// - Throws: what went wrong, and how far it got.
  func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse

  /// The same, telling how far it is: `watch` is called in order, from any thread, and must return at once.
  func exchange(_ request: WireRequest, watch: @escaping @Sendable (WireProgress) -> Void) async throws(WireFailure)
    -> WireResponse

  /// How addresses are reached by requests that don't say it themselves, from now on; what is under way goes on. Addresses
  /// and pins belong to requests and are not taken over.
  func setRoute(_ route: WireRoute)

  /// This machine is on another network: kept connections and what resolvers said are worth nothing any more.
  func networkChanged()
}

/// How far an exchange is.
public enum WireProgress: Hashable, Sendable {
  /// It left the queue: from here on, time counts against the mirror.
  case begun
  /// So many bytes of the upload have left this machine, in all. Told at most 20 times a second, and once more at the
  /// end; where another address has to be tried, it begins again with few.
  case sent(bytes: Int)
  /// The head of the answer, once, before its body. Of a redirect (`WireResponse.isRedirect`), whether it is followed or
  /// not, neither head nor body is told.
  case head(WireHead)
  /// So many bytes of the answer's body came (as on the wire, in all; 0 with the head).
  case body(bytes: Int)
}

extension Transport {
  /// For a transport that knows one way alone.
  public func setRoute(_ route: WireRoute) {}
  public func networkChanged() {}

  /// For a transport without a queue that can't look into its transfers.
  public func exchange(
    _ request: WireRequest, watch: @escaping @Sendable (WireProgress) -> Void
  ) async throws(WireFailure) -> WireResponse {
    watch(.begun)
    return try await exchange(request)
  }
}
