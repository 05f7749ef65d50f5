import CCurl
import Wire

/// One exchange on its way: its hops, and the tries of the hop that it is at. Lives on the curl thread.
///
///     waiting ──place──▶ resolving ──addresses──▶ trying ──answer──▶ over
///        ▲                   │ ▲                     │
///        └── hop, other host ┼─┴── hop, same host ───┤
///                            └──────── failure ──────┴────────────▶ over
final class Transfer {
  let id: UInt64
  let request: WireRequest
  let watch: (@Sendable (WireProgress) -> Void)?
  private let answer: CheckedContinuation<Result<WireResponse, WireFailure>, Never>

  private(set) var target: Target
  private var hops = 0
  private var permanentURL: String?
  private var isPermanentSoFar = true

  /// When it left the line for the first time, later by what it waited there afterwards; nil before.
  private(set) var begun: Moment?
  private var queued: Moment?
  var resolving: Moment?
  var resolved: Moment?
  var plan: AddressPlan?
  var tries: [AddressTry] = []
  /// The try that was ready first: it asks, the others are given up.
  var winner: AddressTry?
  private(set) var addresses: [String] = []
  /// What is sent, from the moment on when it has a place.
  private(set) var file: UploadFile?
  /// Whether the upload waits for `100 Continue`.
  var expects: Bool
  private var worst: (failure: WireFailure, phase: FailureReading.Phase)?

  init(_ submission: Submission, target: Target) {
    id = submission.id
    request = submission.request
    watch = submission.watch
    answer = submission.answer
    expects = request.upload.map { $0.size > AddressTry.expectsFrom } ?? false
    self.target = target
  }

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

  var totalEnds: Moment? { begun?.after(milliseconds: request.limits.total) }

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

  // MARK: Tries

  func add(_ attempt: AddressTry) {
    tries.append(attempt)
    if !addresses.contains(attempt.address) { addresses.append(attempt.address) }
  }

  func remove(_ attempt: AddressTry) {
    tries.removeAll { $0 === attempt }
    if winner === attempt { winner = nil }
  }

  /// Keeps the failure that came farthest, the later one of two that came as far.
  func note(_ failure: WireFailure, phase: FailureReading.Phase) {
    if let worst, worst.phase > phase { return }
    worst = (failure, phase)
  }

  func failure(
    _ kind: WireFailure.Kind, of attempt: AddressTry? = nil, reading: FailureReading? = nil, detail: String = ""
  )
    -> WireFailure
  {
    WireFailure(
      kind, code: reading.map { Int($0.code.rawValue) } ?? 0, errno: reading?.errno ?? 0, addresses: addresses,
      timings: timings(of: attempt, now: .now), status: attempt?.intake.head.finalStatus,
      bodyBytes: attempt?.intake.body.count ?? 0, isUploadWhole: attempt?.isUploadWhole ?? false,
      detail: clean(reading?.text ?? detail))
  }

  /// The library's words hold names from outside, and could hold our own secrets: neither goes on as it is.
  private func clean(_ text: String) -> String {
    var text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isVisible ? $0 : "?" }))
    for url in [request.url, target.url] {
      guard let secret = WireURL(url).userInfo, !secret.isEmpty else { continue }
      text.replace(secret, with: "…")
    }
    for header in request.headers where Self.secretHeaders.contains(header.name.lowercased()) && !header.value.isEmpty {
      text.replace(header.value, with: "…")
      if let word = header.value.split(separator: " ").last { text.replace(word, with: "…") }
    }
    return text
  }

  /// The failure to report when no address is left.
  var lastWord: WireFailure {
    var failure = worst?.failure ?? failure(.noSuchName, detail: "no address")
    failure.addresses = addresses
    return failure
  }

  // MARK: Hops

  private static let secretHeaders = ["authorization", "cookie", "proxy-authorization"]

  /// What is asked for, as libcurl wants its lines. Credentials stay with the host that they were given for.
  var headerLines: [String] {
    let isElsewhere = !Self.sharesCredentials(from: request.url, to: target.url)
    let lines = request.headers
      .filter { !isElsewhere || !Self.secretHeaders.contains($0.name.lowercased()) }
      .map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    return lines + uploadLines
  }

  /// What an upload says beside; libcurl has a rule of its own for `Expect` where nothing is said.
  private var uploadLines: [String] {
    guard request.upload != nil else { return [] }
    let isTyped = request.headers.contains { $0.name.lowercased() == "content-type" }
    return [expects ? "Expect: 100-continue" : "Expect:"]
      + (isTyped ? [] : ["Content-Type: application/octet-stream"])
  }

  /// Moves on where the answer points, if that may be followed.
  /// - Returns: false when the answer is the last one. An upload goes nowhere else than it was sent.
  func follow(_ response: WireResponse) throws(WireFailure) -> Bool {
    guard request.upload == nil, response.isRedirect, let location = response.location,
      request.redirects.allows(from: target.url, to: location)
    else { return false }
    guard hops < RedirectRule.mostHops else {
      throw failure(.tooManyRedirects, of: winner, detail: "more than \(RedirectRule.mostHops) redirects")
    }
    hops += 1
    isPermanentSoFar = isPermanentSoFar && (response.status == 301 || response.status == 308)
    var next = WireURL(location)
    if Self.sharesCredentials(from: target.url, to: location) { next.userInfo = WireURL(target.url).userInfo }
    if isPermanentSoFar { permanentURL = next.text }
    target = try Target(next.text)
    (resolving, resolved, plan, worst) = (nil, nil, nil, nil)
    return true
  }

  /// The same server, or the same host from http to https.
  private static func sharesCredentials(from: String, to: String) -> Bool {
    guard let from = WireAddress(from), let to = WireAddress(to), from.host == to.host else { return false }
    if from.isSecure == to.isSecure { return from.port == to.port }
    return to.isSecure && from.port == 80 && to.port == 443
  }

  /// It gave its place back and waits for one at another host.
  func requeue(_ now: Moment) { queued = now }

  func response(of attempt: AddressTry, now: Moment) -> WireResponse {
    WireResponse(
      status: attempt.intake.head.status ?? 0, headers: attempt.intake.head.fields, body: attempt.intake.body,
      url: target.url, permanentURL: permanentURL, address: attempt.address, timings: timings(of: attempt, now: now),
      wireBytes: attempt.finalWireBytes)
  }

  func finish(_ result: Result<WireResponse, WireFailure>) { answer.resume(returning: result) }
}

extension Unicode.Scalar.Properties {
  fileprivate var isVisible: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
