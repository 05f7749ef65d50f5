import MirrorLab

/// One way in which a mirror is kept from its readers, on loopback.
struct MirrorTrouble: Sendable {
  enum Making: Sendable {
    /// A fault of the mirror; with `isSecure` it is asked over TLS, and fails before any certificate is needed.
    case fault(Fault, isSecure: Bool)
    /// Its name is asked of the lab's resolver.
    case name(LabNames.Answer)
  }
  var words: String
  var making: Making

  static let all: [MirrorTrouble] = [
    .init("refused", .refuse), .init("reset at once", .resetOnAccept), .init("reset", .reset),
    .init("swallowed", .swallow),
    .init("reset after the TLS hello", .resetAfterHello, isSecure: true),
    .init("closed after the TLS hello", .closeAfterHello, isSecure: true),
    .init("TLS hello swallowed", .swallowHello, isSecure: true),
    .init("TLS refused", .refuseHello, isSecure: true),
    .init("plain text on a TLS port", .plainText, isSecure: true),
    .init("block page", .blockPage), .init("captive portal", .portal), .init("451", .status(451)),
    .init("403", .status(403)), .init("429", .status(429, retryAfter: 600)), .init("503", .status(503)),
    .init("redirected to another host", .redirect("http://127.0.0.9:9/elsewhere")), .init("garbage", .garbage),
    .init("empty", .empty), .init("cut off", .cut(at: 700)), .init("stalls in mid-body", .stall(after: 700)),
    .init("drips", .drip(bytesPerSecond: 40)),
    .init("no such name", name: .noSuchName), .init("resolver refuses", name: .refused),
    .init("resolver silent", name: .silence), .init("false address", name: .addresses(["127.0.0.9"])),
  ]

  private init(_ words: String, _ fault: Fault, isSecure: Bool = false) {
    self.words = words
    making = .fault(fault, isSecure: isSecure)
  }

  private init(_ words: String, name: LabNames.Answer) {
    self.words = words
    making = .name(name)
  }

  /// Peers can be shown it, too: they ask this machine's own resolver.
  var isForPeers: Bool {
    switch making {
    case .fault: true
    case .name: false
    }
  }

  /// Gives a mirror this trouble.
  /// - Parameter host: a name that nobody else has.
  /// - Returns: the address that its readers ask.
  func make(_ mirror: LabMirror, path: String, host: String, names: LabNames) -> String {
    switch making {
    case .fault(let fault, let isSecure):
      mirror.fault = fault
      return isSecure ? "https://\(mirror.address):\(mirror.port)\(path)" : mirror.url(path)
    case .name(let answer):
      mirror.fault = .none
      names[host] = answer
      return mirror.url(path, host: host)
    }
  }
}
