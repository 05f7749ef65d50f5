public import Feeds
public import Foundation
public import News
public import Wire

/// What an answer, or the lack of one, says of a mirror. The table is in the design of mirrors; here stands what one try shows.
///
/// Nothing here says "blocked": that needs another mirror's word, and comes with the rule for it.
public enum FailureJudge {
  /// The verdict on an exchange that failed; nil when it was we who gave it up.
  public static func judge(_ failure: WireFailure) -> Verdict? {
    guard let (symptom, weight, confidence) = reading(of: failure) else { return nil }
    var evidence = Verdict.Evidence()
    evidence.addresses = failure.addresses.isEmpty ? nil : failure.addresses
    evidence.code = failure.code == 0 ? nil : failure.code
    evidence.errno = failure.errno == 0 ? nil : failure.errno
    evidence.status = failure.status
    evidence.bytes = failure.status == nil ? nil : failure.bodyBytes
    evidence.detail = failure.detail.isEmpty ? nil : failure.detail
    evidence.take(failure.timings)
    return Verdict(symptom, weight: weight, confidence: confidence, evidence: evidence)
  }

  private static func reading(of failure: WireFailure) -> (Verdict.Symptom, Verdict.Weight, Verdict.Confidence)? {
    switch failure.kind {
    case .cancelled: nil
    case .badURL: (.unsupported, .soft, .observed)
    case .noSuchName: (.noSuchName, .soft, .observed)
    case .resolverRefused: (.resolverFailed, .soft, .observed)
    case .resolverSilent: (.resolverSilent, .soft, .observed)
    case .refused: (.refused, .soft, .observed)
    case .unreachable: (.unreachable, .soft, .observed)
    case .connectTimedOut: (.swallowed, .soft, .observed)
    case .resetInTLS: (.resetInHello, .soft, .likely)
    case .closedInTLS: (.closedInHello, .soft, .observed)
    case .tlsTimedOut: (.tlsSwallowed, .soft, .observed)
    case .tlsRefused: (.tlsRefused, .soft, .observed)
    case .notTLS: (.plainTextOnTLS, .soft, .observed)
    case .unknownIssuer: (.unknownIssuer, .hard, .likely)
    case .wrongName: (.wrongCertificate, .hard, .observed)
    case .certificateTime: (.certificateTime, .soft, .observed)
    case .pinMismatch: (.pinMismatch, .hard, .confirmed)
    case .tlsOther: (.tlsOther, .soft, .observed)
    case .noFirstByte: (.silent, .soft, .observed)
    // Before any answer it is a reset; after its beginning, the answer was cut off.
    case .reset: (failure.status == nil ? .reset : .cutOff, .soft, .observed)
    case .cutOff: (.cutOff, .soft, .observed)
    case .stalled: (.stalled, .soft, .observed)
    case .tooSlow: (.tooSlow, .soft, .observed)
    case .tooLarge: (.tooLarge, .hard, .observed)
    case .badEncoding: (.badEncoding, .soft, .observed)
    case .tooManyRedirects: (.redirected, .soft, .observed)
    case .onionNeedsProxy: (.unsupported, .soft, .observed)
    case .notHTTP, .proxyRefused, .proxyFailed, .other: (.other, .soft, .observed)
    }
  }

  /// The verdict on a whole answer by its status; nil when its body decides (2xx), or it is the 304 that we asked for.
  public static func judge(_ response: WireResponse, wasConditional: Bool, now: Date) -> Verdict? {
    var evidence = Verdict.Evidence(response)
    switch response.status {
    case 200...203: return nil
    case 304 where wasConditional: return nil
    case 204, 205: return Verdict(.empty, evidence: evidence)
    case 301, 302, 303, 307, 308:
      evidence.location = response.location
      return Verdict(.redirected, weight: .hard, evidence: evidence)
    case 401, 403: return Verdict(.forbidden, evidence: evidence)
    case 404, 410: return Verdict(.notFound, evidence: evidence)
    case 429:
      evidence.retryAfter = retryAfter(response, now: now)
      return Verdict(.askedToWait, evidence: evidence)
    case 451:
      evidence.blockedBy = blockedBy(response)
      return Verdict(.legalReasons, confidence: .confirmed, evidence: evidence)
    case 500...599:
      evidence.retryAfter = retryAfter(response, now: now)
      return Verdict(.broken, evidence: evidence)
    default: return Verdict(.status, evidence: evidence)
    }
  }

  /// The verdict on a body that is no feed. A web page in its place is a block page or a captive portal.
  public static func judge(_ fault: FeedFault, of response: WireResponse) -> Verdict {
    var evidence = Verdict.Evidence(response)
    switch fault {
    case .empty: return Verdict(.empty, evidence: evidence)
    case .html(let title):
      evidence.found = title ?? ""
      return Verdict(.notAFeed, weight: .hard, confidence: .likely, evidence: evidence)
    case .tooLarge: return Verdict(.tooLarge, weight: .hard, evidence: evidence)
    case .notAFeed(let found):
      evidence.found = found
      evidence.detail = Phrasebook.english(fault.phrase)
      return Verdict(.notAFeed, evidence: evidence)
    case .unreadable:
      evidence.detail = Phrasebook.english(fault.phrase)
      return Verdict(.notAFeed, evidence: evidence)
    }
  }

  /// The verdict on a feed whose end is missing.
  public static func judgeCut(_ response: WireResponse) -> Verdict {
    Verdict(.cutOff, evidence: Verdict.Evidence(response))
  }

  /// The verdict on a mirror that brought no feed within the time of a round.
  public static func outOfTime(milliseconds: Int, bytes: Int) -> Verdict {
    var evidence = Verdict.Evidence()
    evidence.total = milliseconds
    evidence.bytes = bytes > 0 ? bytes : nil
    return Verdict(bytes > 0 ? .tooSlow : .silent, evidence: evidence)
  }

  /// Whether this machine has no network: every mirror that was asked failed for want of a name or a route. One name that
  /// does not exist is that name's own fault; offline, none exists.
  public static func isOffline(_ reports: [RoundReport]) -> Bool {
    let outcomes = reports.flatMap(\.mirrors)
    guard !outcomes.isEmpty, outcomes.allSatisfy({ $0.kind == .failed }) else { return false }
    return isOffline(outcomes.map { ($0.url, $0.verdict?.symptom ?? .other) })
  }

  /// The same of addresses that were asked, all in vain.
  static func isOffline(_ failures: [(url: String, symptom: Verdict.Symptom)]) -> Bool {
    guard !failures.isEmpty, failures.allSatisfy({ networkless.contains($0.symptom) }) else { return false }
    return !failures.allSatisfy { $0.symptom == .noSuchName } || Set(failures.map { MirrorName($0.url) }).count > 1
  }

  /// What a try shows when there is no network.
  static let networkless: Set<Verdict.Symptom> = [
    .noSuchName, .resolverFailed, .resolverSilent, .unreachable, .offline,
  ]

  /// Seconds of `Retry-After` (RFC 9110, section 10.2.3), at most an hour.
  static func retryAfter(_ response: WireResponse, now: Date) -> Int? {
    guard let text = response.header("Retry-After")?.trimmingCharacters(in: .whitespaces) else { return nil }
    let seconds = Int(text) ?? HTTPDate.seconds(text).map { $0 - Int(now.timeIntervalSince1970) }
    return seconds.map { max(0, min(3_600, $0)) }
  }

  /// The target of `Link: <…>; rel="blocked-by"` (RFC 7725, section 4).
  static func blockedBy(_ response: WireResponse) -> String? {
    for header in response.headers where header.name.lowercased() == "link" {
      for link in header.value.split(separator: ",") {
        guard let open = link.firstIndex(of: "<"), let close = link[open...].firstIndex(of: ">") else { continue }
        let rest = link[close...].lowercased().filter { $0 != " " && $0 != "\"" }
        if rest.contains("rel=blocked-by") { return String(link[link.index(after: open)..<close]) }
      }
    }
    return nil
  }
}

extension Verdict {
  /// Nobody gave an answer of their own: it may be a mirror all the same.
  var meansUnreachable: Bool {
    switch symptom {
    case .notFound, .redirected, .notAFeed, .empty, .unsupported, .status, .tooLarge: false
    default: true
    }
  }
}

extension Verdict.Evidence {
  /// What an answer shows, whatever it is.
  init(_ response: WireResponse) {
    self.init()
    addresses = response.address.map { [$0] }
    status = response.status
    bytes = response.body.count
    take(response.timings)
  }

  mutating func take(_ timings: WireTimings) {
    resolved = timings.resolved
    connected = timings.connected
    secured = timings.secured
    firstByte = timings.firstByte
    total = timings.total
  }
}
