import NIOCore

/// What a connection has taken of its limits. Decides; the time and the bytes come from outside.
///
///     nothing ──first byte──▶ head ──head parsed──▶ body ──request's end──▶ nothing
///
/// A connection starts in `head`. Responses are owed from a head's end until the last byte of the response left.
///
/// 1. No state lasts longer than its limit: a head, a body, an idle pause, a response of which nothing is taken.
/// 2. All bytes of a head are counted, and of a body.
struct ConnectionWatch {
  /// Why a connection is ended.
  enum Cut: Hashable {
    case headTooLong, headTooSlow, bodyTooLarge, bodyTooSlow, idle, stalled
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

  /// A head was parsed.
  mutating func beganRequest(now: NIODeadline) {
    if unanswered == 0 { takenSince = now }
    unanswered += 1
    begin(.body, now)
  }

  mutating func readBody(_ bytes: Int) -> Cut? {
    count += bytes
    return count > limits.bodyBytes ? .bodyTooLarge : nil
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
    case .body: return now - since > TimeAmount(limits.bodyTime) ? .bodyTooSlow : nil
    case .nothing: return unanswered == 0 && now - since > TimeAmount(limits.idleTime) ? .idle : nil
    }
  }

  private mutating func begin(_ reading: Reading, _ now: NIODeadline) {
    self.reading = reading
    count = 0
    since = now
  }
}
