public import News

/// A verdict in plain words, for a reader without training. It states what was seen, not who is to blame.
public enum VerdictSentence {
  /// One line, beginning with the mirror's name.
  public static func phrase(_ verdict: Verdict, url: String, kind: MirrorKind = .feed) -> Phrase {
    phrase(verdict, name: MirrorName(url), kind: kind)
  }

  static func phrase(_ verdict: Verdict, name: MirrorName, kind: MirrorKind) -> Phrase {
    let evidence = verdict.evidence
    if verdict.isBlocked, let phrase = blocked(verdict, name, kind) { return phrase }
    if kind == .relay, let phrase = ofRelay(verdict, name) { return phrase }
    if kind == .edition, let phrase = ofEdition(verdict, name) { return phrase }
    return switch verdict.symptom {
    case .noSuchName: "\(name): there is no such name (DNS)"
    case .resolverFailed: "\(name): its name could not be looked up (DNS refused or failed)"
    case .resolverSilent: "\(name): its name could not be looked up (DNS did not answer)"
    case .falseAnswer: falseAnswer(name, verdict)
    case .refused: "\(name): connection refused"
    case .unreachable: "\(name): no way to reach it"
    case .swallowed, .silent: "\(name): not answering"
    case .resetInHello: "\(name): reset after the TLS hello"
    case .closedInHello: "\(name): closed the connection after the TLS hello"
    case .tlsSwallowed: "\(name): not answering after the TLS hello"
    case .tlsRefused: "\(name): refused to speak TLS with us"
    case .plainTextOnTLS: "\(name): speaks plain text where it should speak TLS"
    case .unknownIssuer: "\(name): unknown certificate; somebody may be reading along"
    case .wrongCertificate: "\(name): showed another host's certificate"
    case .certificateTime: certificateTime(name, clockOff: evidence.clockOff)
    case .pinMismatch: "\(name): not the key you pinned; somebody may be reading along"
    case .tlsOther: "\(name): no secure connection (TLS)"
    case .reset: "\(name): reset the connection"
    case .cutOff: "\(name): cut off after \(size(evidence.bytes))"
    case .stalled: "\(name): stopped sending after \(size(evidence.bytes))"
    case .tooSlow: "\(name): too slow, only \(size(evidence.bytes)) came in time"
    case .tooLarge: "\(name): sends more than a feed can be"
    case .badEncoding: "\(name): sent something that can't be unpacked"
    case .status: "\(name): answered with status \(evidence.status ?? 0)"
    case .legalReasons: legalReasons(name, by: evidence.blockedBy)
    case .notFound: "\(name): has no feed there (\(evidence.status ?? 404))"
    case .forbidden: "\(name): refuses to serve us (\(evidence.status ?? 403))"
    case .askedToWait: askedToWait(name, seconds: evidence.retryAfter)
    case .broken: broken(name, evidence)
    case .redirected: redirected(name, to: evidence.location)
    case .notAFeed: notAFeed(name, verdict)
    case .empty: "\(name): sent an empty document"
    case .dropRefused: "\(name): refuses this report itself (\(evidence.status ?? 422))"
    case .keptNothing: "\(name): said that it held a report, and keeps nothing"
    case .contentFilter: "\(name): cut off again at the same byte (\(size(evidence.bytes))): filtered by content"
    case .stale: RoundSentence.behindPhrase(seconds: evidence.behind ?? 0, name: name)
    case .disagrees: RoundSentence.disagreementPhrase(articles: evidence.articles ?? 0, name: name)
    case .tampered:
      "\(name): gave what the newsroom did not sign: \(evidence.fault ?? Phrase(verbatim: evidence.found ?? ""))"
    case .fork: "\(name): another signed edition (fork); nothing more is taken"
    case .incomplete: "\(name): does not have \(evidence.found ?? "a piece") of the newsroom's record"
    case .proxyFailed: "\(name): not asked, as the proxy in the settings does not answer"
    case .onionNeedsProxy: "\(name): not asked, as an onion address needs Tor (a SOCKS proxy)"
    case .offline: "\(name): can't be asked, as this computer is offline"
    case .unsupported: "\(name): its address can't be asked"
    case .other: "\(name): gave no answer that we understand"
    }
  }

  /// A resolver's lie is certain only where an address that was given by hand, or signed, proved it.
  private static func falseAnswer(_ name: MirrorName, _ verdict: Verdict) -> Phrase {
    if verdict.confidence == .confirmed, verdict.weight == .none {
      return "\(name): DNS gives a false address for it; a known one was used"
    }
    return "\(name): DNS seems to give a false address for it"
  }

  private static func certificateTime(_ name: MirrorName, clockOff: Int?) -> Phrase {
    guard let clockOff else { return "\(name): its certificate is not valid today; is your clock right?" }
    let days = abs(clockOff) / 86_400
    let span = Phrase(days, one: "%1 day", many: "%1 days")
    return clockOff > 0
      ? "\(name): no secure connection, as your clock is \(span) fast"
      : "\(name): no secure connection, as your clock is \(span) slow"
  }

  private static func legalReasons(_ name: MirrorName, by link: String?) -> Phrase {
    guard let link else { return "\(name): withheld for legal reasons (451)" }
    return "\(name): withheld for legal reasons (451), by \(link)"
  }

  private static func askedToWait(_ name: MirrorName, seconds: Int?) -> Phrase {
    guard let seconds else { return "\(name): asked us to come back later (429)" }
    return seconds < 120 ? "\(name): asked us to wait \(seconds) s" : "\(name): asked us to wait \(seconds / 60) min"
  }

  private static func broken(_ name: MirrorName, _ evidence: Verdict.Evidence) -> Phrase {
    let status = evidence.status ?? 500
    guard let seconds = evidence.retryAfter, seconds > 0 else { return "\(name): its server is broken (\(status))" }
    return seconds < 120
      ? "\(name): its server is broken (\(status)) and asked us to wait \(seconds) s"
      : "\(name): its server is broken (\(status)) and asked us to wait \(seconds / 60) min"
  }

  private static func redirected(_ name: MirrorName, to location: String?) -> Phrase {
    guard let location else { return "\(name): redirects without end" }
    return "\(name): redirects to \(location), which was not followed"
  }

  private static func notAFeed(_ name: MirrorName, _ verdict: Verdict) -> Phrase {
    switch (verdict.weight, verdict.evidence.found) {
    case (.hard, _) where verdict.evidence.status == 511: "\(name): this network wants a login first"
    case (.hard, let title?) where !title.isEmpty:
      "\(name): served a block page or captive portal: a web page titled “\(title)” instead of a feed"
    case (.hard, _): "\(name): served a block page or captive portal: a web page instead of a feed"
    case (_, let found?): "\(name): sent something that is no feed: \(found)"
    case (_, nil): "\(name): sent a feed that can't be read"
    }
  }

  /// Bytes as people say them.
  static func size(_ bytes: Int?) -> String {
    switch bytes ?? 0 {
    case ..<1_024: "\(bytes ?? 0) B"
    case let bytes where bytes < 1 << 20: "\(bytes / 1_024) KiB"
    case let bytes: "\(bytes >> 20) MiB"
    }
  }
}
