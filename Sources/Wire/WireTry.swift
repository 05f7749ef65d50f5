/// One address that was tried.
public struct WireTry: Hashable, Sendable {
  /// Where the address is from.
  public enum Source: String, Hashable, Sendable, Codable {
    /// It stands in the URL, or is this machine's own.
    case literal
    case resolver
    /// Of the route.
    case given
    /// The proxy's own: those of the host are the proxy's affair.
    case proxy
  }
  /// A literal.
  public var address: String
  public var source: Source
  /// A resolver's answer in a range that no public server has. Never an address that somebody wrote.
  public var isReserved: Bool
  /// Nil: it answered. `cancelled`: it was given up, as another one was ready first, or nobody waited any more.
  public var failure: WireFailure.Kind?
  /// The system's error number, 0 where there is none.
  public var errno: Int
  /// From the exchange's beginning, not from the try's own.
  public var timings: WireTimings
  /// What was shown in a handshake that failed for its certificate: of the first such try alone.
  public var certificate: WireCertificate?

  public init(
    address: String, source: Source, isReserved: Bool = false, failure: WireFailure.Kind? = nil, errno: Int = 0,
    timings: WireTimings = .init(), certificate: WireCertificate? = nil
  ) {
    self.address = address
    self.source = source
    self.isReserved = isReserved
    self.failure = failure
    self.errno = errno
    self.timings = timings
    self.certificate = certificate
  }
}
