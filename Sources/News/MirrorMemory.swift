public import Foundation

/// How a mirror did lately: what its place in the rota rests on. Forgotten after 7 days. It names no network.
public struct MirrorMemory: Hashable, Sendable, Codable {
  /// Tries that are remembered.
  public static let mostTries = 20
  /// What a new measurement counts in a moving average.
  public static let weight = 0.2

  /// The last tries, oldest first: whether each was good.
  public internal(set) var tries: [Bool] = []
  /// Moving average of the time to a well-formed feed, in milliseconds.
  public internal(set) var usualMilliseconds: Double?
  /// Moving average of the rate of bodies that were worth measuring.
  public internal(set) var bytesPerSecond: Double?
  public var breaker = Breaker()

  public init() {}

  /// Bodies smaller than this say nothing of a mirror's rate.
  static let leastBytes = 16_384

  /// - Parameters:
  ///   - milliseconds: to its end; nil where nothing was measured.
  ///   - bytes: of body, on the wire, that took this time.
  public mutating func succeed(milliseconds: Int?, bytes: Int? = nil) {
    add(true)
    breaker.succeed()
    guard let milliseconds, milliseconds >= 0 else { return }
    usualMilliseconds = Self.average(usualMilliseconds, Double(milliseconds))
    guard let bytes, bytes >= Self.leastBytes else { return }
    bytesPerSecond = Self.average(bytesPerSecond, Double(bytes) * 1_000 / Double(max(1, milliseconds)))
  }

  /// Another was faster, and it was given up after so long: that is no failure, but it takes at least as long.
  public mutating func lose(milliseconds: Int) {
    guard milliseconds >= Self.late, Double(milliseconds) > usualMilliseconds ?? 0 else { return }
    usualMilliseconds = Self.average(usualMilliseconds, Double(milliseconds))
  }

  /// Milliseconds from which on a mirror that lost was late, and not only beaten.
  public static let late = 250

  /// What is not held against a mirror changes nothing.
  public mutating func fail(_ verdict: Verdict, at now: Date, draw: Double) {
    guard verdict.weight != .none else { return }
    add(false)
    breaker.fail(isHard: verdict.weight == .hard, retryAfter: verdict.evidence.retryAfter, at: now, draw: draw)
  }

  private mutating func add(_ isGood: Bool) {
    tries.append(isGood)
    if tries.count > Self.mostTries { tries.removeFirst() }
  }

  private static func average(_ old: Double?, _ new: Double) -> Double {
    old.map { $0 * (1 - weight) + new * weight } ?? new
  }
}
