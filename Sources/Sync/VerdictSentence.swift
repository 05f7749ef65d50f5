public import News

/// A verdict in plain words, for a reader without training. It states what was seen, not who is to blame.
public enum VerdictSentence {
  /// One line, beginning with the mirror's name.
  public static func phrase(_ verdict: Verdict, url: String, kind: MirrorKind = .feed) -> Phrase {
    let name = MirrorName(url)
    let evidence = verdict.evidence
    if kind == .relay, let phrase = ofRelay(verdict, name) { return phrase }
    return switch verdict.symptom {
    case .noSuchName: "\(name): there is no such name (DNS)"
    case .resolverFailed: "\(name): its name could not be looked up (DNS refused or failed)"
    case .resolverSilent: "\(name): its name could not be looked up (DNS did not answer)"
    case .refused: "\(name): connection refused"
    case .unreachable: "\(name): no way to reach it"
    case .swallowed, .silent: "\(name): not answering"
    case .resetInHello: "\(name): reset after the TLS hello"
    case .closedInHello: "\(name): closed the connection after the TLS hello"
    case .tlsSwallowed: "\(name): not answering after the TLS hello"
    case .tlsRefused: "\(name): refused to speak TLS with us"
    case .plainTextOnTLS: "\(name): speaks plain text where it should speak TLS"
    case .unknownIssuer: "\(name): its certificate is not from an issuer that we know; somebody may be reading along"
    case .wrongCertificate: "\(name): showed another host's certificate"
    case .certificateTime: "\(name): its certificate is expired or not yet valid; is this computer's clock right?"
    case .pinMismatch: "\(name): its key is not the one that you pinned; somebody may be reading along"
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
    case .broken: "\(name): its server is broken (\(evidence.status ?? 500))"
    case .redirected: redirected(name, to: evidence.location)
    case .notAFeed: notAFeed(name, verdict)
    case .empty: "\(name): sent an empty document"
    case .dropRefused: "\(name): refuses this report itself (\(evidence.status ?? 422))"
    case .keptNothing: "\(name): said that it held a report, and keeps nothing"
    case .offline: "\(name): not asked in earnest, this computer is offline"
    case .unsupported: "\(name): its address can't be asked"
    case .other: "\(name): gave no answer that we understand"
    }
  }

  /// What is said of a relay in other words than of who serves a feed; nil where the words are the same.
  private static func ofRelay(_ verdict: Verdict, _ name: MirrorName) -> Phrase? {
    let evidence = verdict.evidence
    return switch (verdict.symptom, evidence.status) {
    case (.notFound, let status): "\(name): takes no reports at this address (\(status ?? 404))"
    case (.forbidden, 401?): "\(name): wants a user and a password that it knows (401)"
    case (.forbidden, let status): "\(name): refuses to take reports from us (\(status ?? 403))"
    case (.tooLarge, 413?): "\(name): takes no report that large (413)"
    case (.tooLarge, _): "\(name): answers with more than a relay has to say"
    case (.notAFeed, _):
      if let title = evidence.found, !title.isEmpty {
        "\(name): a block page or captive portal answers in its place: a web page titled “\(title)”"
      } else {
        "\(name): a block page or captive portal answers in its place"
      }
    case (.stalled, _): "\(name): stopped taking bytes"
    case (.tooSlow, _): "\(name): too slow, the report didn't get through in time"
    case (.cutOff, _): "\(name): broke off in the middle of its answer"
    default: nil
    }
  }

  private static func legalReasons(_ name: MirrorName, by link: String?) -> Phrase {
    guard let link else { return "\(name): withheld for legal reasons (451)" }
    return "\(name): withheld for legal reasons (451), by \(link)"
  }

  private static func askedToWait(_ name: MirrorName, seconds: Int?) -> Phrase {
    guard let seconds else { return "\(name): asked us to come back later (429)" }
    return "\(name): asked us to wait \(seconds) s (429)"
  }

  private static func redirected(_ name: MirrorName, to location: String?) -> Phrase {
    guard let location else { return "\(name): redirects without end" }
    return "\(name): redirects to \(location), which was not followed"
  }

  private static func notAFeed(_ name: MirrorName, _ verdict: Verdict) -> Phrase {
    switch (verdict.weight, verdict.evidence.found) {
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
