import News
import Wire

/// The way to a mirror: what its name led to, and each address that was tried.
extension VerdictEvidence {
  static func way(_ evidence: Verdict.Evidence) -> [Phrase] {
    var lines: [Phrase] = []
    let answers = evidence.answers ?? []
    let open = answers.filter { !$0.isReserved }.map(\.address)
    let reserved = answers.filter(\.isReserved).map(\.address)
    if !open.isEmpty { lines.append("DNS says it is at: \(open.joined(separator: ", "))") }
    if !reserved.isEmpty {
      lines.append("DNS says it is at, where no public server is: \(reserved.joined(separator: ", "))")
    }
    if let tries = evidence.tries, !tries.isEmpty {
      lines += tries.map {
        line($0, isReserved: $0.source == WireTry.Source.resolver.rawValue && reserved.contains($0.address))
      }
    } else if let addresses = evidence.addresses, !addresses.isEmpty {
      lines.append("addresses tried: \(addresses.joined(separator: ", "))")
    }
    return lines
  }

  /// `192.0.2.1 (from DNS): reset after the TLS hello · TCP 12 ms · end 31 ms · errno 104`
  private static func line(_ attempt: Verdict.Try, isReserved: Bool) -> Phrase {
    let from = source(attempt.source, isReserved: isReserved)
    var times = phases(
      ("TCP", attempt.connected), ("TLS", attempt.secured), ("HTTP", attempt.firstByte), ("end", attempt.total))
    if let errno = attempt.errno { times += times.isEmpty ? "errno \(errno)" : " · errno \(errno)" }
    let end = ending(attempt.failure)
    return times.isEmpty
      ? "\(attempt.address) (\(from)): \(end)" : "\(attempt.address) (\(from)): \(end) · \(times)"
  }

  private static func source(_ source: String, isReserved: Bool) -> Phrase {
    switch WireTry.Source(rawValue: source) {
    case .resolver: isReserved ? "from DNS, reserved" : "from DNS"
    case .given: "given"
    case .literal: "as written"
    case .proxy: "the proxy"
    case nil: Phrase(verbatim: source)
    }
  }

  /// How a try ended.
  private static func ending(_ failure: String?) -> Phrase {
    guard let failure else { return "answered" }
    return switch WireFailure.Kind(rawValue: failure) {
    case .refused: "connection refused"
    case .unreachable: "unreachable"
    case .connectTimedOut: "no connection"
    case .resetInTLS: "reset after the TLS hello"
    case .closedInTLS: "closed after the TLS hello"
    case .tlsTimedOut: "silent after the TLS hello"
    case .tlsRefused: "refused TLS"
    case .notTLS: "plain text instead of TLS"
    case .unknownIssuer: "certificate of an unknown issuer"
    case .wrongName: "certificate of another host"
    case .certificateTime: "certificate not valid today"
    case .pinMismatch: "not the pinned key"
    case .tlsOther: "TLS failed"
    case .noFirstByte: "connected, and no answer came"
    case .reset: "reset"
    case .cutOff: "cut off"
    case .stalled: "fell silent"
    case .tooSlow: "too slow"
    case .tooLarge: "sent too much"
    case .badEncoding: "can't be unpacked"
    case .notHTTP: "no HTTP"
    case .proxyRefused, .proxyFailed: "the proxy failed"
    case .cancelled: "given up"
    case .badURL, .noSuchName, .resolverRefused, .resolverSilent, .tooManyRedirects, .onionNeedsProxy, .other, nil:
      Phrase(verbatim: failure)
    }
  }
}
