import CurlTransport
import Testing
import Wire

/// What the scenes share.
enum Scene {
  /// Limits that only a scene that hangs against its claim meets; the one that a scene is about, it sets itself.
  static func limits(_ change: (inout WireLimits) -> Void = { _ in }) -> WireLimits {
    var limits = WireLimits()
    (limits.dns, limits.connect, limits.tls, limits.firstByte, limits.stall) = (10_000, 10_000, 10_000, 10_000, 10_000)
    limits.total = 20_000
    change(&limits)
    return limits
  }

  /// No address is reserved but those that the scene says: all its servers are on loopback.
  static func transport(
    reserved: AddressRanges = .none, _ change: (inout CurlTransport.Settings) -> Void = { _ in }
  ) -> CurlTransport {
    var settings = CurlTransport.Settings()
    change(&settings)
    return CurlTransport(settings, reserved: reserved)
  }

  /// The failure of an exchange that must fail; by a transport of its own when none is given.
  static func failure(
    of url: String, by given: CurlTransport? = nil, limits: WireLimits = limits(), route: WireRoute = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> WireFailure {
    let transport = given ?? CurlTransport()
    defer { if given == nil { transport.close() } }
    do throws(WireFailure) {
      let response = try await transport.exchange(WireRequest(url, limits: limits, route: route))
      Issue.record("answered \(response.status)", sourceLocation: sourceLocation)
      return WireFailure(.other)
    } catch {
      return error
    }
  }
}
