/// How long a relay is left alone after a failure.
enum DropBackoff {
  /// Seconds that the first waits are drawn from, and at most.
  static let base = 30.0
  static let most = 3_600.0

  /// Seconds after so many failures in a row (from 1): 30 · 2ⁿ with equal jitter, half of it certain and half drawn, so
  /// that those who lost one relay together don't come back together. A relay that says for how long is believed, between
  /// half a minute and an hour.
  static func seconds(
    after attempts: Int, retryAfter: Int? = nil, using generator: inout some RandomNumberGenerator
  ) -> Double {
    if let retryAfter { return min(most, max(base, Double(retryAfter))) }
    var span = base
    for _ in 0..<max(1, min(attempts, 20)) where span < most { span *= 2 }
    span = min(most, span)
    return span / 2 + Double.random(in: 0...span / 2, using: &generator)
  }
}
