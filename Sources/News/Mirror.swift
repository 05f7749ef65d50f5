public import Foundation

/// What an address serves: a signed tree, or a feed (Atom, RSS, RDF, JSON Feed). A relay beside a feed takes drops and
/// serves no news.
public enum MirrorKind: String, Hashable, Sendable, Codable { case edition, feed, relay }

/// An address that serves a newsroom, with what is remembered of it.
public struct Mirror: Identifiable, Hashable, Sendable {
  /// What the mirrors page says in one word.
  public enum State: String, Hashable, Sendable, Codable { case up, resting, disabled, unknown }

  public let id: MirrorID
  public let newsroom: NewsroomID
  /// Absolute, http or https, of an edition also file; a permanent redirect within the rules rewrites it.
  public var url: String
  public var kind: MirrorKind
  /// Order given by the user, from 0.
  public var position: Int
  public var isPinned: Bool
  public var isDisabled: Bool
  /// What was wrong at the last try; nil after a good one, or before any. One without weight is a remark on a mirror that
  /// serves all the same.
  public var verdict: Verdict?
  public var lastTried: Date?
  public var lastGood: Date?
  /// Time to a well-formed feed at the last good try.
  public var latencyMilliseconds: Int?
  /// How far its newest article is behind the newest known, in seconds, where it is.
  public var behindSeconds: Int?
  /// Where it redirects to on another host, offered to the user.
  public var offer: MovedOffer?
  /// How it did lately.
  public var memory: MirrorMemory
  public var route: MirrorRoute
  /// What the newsroom's signed record says of it; nil where it names no such mirror.
  public var signed: SignedMirror?

  public init(
    id: MirrorID, newsroom: NewsroomID, url: String, kind: MirrorKind = .feed, position: Int = 0,
    isPinned: Bool = false, isDisabled: Bool = false, verdict: Verdict? = nil, lastTried: Date? = nil,
    lastGood: Date? = nil, latencyMilliseconds: Int? = nil, behindSeconds: Int? = nil, offer: MovedOffer? = nil,
    memory: MirrorMemory = MirrorMemory(), route: MirrorRoute = MirrorRoute(), signed: SignedMirror? = nil
  ) {
    self.id = id
    self.newsroom = newsroom
    self.url = url
    self.kind = kind
    self.position = position
    self.isPinned = isPinned
    self.isDisabled = isDisabled
    self.verdict = verdict
    self.lastTried = lastTried
    self.lastGood = lastGood
    self.latencyMilliseconds = latencyMilliseconds
    self.behindSeconds = behindSeconds
    self.offer = offer
    self.memory = memory
    self.route = route
    self.signed = signed
  }

  /// News can be asked of it.
  public var servesNews: Bool { kind != .relay }
  /// Reports can be left with it.
  public var takesDrops: Bool { kind == .relay }

  public var state: State {
    if isDisabled { return .disabled }
    if let verdict, verdict.weight != .none { return .resting }
    return lastGood == nil ? .unknown : .up
  }
}

/// A mirror's redirect to another host: never followed by itself, offered with what was found there.
public struct MovedOffer: Hashable, Sendable, Codable {
  /// What stands at the new address.
  public enum Found: Hashable, Sendable, Codable {
    /// A feed; `isSame` when it holds articles that this newsroom has already.
    case feed(title: String, isSame: Bool)
    /// No feed: a page, a picture, nothing.
    case other(String)
  }
  public var url: String
  public var found: Found
  public init(url: String, found: Found) {
    self.url = url
    self.found = found
  }
}
