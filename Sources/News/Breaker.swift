public import Foundation

/// Keeps a mirror that fails from being asked again and again (the circuit breaker of M. Nygard, "Release It!").
///
///     closed ──one hard failure, or three soft ones in a row──▶ open ──its rest is over──▶ half open
///       ▲                                                        ▲                         │    │
///       │                                                        └──────── one failure ────┘    │
///       └────────────────────────────── two successes ──────────────────────────────────────────┘
///
/// Being offline is no failure, and never comes here. What always holds:
/// 1. it stays open for an hour at most, whoever asks for it and whatever the clock does;
/// 2. a mirror that keeps failing is half open at most twice a minute in the foreground, and once an hour later on;
/// 3. a time that the mirror asked for is kept, up to an hour, unless it served meanwhile.
public struct Breaker: Hashable, Sendable, Codable {
  public enum State: Hashable, Sendable {
    /// It may be asked.
    case closed
    /// It is left alone until then, unless nobody else answers.
    case open(until: Date)
    /// Its rest is over: it is asked after those that are closed, or beside a round.
    case halfOpen
  }

  /// Soft failures in a row that open it.
  public static let mostSoft = 3
  /// Successes that close it again.
  public static let successesToClose = 2
  /// Seconds that the first rest is drawn from, and at most.
  public static let baseRest = 30.0
  public static let mostRest = 3_600.0
  /// While somebody looks at the screen, the first failures are followed by a try within this many seconds …
  public static let foregroundRest = 45.0
  /// … so many times; then the rests are as long as they are.
  public static let foregroundTries = 10

  /// Clocks are read in several places: so many seconds' difference is no clock that was set back.
  static let slack = 1.0

  /// Failures in a row.
  public internal(set) var failures = 0
  /// When it opened last; nil while closed.
  public internal(set) var opened: Date?
  /// Seconds that it stays open from then on.
  public internal(set) var rest = 0.0
  /// How often it opened in a row without closing.
  public internal(set) var times = 0
  /// It opened for something that does not pass by itself.
  public internal(set) var isHard = false
  /// The mirror itself named the time (`Retry-After`).
  public internal(set) var wasAsked = false
  /// In a row, since it opened.
  public internal(set) var successes = 0

  public init() {}

  public var isClosed: Bool { opened == nil }

  /// - Parameter inForeground: somebody looks at the screen: an unblocked mirror should be back within a minute.
  public func state(at now: Date, inForeground: Bool = false) -> State {
    guard let opened else { return .closed }
    // A clock that was set back is no reason to leave a mirror alone for longer.
    guard successes == 0, now.timeIntervalSince(opened) >= -Self.slack else { return .halfOpen }
    let isShort = inForeground && !wasAsked && times <= Self.foregroundTries
    let end = opened.addingTimeInterval(isShort ? min(rest, Self.foregroundRest) : rest)
    return now >= end ? .halfOpen : .open(until: end)
  }

  public mutating func succeed() {
    failures = 0
    guard opened != nil else { return }
    successes += 1
    if successes >= Self.successesToClose { self = Breaker() }
  }

  /// - Parameters:
  ///   - retryAfter: seconds for which the mirror asked to be left alone; obeyed up to an hour. What is not above 0 asks
  ///     for nothing.
  ///   - draw: 0 ..< 1, for the jitter: those who lost one mirror together don't come back together.
  public mutating func fail(isHard: Bool, retryAfter: Int? = nil, at now: Date, draw: Double) {
    let asked = retryAfter.map { min(Self.mostRest, Double($0)) }.flatMap { $0 > 0 ? $0 : nil }
    // Asked while it rests (all rest, or somebody tests it), it is no worse for having failed again.
    if case .open = state(at: now, inForeground: true) {
      failures += 1
      if isHard { self.isHard = true }
      if let asked { leaveAlone(for: asked, from: now) }
      return
    }
    successes = 0
    failures += 1
    let isDue = isHard || opened != nil || failures >= Self.mostSoft
    guard isDue || asked != nil else { return }
    self.isHard = isHard
    wasAsked = false
    opened = now
    times += 1
    // "Come back in a second", said each time, is no way around the rests.
    rest = isDue ? Self.rest(times, draw: draw) : 0
    if let asked { leaveAlone(for: asked, from: now) }
  }

  /// It is left alone at least so long.
  private mutating func leaveAlone(for seconds: Double, from now: Date) {
    wasAsked = true
    let left = opened.map { rest - now.timeIntervalSince($0) } ?? 0
    opened = now
    rest = min(Self.mostRest, max(seconds, left))
  }

  /// 30 s × 2ⁿ with equal jitter (half of it certain, half drawn), at most an hour; from where it would be more, an hour
  /// itself. `times` counts from 1.
  public static func rest(_ times: Int, draw: Double) -> Double {
    let span = Double(sign: .plus, exponent: min(max(times, 1), 20) - 1, significand: baseRest)
    return span < mostRest ? span / 2 + span / 2 * draw : mostRest
  }

  /// Another network, a resume from sleep, or the user's wish: what was soft is forgotten.
  ///
  /// - Parameter evenAsked: also what the mirror itself asked for; otherwise that holds on any network.
  public mutating func forgive(evenAsked: Bool = false) {
    if !isHard, evenAsked || !wasAsked { self = Breaker() }
  }
}
