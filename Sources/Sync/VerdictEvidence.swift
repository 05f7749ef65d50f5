public import News

/// What a verdict rests on, line by line: for the mirrors page and `mirrors why`.
public enum VerdictEvidence {
  /// From the most telling to the driest; text from outside in it is not yet made visible.
  public static func lines(_ verdict: Verdict) -> [Phrase] {
    let evidence = verdict.evidence
    var lines: [Phrase] = [weight(verdict.weight)]
    if let line = confidence(verdict.confidence) { lines.append(line) }
    lines += comparison(evidence)
    lines += way(evidence)
    lines += certificate(evidence)
    lines += answer(evidence)
    if let line = timings(evidence) { lines.append(line) }
    if let total = evidence.total { lines.append("it took \(total) ms in all") }
    if let code = evidence.code { lines.append("libcurl's result: \(code)") }
    if let errno = evidence.errno { lines.append("system error: \(errno)") }
    if evidence.fault == nil, let detail = evidence.detail { lines.append("in the library's words: \(detail)") }
    return lines
  }

  private static func weight(_ weight: Verdict.Weight) -> Phrase {
    switch weight {
    case .none: "not held against the mirror"
    case .soft: "may pass by itself"
    case .hard: "will hardly pass by itself"
    }
  }

  private static func confidence(_ confidence: Verdict.Confidence) -> Phrase? {
    switch confidence {
    case .observed: nil
    case .likely: "the cause is likely, not certain"
    case .confirmed: "the cause is certain"
    }
  }

  /// What others showed at the same time.
  private static func comparison(_ evidence: Verdict.Evidence) -> [Phrase] {
    var lines: [Phrase] = []
    if let witness = evidence.witness {
      lines.append("meanwhile, on the same network, this one served: \(MirrorName(witness))")
    }
    switch evidence.answersNameless {
    case true?: lines.append("its address answers while it is not named, and fails each time it is")
    case false?: lines.append("asked with and without its name, its address shows no filter")
    case nil: break
    }
    if let off = evidence.clockOff {
      let days = Phrase(abs(off) / 86_400, one: "%1 day", many: "%1 days")
      lines.append(
        off > 0
          ? "by another mirror's word, your clock is fast by \(days)"
          : "by another mirror's word, your clock is slow by \(days)")
    }
    if let behind = evidence.behind, behind > 0 { lines.append("older than the newest known by: \(behind / 60) min") }
    if let articles = evidence.articles { lines.append("articles with other words than elsewhere: \(articles)") }
    return lines
  }

  private static func certificate(_ evidence: Verdict.Evidence) -> [Phrase] {
    guard let shown = evidence.certificate else { return [] }
    var lines: [Phrase] = [
      "it showed a certificate for: \(shown.subject)", "issued by: \(shown.issuer)",
      "valid from \(shown.notBefore) to \(shown.notAfter)",
    ]
    if !shown.key.isEmpty { lines.append("with the key: \(shown.key)") }
    return lines
  }

  /// What was said instead of a feed.
  private static func answer(_ evidence: Verdict.Evidence) -> [Phrase] {
    var lines: [Phrase] = []
    if let status = evidence.status { lines.append("HTTP status: \(status)") }
    if evidence.fault != nil {
      if let piece = evidence.detail { lines.append("the piece: \(piece)") }
    } else if let found = evidence.found, !found.isEmpty {
      lines.append("found there: \(found)")
    }
    if let bytes = evidence.firstBytes, !bytes.isEmpty { lines.append("it begins with: \(inOneLine(bytes))") }
    if let location = evidence.location { lines.append("redirects to: \(location)") }
    if let link = evidence.blockedBy { lines.append("withheld by: \(link)") }
    if let seconds = evidence.retryAfter { lines.append("asked us to wait: \(seconds) s") }
    if let from = evidence.from { lines.append("asked for the rest from this byte on: \(from)") }
    if let bytes = evidence.bytes { lines.append("bytes of body: \(bytes)") }
    return lines
  }

  private static func timings(_ evidence: Verdict.Evidence) -> Phrase? {
    let text = phases(
      ("DNS", evidence.resolved), ("TCP", evidence.connected), ("TLS", evidence.secured), ("HTTP", evidence.firstByte))
    return text.isEmpty ? nil : "reached after: \(text)"
  }

  static func phases(_ phases: (String, Int?)...) -> String {
    phases.compactMap { name, time in time.map { "\(name) \($0) ms" } }.joined(separator: " · ")
  }

  /// White space as one space each: the lines of a page are no lines of ours.
  private static func inOneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
