import News
import Wire

/// One address for unrelated hosts: what a resolver says that sends them all to the same place.
enum SharedAnswer {
  /// Failures that an address which is not the mirror's shows; what a certificate or a page says is certain by itself.
  private static let symptoms: Set<Verdict.Symptom> = [
    .refused, .unreachable, .swallowed, .tlsRefused, .plainTextOnTLS, .wrongCertificate, .tlsOther, .silent, .reset,
  ]

  /// The mirrors of a round whose resolver gave the one address that it gave to an unrelated one, too, and which all failed.
  ///
  /// Hosts of one site may share an address, and so may those of one large hoster, with more of them each. So it counts only
  /// where each got a single one, and the sites differ.
  static func mirrors(in report: RoundReport, filtered: [MirrorID: Bool]) -> Set<MirrorID> {
    var groups: [String: [(mirror: MirrorID, site: String, isFitting: Bool)]] = [:]
    for outcome in report.mirrors {
      guard let verdict = outcome.verdict, let answers = verdict.evidence.answers, answers.count == 1,
        let site = site(outcome.url)
      else { continue }
      // Where the control answered otherwise, it is not the name that is filtered.
      let isDisproved = RoundJudge.nameFiltered.contains(verdict.symptom) && filtered[outcome.mirror] == false
      let isFitting = outcome.kind == .failed && (symptoms.contains(verdict.symptom) || isDisproved)
      groups[answers[0].address, default: []].append((outcome.mirror, site, isFitting))
    }
    var found: Set<MirrorID> = []
    for group in groups.values where group.allSatisfy(\.isFitting) && Set(group.map(\.site)).count > 1 {
      found.formUnion(group.map(\.mirror))
    }
    return found
  }

  /// The last two labels of a host: too little where a registry gives out third ones, and then hosts count as related.
  private static func site(_ url: String) -> String? {
    guard let host = WireAddress(url)?.host, !WireAddress.isLiteral(host) else { return nil }
    return host.split(separator: ".").suffix(2).joined(separator: ".")
  }
}
