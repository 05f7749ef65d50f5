/// How many rounds may run: as many as the network likes, as long as what they hold fits into memory.
struct Admission {
  /// Rounds at once, whatever their size.
  static let mostRounds = 32
  /// Bytes of feeds that are on their way, waiting to be read or waiting to be stored.
  static let mostBytes = 24 << 20

  private(set) var rounds = 0
  private(set) var held = 0
  /// What a feed is expected to weigh: large until the first came, then a moving average with room above it.
  private var expected = 2 << 20

  /// Whether one more round may start. The first may always.
  var isOpen: Bool {
    rounds == 0 || (rounds < Self.mostRounds && held + (rounds + 1) * expected <= Self.mostBytes)
  }

  mutating func enter() { rounds += 1 }
  mutating func leave() { rounds -= 1 }

  mutating func hold(_ bytes: Int) {
    held += bytes
    expected = max(4_096, (expected * 3 + bytes * 5 / 4) / 4)
  }
  mutating func release(_ bytes: Int) { held -= bytes }
}
