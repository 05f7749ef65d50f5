/// How many rounds may run: as many as the network likes, as long as what they hold fits into memory.
struct Admission {
  /// Rounds at once, whatever their size.
  static let mostRounds = 32
  /// Rounds at once, however large feeds are expected to be: some of them may wait for a mirror that never answers.
  static let fewRounds = 4
  /// Bytes of feeds that are expected, waiting to be read or waiting to be stored. What is made of them takes about as much.
  static let mostBytes = 16 << 20

  private(set) var rounds = 0
  private(set) var held = 0
  /// What a round is expected to bring: much until the first came, then a moving average with room above it.
  private var expected = 4 << 20

  /// Whether one more round may start. The first may always.
  var isOpen: Bool {
    if rounds == 0 { return true }
    if rounds >= Self.mostRounds || held >= Self.mostBytes { return false }
    return rounds < Self.fewRounds || held + (rounds + 1) * expected <= Self.mostBytes
  }

  mutating func enter() { rounds += 1 }

  /// A round is over that brought so many bytes.
  mutating func leave(brought bytes: Int) {
    rounds -= 1
    held -= bytes
    expected = max(4_096, (expected * 3 + bytes * 5 / 4) / 4)
  }

  /// A body came that is kept until its round is over.
  mutating func hold(_ bytes: Int) { held += bytes }
}
