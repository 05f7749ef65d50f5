import CCurl
import Wire

/// One exchange on its way: its hops, and the tries of the hop that it is at. Lives on the curl thread.
///
///     waiting ──place──▶ resolving ──addresses──▶ trying ──answer──▶ over
///        ▲                   │ ▲                     │
///        └── hop, other host ┼─┴── hop, same host ───┤
///                            └──────── failure ──────┴────────────▶ over
///
/// Where its route brings addresses, it may be resolving and trying at once. After a failure, it may wait for the look at
/// a certificate.
final class Transfer {
  let id: UInt64
  let request: WireRequest
  let way: Way
  /// The request's, or what a proxy makes of them.
  let limits: WireLimits
  /// The body of a question to a name server, which goes by POST (RFC 8484) and needs no place.
  let question: [UInt8]?
  let watch: (@Sendable (WireProgress) -> Void)?
  private let answer: (Result<WireResponse, WireFailure>) -> Void

  private(set) var target: Target
  let isProxied: Bool
  /// The addresses of the route, as resolvers write them.
  private let given: [String]
  private let firstHost: String
  private var hops = 0
  private var permanentURL: String?
  private var isPermanentSoFar = true

  /// When it left the line for the first time, later by what it waited there afterwards; nil before.
  private(set) var begun: Moment?
  private var queued: Moment?
  /// Since when the resolver is asked; nil when it is not, or has answered.
  var resolving: Moment?
  private(set) var resolved: Moment?
  /// Nil where no resolver is asked for the host.
  private(set) var name: WireName?
  private var nameDetail = ""
  var plan: AddressPlan?
  var tries: [AddressTry] = []
  /// The try that was ready first: it asks, the others are given up.
  var winner: AddressTry?
  private(set) var addresses: [String] = []
  private(set) var records: [WireTry] = []
  /// The look at a certificate that is on its way.
  var look: CertificateLook?
  /// One look in an exchange is enough.
  var hasLooked = false
  /// No other address may be tried.
  var isLost = false
  /// What is sent, from the moment on when it has a place.
  private(set) var file: UploadFile?
  /// Whether the upload waits for `100 Continue`.
  var expects: Bool
  private var worst: (failure: WireFailure, phase: FailureReading.Phase)?

  init(
    id: UInt64, request: WireRequest, way: Way, target: Target, question: [UInt8]? = nil,
    watch: (@Sendable (WireProgress) -> Void)? = nil, answer: @escaping (Result<WireResponse, WireFailure>) -> Void
  ) {
    self.id = id
    self.request = request
    self.way = way
    self.question = question
    self.watch = watch
    self.answer = answer
    self.target = target
    isProxied = way.proxy != .direct
    limits = isProxied ? request.limits.throughProxy : request.limits
    firstHost = target.host
    given = request.route.addresses.isEmpty ? [] : request.route.addresses.compactMap(AddressPlan.normal)
    expects = request.upload.map { $0.size > AddressTry.expectsFrom } ?? false
  }

  // MARK: The way

  /// Who says where that is. The proxy's own name is this machine's affair.
  var names: WireRoute.Names { isProxied ? .system : way.names }

  /// Whoever is connected to: the server, or the proxy.
  var dialled: (host: String, port: Int) {
    if case .socks5h(let host, let port) = way.proxy { return (host, port) }
    return (target.host, target.port)
  }

  /// What addresses that worked are remembered by.
  var dialKey: String { isProxied ? "\(dialled.host):\(dialled.port)" : target.key }

  /// Of the asked host alone: another host, where a redirect leads, has its own.
  var givenAddresses: [String] { given.isEmpty || isProxied || target.host != firstHost ? [] : given }

  // MARK: Time

  /// It got a place.
  /// - Throws: `other` where the file to send is not what was said.
  func begin(_ now: Moment) throws(WireFailure) {
    if let begun, let queued {
      self.begun = begun.after(microseconds: now.microseconds - queued.microseconds)
    } else {
      begun = now
      watch?(.begun)
    }
    queued = nil
    if file == nil, let upload = request.upload { file = try UploadFile(upload) }
  }

  /// It gave its place back and waits for one at another host.
  func requeue(_ now: Moment) { queued = now }

  var totalEnds: Moment? { begun?.after(milliseconds: limits.total) }

  private func milliseconds(_ moment: Moment?) -> Int? {
    guard let moment, let begun else { return nil }
    return moment.milliseconds(since: begun)
  }

  func timings(of attempt: AddressTry?, now: Moment) -> WireTimings {
    WireTimings(
      resolved: milliseconds(resolved), connected: milliseconds(attempt?.connected),
      secured: target.isSecure ? milliseconds(attempt?.ready) : nil, firstByte: milliseconds(attempt?.firstByte),
      total: milliseconds(now))
  }

  // MARK: The name

  /// The resolver is asked.
  func ask(_ now: Moment) {
    resolving = now
    if !isProxied { name = WireName() }
  }

  func knowAddresses(_ now: Moment) { resolved = now }

  /// The resolver said it; what somebody wrote is beyond doubt.
  func resolve(to addresses: [String], reserved: AddressRanges, now: Moment) {
    resolving = nil
    resolved = now
    guard !isProxied else { return }
    let given = givenAddresses
    name = WireName(
      answers: addresses.prefix(AddressPlan.most * 2).map {
        WireName.Answer($0, isReserved: reserved.contains($0) && !given.contains($0))
      })
  }

  func missName(_ kind: WireFailure.Kind, detail: String) {
    resolving = nil
    name?.failure = kind
    nameDetail = detail
    if isProxied { note(failure(.proxyFailed, detail: "the proxy's name: \(detail)"), phase: .connecting) }
  }

  // MARK: Tries

  /// - Returns: where its record is.
  func add(_ attempt: AddressTry) -> Int {
    let candidate = attempt.candidate
    tries.append(attempt)
    if !isProxied, !addresses.contains(candidate.address) { addresses.append(candidate.address) }
    records.append(
      WireTry(
        address: candidate.address, source: candidate.source, isReserved: candidate.isReserved, failure: .cancelled))
    return records.count - 1
  }

  func remove(_ attempt: AddressTry) {
    tries.removeAll { $0 === attempt }
    if winner === attempt { winner = nil }
  }

  /// Writes down how a try ended, once.
  func record(_ attempt: AddressTry, _ kind: WireFailure.Kind?, errno: Int = 0, now: Moment) {
    guard !attempt.isRecorded else { return }
    attempt.isRecorded = true
    records[attempt.record].failure = kind
    records[attempt.record].errno = errno
    records[attempt.record].timings = timings(of: attempt, now: now)
  }

  func record(_ certificate: WireCertificate?, at record: Int) { records[record].certificate = certificate }

  /// Keeps the failure that came farthest, the later one of two that came as far.
  func note(_ failure: WireFailure, phase: FailureReading.Phase) {
    if let worst, worst.phase > phase { return }
    worst = (failure, phase)
  }

  /// The failure to report when no address is left.
  var lastWord: WireFailure {
    if var failure = worst?.failure {
      failure.addresses = addresses
      failure.timings.total = milliseconds(.now)
      return failure
    }
    if let kind = name?.failure { return failure(kind, detail: nameDetail) }
    return failure(.noSuchName, detail: "no address")
  }

  // MARK: Hops

  /// Moves on where the answer points, if that may be followed.
  /// - Returns: false when the answer is the last one. An upload goes nowhere else than it was sent, nor does a question.
  func follow(_ response: WireResponse) throws(WireFailure) -> Bool {
    guard request.upload == nil, question == nil, response.isRedirect, let location = response.location,
      request.redirects.allows(from: target.url, to: location)
    else { return false }
    guard hops < RedirectRule.mostHops else {
      throw failure(.tooManyRedirects, of: winner, detail: "more than \(RedirectRule.mostHops) redirects")
    }
    hops += 1
    isPermanentSoFar = isPermanentSoFar && (response.status == 301 || response.status == 308)
    var next = WireURL(location)
    if WireURL.sharesCredentials(from: target.url, to: location) { next.userInfo = WireURL(target.url).userInfo }
    if isPermanentSoFar { permanentURL = next.text }
    target = try Target(next.text, way: way, isPinned: !request.route.pins.isEmpty)
    (resolving, resolved, name, plan, worst, records) = (nil, nil, nil, nil, nil, [])
    return true
  }

  func response(of attempt: AddressTry, now: Moment) -> WireResponse {
    WireResponse(
      status: attempt.intake.head.status ?? 0, headers: attempt.intake.head.fields, body: attempt.intake.body,
      url: target.url, permanentURL: permanentURL, address: isProxied ? nil : attempt.candidate.address,
      timings: timings(of: attempt, now: now), wireBytes: attempt.finalWireBytes, tries: records, name: name)
  }

  /// Answers; a failure with all that was tried.
  func finish(_ result: Result<WireResponse, WireFailure>) {
    answer(
      result.mapError { failure in
        var failure = failure
        (failure.tries, failure.name) = (records, name)
        return failure
      })
  }
}
