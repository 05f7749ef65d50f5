import News

/// What a connection does to answer one request, step by step.
enum LabStep: Equatable {
  /// The first `head` bytes of it are no body.
  case send([UInt8], head: Int = 0)
  case drip([UInt8], bytesPerSecond: Int)
  /// The same bytes, this many times; as fast as the client takes them.
  case again([UInt8], times: Int)
  case wait(milliseconds: Int)
  case reset
  /// Closes with the farewell of TLS, where there is TLS.
  case close
  /// Closes without it.
  case cut
  /// Stays open and does nothing more.
  case hang
}

extension Fault {
  /// What becomes of the honest answer to `request` under this fault. A script that ends with no `reset`, `close`, `cut` or
  /// `hang` keeps the connection.
  func script(for request: LabRequest, honest: LabAnswer) -> [LabStep] {
    let isHead = request.method == "HEAD"
    let body = isHead ? [] : honest.body
    switch self {
    case .none, .oldSnapshot, .altered, .flipped: return [honest.sent(body)]
    // These have acted before any request, or let this connection pass.
    case .resetAfterHello, .closeAfterHello, .swallowHello, .refuseHello, .plainText, .certificate:
      return [honest.sent(body)]
    case .reset, .refuse, .resetOnAccept: return [.reset]
    case .swallow: return [.hang]
    case .slow(let milliseconds): return [.wait(milliseconds: milliseconds), honest.sent(body)]
    case .drip(let rate): return [honest.sent([]), .drip(body, bytesPerSecond: rate)]
    case .throttle(let count, let rate):
      return [honest.sent(body.prefix(count)), .drip(Array(body.dropFirst(count)), bytesPerSecond: rate)]
    case .cut(let count): return [honest.sent(body.prefix(count)), .cut]
    case .resetAt(let count): return Self.reset(after: honest.sent(body.prefix(count)))
    case .filter(let place):
      let count = place - honest.offset
      guard count >= 0, count < body.count else { return [honest.sent(body)] }
      return Self.reset(after: honest.sent(body.prefix(count)))
    case .stall(let count): return [honest.sent(body.prefix(count)), .hang]
    case .notHTTP: return [.send(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8)), .close]
    case .endless:
      let start = LabAnswer(status: 200, headers: honest.headers)
      return [start.sent(isHead ? [] : Self.endlessStart, withLength: false)]
        + (isHead ? [.close] : [.again(Self.endlessItems, times: .max)])
    case .gzipBomb:
      let bomb = LabAnswer(status: 200, headers: honest.headers).adding("Content-Encoding", "gzip")
      return [bomb.sent(isHead ? [] : GzipBomb.start, withLength: false)]
        + (isHead ? [] : [.again(GzipBomb.piece, times: 8 * 1024 * 1024 / GzipBomb.piece.count)]) + [.close]
    case .empty, .garbage, .blockPage, .portal, .status, .askedToWait, .redirect:
      let wrong = replaced(honest)
      return [wrong.sent(isHead ? [] : wrong.body)]
    }
  }

  /// A reset throws away what the kernel has not sent yet: let it go first.
  private static func reset(after step: LabStep) -> [LabStep] { [step, .wait(milliseconds: 50), .reset] }

  /// The answer that stands in the honest one's place.
  private func replaced(_ honest: LabAnswer) -> LabAnswer {
    let type = honest.header("Content-Type") ?? "application/atom+xml"
    switch self {
    case .empty: return LabAnswer(status: 200).adding("Content-Type", type)
    case .garbage: return LabAnswer(status: 200, body: Self.noise).adding("Content-Type", type)
    case .blockPage: return .blockPage
    case .portal: return .portal
    case .askedToWait(let time): return .status(429).with("Retry-After", HTTPDate.text(time))
    case .redirect(let location, let status): return LabAnswer.page(status, "Moved").adding("Location", location)
    case .status(let status, let retryAfter): return .status(status, retryAfter: retryAfter)
    default: return honest
    }
  }

  private static let endlessStart = Array(
    """
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom"><title>Without an end</title><id>urn:lab:endless</id>

    """.utf8)

  /// 16 KiB and a little of entries that are all alike.
  private static let endlessItems = {
    let entry = "<entry><id>urn:lab:again</id><title>Again</title><updated>2024-01-01T00:00:00Z</updated></entry>\n"
    return Array(String(repeating: entry, count: 16 * 1024 / entry.utf8.count + 1).utf8)
  }()

  /// 4 KiB, always the same, that are no text in any encoding: byte 0 comes often.
  private static let noise: [UInt8] = {
    var state: UInt32 = 2_463_534_242
    return (0..<4096).map { place in
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return place % 7 == 0 ? 0 : UInt8(truncatingIfNeeded: state)
    }
  }()
}
