import News
import Wire

/// The control of a doubt: is it the mirror's name that is cut off, or its address, or is it just this network?
///
/// The address is asked over TLS without a name (libcurl sends none for a literal) and must answer, then with the name and
/// must fail as before, then both again: what is slow, or loses, hits both alike. Names are asked for no more often than that
/// needs, as each time may be noted by somebody.
///
///     nameless · nameless · named    · nameless      and if that speaks for a filter, three more side by side:
///
///     named    · nameless · nameless · nameless
///     nameless · named    · nameless · nameless
///     nameless · nameless · named    · nameless      so that what comes and goes hits both at once
struct BlockCheck: Sendable {
  /// A mirror that failed in or after the TLS hello.
  struct Subject: Hashable, Sendable {
    var mirror: MirrorID
    var url: String
    /// The literal that was tried.
    var address: String
    /// `resetInHello`, `closedInHello` or `tlsSwallowed`.
    var symptom: Verdict.Symptom
    var route = WireRoute()
  }

  /// Of a step's name, connection, handshake, or first byte.
  static let stepMilliseconds = 3_000
  /// Of the whole check; what is not decided then never is.
  static let mostMilliseconds = 20_000
  /// Where one exchange in three fails at random, one check in ten thousand is wrong.
  static let turns = 4
  /// Of one turn; one of them names the mirror.
  private static let steps = 4

  private var nameless: WireRequest
  private var named: WireRequest
  private var subject: Subject
  private var kind: WireFailure.Kind
  private var transport: any Transport

  /// - Parameter limits: of the exchanges; a step takes at most 3 s of each.
  /// - Returns: true when the name is what is filtered; nil when it can't be told, or the task was cancelled.
  static func run(
    _ subject: Subject, over transport: any Transport, limits: WireLimits = WireLimits(), clock: any SyncClock
  ) async -> Bool? {
    guard let check = BlockCheck(subject, transport, limits) else { return nil }
    let end = clock.milliseconds + mostMilliseconds
    return await withTaskGroup(of: Bool?.self) { group in
      group.addTask { await check.run() }
      group.addTask {
        try? await clock.sleep(until: end)
        return nil
      }
      let found = await group.next() ?? nil
      group.cancelAll()
      return found
    }
  }

  private init?(_ subject: Subject, _ transport: any Transport, _ limits: WireLimits) {
    guard let kind = Self.failure(of: subject.symptom), let address = WireAddress(subject.url), address.isSecure,
      WireAddress.isLiteral(subject.address)
    else { return nil }
    (self.subject, self.transport, self.kind) = (subject, transport, kind)
    var limits = limits
    for path in [\WireLimits.dns, \.connect, \.tls, \.firstByte, \.stall] {
      limits[keyPath: path] = min(limits[keyPath: path], Self.stepMilliseconds)
    }
    limits.total = min(limits.total, 3 * Self.stepMilliseconds)
    let literal = subject.address.contains(":") ? "[\(subject.address)]" : subject.address
    var route = subject.route
    // The pins are the name's.
    (route.addresses, route.pins) = ([], [])
    nameless = WireRequest(
      "https://\(literal):\(address.port)/", method: .head, limits: limits, route: route, isFresh: true)
    route.addresses = [subject.address]
    named = WireRequest(
      "https://\(address.host):\(address.port)/", method: .head, limits: limits, route: route, isFresh: true)
  }

  /// The transport's word for a symptom that a filter of names shows.
  static func failure(of symptom: Verdict.Symptom) -> WireFailure.Kind? {
    switch symptom {
    case .resetInHello: .resetInTLS
    case .closedInHello: .closedInTLS
    case .tlsSwallowed: .tlsTimedOut
    default: nil
    }
  }

  private func run() async -> Bool? {
    let first = await turn(namedAt: 2)
    guard first == true else { return first }
    return await withTaskGroup(of: Bool?.self) { group in
      for place in 0..<(Self.turns - 1) { group.addTask { await turn(namedAt: place) } }
      for await found in group where found != true {
        group.cancelAll()
        return found
      }
      return true
    }
  }

  private func turn(namedAt place: Int) async -> Bool? {
    for step in 0..<Self.steps {
      let found = step == place ? await failsNamed() : await answersNameless()
      guard found == true else { return found }
    }
    return true
  }

  /// Whether TLS is spoken there: any certificate will do, a refusal of the missing name will, too.
  private func answersNameless() async -> Bool? {
    let timings: WireTimings
    do throws(WireFailure) {
      timings = try await transport.exchange(nameless).timings
    } catch {
      switch error.kind {
      case .wrongName, .unknownIssuer, .certificateTime, .tlsRefused: timings = error.timings
      default: return Self.undecided.contains(error.kind) ? nil : false
      }
    }
    // Where an answer takes nearly as long as we wait for one, silence says nothing.
    let time = timings.secured ?? timings.total ?? 0
    return kind == .tlsTimedOut && 2 * time > named.limits.tls ? nil : true
  }

  private func failsNamed() async -> Bool? {
    do throws(WireFailure) {
      _ = try await transport.exchange(named)
      return false
    } catch {
      if Self.undecided.contains(error.kind) { return nil }
      guard !error.tries.isEmpty else { return error.kind == kind }
      let own = error.tries.filter { $0.address == subject.address && $0.failure != .cancelled }
      return !own.isEmpty && own.allSatisfy { $0.failure == kind }
    }
  }

  /// What says something of us or of the way, not of the mirror.
  private static let undecided: Set<WireFailure.Kind> = [
    .cancelled, .badURL, .proxyRefused, .proxyFailed, .onionNeedsProxy, .noSuchName, .resolverRefused, .resolverSilent,
  ]
}
