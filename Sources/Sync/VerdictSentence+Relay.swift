import News

extension VerdictSentence {
  /// What is said of a relay in other words than of who serves a feed; nil where the words are the same.
  static func ofRelay(_ verdict: Verdict, _ name: MirrorName) -> Phrase? {
    let evidence = verdict.evidence
    return switch (verdict.symptom, evidence.status) {
    case (.notFound, let status): "\(name): takes no reports at this address (\(status ?? 404))"
    case (.forbidden, 401?): "\(name): wants a user and a password that it knows (401)"
    case (.forbidden, let status): "\(name): refuses to take reports from us (\(status ?? 403))"
    case (.tooLarge, 413?): "\(name): takes no report that large (413)"
    case (.tooLarge, _): "\(name): answers with more than a relay has to say"
    case (.unknownIssuer, _): "\(name): unknown certificate; no report is sent there"
    case (.wrongCertificate, _): "\(name): another host's certificate; no report is sent there"
    case (.pinMismatch, _): "\(name): not the key you pinned; no report is sent there"
    case (.notAFeed, 511?): "\(name): this network wants a login first"
    case (.notAFeed, _):
      if let title = evidence.found, !title.isEmpty {
        "\(name): a block page or captive portal answers in its place: a web page titled “\(title)”"
      } else {
        "\(name): a block page or captive portal answers in its place"
      }
    case (.stalled, _): "\(name): stopped taking bytes"
    case (.tooSlow, _): "\(name): too slow, the report didn't get through in time"
    case (.cutOff, _), (.contentFilter, _): "\(name): broke off in the middle of its answer"
    default: nil
    }
  }
}
