import News

extension VerdictSentence {
  /// What is said of a mirror that is blocked: it, and how; nil where the rule for it knows no such symptom.
  static func blocked(_ verdict: Verdict, _ name: MirrorName, _ kind: MirrorKind) -> Phrase? {
    let evidence = verdict.evidence
    return switch verdict.symptom {
    case .resetInHello: "\(name) blocked: the connection is reset once its name is seen"
    case .closedInHello: "\(name) blocked: the connection is closed once its name is seen"
    case .tlsSwallowed: "\(name) blocked: nothing comes back once its name is seen"
    case .falseAnswer where verdict.weight == .none:
      "\(name) blocked: DNS gives a false address; reached by a known one"
    case .falseAnswer: "\(name) blocked: DNS gives a false address for it"
    case .unknownIssuer: "\(name) blocked: somebody else answers for it (certificate)"
    case .pinMismatch: "\(name) blocked: somebody else answers for it (not the pinned key)"
    case .legalReasons:
      if let link = evidence.blockedBy {
        "\(name) blocked: withheld for legal reasons (451), by \(link)"
      } else {
        "\(name) blocked: withheld for legal reasons (451)"
      }
    case .notAFeed: page(evidence.found ?? "", name, kind)
    default: nil
    }
  }

  private static func page(_ title: String, _ name: MirrorName, _ kind: MirrorKind) -> Phrase {
    switch (kind, title.isEmpty) {
    case (.relay, true): "\(name) blocked: a web page answers in its place"
    case (.relay, false): "\(name) blocked: a web page answers in its place, “\(title)”"
    case (.edition, true): "\(name) blocked: a web page in place of the edition"
    case (.edition, false): "\(name) blocked: a web page in place of the edition, “\(title)”"
    case (_, true): "\(name) blocked: a web page in place of the feed"
    case (_, false): "\(name) blocked: a web page in place of the feed, “\(title)”"
    }
  }
}
