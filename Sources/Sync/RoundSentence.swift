public import News

/// A round in one plain line: which mirror served, how much is new, and what was wrong with the others.
///
///     Base21: 12 new from de1.example (240 ms) · kr1.example: connection refused
public enum RoundSentence {
  /// How many mirrors are named; the others are counted.
  static let mostNamed = 3

  public static func line(_ report: RoundReport, in phrasebook: Phrasebook = .english) -> String {
    parts(report).map(phrasebook.callAsFunction).joined(separator: " · ")
  }

  /// The pieces of the line, each a sentence of its own.
  public static func parts(_ report: RoundReport) -> [Phrase] {
    var parts = [head(report)]
    if report.isOffline { return parts }
    if let trouble = report.trouble { parts.append(RoundTrouble.phrase(trouble)) }
    if let phrase = commonCause(report) { return parts + [phrase] }
    let wrong = report.mirrors.compactMap(complaint)
    parts += wrong.prefix(mostNamed)
    if wrong.count > mostNamed {
      parts.append(Phrase(wrong.count - mostNamed, one: "%1 more mirror failed", many: "%1 more mirrors failed"))
    }
    return parts
  }

  private static func head(_ report: RoundReport) -> Phrase {
    if report.isOffline { return "\(report.name): offline; what you have stays readable" }
    guard let served = report.servedURL else {
      if report.new > 0 {
        return report.mirrors.contains { $0.serves == .edition }
          ? "\(report.name): \(report.new) new, though no mirror served a whole edition"
          : "\(report.name): \(report.new) new, though no mirror served a whole feed"
      }
      return report.mirrors.isEmpty ? "\(report.name): not synced" : "\(report.name): no mirror served"
    }
    let name = MirrorName(served)
    let time = report.mirrors.first { $0.mirror == report.served }?.milliseconds ?? report.milliseconds
    switch (report.new, report.revised) {
    case (0, 0): return "\(report.name): nothing new from \(name) (\(time) ms)"
    case (let new, 0): return "\(report.name): \(new) new from \(name) (\(time) ms)"
    case (0, let revised): return "\(report.name): \(revised) changed, from \(name) (\(time) ms)"
    case (let new, let revised): return "\(report.name): \(new) new, \(revised) changed, from \(name) (\(time) ms)"
    }
  }

  /// What was wrong with all of them alike, and is not their own fault; nil where there is no such thing.
  private static func commonCause(_ report: RoundReport) -> Phrase? {
    let verdicts = report.mirrors.compactMap { $0.kind == .failed ? $0.verdict : nil }
    guard report.served == nil, !verdicts.isEmpty, verdicts.count == report.mirrors.count else { return nil }
    if verdicts.allSatisfy({ $0.symptom == .proxyFailed }) { return "the proxy in the settings does not answer" }
    return isPortal(verdicts) ? "captive portal or block page: does this network want a login?" : nil
  }

  /// A page in place of each feed, or all led to the same host, while nobody shows that this network lets news through: with
  /// a witness, they would be called blocked.
  private static func isPortal(_ verdicts: [Verdict]) -> Bool {
    let pages = verdicts.filter { $0.symptom == .notAFeed && $0.weight == .hard && !$0.isBlocked }
    let targets = verdicts.compactMap { $0.symptom == .redirected ? $0.evidence.location.map(MirrorName.init) : nil }
    // One that leads elsewhere has moved, most likely.
    guard pages.count + targets.count == verdicts.count, targets.count != 1 || !pages.isEmpty else { return false }
    return Set(targets).count <= 1
  }

  /// What is wrong with a mirror that was asked; nil where nothing is.
  static func complaint(_ outcome: MirrorOutcome) -> Phrase? {
    if let verdict = outcome.verdict { return VerdictSentence.phrase(verdict, url: outcome.url, kind: outcome.serves) }
    let name = MirrorName(outcome.url)
    if outcome.disagreeing > 0 { return disagreementPhrase(articles: outcome.disagreeing, name: name) }
    guard let behind = outcome.behindSeconds, behind > 0 else { return nil }
    return behindPhrase(seconds: behind, name: name)
  }

  /// How far a mirror lags, in the unit that people would use.
  static func behindPhrase(seconds: Int, name: MirrorName) -> Phrase {
    switch seconds {
    case ..<7_200: "\(name): its news is \(max(1, seconds / 60)) min behind"
    case ..<172_800: "\(name): its news is \(seconds / 3_600) h behind"
    default: "\(name): its news is \(seconds / 86_400) days behind"
    }
  }
  /// That two mirrors give the same articles in different words.
  static func disagreementPhrase(articles: Int, name: MirrorName) -> Phrase {
    let count = Phrase(articles, one: "%1 article", many: "%1 articles")
    return "\(name): has other words than another mirror in \(count)"
  }
}
