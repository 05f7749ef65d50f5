import Edition
import Foundation
import Seal
import Testing

/// Random damage to a whole tree: one byte flipped, a file cut, two files swapped. Five hundred times, or ten thousand with
/// `WIRECOPY_LONG=1`, always the same ones.
@Suite struct FlipTests {
  /// SplitMix64.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let isLong = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1"
  static let slices = 20

  @Test("No damage is accepted: what is stored is what was published, or nothing", arguments: 0..<slices)
  func damage(slice: Int) throws {
    let world = try HostileWorld.shared.get()
    var honest = Reading(EditionVerifier(fingerprint: world.fingerprint))
    honest.round(world.late)
    let paths = world.late.files.keys.filter { !$0.contains(".p/") || honest.asked.contains($0) }.sorted()
    // A byte is hit as often as any other, whichever file it is in.
    let weights = paths.map { world.late.files[$0]?.count ?? 0 }
    let total = weights.reduce(0, +)
    var refused = 0
    for number in 0..<(Self.isLong ? 500 : 25) {
      var dice = Dice(state: UInt64(slice * 1000 + number))
      var tree = world.late
      var place = Int.random(in: 0..<total, using: &dice)
      var file = 0
      while place >= weights[file] {
        place -= weights[file]
        file += 1
      }
      // One in four hits a small file as well as a large one.
      if number % 4 == 0 {
        file = Int.random(in: 0..<paths.count, using: &dice)
        place = Int.random(in: 0..<max(1, weights[file]), using: &dice)
      }
      let path = paths[file]
      guard var bytes = tree.files[path], place < bytes.count else { continue }
      let kind = Int.random(in: 0..<5, using: &dice)
      switch kind {
      case 0...1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      case 2: bytes[place] = bytes[place] &+ UInt8.random(in: 1...255, using: &dice)
      case 3: bytes.removeSubrange(place...)
      default: bytes = tree.files[paths[Int.random(in: 0..<paths.count, using: &dice)]] ?? []
      }
      guard bytes != tree.files[path] else { continue }
      tree.files[path] = bytes
      var reading = Reading(EditionVerifier(fingerprint: world.fingerprint))
      reading.round(tree)
      let what = "slice \(slice), number \(number): \(path) at \(place), kind \(kind)"
      #expect(world.onlyHonest(reading), "\(what)")
      #expect(reading.forks.isEmpty, "\(what)")
      let roots = reading.verifier.state.roots.files.map(\.bytes)
      #expect(roots == honest.verifier.state.roots.files.map(\.bytes).prefix(roots.count).map { $0 }, "\(what)")
      // Something is missing of it, or the damage made no difference to anybody.
      let isWhole =
        reading.entries == honest.entries && reading.bodies == honest.bodies && reading.blobs == honest.blobs
      if isWhole {
        #expect(reading.verifier.state == honest.verifier.state, "\(what)")
      } else {
        refused += 1
        #expect(!reading.faults.isEmpty, "\(what)")
      }
    }
    #expect(refused > 10)
  }
}
