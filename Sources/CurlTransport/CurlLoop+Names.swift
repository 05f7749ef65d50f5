import CCurl
import Wire

/// From a transfer's host to the addresses that are tried.
extension CurlLoop {
  /// How long the resolver may take before the addresses that a route brings are tried without its answer.
  static let givenWait = 300
  /// Of one question over HTTPS, in milliseconds and bytes.
  private static let questionTime = 2_000

  func resolve(_ transfer: Transfer) {
    let now = Moment.now
    let host = transfer.dialled.host
    let given = transfer.givenAddresses
    let good = lastGood[transfer.dialKey]
    if let known = AddressPlan.known(host) {
      transfer.knowAddresses(now)
      let source: WireTry.Source = transfer.isProxied ? .proxy : .literal
      transfer.plan = AddressPlan(known: known, source: source, given: given, preferred: good)
      return tryNext(transfer)
    }
    if transfer.question != nil {
      // A name server's own name is never asked for.
      transfer.knowAddresses(now)
      transfer.plan = AddressPlan(given: given, preferred: good)
      return goOn(transfer)
    }
    transfer.ask(now)
    switch transfer.names {
    case .system: resolver.ask(host, for: transfer.id, now: now)
    case .https: send(secureNames.ask(name(of: transfer), for: transfer.id, now: now))
    }
    takeAnswers()
    // The one that worked needs no answer.
    if transfer.resolving != nil, let good, given.contains(good) { tryGiven(transfer) }
  }

  private func name(of transfer: Transfer) -> SecureNames.Name {
    SecureNames.Name(server: transfer.names, host: transfer.dialled.host)
  }

  /// It waits for no answer any more.
  func leaveNames(_ transfer: Transfer) {
    guard transfer.resolving != nil else { return }
    switch transfer.names {
    case .system: resolver.leave(transfer.dialled.host, id: transfer.id)
    case .https: secureNames.leave(name(of: transfer), id: transfer.id)
    }
  }

  /// No address of its host worked.
  func forgetName(_ transfer: Transfer) {
    switch transfer.names {
    case .system: resolver.forget(transfer.dialled.host)
    case .https: secureNames.forget(name(of: transfer))
    }
  }

  func takeAnswers() {
    let now = Moment.now
    for (id, answer) in resolver.takeAnswers(now: now) + secureNames.takeAnswers(now: now) {
      guard let transfer = running[id], transfer.resolving != nil else { continue }
      switch answer {
      case .addresses(let addresses):
        transfer.resolve(to: addresses, reserved: reserved, now: now)
        if transfer.plan == nil { transfer.plan = newPlan(transfer) }
        if let name = transfer.name {
          transfer.plan?.add(name)
        } else {
          transfer.plan?.add(known: addresses, source: .proxy)
        }
        if transfer.tries.isEmpty { goOn(transfer) }
      case .failure(let kind, let detail): missName(transfer, kind, detail: detail)
      }
    }
  }

  private func newPlan(_ transfer: Transfer) -> AddressPlan {
    AddressPlan(given: transfer.givenAddresses, preferred: lastGood[transfer.dialKey])
  }

  /// The resolver brings no address.
  func missName(_ transfer: Transfer, _ kind: WireFailure.Kind, detail: String) {
    leaveNames(transfer)
    transfer.missName(kind, detail: detail)
    if transfer.plan == nil { transfer.plan = newPlan(transfer) }
    if transfer.tries.isEmpty { goOn(transfer) }
  }

  /// Begins with the route's addresses, while the resolver is still asked.
  func tryGiven(_ transfer: Transfer) {
    transfer.plan = newPlan(transfer)
    tryNext(transfer)
  }

  // MARK: Over HTTPS

  func send(_ queries: [SecureNames.Query]) {
    for query in queries {
      guard let question = DNSMessage.question(query.name.host, isSix: query.isSix) else {
        secureNames.came(.answer(DNSMessage.Answer(code: 3)), to: query, now: .now)
        continue
      }
      do throws(WireFailure) {
        try send(question, for: query)
      } catch {
        secureNames.came(.refusal(error.detail), to: query, now: .now)
      }
    }
  }

  /// A question is an exchange of its own, beside the line: those that wait for it hold the places.
  private func send(_ question: [UInt8], for query: SecureNames.Query) throws(WireFailure) {
    guard case .https(let url, let addresses) = query.name.server else { return }
    var limits = WireLimits()
    limits.total = Self.questionTime
    (limits.wireBytes, limits.bodyBytes) = (DNSMessage.mostBytes, DNSMessage.mostBytes)
    let headers = ["Accept", "Content-Type"].map { WireHeader($0, "application/dns-message") }
    let request = WireRequest(url, headers: headers, limits: limits, route: WireRoute(addresses: addresses))
    let target = try Target(url)
    guard target.isSecure else { throw WireFailure(.badURL, detail: "the name server's URL is not https") }
    let transfer = Transfer(id: thread.newID(), request: request, way: Way(), target: target, question: question) {
      [unowned self] result in
      secureNames.came(Self.outcome(result, isSix: query.isSix), to: query, now: .now)
    }
    running[transfer.id] = transfer
    try transfer.begin(.now)
    resolve(transfer)
  }

  private static func outcome(_ result: Result<WireResponse, WireFailure>, isSix: Bool) -> SecureNames.Outcome {
    switch result {
    case .success(let response):
      let type = response.header("Content-Type")?.prefix { $0 != ";" && $0 != " " }.lowercased()
      guard response.status == 200, type == "application/dns-message" else {
        return .refusal("the name server answered with status \(response.status)")
      }
      return DNSMessage.answer(response.body, isSix: isSix).map { .answer($0) }
        ?? .refusal("the name server's answer can't be read")
    case .failure(let failure):
      switch failure.kind {
      case .connectTimedOut, .tlsTimedOut, .noFirstByte, .stalled, .tooSlow: return .silence
      default: return .refusal("the name server was not reached: \(failure.kind.rawValue)")
      }
    }
  }
}
