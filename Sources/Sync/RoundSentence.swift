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
      if report.new > 0 { return "\(report.name): \(report.new) new, though no mirror served a whole feed" }
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

  /// What is wrong with a mirror that was asked; nil where nothing is.
  static func complaint(_ outcome: MirrorOutcome) -> Phrase? {
    if let verdict = outcome.verdict { return VerdictSentence.phrase(verdict, url: outcome.url) }
    guard let behind = outcome.behindSeconds, behind > 0 else { return nil }
    return behindPhrase(seconds: behind, url: outcome.url)
  }

  /// How far a mirror lags, in the unit that people would use.
  public static func behindPhrase(seconds: Int, url: String) -> Phrase {
    let name = MirrorName(url)
    return switch seconds {
    case ..<7_200: "\(name): its news is \(max(1, seconds / 60)) min behind"
    case ..<172_800: "\(name): its news is \(seconds / 3_600) h behind"
    default: "\(name): its news is \(seconds / 86_400) days behind"
    }
  }
}
