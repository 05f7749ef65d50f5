import Foundation
import News
import Wire

/// What is asked of a relay about one drop.
struct RelayAsk: Sendable {
  var relay: String
  /// SHA-256 of the drop, lower-case hex.
  var drop: String
  var path: String
  var size: Int
  /// `Authorization` of RFC 7617, where a login is known and may go there.
  var authorization: String?
  var limits: WireLimits
  /// How the relay is reached.
  var route = WireRoute()

  /// Bytes of an answer that are read: a page of HTML is told from a yes.
  static let mostAnswer = 1 << 20
  /// The slowest line that a drop is sent over to its end, in bytes a second.
  static let slowest = 2_048

  enum Sending: Sendable {
    case answered(DropAnswer)
    /// `isWhole`: all of the drop had left.
    case broke(Verdict, isWhole: Bool)
    case gaveUp(isWhole: Bool)
  }

  /// Brings the drop. Nothing is sent again by itself, and no redirect is followed.
  func send(
    over transport: any Transport, clock: any SyncClock, tell: @escaping @Sendable (_ sent: Int) -> Void
  ) async -> Sending {
    var request = WireRequest(
      RelayAddress.dropURL(relay, drop), method: .put,
      headers: [
        WireHeader("Content-Type", "application/octet-stream"), WireHeader("If-None-Match", "*"),
        // A string of RFC 8941, as draft-ietf-httpapi-idempotency-key-header wants it.
        WireHeader("Idempotency-Key", "\"\(drop)\""),
      ], limits: limits, upload: WireUpload(path: path, size: size), route: route)
    if let authorization { request.headers.append(WireHeader("Authorization", authorization)) }
    request.limits.total = limits.total + size / Self.slowest * 1_000
    request.limits.bodyBytes = Self.mostAnswer
    request.limits.wireBytes = Self.mostAnswer
    do throws(WireFailure) {
      let response = try await transport.exchange(request) { if case .sent(let bytes) = $0 { tell(bytes) } }
      return .answered(RelayJudge.answer(to: response, now: clock.now))
    } catch {
      guard let verdict = FailureJudge.judge(error) else { return .gaveUp(isWhole: error.isUploadWhole) }
      return .broke(verdict, isWhole: error.isUploadWhole)
    }
  }

  /// Asks whether it has the drop; nil when that was given up.
  ///
  /// - Parameter isKnown: it has just taken the drop; else it may be somebody else, and no login is told.
  func look(
    isKnown: Bool, over transport: any Transport, clock: any SyncClock
  ) async -> (answer: LookAnswer, milliseconds: Int?)? {
    await Self.look(
      at: relay, drop, size: size, authorization: isKnown ? authorization : nil, route: route, limits: limits,
      over: transport, clock: clock)
  }

  /// The same of any name.
  static func look(
    at relay: String, _ name: String, size: Int? = nil, authorization: String? = nil, route: WireRoute,
    limits: WireLimits, over transport: any Transport, clock: any SyncClock
  ) async -> (answer: LookAnswer, milliseconds: Int?)? {
    var request = WireRequest(RelayAddress.dropURL(relay, name), method: .head, limits: limits, route: route)
    if let authorization { request.headers.append(WireHeader("Authorization", authorization)) }
    request.limits.total = min(limits.total, 20_000)
    do throws(WireFailure) {
      let response = try await transport.exchange(request)
      guard WireAddress(response.url)?.host == WireAddress(relay)?.host else {
        return (.failed(Verdict(.redirected, weight: .hard)), nil)
      }
      return (RelayJudge.answer(toLook: response, size: size, now: clock.now), response.timings.total)
    } catch {
      return FailureJudge.judge(error).map { (.failed($0), nil) }
    }
  }

  /// `Basic` of RFC 7617, where the login may go: its password is sent to nobody who could be read along with.
  static func authorization(_ login: (user: String, password: String)?, for relay: String) -> String? {
    guard let login, RelayAddress.isPrivate(relay) else { return nil }
    return "Basic " + Data("\(login.user):\(login.password)".utf8).base64EncodedString()
  }
}

extension Netrc {
  /// What is said to a relay, or nothing. `byName`: only where the host stands in the file.
  func authorization(for relay: String, byName: Bool = false) -> String? {
    guard let host = WireAddress(relay)?.host else { return nil }
    return RelayAsk.authorization(login(for: host, byName: byName), for: relay)
  }
}
