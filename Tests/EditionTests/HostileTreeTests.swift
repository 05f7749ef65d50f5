import Edition
import Foundation
import Seal
import Testing

/// What a mirror may do to tiles, entries, texts and pictures.
@Suite struct HostileTreeTests {
  static func mismatch(_ fault: EditionFault) -> Bool {
    switch fault {
    case .entriesMismatch, .entriesCut, .treeMismatch, .tileMismatch, .wrongLength: true
    default: false
    }
  }
  static func missing(_ fault: EditionFault) -> Bool { if case .missing = fault { true } else { false } }
  static func tooLong(_ fault: EditionFault) -> Bool { if case .tooLong = fault { true } else { false } }
  static func body(_ fault: EditionFault) -> Bool {
    switch fault {
    case .bodyCut, .bodyMismatch, .bodyNoGzip, .bodyTooLong: true
    default: false
    }
  }
  static let last = TreePath.entries(index: 2, width: 110)
  static let leaves = TreePath.tile(level: 0, index: 2, width: 110)
  static let upper = TreePath.tile(level: 1, index: 0, width: 2)

  static let tiles: [Attack] = [
    Attack("a tile of leaves altered", isNew: true, due: mismatch) { tree, _ in tree.change(leaves) { $0[40] ^= 1 } },
    Attack("an upper tile altered", isNew: true, due: mismatch) { tree, _ in tree.change(upper) { $0[0] ^= 0x80 } },
    Attack("two hashes of a tile swapped", isNew: true, due: mismatch) { tree, _ in
      tree.change(upper) { $0 = Array($0[32...] + $0[..<32]) }
    },
    Attack("a tile truncated in a hash", isNew: true, due: mismatch) { tree, _ in
      tree.change(leaves) { $0.removeLast() }
    },
    Attack("a tile one hash too narrow", isNew: true, due: mismatch) { tree, _ in
      tree.change(leaves) { $0.removeLast(32) }
    },
    Attack("a tile one hash too wide", isNew: true, due: tooLong) { tree, _ in
      tree.change(leaves) { $0 += [UInt8](repeating: 0, count: 32) }
    },
    Attack("an empty tile", isNew: true, due: mismatch) { tree, _ in tree.files[upper.text] = [] },
    Attack("an endless tile", isNew: true, due: tooLong) { tree, _ in
      tree.files[upper.text] = [UInt8](repeating: 0, count: 1 << 20)
    },
    Attack("a tile of another level", isNew: true, due: mismatch) { tree, _ in
      tree.files[upper.text] = Array(tree.bytes(leaves)[..<64])
    },
    Attack("a tile of another newsroom", isNew: true, due: mismatch) { tree, world in
      tree.files[leaves.text] = world.other.bytes(leaves)
    },
    Attack("a tile of the forked history", isNew: true, due: mismatch) { tree, world in
      tree.files[leaves.text] = world.forked.bytes(leaves)
    },
    Attack("a tile withheld", isNew: true, due: missing) { tree, _ in tree.files[upper.text] = nil },
    Attack("the leaves of a bundle with a removed entry altered", isNew: true, due: mismatch) { tree, _ in
      tree.change(.tile(level: 0, index: 0, width: 256)) { $0[32 * 30] ^= 1 }
    },
    Attack("the leaves of a bundle with a removed entry withheld", isNew: true, due: missing) { tree, _ in
      tree.files["tile/0/000"] = nil
    },
    Attack("the leaves of a bundle cut to half", isNew: true, due: mismatch) { tree, _ in
      tree.change(.tile(level: 0, index: 0, width: 256)) { $0.removeLast(4096) }
    },
  ]

  static let entries: [Attack] = [
    Attack("a byte of an entry altered", due: mismatch) { tree, _ in tree.change(last) { $0[100] ^= 1 } },
    Attack("a byte of an old entry altered", isNew: true, due: mismatch) { tree, _ in
      tree.change(.entries(index: 0, width: 256)) { $0[100] ^= 1 }
    },
    Attack("two entries swapped", due: mismatch) { tree, _ in tree.change(bundle: 2, width: 110) { $0.swapAt(3, 4) } },
    Attack("an entry left out", due: mismatch) { tree, _ in tree.change(bundle: 2, width: 110) { $0.remove(at: 7) } },
    Attack("an entry left out, another twice", due: mismatch) { tree, _ in
      tree.change(bundle: 2, width: 110) {
        $0.remove(at: 7)
        $0.insert($0[8], at: 8)
      }
    },
    Attack("an entry put in", due: mismatch) { tree, _ in
      tree.change(bundle: 2, width: 110) { $0.insert(Array("{\"v\":1}".utf8), at: 50) }
    },
    Attack("an entry replaced by the end of the bundle", due: mismatch) { tree, _ in
      tree.change(bundle: 2, width: 110) { $0[109] = Array("{}".utf8) }
    },
    Attack("white space added to an entry", due: mismatch) { tree, _ in
      tree.change(bundle: 2, width: 110) { $0[9].append(0x20) }
    },
    Attack("a length altered", due: mismatch) { tree, _ in tree.change(last) { $0[1] ^= 1 } },
    Attack("a length beyond the end", due: mismatch) { tree, _ in tree.change(last) { $0[0] = 0xFF } },
    Attack("a bundle cut", due: mismatch) { tree, _ in tree.change(last) { $0.removeLast(10) } },
    Attack("a bundle emptied", due: mismatch) { tree, _ in tree.files[last.text] = [] },
    Attack("an endless bundle", due: tooLong) { tree, _ in
      tree.change(last) { $0 += [UInt8](repeating: 0, count: EditionLimits.bundle) }
    },
    Attack("a bundle withheld", due: missing) { tree, _ in
      tree.files[last.text] = nil
    },
    Attack("an old bundle withheld", isNew: true, due: missing) { tree, _ in tree.files["tile/entries/000"] = nil },
    Attack("a bundle of another newsroom", due: mismatch) { tree, world in
      tree.files[last.text] = world.other.bytes(last)
    },
    Attack("a bundle of the forked history: a mix of two editions", due: mismatch) { tree, world in
      tree.files[last.text] = world.forked.bytes(last)
    },
    Attack("another bundle in its place", isNew: true, due: mismatch) { tree, _ in
      tree.files["tile/entries/001"] = tree.files["tile/entries/000"]
    },
    Attack("an entry hidden: served empty, and nobody removed it", due: { $0 == .hiddenEntry(530) }) { tree, _ in
      tree.change(bundle: 2, width: 110) { $0[18] = [] }
    },
    Attack("an old entry hidden", isNew: true, due: { $0 == .hiddenEntry(40) }) { tree, _ in
      tree.change(bundle: 0, width: 256) { $0[40] = [] }
    },
    Attack("the removal itself hidden", isNew: true, due: { if case .hiddenEntry = $0 { true } else { false } }) {
      tree, _ in
      tree.change(bundle: 2, width: 110) { entries in
        if let place = entries.firstIndex(where: { $0.contains(subsequence: Array("\"removal\"".utf8)) }) {
          entries[place] = []
        }
      }
    },
  ]

  /// Where a text lies that the early reader does not have.
  static func bodyPlace(_ tree: TreeCase, _ index: Int = 560) throws -> EntryBody {
    let entries = EntryBundle.read(tree.bytes(.entries(index: index / 256, width: 110)), count: 110) ?? []
    return try #require(Entry(index: index, bytes: Array(entries[index % 256])).body)
  }

  static func replace(
    _ make: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> @Sendable (inout TreeCase, HostileWorld) throws -> Void {
    { tree, _ in
      let body = try bodyPlace(tree)
      tree.change(.segment(body.segment)) { bytes in
        let made = make(Array(bytes[body.offset..<body.end]))
        bytes.replaceSubrange(
          body.offset..<body.end, with: (made + [UInt8](repeating: 0, count: body.length)).prefix(body.length))
      }
    }
  }

  static let bodies: [Attack] = [
    Attack(
      "a byte of a text altered", due: body,
      replace { $0.enumerated().map { $0.offset == 40 ? $0.element ^ 1 : $0.element } }),
    Attack("a text zeroed that nobody removed", due: body, replace { _ in [] }),
    Attack("a name in the header of a text", due: body, replace { Array($0[..<3]) + [0x08] + $0[4...] }),
    Attack("a time in the header of a text", due: body, replace { Array($0[..<4]) + [1] + $0[5...] }),
    Attack("another system in the header of a text", due: body, replace { Array($0[..<9]) + [3] + $0[10...] }),
    Attack("a text cut", due: body, replace { Array($0.dropLast(9)) }),
    Attack("the length of a text altered", due: body, replace { Array($0.dropLast()) + [0xFF] }),
    Attack("the sum of a text altered", due: body) { tree, _ in
      let body = try bodyPlace(tree)
      tree.change(.segment(body.segment)) { $0[body.end - 6] ^= 1 }
    },
    Attack("two texts swapped", due: body) { tree, _ in
      let (one, other) = (try bodyPlace(tree, 560), try bodyPlace(tree, 561))
      tree.change(.segment(one.segment)) { bytes in
        let both = Array(bytes[other.offset..<other.end] + bytes[one.offset..<one.end])
        bytes.replaceSubrange(one.offset..<other.end, with: both)
      }
    },
    Attack("a segment cut", due: body) { tree, _ in tree.change(.segment(0)) { $0.removeLast($0.count / 2) } },
    Attack("a segment moved by one byte", due: body) { tree, _ in tree.change(.segment(0)) { $0.insert(0, at: 0) } },
    Attack("a segment withheld", due: missing) { tree, _ in tree.files["segment/000000"] = nil },
    Attack("a segment of another newsroom", due: body) { tree, world in
      tree.files["segment/000000"] = world.other.bytes(.segment(0))
    },
    Attack("a picture altered", due: { if case .blobMismatch = $0 { true } else { false } }) { tree, _ in
      for name in tree.files.keys where name.hasPrefix("blob/") { tree.files[name]?[0] ^= 1 }
    },
    Attack("pictures swapped", isNew: true, due: { if case .blobMismatch = $0 { true } else { false } }) { tree, _ in
      let names = tree.files.keys.filter { $0.hasPrefix("blob/") }.sorted()
      for (one, other) in zip(names, names.dropFirst() + names.prefix(1)) {
        tree.files[one] = Array((one + other).utf8)
      }
    },
  ]

  @Test("Refused, and nothing stored", arguments: tiles + entries + bodies)
  func attack(_ attack: Attack) throws { try Hostility.check(attack) }

  @Test("A text that unpacks without end is refused before it fills the memory")
  func bomb() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 0) {
      let body = try $0.add(body: [UInt8](repeating: 0, count: EditionLimits.body), type: "text/plain")
      // Signed by the newsroom itself: it says a length that is not the member's.
      let false_ = EntryBody(
        segment: body.segment, offset: body.offset, length: body.length, sha256: .leaf([1]), type: body.type,
        packed: nil)
      try $0.add(.article(EntryArticle(title: "Bomb", body: false_), time: .now))
    }
    var tree = try publisher.tree()
    var reading = Reading(EditionVerifier())
    reading.round(tree)
    #expect(reading.bodies.isEmpty && reading.faults == [.bodyMismatch(segment: 0, offset: 0)])
    tree.change(.segment(0)) { $0.replaceSubrange(($0.count - 4)..., with: [0xFF, 0xFF, 0xFF, 0x7F]) }
    reading = Reading(EditionVerifier())
    reading.round(tree)
    #expect(reading.bodies.isEmpty && reading.faults == [.bodyTooLong(segment: 0, offset: 0)])
  }

  @Test("A piece of a range that begins elsewhere than asked is no news")
  func ranges() throws {
    let world = try HostileWorld.shared.get()
    var reading = world.reader()
    let mid = try #require(reading.verifier.state.checkpoint)
    #expect(mid.point.size == 300)
    reading.verifier.begin()
    _ = reading.verifier.take(world.late.bytes(.checkpoint), for: .checkpoint)
    let wish = try #require(reading.verifier.wishes.first { $0.from > 0 })
    let bytes = world.late.bytes(wish.path)
    #expect(reading.verifier.take(Array(bytes[1...]), for: wish.path, from: 1).isEmpty)
    let shifted = reading.verifier.take(Array(bytes[(wish.from + 1)...]), for: wish.path, from: wish.from)
    #expect(shifted.allSatisfy { if case .fault = $0 { true } else { false } })
    reading.round(world.late)
    #expect(reading.verifier.state.isComplete && world.onlyHonest(reading))
  }
}
