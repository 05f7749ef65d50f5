/// An exchange that brought no whole answer: what was seen, not yet what it means (`Sync` judges).
public struct WireFailure: Error, Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// The URL is not one that can be asked.
    case badURL
    case noSuchName, resolverRefused, resolverSilent
    case refused, unreachable, connectTimedOut
    /// Reset, or closed, between the TCP handshake and the end of the TLS one.
    case resetInTLS, closedInTLS, tlsTimedOut, tlsRefused, notTLS
    case unknownIssuer, wrongName, certificateTime, pinMismatch, tlsOther
    /// Connected, asked, and nothing came in time.
    case noFirstByte
    /// The answer began and broke: reset, closed early, silent too long.
    case reset, cutOff, stalled
    case tooLarge, badEncoding, tooManyRedirects
    /// The whole exchange took too long though bytes kept coming.
    case tooSlow
    /// No HTTP at all.
    case notHTTP
    /// An `.onion` name (RFC 7686) without a proxy: it was not asked for at all.
    case onionNeedsProxy
    /// Nobody listens where the proxy should be.
    case proxyRefused
    /// The proxy could not be reached otherwise, is none, or said no; its reply code (RFC 1928, section 6) is in `detail`.
    /// What it says of the other side is that side's failure: `refused`, `unreachable`, `connectTimedOut`.
    case proxyFailed
    case cancelled, other
  }
  public var kind: Kind
  /// libcurl's result code, 0 where libcurl was not reached.
  public var code: Int
  /// The system's error number of the failing call, 0 where there is none.
  public var errno: Int
  /// Addresses tried, as literals, in order.
  public var addresses: [String]
  public var timings: WireTimings
  /// HTTP status, where an answer began.
  public var status: Int?
  /// Bytes of body that came before it broke.
  public var bodyBytes: Int
  /// All of an upload was handed on: whatever became of the answer, the other side may have it.
  public var isUploadWhole: Bool
  /// Every address that was tried, in the order in which they were begun; the last hop's alone.
  public var tries: [WireTry]
  /// What the resolver said of the last hop's host; nil where none was asked.
  public var name: WireName?
  /// What had come of a body (status 200 or 206) when it broke or was given up; nil where nothing had, and for one that
  /// was too large.
  public var partial: WirePartial?
  /// The library's own words, for the log and for `mirrors why`.
  public var detail: String

  public init(
    _ kind: Kind, code: Int = 0, errno: Int = 0, addresses: [String] = [], timings: WireTimings = .init(),
    status: Int? = nil, bodyBytes: Int = 0, isUploadWhole: Bool = false, tries: [WireTry] = [],
    name: WireName? = nil, partial: WirePartial? = nil, detail: String = ""
  ) {
    self.kind = kind
    self.code = code
    self.errno = errno
    self.addresses = addresses
    self.timings = timings
    self.status = status
    self.bodyBytes = bodyBytes
    self.isUploadWhole = isUploadWhole
    self.tries = tries
    self.name = name
    self.partial = partial
    self.detail = detail
  }
}
