public import Foundation
public import News

/// How good a mirror is, from 0 to 1, by how it did lately: the product of three parts, each from 0 to 1.
public struct MirrorScore: Hashable, Sendable {
  /// 1 with the newest news that is known, 0 where it is a day behind or more.
  public let freshness: Double
  /// The part of its last 20 tries that was good; 0.7 until there are three.
  public let success: Double
  /// 1 for the fastest; 0.5 while nothing was measured.
  public let speed: Double

  public var value: Double { freshness * success * speed }

  /// Tries from which on the share of good ones says something.
  public static let fewestTries = 3
  /// Seconds behind from which on a mirror is worth nothing as long as there are others.
  public static let mostBehind = 86_400.0
  /// Seconds for which tries are remembered.
  static let memorySeconds = 7 * 86_400.0
  static let unprovenSuccess = 0.7
  static let unmeasuredSpeed = 0.5
  /// What is added to times before they are compared: 5 ms are not ten times as good as 50.
  static let grace = 100.0

  /// - Parameter mirrors: those that it is compared with, by speed; it may be among them.
  public static func of(_ mirror: Mirror, among mirrors: [Mirror], now: Date) -> MirrorScore {
    MirrorScore(mirror, fastest: fastest(among: mirrors, now: now), now: now)
  }

  /// - Parameter fastest: the least of the usual times, in milliseconds; nil where none was measured.
  init(_ mirror: Mirror, fastest: Double?, now: Date) {
    guard mirror.isRemembered(at: now) else {
      (freshness, success, speed) = (1, Self.unprovenSuccess, Self.unmeasuredSpeed)
      return
    }
    let behind = Double(max(0, mirror.behindSeconds ?? 0))
    freshness = max(0, 1 - behind / Self.mostBehind)
    let tries = mirror.memory.tries
    let good = Double(tries.count { $0 })
    success = tries.count < Self.fewestTries ? Self.unprovenSuccess : good / Double(tries.count)
    speed =
      mirror.usualTime.map { own in (min(own, fastest ?? own) + Self.grace) / (own + Self.grace) }
      ?? Self.unmeasuredSpeed
  }

  static func fastest(among mirrors: [Mirror], now: Date) -> Double? {
    mirrors.lazy.filter { !$0.isDisabled && $0.isRemembered(at: now) }.compactMap(\.usualTime).min()
  }
}

extension Mirror {
  /// Its usual time to a well-formed feed, in milliseconds, never less than 0; nil where none was measured.
  var usualTime: Double? { (memory.usualMilliseconds ?? latencyMilliseconds.map(Double.init)).map { max(0, $0) } }

  /// Whether its last try is no longer ago than 7 days; what was before is worth nothing.
  func isRemembered(at now: Date) -> Bool {
    lastTried.map { now.timeIntervalSince($0) <= MirrorScore.memorySeconds } ?? true
  }

  /// Whether there are tries enough to go by.
  var isProven: Bool { memory.tries.count >= MirrorScore.fewestTries }
}
