public import Foundation
public import News

/// Why each of a newsroom's mirrors stands where it stands in the rota, line by line: for the mirrors page and `mirrors why`.
public struct MirrorWhy: Sendable {
  private let news: Peers
  private let relays: Peers
  private let now: Date

  /// - Parameters:
  ///   - mirrors: a newsroom's; relays among them are compared with relays.
  ///   - hasProxy: there is a way to onion addresses in the settings.
  public init(_ mirrors: [Mirror], now: Date, hasProxy: Bool) {
    news = Peers(mirrors.filter(\.servesNews), now: now, hasProxy: hasProxy, isDrawn: true)
    relays = Peers(mirrors.filter(\.takesDrops), now: now, hasProxy: hasProxy, isDrawn: false)
    self.now = now
  }

  /// Of one mirror; who asks of many makes the value once.
  public static func lines(_ mirror: Mirror, among mirrors: [Mirror], now: Date, hasProxy: Bool) -> [Phrase] {
    MirrorWhy(mirrors.filter { $0.newsroom == mirror.newsroom }, now: now, hasProxy: hasProxy).lines(mirror)
  }

  /// From what decides to what it rests on.
  public func lines(_ mirror: Mirror) -> [Phrase] {
    let peers = mirror.takesDrops ? relays : news
    var lines = [Self.place(of: mirror, in: peers)]
    if mirror.isDisabled { return lines }
    if let line = Self.rest(of: mirror, in: peers.rota, now: now) { lines.append(line) }
    let score = MirrorScore(mirror, fastest: peers.fastest, now: now)
    lines.append(
      """
      score \(Self.percent(score.value)): fresh \(Self.percent(score.freshness)) × good \(Self.percent(score.success)) \
      × fast \(Self.percent(score.speed))
      """)
    lines.append(Self.tries(of: mirror, now: now))
    if let line = Self.times(of: mirror, fastest: peers.fastest, now: now) { lines.append(line) }
    if let behind = mirror.behindSeconds, behind > 0 {
      lines.append(RoundSentence.behindPhrase(seconds: behind, name: MirrorName(mirror.url)))
    }
    return lines
  }

  /// Those that are compared with each other.
  private struct Peers {
    let rota: MirrorRota
    let places: [MirrorID: Int]
    /// The places that the first is drawn from.
    let drawn: Set<Int>
    let fastest: Double?

    init(_ mirrors: [Mirror], now: Date, hasProxy: Bool, isDrawn: Bool) {
      rota = MirrorRota(inOrder: mirrors, now: now, inForeground: true, hasProxy: hasProxy)
      places = Dictionary(rota.candidates.enumerated().map { ($1.mirror, $0) }) { first, _ in first }
      let known = Dictionary(mirrors.map { ($0.id, $0) }) { first, _ in first }
      drawn = isDrawn ? Set(rota.drawable(known, now: now)) : []
      fastest = MirrorScore.fastest(among: mirrors, now: now)
    }
  }

  private static func place(of mirror: Mirror, in peers: Peers) -> Phrase {
    let rota = peers.rota
    if mirror.isDisabled { return "disabled: never asked" }
    if rota.isPinned { return mirror.isPinned ? "pinned: asked alone" : "not asked: another mirror is pinned" }
    if rota.leftAlone.contains(mirror.id) { return "not asked now: it wants to be left alone for a while" }
    guard let place = peers.places[mirror.id] else { return "not asked: an onion address needs Tor (a SOCKS proxy)" }
    let count = rota.candidates.count
    if peers.drawn.count > 1, peers.drawn.contains(place) {
      return "one of \(peers.drawn.count) that are about as good: which of them is asked first is drawn"
    }
    if rota.candidates[place].isLastResort { return "asked last: only when no other mirror answers" }
    return place == 0 ? "asked first, of \(count)" : "asked in place \(place + 1) of \(count)"
  }

  private static func rest(of mirror: Mirror, in rota: MirrorRota, now: Date) -> Phrase? {
    let breaker = mirror.memory.breaker
    switch breaker.state(at: now, inForeground: true) {
    case .closed: return nil
    case .halfOpen:
      return """
        it failed before, and its rest is over: \(Breaker.successesToClose) good answers in a row and it stands as before
        """
    case .open(let end):
      if rota.isPanic { return "all mirrors of this newsroom fail: all are asked all the same" }
      let seconds = max(1, Int(end.timeIntervalSince(now).rounded(.up)))
      let wait: Phrase = seconds < 90 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
      return breaker.wasAsked
        ? "it asked to be left alone: for \(wait) yet" : "left alone for \(wait) yet, after it failed"
    }
  }

  private static func tries(of mirror: Mirror, now: Date) -> Phrase {
    let tries = mirror.isRemembered(at: now) ? mirror.memory.tries : []
    guard !tries.isEmpty else { return "not tried in the last 7 days" }
    let good = tries.count { $0 }
    return mirror.isProven
      ? "good: \(good) of the last \(tries.count) tries"
      : "good: \(good) of \(tries.count) tries, too few to go by"
  }

  private static func times(of mirror: Mirror, fastest: Double?, now: Date) -> Phrase? {
    guard mirror.isRemembered(at: now), let own = mirror.usualTime else { return nil }
    let fastest = fastest ?? own
    return own <= fastest
      ? "usually \(Int(own)) ms, the fastest here" : "usually \(Int(own)) ms; the fastest here: \(Int(fastest)) ms"
  }

  private static func percent(_ part: Double) -> String { "\(Int((part * 100).rounded())) %" }
}
