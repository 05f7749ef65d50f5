import Edition
import Seal
import Testing

/// Sizes that a newsroom signs and nobody has: what is asked for next takes no longer to find out.
@Suite struct SizeTests {
  /// A newcomer who has accepted a signed tree, of which nothing but the edge is there.
  private func reader(of edge: TreeEdge, breadth: Int = 8) throws -> EditionVerifier {
    let world = try HostileWorld.shared.get()
    var verifier = EditionVerifier(fingerprint: world.fingerprint)
    verifier.breadth = breadth
    verifier.begin()
    _ = verifier.take(world.late.bytes(.root(1)), for: .root(1))
    _ = verifier.miss(.root(2))
    _ = verifier.take(world.checkpoint(size: edge.size, hash: edge.root), for: .checkpoint)
    for path in TreeEdge.paths(edge.size) {
      guard case .tile(let level, _, _) = path else { continue }
      _ = verifier.take(edge.levels[level].tileBytes, for: path)
    }
    try #require(verifier.state.size == edge.size)
    return verifier
  }

  @Test("A signed size of thousands of millions is followed by one wish, at once")
  func endless() throws {
    let edge = try #require(
      TreeEdge(size: EditionLimits.size, levels: TreeEdge.widths(EditionLimits.size).map { leaves($0) }))
    var verifier = try reader(of: edge)
    let began = ContinuousClock.now
    for _ in 0..<1_000 {
      #expect(verifier.wishes.map(\.path) == [.tile(level: 3, index: 0, width: 256)])
    }
    #expect(ContinuousClock.now - began < .seconds(5))
    // Nobody has it: the round is over, and what was accepted is kept.
    let events = verifier.miss(.tile(level: 3, index: 0, width: 256))
    #expect(
      events == [
        .fault(.missing(.tile(level: 3, index: 0, width: 256)), pieces: [.tile(level: 3, index: 0, width: 256)])
      ])
    #expect(verifier.isDone)
    #expect(EditionState(decoding: verifier.state.encoded)?.size == EditionLimits.size)
  }

  @Test("What is asked for stands below no other tile that is asked for, and nothing is left out")
  func everyTile() throws {
    let size = EditionLimits.size - 1
    let edge = try #require(TreeEdge(size: size, levels: TreeEdge.widths(size).map { leaves($0) }))
    let verifier = try reader(of: edge, breadth: 10_000)
    // At each level 255 stand at the edge: bundles, and above them the tiles that prove what is below.
    var due: [TreePath] = [.entries(index: size >> 8, width: 255)]
    due += (0..<255).reversed().map { TreePath.entries(index: ((size >> 16) << 8) | $0, width: 256) }
    due += (0..<255).reversed().map { TreePath.tile(level: 1, index: ((size >> 24) << 8) | $0, width: 256) }
    due += (0..<255).reversed().map { TreePath.tile(level: 2, index: $0, width: 256) }
    #expect(verifier.wishes.map(\.path) == due)
  }

  @Test("A size that no newsroom reaches is refused")
  func beyond() throws {
    let world = try HostileWorld.shared.get()
    var reading = world.reader()
    reading.verifier.begin()
    reading.note(reading.verifier.take(world.checkpoint(size: EditionLimits.size + 1), for: .checkpoint))
    #expect(reading.faults.contains { if case .checkpointMalformed = $0 { true } else { false } })
    #expect(reading.verifier.state.size == 300)
  }

  private func leaves(_ count: Int) -> [TreeHash] { (0..<count).map { .leaf([UInt8($0)]) } }
}
