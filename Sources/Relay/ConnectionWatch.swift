import NIOCore

/// What a connection has taken of its limits. Decides; the time and the bytes come from outside.
///
///     nothing ──first byte──▶ head ──head parsed──▶ body ──request's end──▶ nothing
///
/// A connection starts in `head`. Responses are owed from a head's end until the last byte of the response left.
///
/// 1. No state lasts longer than its limit: a head, a body, an idle pause, a response of which nothing is taken.
/// 2. All bytes of a head are counted, and of a body.
/// 3. A drop's body may last, while it comes fast enough; of its time only that counts in which the client is waited
///    for, not that in which the disk is. How large it may be is the responder's to say.
struct ConnectionWatch {
  /// Why a connection is ended.
  enum Cut: Hashable {
    case headTooLong, headTooSlow, bodyTooLarge, bodyTooSlow, uploadTooSlow, idle, stalled
  }

  enum Reading: Hashable { case nothing, head, body }

  private(set) var reading = Reading.head
  /// Requests whose response has not left yet.
  private(set) var unanswered = 0
  private let limits: ServeLimits
  /// Bytes of what is being read.
  private var count = 0
  /// When `reading` became what it is, or the last response left.
  private var since: NIODeadline
  /// Whether what is being read as a body is a drop.
  private var isUpload = false
  /// Since when bytes are waited for; nil while none are read.
  private var awaitedSince: NIODeadline?
  /// How long bytes were waited for since the body began, and since its last byte.
  private var awaited = TimeAmount.zero
  private var quiet = TimeAmount.zero
  /// Bytes of responses that the client took, and since when no more.
  private var taken = 0
  private var takenSince: NIODeadline

  init(limits: ServeLimits, now: NIODeadline) {
    self.limits = limits
    since = now
    takenSince = now
  }

  /// Bytes came while no body was awaited.
  mutating func readHead(_ bytes: Int, now: NIODeadline) -> Cut? {
    if reading == .nothing { begin(.head, now) }
    count += bytes
    return count > limits.headBytes ? .headTooLong : nil
  }

  /// Bytes are wanted from the network.
  mutating func awaitedBytes(now: NIODeadline) {
    if awaitedSince == nil { awaitedSince = now }
  }

  /// Bytes came from the network, whatever they are.
  mutating func gotBytes(now: NIODeadline) {
    guard let since = awaitedSince else { return }
    awaited += now - since
    quiet += now - since
    awaitedSince = nil
  }

  /// A head was parsed.
  mutating func beganRequest(isUpload: Bool = false, now: NIODeadline) {
    if unanswered == 0 { takenSince = now }
    unanswered += 1
    self.isUpload = isUpload
    (awaited, quiet) = (.zero, .zero)
    begin(.body, now)
  }

  mutating func readBody(_ bytes: Int) -> Cut? {
    count += bytes
    if bytes > 0 { quiet = .zero }
    return !isUpload && count > limits.bodyBytes ? .bodyTooLarge : nil
  }

  mutating func endedRequest(now: NIODeadline) { begin(.nothing, now) }

  /// A response left as a whole. One to what was no request, and so was not counted, is the caller's to know.
  mutating func answered(now: NIODeadline) {
    unanswered -= 1
    (since, takenSince) = (now, now)
  }

  /// - Parameters:
  ///   - taken: bytes that the kernel took so far for the client
  ///   - waiting: whether there are more for it
  mutating func check(now: NIODeadline, taken: Int, waiting: Bool) -> Cut? {
    if taken != self.taken || !waiting { (self.taken, takenSince) = (taken, now) }
    if unanswered > 0, now - takenSince > TimeAmount(limits.stallTime) { return .stalled }
    switch reading {
    // While a response is owed, it may be we who don't read on.
    case .head: return unanswered == 0 && now - since > TimeAmount(limits.headTime) ? .headTooSlow : nil
    case .body where isUpload: return checkUpload(now)
    case .body: return now - since > TimeAmount(limits.bodyTime) ? .bodyTooSlow : nil
    case .nothing: return unanswered == 0 && now - since > TimeAmount(limits.idleTime) ? .idle : nil
    }
  }

  private func checkUpload(_ now: NIODeadline) -> Cut? {
    let waiting = awaitedSince.map { now - $0 } ?? .zero
    if quiet + waiting > TimeAmount(limits.uploadStallTime) { return .uploadTooSlow }
    let time = awaited + waiting
    let isSlow = Double(count) < Double(limits.uploadRate) * Double(time.nanoseconds) / 1e9
    return time > TimeAmount(limits.uploadGraceTime) && isSlow ? .uploadTooSlow : nil
  }

  private mutating func begin(_ reading: Reading, _ now: NIODeadline) {
    self.reading = reading
    count = 0
    since = now
  }
}
