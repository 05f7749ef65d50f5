import News
import Wire

/// What the outcomes of a round mean when they are seen together, and with what other mirrors showed.
///
/// Here alone a mirror is called blocked. The rule: it was seen to be kept from its readers (a certificate of somebody else's
/// making, a page in place of the feed, 451, a resolver that was proven to lie, or the end of the connection at the sight of
/// its name, as `BlockCheck` found), **and** another mirror was verified at most 60 s ago on the same network. All else is
/// a network that is slow, or loses, or is not there.
enum RoundJudge {
  /// How many doubts of one round are looked into.
  static let mostDoubts = 3

  /// The same report with better verdicts.
  ///
  /// - Parameters:
  ///   - witnesses: mirrors of any newsroom that were verified lately, those of this round too.
  ///   - network: the generation of the network in which the round ran.
  ///   - now: on the steady clock.
  ///   - filtered: what `BlockCheck` found for the doubts; none for one that could not be decided.
  static func judge(
    _ report: RoundReport, witnesses: [Witness], network: Int, now: Int, filtered: [MirrorID: Bool] = [:]
  ) -> RoundReport {
    guard !report.isOffline else { return report }
    var judged = report
    let clockOff = (report.mirrors.map(\.clockOff) + witnesses.map(\.clockOff)).lazy.compactMap { $0 }.first
    let falselyNamed = SharedAnswer.mirrors(in: report, filtered: filtered)
    for (index, outcome) in report.mirrors.enumerated() {
      guard var verdict = outcome.verdict else { continue }
      if verdict.symptom == .certificateTime { verdict.evidence.clockOff = clockOff }
      if falselyNamed.contains(outcome.mirror) {
        (verdict.symptom, verdict.weight, verdict.confidence) = (.falseAnswer, .soft, .likely)
      }
      if nameFiltered.contains(verdict.symptom) { verdict.evidence.answersNameless = filtered[outcome.mirror] }
      let witness = witnesses.first {
        $0.speaks(of: outcome.mirror, url: outcome.url, network: network, now: now)
      }
      verdict.isBlocked = witness != nil && isKeptAway(outcome, verdict)
      if verdict.isBlocked {
        verdict.evidence.witness = witness?.url
        if nameFiltered.contains(verdict.symptom) { verdict.confidence = .confirmed }
      }
      judged.mirrors[index].verdict = verdict
    }
    return judged
  }

  /// Failures that would mean "blocked" if a control shows that the name is filtered: at most three, and none without a
  /// witness.
  ///
  /// - Parameter routes: of the mirrors, where they differ from the transport's own.
  static func doubts(
    _ report: RoundReport, routes: [MirrorID: WireRoute] = [:], witnesses: [Witness], network: Int, now: Int
  ) -> [BlockCheck.Subject] {
    guard !report.isOffline else { return [] }
    let doubts = report.mirrors.lazy.compactMap { outcome -> BlockCheck.Subject? in
      guard outcome.kind == .failed, let verdict = outcome.verdict, nameFiltered.contains(verdict.symptom),
        hasFilterableName(outcome.url), let address = address(verdict),
        witnesses.contains(where: {
          $0.speaks(of: outcome.mirror, url: outcome.url, network: network, now: now)
        })
      else { return nil }
      let route = routes[outcome.mirror] ?? WireRoute()
      if case .socks5h = route.proxy { return nil }
      return BlockCheck.Subject(
        mirror: outcome.mirror, url: outcome.url, address: address, symptom: verdict.symptom, route: route)
    }
    return Array(doubts.prefix(mostDoubts))
  }

  /// What a filter of names does.
  static let nameFiltered: Set<Verdict.Symptom> = [.resetInHello, .closedInHello, .tlsSwallowed]

  /// Whether somebody keeps this mirror from its readers, if the network is well otherwise.
  private static func isKeptAway(_ outcome: MirrorOutcome, _ verdict: Verdict) -> Bool {
    switch verdict.symptom {
    case .falseAnswer: verdict.confidence == .confirmed
    case _ where outcome.kind != .failed: false
    case .legalReasons: true
    // Seen through a proxy, these stand at its other end, on somebody else's network.
    case _ where verdict.evidence.isProxied: false
    case .unknownIssuer, .pinMismatch: true
    // A portal that says so (511) wants a login, and keeps nobody in particular away.
    case .notAFeed: verdict.weight == .hard && verdict.evidence.status != 511
    case _ where nameFiltered.contains(verdict.symptom):
      verdict.evidence.answersNameless == true && hasFilterableName(outcome.url)
    default: false
    }
  }

  /// A literal has no name that could be filtered, and the name of an onion is seen by nobody on the way.
  private static func hasFilterableName(_ url: String) -> Bool {
    guard let address = WireAddress(url), address.isSecure else { return false }
    return !WireAddress.isLiteral(address.host) && !address.host.hasSuffix(".onion")
  }

  /// The address that failed so, of the host itself.
  private static func address(_ verdict: Verdict) -> String? {
    let evidence = verdict.evidence
    guard !evidence.isProxied else { return nil }
    let kind = BlockCheck.failure(of: verdict.symptom)?.rawValue
    let address = evidence.tries.map { $0.last { $0.failure == kind }?.address } ?? evidence.addresses?.last
    return address.flatMap { WireAddress.isLiteral($0) && !$0.contains("%") ? $0 : nil }
  }
}
