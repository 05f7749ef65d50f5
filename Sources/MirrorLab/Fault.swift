/// What is wrong with a mirror of the lab. It can be changed while the mirror runs and counts from the next request on.
public enum Fault: Sendable, Hashable {
  /// Nothing: it serves its site.
  case none
  /// The listener is closed, its port kept: connecting is refused.
  case refuse
  /// A connection is accepted and reset (RST) before anything is read.
  case resetOnAccept
  /// The client's TLS hello is read, then the connection is reset, as by a censor that filters names. This and the next
  /// four act on the first bytes of a connection, whatever they are; on hellos of some names alone where `LabMirror.filteredNames` says so.
  case resetAfterHello
  /// The hello is read, then the connection is closed (FIN).
  case closeAfterHello
  /// The hello is read and never answered.
  case swallowHello
  /// The hello is answered with a fatal alert, `unrecognized_name`.
  case refuseHello
  /// The hello is answered in plain HTTP.
  case plainText
  /// Over TLS, this certificate; over plain HTTP, nothing.
  case certificate(LabCertificate)
  /// The request is read, then the connection is reset.
  case reset
  /// The request is read and never answered.
  case swallow
  /// The head comes at once, the body at this rate.
  case drip(bytesPerSecond: Int)
  /// The head and this many bytes of the body come at once, the rest at this rate.
  case throttle(after: Int, bytesPerSecond: Int)
  /// `Content-Length` promises all of the body; the connection is closed after this many bytes of it.
  case cut(at: Int)
  /// As `cut`, with a reset.
  case resetAt(Int)
  /// As `cut`, but the connection stays open and silent.
  case stall(after: Int)
  /// The connection is reset wherever this byte of a file would pass, counted from the file's start also when a part of it
  /// is asked for: a filter of content.
  case filter(at: Int)
  /// This status and a short page, none with 204. 451 names who asked for it (RFC 7725); 429 always has a `Retry-After`, in seconds.
  case status(Int, retryAfter: Int? = nil)
  /// 429 with a `Retry-After` that is a date: this many seconds since 1970.
  case askedToWait(until: Int)
  /// 200, and a censor's page of HTML instead of what was asked for.
  case blockPage
  /// 200, and the login page of a hotspot instead of what was asked for.
  case portal
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
  /// Its site with other words: each time that these stand in a text, those stand there instead. Entity tags change with them.
  case altered(String, into: String)
  /// Its site, and in each file below this path one bit is another: what a signed edition is there to find out.
  case flipped(below: String)

  /// The faults that a key of the demo steps through, in this order. Its mirrors serve a signed edition: what breaks off in the
  /// middle does so before the end of a checkpoint, the shortest file that is asked for.
  public static let forDemo: [Fault] = [
    .none, .blockPage, .portal, .reset, .resetOnAccept, .closeAfterHello, .swallow, .refuse, .status(451), .status(403),
    .status(404), .status(429, retryAfter: 60), .status(503), .redirect("http://127.0.0.1:9/"), .notHTTP,
    .slow(milliseconds: 3_000),
    .cut(at: 100), .resetAt(100), .filter(at: 100), .stall(after: 100), .drip(bytesPerSecond: 40),
    .throttle(after: 64, bytesPerSecond: 8), .empty, .garbage, .endless, .gzipBomb, .oldSnapshot, demoFlip,
    .flipped(below: "/checkpoint"),
  ]

  /// The one that tampers in the demo: with the words of the news, not with what says how much there is.
  public static let demoFlip = Fault.flipped(below: "/tile/entries/")

  /// The fault after this one in `forDemo`; the first one after the last, and after a fault that is not among them.
  public var nextForDemo: Fault {
    guard let place = Fault.forDemo.firstIndex(of: self) else { return Fault.forDemo[0] }
    return Fault.forDemo[(place + 1) % Fault.forDemo.count]
  }

  /// True where a connection that is open is reset when this fault is set: the mirror can't be talked to any more, or each
  /// connection begins otherwise from now on.
  var breaksConnections: Bool {
    switch self {
    case .refuse, .resetOnAccept, .reset, .certificate: true
    default: actsOnHello
    }
  }

  /// True where no request is answered that comes on a connection which is open nevertheless.
  var resetsRequests: Bool { breaksAtAccept || self == .reset }

  /// True where the first bytes of a connection decide, before any request.
  var actsOnHello: Bool {
    switch self {
    case .resetAfterHello, .closeAfterHello, .swallowHello, .refuseHello, .plainText: true
    default: false
    }
  }

  /// True where a connection is reset before it says anything. The last that the kernel accepted may still come after
  /// the listener was told to close.
  var breaksAtAccept: Bool { self == .refuse || self == .resetOnAccept }

  /// True where another answer stands in the honest one's place: nothing that is brought is kept then.
  var replacesAnswer: Bool {
    switch self {
    case .none, .oldSnapshot, .altered, .flipped, .slow, .drip, .throttle, .cut, .resetAt, .stall, .filter,
      .certificate:
      false
    default: !actsOnHello
    }
  }
}
