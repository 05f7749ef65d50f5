/// How long and how much. Times are milliseconds.
public struct WireLimits: Hashable, Sendable {
  public var dns = 2_000
  public var connect = 4_000
  public var tls = 4_000
  /// From the request sent, its upload included, to the first byte of the answer.
  public var firstByte = 6_000
  /// Longest silence in mid-body, of an upload as of an answer.
  public var stall = 5_000
  /// The whole exchange.
  public var total = 120_000
  /// Bytes of body on the wire.
  public var wireBytes = 32 << 20
  /// Bytes of body after decompression. With codings whose decoders keep much themselves, it may be given up earlier.
  public var bodyBytes = 48 << 20
  public init() {}

  /// The same for a way through a proxy, each step of which takes longer: five times the waits. `total` and the caps on
  /// bytes stay.
  public var throughProxy: WireLimits {
    var limits = self
    for path in [\WireLimits.dns, \.connect, \.tls, \.firstByte, \.stall] {
      limits[keyPath: path] = min(self[keyPath: path], .max / 5) * 5
    }
    return limits
  }
}
