public import News

/// What is wrong with a mirror of the lab. It can be changed while the mirror runs and counts from the next request on.
public enum Fault: Sendable, Hashable {
  /// Nothing: it serves its site.
  case none
  /// The listener is closed, its port kept: connecting is refused.
  case refuse
  /// A connection is accepted and reset (RST) before anything is read.
  case resetOnAccept
  /// The request is read, then the connection is reset.
  case reset
  /// The request is read and never answered.
  case swallow
  /// The head comes at once, the body at this rate.
  case drip(bytesPerSecond: Int)
  /// `Content-Length` promises all of the body; the connection is closed after this many bytes of it.
  case cut(at: Int)
  /// As `cut`, with a reset.
  case resetAt(Int)
  /// As `cut`, but the connection stays open and silent.
  case stall(after: Int)
  /// This status and a short page. 451 names who asked for it (RFC 7725); 429 always has a `Retry-After`, in seconds.
  case status(Int, retryAfter: Int? = nil)
  /// 200, and a censor's page of HTML instead of what was asked for.
  case blockPage
  /// A redirect to this `Location`.
  case redirect(String, status: Int = 302)
  /// 200, the right type, no byte.
  case empty
  /// 200 and a feed that never ends.
  case endless
  /// 200 and 8 MiB of gzip that become more than a gigabyte.
  case gzipBomb
  /// 200, the right type, and binary noise.
  case garbage
  /// An answer in another protocol.
  case notHTTP
  /// The whole answer, this much later.
  case slow(milliseconds: Int)
  /// The older site that the lab was given.
  case oldSnapshot

  /// The faults that a key of the demo steps through, in this order.
  public static let forDemo: [Fault] = [
    .none, .reset, .swallow, .refuse, .blockPage, .status(451), .status(503), .cut(at: 700), .stall(after: 700),
    .drip(bytesPerSecond: 40), .empty, .garbage, .oldSnapshot,
  ]

  /// The fault after this one in `forDemo`; the first one after the last, and after a fault that is not among them.
  public var nextForDemo: Fault {
    guard let place = Fault.forDemo.firstIndex(of: self) else { return Fault.forDemo[0] }
    return Fault.forDemo[(place + 1) % Fault.forDemo.count]
  }

  /// True where the mirror can't be talked to at all: connections that are open are reset when this fault is set.
  var breaksConnections: Bool {
    switch self {
    case .refuse, .resetOnAccept, .reset: true
    default: false
    }
  }

  /// True where a connection is reset before it says anything. The last that the kernel accepted may still come after
  /// the listener was told to close.
  var breaksAtAccept: Bool { self == .refuse || self == .resetOnAccept }

  /// True where another answer stands in the honest one's place: nothing that is brought is kept then.
  var replacesAnswer: Bool {
    switch self {
    case .none, .oldSnapshot, .slow, .drip, .cut, .resetAt, .stall: false
    default: true
    }
  }
}

extension Fault {
  /// Stable; with the fault's number or address after a colon: `cut:700`.
  public var name: String {
    switch self {
    case .none: "none"
    case .refuse: "refuse"
    case .resetOnAccept: "reset-on-accept"
    case .reset: "reset"
    case .swallow: "swallow"
    case .drip(let rate): "drip:\(rate)"
    case .cut(let count): "cut:\(count)"
    case .resetAt(let count): "reset-at:\(count)"
    case .stall(let count): "stall:\(count)"
    case .status(let status, _): "status:\(status)"
    case .blockPage: "block-page"
    case .redirect(let location, _): "redirect:\(location)"
    case .empty: "empty"
    case .endless: "endless"
    case .gzipBomb: "gzip-bomb"
    case .garbage: "garbage"
    case .notHTTP: "not-http"
    case .slow(let milliseconds): "slow:\(milliseconds)"
    case .oldSnapshot: "old-snapshot"
    }
  }

  /// What it does, in plain words, for the one who watches.
  public var phrase: Phrase {
    switch self {
    case .none: "works"
    case .refuse: "refuses every connection"
    case .resetOnAccept: "resets every connection at once"
    case .reset: "resets every request"
    case .swallow: "swallows every request"
    case .drip(let rate): "sends \(rate) bytes a second"
    case .cut(let count): "closes after \(count) bytes"
    case .resetAt(let count): "resets after \(count) bytes"
    case .stall(let count): "falls silent after \(count) bytes"
    case .status(451, _): "answers 451, removed for legal reasons"
    case .status(let status, _): "answers \(status)"
    case .blockPage: "shows a block page instead of the news"
    case .redirect(let location, _): "redirects to \(location)"
    case .empty: "sends an empty page"
    case .endless: "sends a feed without an end"
    case .gzipBomb: "sends a gzip bomb"
    case .garbage: "sends noise instead of the news"
    case .notHTTP: "speaks another protocol"
    case .slow(let milliseconds): "answers after \(milliseconds) ms"
    case .oldSnapshot: "serves old news"
    }
  }
}
