public import News

/// What a verdict rests on, line by line: for the mirrors page and `mirrors why`.
public enum VerdictEvidence {
  /// From the most telling to the driest; text from outside in it is not yet made visible.
  public static func lines(_ verdict: Verdict) -> [Phrase] {
    let evidence = verdict.evidence
    var lines: [Phrase] = [weight(verdict.weight)]
    if let line = confidence(verdict.confidence) { lines.append(line) }
    if let addresses = evidence.addresses, !addresses.isEmpty {
      lines.append("addresses tried: \(addresses.joined(separator: ", "))")
    }
    if let status = evidence.status { lines.append("HTTP status: \(status)") }
    if let found = evidence.found, !found.isEmpty { lines.append("found there: \(found)") }
    if let location = evidence.location { lines.append("redirects to: \(location)") }
    if let link = evidence.blockedBy { lines.append("withheld by: \(link)") }
    if let seconds = evidence.retryAfter { lines.append("asked us to wait: \(seconds) s") }
    if let bytes = evidence.bytes { lines.append("bytes of body: \(bytes)") }
    if let line = timings(evidence) { lines.append(line) }
    if let total = evidence.total { lines.append("it took \(total) ms in all") }
    if let code = evidence.code { lines.append("libcurl's result: \(code)") }
    if let errno = evidence.errno { lines.append("system error: \(errno)") }
    if let detail = evidence.detail { lines.append("in the library's words: \(detail)") }
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

  private static func timings(_ evidence: Verdict.Evidence) -> Phrase? {
    let phases: [(String, Int?)] = [
      ("DNS", evidence.resolved), ("TCP", evidence.connected), ("TLS", evidence.secured),
      ("HTTP", evidence.firstByte),
    ]
    let text = phases.compactMap { name, time in time.map { "\(name) \($0) ms" } }.joined(separator: " · ")
    return text.isEmpty ? nil : "reached after: \(text)"
  }
}
