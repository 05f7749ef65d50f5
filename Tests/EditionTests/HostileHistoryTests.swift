import Edition
import Foundation
import Seal
import Testing

/// What somebody with a signature may do: old states, two histories, stolen keys.
@Suite struct HostileHistoryTests {
  private func world() throws -> HostileWorld { try HostileWorld.shared.get() }

  @Test("Rollback: an older state is stale, and ours is kept")
  func rollback() throws {
    let world = try world()
    var reading = world.reader()
    reading.round(world.late)
    reading.round(world.early)
    #expect(reading.faults == [.stale(size: 300, held: 622)] && reading.forks.isEmpty)
    #expect(reading.verifier.state.size == 622)
    #expect(reading.faults.allSatisfy { $0.weight == .behind })
  }

  @Test("A stale state that we never saw is checked against ours, by the tree alone")
  func unseenRollback() throws {
    let world = try world()
    var reading = world.reader(isNew: true)
    reading.round(world.late)
    var mirror = world.late
    mirror.files["checkpoint"] = world.early.bytes(.checkpoint)
    reading.round(mirror)
    #expect(reading.faults == [.stale(size: 300, held: 622)] && reading.forks.isEmpty)
    #expect(reading.asked.contains("tile/0/001"))
  }

  @Test("Freeze: the same state again is no fault, and tells its age")
  func freeze() throws {
    let world = try world()
    var reading = world.reader(at: world.late)
    let time = reading.verifier.state.checkpoint?.time
    reading.asked = []
    reading.round(world.late, looksForRoot: false)
    #expect(reading.faults.isEmpty && reading.asked == ["checkpoint"])
    #expect(reading.verifier.state.checkpoint?.time == time && time != nil)
  }

  @Test("A fork of the same size is an alarm with both notes, and nothing goes on")
  func sameSize() throws {
    let world = try world()
    var reading = world.reader(at: world.late)
    reading.round(world.forked)
    let evidence = try #require(reading.forks.first)
    #expect(
      evidence.held.bytes == world.late.bytes(.checkpoint) && evidence.other.bytes == world.forked.bytes(.checkpoint))
    #expect(world.onlyHonest(reading))
    reading.verifier.begin()
    #expect(reading.verifier.wishes.isEmpty && reading.verifier.state.fork == evidence)
    let kept = try #require(EditionState(decoding: reading.verifier.state.encoded))
    #expect(kept.fork == evidence)
    #expect(reading.verifier.take(world.late.bytes(.checkpoint), for: .checkpoint).isEmpty)
  }

  @Test("A larger tree that does not go on from ours is a fork, found without its entries")
  func larger() throws {
    let world = try world()
    var reading = world.reader()
    reading.round(world.forked)
    #expect(reading.forks.count == 1, "\(reading.faults) \(reading.asked)")
    #expect(world.onlyHonest(reading))
    #expect(reading.verifier.state.size == 300)
  }

  @Test("A smaller tree that is not our beginning is a fork")
  func smaller() throws {
    let world = try world()
    var reading = world.reader(isNew: true)
    reading.round(world.late)
    var mirror = world.late
    mirror.files["checkpoint"] = world.checkpoint(size: 300)
    reading.round(mirror)
    #expect(reading.forks.count == 1 && reading.verifier.state.size == 622)
  }

  @Test("Two mirrors with two histories in one race are a fork, before anything of either is stored")
  func race() throws {
    let world = try world()
    var reading = world.reader()
    reading.verifier.begin()
    reading.note(reading.verifier.take(world.late.bytes(.checkpoint), for: .checkpoint))
    reading.note(reading.verifier.take(world.forked.bytes(.checkpoint), for: .checkpoint))
    #expect(reading.forks.count == 1 && reading.verifier.state.size == 300)
  }

  @Test("A new state whose pieces are withheld does not keep us from the next newest")
  func withheld() throws {
    let world = try world()
    var reading = world.reader()
    reading.verifier.begin()
    _ = reading.verifier.take(world.late.bytes(.checkpoint), for: .checkpoint)
    // The stolen key signs a size that nobody has.
    reading.note(reading.verifier.take(world.checkpoint(size: 1 << 30), for: .checkpoint))
    for _ in 0..<200 {
      guard let wish = reading.verifier.wishes.first else { break }
      if let bytes = world.late.files[wish.path.text] {
        reading.note(reading.verifier.take(bytes, for: wish.path))
      } else {
        reading.note(reading.verifier.miss(wish.path))
      }
    }
    #expect(reading.verifier.state.size == 622 && reading.verifier.state.isComplete && world.onlyHonest(reading))
  }

  @Test("A thief with the head key goes ahead; two of three editors rotate; who followed and who did not come right")
  func stolenHead() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 300)
    var faithful = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    faithful.round(try publisher.tree())
    var misled = faithful
    let trunk = try #require(faithful.verifier.state.checkpoint?.point)
    // The thief publishes lies behind the 300.
    let thief = try Publisher(twin: publisher)
    try thief.copyFolder(of: publisher)
    try thief.publish(articles: 400)
    misled.round(try thief.tree())
    #expect(misled.entries.count == 700)
    // The editors vouch for the 300, and go on with another key.
    try publisher.rotate(trunk: trunk)
    try publisher.publish(articles: 30) { try $0.add(.root(number: 2, time: .now)) }
    let honest = try publisher.tree()
    faithful.round(honest)
    #expect(faithful.faults.isEmpty && faithful.verifier.state.size == 331 && faithful.verifier.state.isComplete)
    misled.round(honest)
    #expect(
      misled.forks.isEmpty && misled.verifier.state.size == 331 && misled.verifier.state.isComplete, "\(misled.faults)")
    #expect(misled.events.contains(.wentBack(to: 300)))
    #expect(misled.entries.count == 331 && misled.entries == faithful.entries)
    // The thief is known from now on.
    misled.faults = []
    misled.round(try thief.tree())
    #expect(misled.faults.contains(.retiredSigner) && misled.verifier.state.size == 331)
  }

  @Test("A fork that was seen is settled by the editors' next root")
  func forkSettled() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 10)
    let thief = try Publisher(twin: publisher)
    try thief.copyFolder(of: publisher)
    try thief.publish(articles: 5)
    var reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    reading.round(try thief.tree())
    let point = try publisher.publish(articles: 5).point
    reading.round(try publisher.tree())
    #expect(reading.forks.count == 1, "\(reading.faults) \(reading.asked)")
    try publisher.rotate(trunk: point)
    try publisher.publish(articles: 1)
    reading.round(try publisher.tree())
    #expect(reading.verifier.state.fork == nil && reading.verifier.state.size == 16 && reading.entries.count == 16)
    #expect(!reading.entries.values.contains { String(decoding: $0.bytes, as: UTF8.self).contains("500000") })
  }

  @Test("Fast-forward: a thief's huge tree is left for the trunk by a new root")
  func fastForward() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 10)
    let thief = try Publisher(twin: publisher)
    try thief.copyFolder(of: publisher)
    try thief.publish(articles: 3_000)
    var reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    reading.round(try thief.tree())
    #expect(reading.verifier.state.size == 3_010)
    let point = try publisher.publish(articles: 1).point
    reading.faults = []
    reading.round(try publisher.tree(), looksForRoot: false)
    #expect(reading.verifier.state.size == 3_010)
    try publisher.rotate(trunk: TreePoint(size: 10, hash: try Self.hash(publisher, size: 10)))
    try publisher.publish(articles: 1)
    reading.round(try publisher.tree())
    #expect(reading.verifier.state.size == 12 && reading.entries.count == 12 && point.size == 11)
  }

  private static func hash(_ publisher: Publisher, size: Int) throws -> TreeHash {
    let tree = try publisher.tree()
    let all =
      EntryBundle.read(tree.files.first { $0.key.hasPrefix("tile/entries/000") }?.value ?? [], count: size) ?? []
    return TreeHash.root(of: all.map { TreeHash.leaf($0) })
  }

  @Test("Behind the trunk: the new key signs less than the editors vouch for")
  func belowTrunk() throws {
    let publisher = try Publisher()
    let point = try publisher.publish(articles: 20).point
    try publisher.rotate(trunk: point)
    var tree = try publisher.tree()
    tree.files["root/2.json"] = publisher.roots.files[1].bytes
    tree.files["checkpoint"] =
      Checkpoint(origin: Publisher.origin, point: TreePoint(size: 3, hash: .leaf([1])))
      .note(signedBy: publisher.head, time: 1).bytes
    var reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    reading.round(tree)
    #expect(reading.faults.contains(.belowTrunk(size: 3, trunk: 20)) && reading.entries.isEmpty)
  }

  @Test("A reader five roots behind comes up to date in one round")
  func fiveRoots() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 5)
    var reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    reading.round(try publisher.tree())
    for _ in 0..<5 {
      try publisher.rotate()
      try publisher.publish(articles: 1)
    }
    reading.round(try publisher.tree(), looksForRoot: false)
    #expect(reading.faults.isEmpty && reading.verifier.state.roots.files.count == 6 && reading.entries.count == 10)
  }

  @Test("Entries that nobody can read are kept and counted, not shown, and cost no more than others")
  func nonsense() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 0) { writer in
      for number in 0..<2_000 {
        let text = [
          String(repeating: "[", count: 60_000), "", "{\"v\":1}", "null", "\u{0}", "{\"kind\":\"article\"", "../../etc",
        ][number % 7]
        try writer.add(EntryDraft(kind: "x", time: .now, members: [.of("text", .string(String(text.prefix(100))))]))
      }
    }
    var reading = Reading(EditionVerifier())
    reading.round(try publisher.tree())
    #expect(reading.verifier.state.isComplete && reading.entries.values.allSatisfy { $0.content == .unknown })
    for text in ["[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "", "{\"v\":2}", "{", "\u{FF}"] {
      #expect(Entry(index: 0, bytes: Array(text.utf8)).content == .unreadable)
    }
  }

  @Test("Places and names in entries that lead out of the tree lead nowhere")
  func pathTricks() throws {
    for (name, value) in [
      ("segment", "-1"), ("segment", "1000000"), ("offset", "-5"), ("offset", "9999999999"), ("length", "0"),
      ("length", "99999999"), ("sha256", "\"../../../etc/passwd\""), ("segment", "\"000000\""), ("offset", "1.5"),
    ] {
      var members = [
        "segment": "0", "offset": "0", "length": "50", "sha256": "\"" + String(repeating: "a", count: 64) + "\"",
      ]
      members[name] = value
      let body = members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
      let text =
        "{\"v\":1,\"kind\":\"article\",\"id\":\"x\",\"time\":\"2026-01-01T00:00:00Z\",\"title\":\"t\",\"body\":{\(body),\"type\":\"t\"},"
        + "\"media\":[{\"sha256\":\"../x\",\"size\":1},{\"sha256\":\"\(String(repeating: "/", count: 64))\",\"size\":1}]}"
      let entry = Entry(index: 0, bytes: Array(text.utf8))
      guard case .article(let article) = entry.content else {
        Issue.record("no article: \(text)")
        continue
      }
      #expect(article.body == nil && article.media.isEmpty, "\(name) \(value)")
    }
  }
}
