import Foundation

/// Honest bytes made dishonest: the same ones from the same seed.
struct Mutator {
  private var draw: Draw
  private let pieces: [[UInt8]]

  /// - Parameter pieces: what is put in, beside bytes of any kind.
  init(seed: UInt64, pieces: [String]) {
    draw = Draw(state: seed)
    self.pieces = pieces.map { Array($0.utf8) }
  }

  /// How often a scene is played: so often by default, a hundred times that with `WIRECOPY_LONG=1`.
  static func rounds(_ count: Int) -> Int {
    ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1" ? count * 100 : count
  }

  mutating func one<Element>(of all: [Element]) -> Element? { all.randomElement(using: &draw) }

  /// Some changes, one to eight.
  mutating func mutated(_ honest: String) -> [UInt8] {
    var bytes = Array(honest.utf8)
    for _ in 0..<Int.random(in: 1...8, using: &draw) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let start = Int.random(in: 0...bytes.count, using: &draw)
    let end = min(bytes.count, start + Int.random(in: 0...16, using: &draw))
    switch Int.random(in: 0..<7, using: &draw) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 2: bytes.replaceSubrange(start..<end, with: (start..<end).map { _ in UInt8.random(in: 0...255, using: &draw) })
    case 3: if start < bytes.count { bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &draw) }
    case 4: bytes.removeSubrange(start...)
    case 5:
      // Two places change their bytes.
      let other = Int.random(in: 0...bytes.count, using: &draw)
      if start < bytes.count, other < bytes.count { bytes.swapAt(start, other) }
    default: bytes.insert(contentsOf: pieces.randomElement(using: &draw) ?? [], at: start)
    }
  }
}
