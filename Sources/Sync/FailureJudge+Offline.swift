public import News

/// When it is this machine that has no network.
extension FailureJudge {
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
}

extension Verdict {
  /// Nobody gave an answer of their own: it may be a mirror all the same.
  var meansUnreachable: Bool {
    switch symptom {
    case .notFound, .redirected, .notAFeed, .empty, .unsupported, .status, .tooLarge, .tampered, .fork, .incomplete:
      false
    default: true
    }
  }
}
