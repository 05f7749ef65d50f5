/// The same "random" text in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Letters of many scripts, marks, emoji and what must not pass, in any order.
  mutating func text(upTo count: Int) -> String {
    let pieces: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0x20...0x20, 0x00...0x1F, 0x7F...0xFF, 0x300...0x320, 0x600...0x6FF, 0x900...0x97F,
      0x1100...0x11FF, 0x2000...0x206F, 0x3000...0x30FF, 0x4E00...0x4E80, 0xAC00...0xAD00, 0xFE00...0xFE0F,
      0xFF01...0xFF60, 0x1F1E6...0x1F1FF, 0x1F3F4...0x1F3FF, 0x1F440...0x1F470, 0xE0000...0xE007F, 0xE100...0xE110,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...count, using: &self) {
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &self)]
      if let scalar = Unicode.Scalar(UInt32.random(in: piece, using: &self)) { text.append(scalar) }
    }
    return String(text)
  }
}
