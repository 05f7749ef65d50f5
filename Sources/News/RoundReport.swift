public import Foundation

/// What one round of one newsroom came to.
public struct RoundReport: Hashable, Sendable {
  public var newsroom: NewsroomID
  public var name: String
  public var started: Date
  public var milliseconds: Int
  /// The mirror that served; nil when none did.
  public var served: MirrorID?
  public var servedURL: String?
  public var new: Int
  public var revised: Int
  /// Every mirror that was asked, in the order in which they were started.
  public var mirrors: [MirrorOutcome]
  /// No mirror is to blame: this machine has no network.
  public var isOffline: Bool
  /// The newsroom could not be served for a reason of our own: the store is full, the round was cancelled.
  public var trouble: String?

  public init(
    newsroom: NewsroomID, name: String, started: Date, milliseconds: Int = 0, served: MirrorID? = nil,
    servedURL: String? = nil, new: Int = 0, revised: Int = 0, mirrors: [MirrorOutcome] = [], isOffline: Bool = false,
    trouble: String? = nil
  ) {
    self.newsroom = newsroom
    self.name = name
    self.started = started
    self.milliseconds = milliseconds
    self.served = served
    self.servedURL = servedURL
    self.new = new
    self.revised = revised
    self.mirrors = mirrors
    self.isOffline = isOffline
    self.trouble = trouble
  }
}

/// What one mirror did in one round.
public struct MirrorOutcome: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Brought the news.
    case served
    /// Said that nothing changed (304, or the same bytes): it served, too.
    case unchanged
    /// Was asked, and another was faster.
    case lost
    case failed
  }
  public var mirror: MirrorID
  public var url: String
  public var kind: Kind
  /// What it serves: a sentence about it says so.
  public var serves: MirrorKind
  /// Set when it failed; one without weight is a remark on a mirror that served.
  public var verdict: Verdict?
  public var milliseconds: Int
  /// How far its newest article is behind the newest known, in seconds, where it brought older news.
  public var behindSeconds: Int?
  /// Articles for which it has other words than another mirror, under the same date.
  public var disagreeing: Int
  /// Bytes of body that it sent, on the wire; nil where nothing was measured.
  public var bytes: Int?
  /// Seconds by which this machine's clock is ahead of the `Date` that came with what it served (behind: below 0), where
  /// that is a day or more. Not kept.
  public var clockOff: Int?
  public init(
    mirror: MirrorID, url: String, kind: Kind, verdict: Verdict? = nil, milliseconds: Int = 0,
    behindSeconds: Int? = nil, disagreeing: Int = 0, bytes: Int? = nil, clockOff: Int? = nil,
    serves: MirrorKind = .feed
  ) {
    self.mirror = mirror
    self.url = url
    self.kind = kind
    self.verdict = verdict
    self.milliseconds = milliseconds
    self.behindSeconds = behindSeconds
    self.disagreeing = disagreeing
    self.bytes = bytes
    self.clockOff = clockOff
    self.serves = serves
  }
}
