public import Foundation
public import News
import Wire

/// The order in which a newsroom's mirrors are tried. Pure: what is remembered of them comes in, the time and chance too.
///
/// A pinned mirror alone, if there is one; else, by what their breakers say, those that are closed, then those whose rest is
/// over, then those that rest. Within each the better score comes first, then the user's order. The first of all is drawn
/// from those that are about as good as the best, so that not everybody asks the same one.
public struct MirrorRota: Hashable, Sendable {
  /// A mirror that may be asked, with what the race needs to know of it.
  public struct Candidate: Hashable, Sendable {
    public var mirror: MirrorID
    public var url: String
    /// Its usual time to a well-formed feed, in milliseconds; nil where none was measured.
    public var usualMilliseconds: Int?
    /// How far behind it was when it was tried within the last hour; nil when it was not, or nobody knows.
    public var behindSeconds: Int?
    /// It rests: asked only where nobody else answers.
    public var isLastResort: Bool
    /// No name stands in its TLS hello that could be filtered: an address in numbers, or one inside an onion network.
    public var isNameless: Bool
    public init(
      mirror: MirrorID, url: String, usualMilliseconds: Int? = nil, behindSeconds: Int? = nil,
      isLastResort: Bool = false, isNameless: Bool = false
    ) {
      self.mirror = mirror
      self.url = url
      self.usualMilliseconds = usualMilliseconds
      self.behindSeconds = behindSeconds
      self.isLastResort = isLastResort
      self.isNameless = isNameless
    }
  }

  /// Best first.
  public var candidates: [Candidate]
  /// The user wants this one alone, though there are others.
  public var isPinned: Bool
  /// All rest: they are raced all the same.
  public var isPanic: Bool
  /// Mirrors that asked to be left alone for a while (`Retry-After`), and are.
  public var leftAlone: [MirrorID]

  /// How long what a try showed of a mirror's news is worth something to a race.
  public static let recentSeconds = 3_600.0
  /// Of the best score, what is enough to be drawn as the first.
  public static let drawnShare = 0.75
  /// One background round of so many begins with the mirror that was not tried for longest.
  public static let exploringEvery = 10

  /// - Parameters:
  ///   - mirrors: a newsroom's.
  ///   - rounds: how many it had so far.
  ///   - ignoresPin: the others are asked, too, this once.
  ///   - inForeground: somebody looks at the screen; see `Breaker.state`.
  ///   - hasProxy: there is a way to onion addresses in the settings.
  public init(
    _ mirrors: [Mirror], now: Date, purpose: SyncPurpose = .wanted, rounds: Int = 0, ignoresPin: Bool = false,
    inForeground: Bool = false, hasProxy: Bool = false, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      inOrder: mirrors, now: now, ignoresPin: ignoresPin, inForeground: inForeground, hasProxy: hasProxy)
    guard !isPinned else { return }
    let known = Dictionary(mirrors.map { ($0.id, $0) }) { first, _ in first }
    let first =
      purpose == .background && rounds % Self.exploringEvery == Self.exploringEvery - 1
      ? leastRecentlyTried(known) : drawable(known, now: now).randomElement(using: &generator)
    if let first { candidates.insert(candidates.remove(at: first), at: 0) }
  }

  /// The same order without chance: what is best comes first.
  init(
    inOrder mirrors: [Mirror], now: Date, ignoresPin: Bool = false, inForeground: Bool = false, hasProxy: Bool = false
  ) {
    let enabled = mirrors.filter { !$0.isDisabled }
    let pinned = ignoresPin ? nil : enabled.first { $0.isPinned }
    isPinned = pinned != nil && enabled.count > 1
    let reachable = enabled.filter { $0.isReachable(hasProxy: hasProxy) }
    let usable = pinned.map { [$0] } ?? (reachable.isEmpty ? enabled : reachable)
    let fastest = MirrorScore.fastest(among: mirrors, now: now)
    let standings = usable.map { Standing($0, fastest: fastest, now: now, inForeground: inForeground) }
    leftAlone = standings.filter { $0.place == .leftAlone }.map(\.mirror.id)
    let asked = standings.filter { $0.place != .leftAlone }.sorted()
    let isPanic = !asked.isEmpty && asked.allSatisfy { $0.place == .resting }
    self.isPanic = isPanic && pinned == nil
    candidates = asked.map { standing in
      let mirror = standing.mirror
      return Candidate(
        mirror: mirror.id, url: mirror.url, usualMilliseconds: mirror.usualTime.map { Int($0) },
        behindSeconds: Self.isRecent(mirror, now: now) ? mirror.behindSeconds : nil,
        isLastResort: standing.place == .resting && !isPanic, isNameless: mirror.isNameless)
    }
  }

  /// The places of those that are closed, the first in the order.
  private func closed(_ known: [MirrorID: Mirror]) -> [Int] {
    candidates.indices.filter { known[candidates[$0].mirror]?.memory.breaker.isClosed ?? false }
  }

  private func leastRecentlyTried(_ known: [MirrorID: Mirror]) -> Int? {
    let tried = { (place: Int) in known[candidates[place].mirror]?.lastTried ?? .distantPast }
    return closed(known).min { (tried($0), $0) < (tried($1), $1) }
  }

  /// The places of those that the first is drawn from: closed ones that are proven, and about as good as the best.
  func drawable(_ known: [MirrorID: Mirror], now: Date) -> [Int] {
    let fastest = MirrorScore.fastest(among: Array(known.values), now: now)
    let scores = closed(known).compactMap { place in
      known[candidates[place].mirror].map { (place, $0, MirrorScore($0, fastest: fastest, now: now).value) }
    }
    let best = scores.first?.2 ?? 0
    return scores.filter { $0.1.isProven && $0.2 >= best * Self.drawnShare }.map(\.0)
  }

  private static func isRecent(_ mirror: Mirror, now: Date) -> Bool {
    guard let tried = mirror.lastTried else { return false }
    // A clock that was set back is no reason to hold something against a mirror for ever.
    return abs(now.timeIntervalSince(tried)) < recentSeconds
  }
}

/// Where a mirror stands among those that may be asked.
private struct Standing: Comparable {
  /// In the order in which they come.
  enum Place: Int { case closed, halfOpen, resting, leftAlone }

  let mirror: Mirror
  let place: Place
  let score: Double

  init(_ mirror: Mirror, fastest: Double?, now: Date, inForeground: Bool) {
    self.mirror = mirror
    score = MirrorScore(mirror, fastest: fastest, now: now).value
    place =
      switch mirror.memory.breaker.state(at: now, inForeground: inForeground) {
      case .closed: .closed
      case .halfOpen: .halfOpen
      case .open: mirror.memory.breaker.wasAsked ? .leftAlone : .resting
      }
  }

  static func < (a: Standing, b: Standing) -> Bool {
    (a.place.rawValue, -a.score, a.mirror.position, a.mirror.id.rawValue)
      < (b.place.rawValue, -b.score, b.mirror.position, b.mirror.id.rawValue)
  }

  static func == (a: Standing, b: Standing) -> Bool { a.mirror.id == b.mirror.id && a.place == b.place }
}

extension Mirror {
  private var host: String { WireAddress(url)?.host ?? "" }

  /// An address inside Tor (RFC 7686).
  var isOnion: Bool { host.hasSuffix(".onion") || host.hasSuffix(".onion.") }

  var isNameless: Bool { isOnion || WireAddress.isLiteral(host) }

  /// Whether there is a way to it at all: an onion address needs a proxy, its own or that of the settings.
  func isReachable(hasProxy: Bool) -> Bool {
    guard isOnion else { return true }
    return route.proxy.map { $0 != "direct" } ?? hasProxy
  }
}
