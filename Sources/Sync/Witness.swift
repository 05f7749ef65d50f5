import News

/// A mirror that was verified: it shows that this network lets news through. Kept in memory alone.
struct Witness: Hashable, Sendable {
  /// How long its word counts.
  static let freshMilliseconds = 60_000

  var mirror: MirrorID
  var url: String
  /// When, on the steady clock.
  var milliseconds: Int
  /// The generation of the network that this machine was on.
  var network: Int
  /// Seconds by which this machine's clock is ahead by its word, where that is a day or more.
  var clockOff: Int?

  init(mirror: MirrorID, url: String, milliseconds: Int, network: Int, clockOff: Int? = nil) {
    self.mirror = mirror
    self.url = url
    self.milliseconds = milliseconds
    self.network = network
    self.clockOff = clockOff
  }

  /// Nil for an outcome that verifies nothing: a failure, a loser, a feed whose end is missing.
  init?(_ outcome: MirrorOutcome, at milliseconds: Int, network: Int) {
    guard outcome.kind == .served || outcome.kind == .unchanged,
      outcome.verdict.map({ $0.weight == .none }) ?? true
    else { return nil }
    self.init(
      mirror: outcome.mirror, url: outcome.url, milliseconds: milliseconds, network: network,
      clockOff: outcome.clockOff)
  }

  /// Whether it can speak of that mirror: it is another one, on the same network, verified at most 60 s ago.
  func speaks(of mirror: MirrorID, url: String, network: Int, now: Int) -> Bool {
    self.network == network && (0...Self.freshMilliseconds).contains(now - milliseconds) && self.mirror != mirror
      && MirrorName(self.url) != MirrorName(url)
  }
}
