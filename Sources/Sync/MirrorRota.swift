public import Foundation
public import News

/// The order in which a newsroom's mirrors are tried. Pure: what is remembered of them comes in, the time too.
///
/// This is the seam for scores: another rule may order the candidates, the race that follows them stays.
public struct MirrorRota: Hashable, Sendable {
  /// A mirror that may be asked, with what the race needs to know of it.
  public struct Candidate: Hashable, Sendable {
    public var mirror: MirrorID
    public var url: String
    /// Its usual time to a well-formed feed, in milliseconds; nil where none was measured.
    public var usualMilliseconds: Int?
    /// How far behind it was when it was tried within the last hour; nil when it was not, or nobody knows.
    public var behindSeconds: Int?
    public init(mirror: MirrorID, url: String, usualMilliseconds: Int? = nil, behindSeconds: Int? = nil) {
      self.mirror = mirror
      self.url = url
      self.usualMilliseconds = usualMilliseconds
      self.behindSeconds = behindSeconds
    }
  }

  /// Best first.
  public var candidates: [Candidate]
  /// The user wants this one alone, though there are others.
  public var isPinned: Bool

  /// How long a failure counts against a mirror's place: then it is tried in its old place again.
  public static let restSeconds = 3_600.0

  /// A pinned mirror alone; else those that worked, those that nobody tried yet, those that lag, those that fail; within
  /// each the user's order. Disabled ones never.
  public init(_ mirrors: [Mirror], now: Date) {
    let usable = mirrors.filter { !$0.isDisabled }
    let pinned = usable.first { $0.isPinned }
    let chosen = pinned.map { [$0] } ?? usable
    isPinned = pinned != nil && usable.count > 1
    candidates = chosen.sorted { a, b in
      (Self.place(of: a, now: now), a.position, a.id.rawValue) < (
        Self.place(of: b, now: now), b.position, b.id.rawValue
      )
    }.map { mirror in
      Candidate(
        mirror: mirror.id, url: mirror.url, usualMilliseconds: mirror.latencyMilliseconds,
        behindSeconds: Self.isRecent(mirror, now: now) ? mirror.behindSeconds : nil)
    }
  }

  private static func isRecent(_ mirror: Mirror, now: Date) -> Bool {
    guard let tried = mirror.lastTried else { return false }
    // A clock that was set back is no reason to hold something against a mirror for ever.
    return abs(now.timeIntervalSince(tried)) < restSeconds
  }

  private static func place(of mirror: Mirror, now: Date) -> Int {
    if let verdict = mirror.verdict, isRecent(mirror, now: now), verdict.weight != .none {
      return verdict.weight == .hard ? 4 : 3
    }
    if mirror.lastGood == nil { return 1 }
    return (mirror.behindSeconds ?? 0) > 0 && isRecent(mirror, now: now) ? 2 : 0
  }
}
