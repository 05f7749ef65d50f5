import Foundation
public import News
public import Wire

/// What an answer, or the lack of one, says of a mirror. The table is in the design of mirrors; here stands what one try shows.
///
/// Nothing here says "blocked": that needs another mirror's word, and is `RoundJudge`'s to say.
public enum FailureJudge {
  /// The verdict on an exchange that failed; nil when it was we who gave it up.
  public static func judge(_ failure: WireFailure) -> Verdict? {
    guard let (symptom, weight, confidence) = reading(of: failure) else { return nil }
    return Verdict(symptom, weight: weight, confidence: confidence, evidence: Verdict.Evidence(failure))
  }

  private static func reading(of failure: WireFailure) -> (Verdict.Symptom, Verdict.Weight, Verdict.Confidence)? {
    if isFalselyNamed(failure) { return (.falseAnswer, .soft, .likely) }
    return switch failure.kind {
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
    // The way there is the user's own: no mirror is to blame for it.
    case .onionNeedsProxy: (.onionNeedsProxy, .none, .observed)
    case .proxyRefused, .proxyFailed: (.proxyFailed, .none, .observed)
    case .notHTTP, .other: (.other, .soft, .observed)
    }
  }

  /// Failures that say less than the resolver's answer does. A certificate says more: who else stands there.
  private static let saysLess: Set<WireFailure.Kind> = [
    .refused, .unreachable, .connectTimedOut, .resetInTLS, .closedInTLS, .tlsTimedOut, .tlsRefused, .notTLS, .tlsOther,
    .noFirstByte, .reset, .notHTTP, .other,
  ]

  /// All that the resolver said lies where no public server stands, and no other address came as far as a connection.
  private static func isFalselyNamed(_ failure: WireFailure) -> Bool {
    guard let answers = failure.name?.answers, !answers.isEmpty, answers.allSatisfy(\.isReserved) else { return false }
    return saysLess.contains(failure.kind) && failure.status == nil
      && !failure.tries.contains { !$0.isReserved && $0.timings.connected != nil }
  }

  /// What is to be said of a mirror that served all the same; nil nearly always.
  ///
  /// A given address completed TLS in the mirror's name, and what the resolver said can't be true, or showed that it is not
  /// the mirror: the resolver lied, and that is certain. An address that is silent or resets proves nothing: it may be down.
  public static func remark(on response: WireResponse) -> Verdict? {
    guard let answers = response.name?.answers, !answers.isEmpty, WireAddress(response.url)?.isSecure == true,
      let winner = response.tries.last(where: { $0.address == response.address && $0.failure == nil }),
      winner.source == .given, !answers.contains(where: { $0.address == winner.address })
    else { return nil }
    let others = response.tries.compactMap { $0.source == .resolver && $0.failure != .cancelled ? $0.failure : nil }
    let isDisproved = !others.isEmpty && others.allSatisfy(showsAnother.contains)
    guard answers.allSatisfy(\.isReserved) || isDisproved else { return nil }
    return Verdict(.falseAnswer, weight: .none, confidence: .confirmed, evidence: Verdict.Evidence(response))
  }

  /// What an address does that is somebody else's.
  private static let showsAnother: Set<WireFailure.Kind> = [
    .unknownIssuer, .wrongName, .pinMismatch, .tlsRefused, .notTLS,
  ]

  /// Seconds by which this machine's clock is ahead of an answer's `Date` (RFC 9110, section 6.6.1), what a cache's `Age`
  /// says added; behind: below 0; nil where that is less than a day, either way.
  static func clockOff(_ response: WireResponse, now: Date) -> Int? {
    guard let date = response.header("Date").flatMap(HTTPDate.seconds) else { return nil }
    let age = response.header("Age").flatMap { Int($0) }.map { max(0, min(31_536_000, $0)) } ?? 0
    let off = Int(now.timeIntervalSince1970) - date - age
    return abs(off) >= 86_400 ? off : nil
  }
}
