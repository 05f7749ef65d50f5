public import Wire

/// The network: `Transport` on libcurl and c-ares, on one thread of its own.
///
/// - Requests beyond `mostTransfers` in all and `mostPerHost` to one host and port wait in line, where no time counts
///   against them; hosts take turns.
/// - Names are resolved in both families; each address is a try of its own, the next one begun when one fails or has
///   no connection after 250 ms. The first that is ready to ask is asked, the others are given up.
/// - Nothing comes from the environment: no proxy, no netrc, no cookies. TLS 1.2 or later, always verified.
/// - All limits of `WireLimits` are kept by a watchdog of its own on the monotonic clock.
public final class CurlTransport: Transport, Sendable {
  public struct Settings: Sendable, Hashable {
    /// Exchanges in flight.
    public var mostTransfers = 16
    /// Exchanges in flight to one host and port.
    public var mostPerHost = 6
    public var userAgent = "Wirecopy"
    /// Name servers as `address:port`, comma separated; nil for the system's.
    public var resolvers: String?
    /// A file of certificates (PEM) that are trusted beside the system's directory.
    public var certificates: String?
    public init() {}
  }

  private let thread: CurlThread?

  /// - Parameter reserved: where no public server stands: a resolver's answers that lie there are tried last.
  public init(_ settings: Settings = Settings(), reserved: AddressRanges = .standard) {
    thread = CurlThread(settings, reserved: reserved)
  }

  deinit { thread?.close() }

  /// Ends the thread. What is in flight or in line fails as `cancelled`, and so does what is asked later.
  public func close() { thread?.close() }

  /// A request's way is settled when it is handed in: what waits in line or is under way keeps its own.
  public func setRoute(_ route: WireRoute) { thread?.setRoute(route) }

  /// What is asked from now on goes over new connections, to addresses asked for anew, of the resolvers that this machine
  /// has now. What is under way goes on as it is, but for a name that is still asked for: it is asked for again.
  public func networkChanged() { thread?.networkChanged() }

  public func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse {
    try await run(request, watch: nil)
  }

  public func exchange(
    _ request: WireRequest, watch: @escaping @Sendable (WireProgress) -> Void
  ) async throws(WireFailure) -> WireResponse {
    try await run(request, watch: watch)
  }

  private func run(
    _ request: WireRequest, watch: (@Sendable (WireProgress) -> Void)?
  ) async throws(WireFailure) -> WireResponse {
    guard let thread else { throw WireFailure(.other, detail: "libcurl does not start: no memory or descriptors left") }
    let id = thread.newID()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        thread.submit(id, request, watch: watch, answer: answer)
        // A task that was cancelled before its request was handed in: the handler came too early.
        if Task.isCancelled { thread.cancel(id) }
      }
    } onCancel: {
      thread.cancel(id)
    }
    return try result.get()
  }
}
