/// Honest bytes made dishonest: the same ones for the same number.
struct Mutator {
  /// The largest input.
  static let most = 64 * 1024

  private var dice: Dice
  private let seeds: [[UInt8]]
  private let pieces: [[UInt8]]

  /// - Parameters:
  ///   - seeds: what is changed; at least one.
  ///   - pieces: what is put in.
  init(number: Int, seeds: [[UInt8]], pieces: [[UInt8]]) {
    dice = Dice(seed: UInt64(truncatingIfNeeded: number))
    self.seeds = seeds
    self.pieces = pieces
  }

  /// One seed with one to twelve changes.
  mutating func input() -> [UInt8] {
    var bytes = seeds[dice.below(seeds.count)]
    for _ in 0...dice.below(12) { change(&bytes) }
    if dice.below(40) == 0 { widen(&bytes) }
    return Array(bytes.prefix(Self.most))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let start = dice.below(bytes.count + 1)
    let end = min(bytes.count, start + length())
    switch dice.below(12) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: dice.below(bytes.count + 1))
    case 2: bytes.replaceSubrange(start..<end, with: (start..<end).map { _ in UInt8.random(in: 0...255, using: &dice) })
    case 3: if start < bytes.count { bytes[start] ^= 1 << UInt8(dice.below(8)) }
    case 4: if dice.below(4) == 0 { bytes.removeSubrange(start...) }
    case 5: repeatPart(&bytes, start..<end)
    case 6: splice(&bytes, at: start)
    case 7: number(&bytes, from: start)
    case 8: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: start)
    default: bytes.insert(contentsOf: pieces[dice.below(pieces.count)], at: start)
    }
  }

  /// Short mostly, long now and then.
  private mutating func length() -> Int { dice.below(dice.below(8) == 0 ? 4096 : 24) }

  private mutating func repeatPart(_ bytes: inout [UInt8], _ part: Range<Int>) {
    let times = min(1 << dice.below(11), Self.most / max(1, part.count))
    let some = Array(bytes[part])
    bytes.insert(contentsOf: (0..<times).flatMap { _ in some }, at: part.upperBound)
  }

  /// A part of another seed.
  private mutating func splice(_ bytes: inout [UInt8], at place: Int) {
    let other = seeds[dice.below(seeds.count)]
    let start = dice.below(other.count + 1)
    bytes.insert(contentsOf: other[start..<min(other.count, start + length())], at: place)
  }

  /// The next number becomes one at a border.
  private mutating func number(_ bytes: inout [UInt8], from start: Int) {
    guard let first = bytes[start...].firstIndex(where: { $0 &- 0x30 < 10 }) else { return }
    let end = bytes[first...].firstIndex { $0 &- 0x30 >= 10 } ?? bytes.count
    let numbers = [
      "0", "-1", "1", "99", "255", "256", "65536", "2147483648", "9223372036854775808", "1e999", "00000000007",
    ]
    bytes.replaceSubrange(first..<end, with: Array(numbers[dice.below(numbers.count)].utf8))
  }

  /// The whole in UTF-16, one way or the other, with its mark or without.
  private mutating func widen(_ bytes: inout [UInt8]) {
    let isBig = dice.below(2) == 0
    let mark: [UInt8] = dice.below(2) == 0 ? [] : isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
    bytes = mark + bytes.prefix(Self.most / 2).flatMap { isBig ? [0, $0] : [$0, 0] }
  }
}
