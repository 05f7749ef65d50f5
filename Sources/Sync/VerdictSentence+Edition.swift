import News

extension VerdictSentence {
  /// What is said of who serves an edition in other words than of who serves a feed; nil where the words are the same.
  static func ofEdition(_ verdict: Verdict, _ name: MirrorName) -> Phrase? {
    let evidence = verdict.evidence
    return switch (verdict.symptom, evidence.status) {
    case (.notFound, let status): "\(name): has no edition there (\(status ?? 404))"
    case (.tooLarge, _): "\(name): sends more than a piece of an edition can be"
    case (.empty, _): "\(name): sent nothing in place of the edition"
    case (.notAFeed, 511?): nil
    case (.notAFeed, _):
      if let title = evidence.found, !title.isEmpty {
        "\(name): a block page or captive portal in place of the edition: a web page titled “\(title)”"
      } else {
        "\(name): a block page or captive portal in place of the edition"
      }
    default: nil
    }
  }
}
