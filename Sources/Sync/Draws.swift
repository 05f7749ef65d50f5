import Synchronization

/// Where all chance of this module comes from: one generator, for whoever needs a draw.
final class Draws: RandomNumberGenerator, Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  init(_ generator: any RandomNumberGenerator & Sendable) { self.generator = Mutex(generator) }

  func next() -> UInt64 { generator.withLock { $0.next() } }

  /// 0 ..< 1
  func fraction() -> Double {
    var numbers = self
    return Double.random(in: 0..<1, using: &numbers)
  }
}
