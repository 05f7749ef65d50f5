import Edition
import TestSupport
import Testing

@Suite(.enabled(if: SharedEdition.isPresent, Comment(rawValue: SharedFiles.why)))
struct SharedEditionTests {
  private func tree() throws -> TreeCase { try TreeCase(folder: SharedEdition.folder) }

  @Test("The edition of an independent program is read whole: every entry, body and picture")
  func whole() throws {
    let fingerprint = try #require(SharedEdition.fingerprint)
    var reading = Reading(EditionVerifier(fingerprint: fingerprint))
    reading.round(try tree())
    #expect(reading.faults.isEmpty && reading.forks.isEmpty)
    #expect(reading.verifier.state.isComplete && !reading.verifier.state.isFirstSeen)
    #expect(reading.verifier.state.fingerprint == fingerprint)
    #expect(reading.verifier.state.checkpoint?.time == 1_769_904_000)
    #expect(reading.verifier.state.roots.files.map(\.number) == [1, 2])
    #expect(reading.entries.count == 609)
    #expect(reading.blobs.count == 1)
    var kinds: [String: Int] = [:]
    for entry in reading.entries.values { kinds[entry.head?.kind ?? "(removed)", default: 0] += 1 }
    #expect(kinds["(removed)"] == 1)
    for kind in ["mirrors", "boards", "sections", "retraction", "root", "receipt", "letter", "removal"] {
      #expect(kinds[kind] == 1, "\(kind)")
    }
    #expect(reading.entries.values.filter { $0.content == .unreadable }.isEmpty)
    #expect(reading.bodies.count == Set(reading.entries.values.compactMap(\.body)).count)
    guard case .article(let second) = reading.entries[608]?.content else {
      Issue.record("the last entry is no article")
      return
    }
    #expect(
      second.note == "Number of halls corrected" && reading.entries[608]?.head?.id == reading.entries[2]?.head?.id)
    guard case .mirrors(let mirrors) = reading.entries[600]?.content else {
      Issue.record("no list of mirrors")
      return
    }
    #expect(mirrors.map(\.operatorName) == ["Union of Somewhere", "Friends"] && mirrors[0].takesDrops)
  }

  @Test("The newest entries come first, and a state kept in the middle goes on where it was")
  func interrupted() throws {
    let tree = try tree()
    var reading = Reading(EditionVerifier())
    reading.round(TreeCase(files: tree.files.filter { $0.key != "tile/entries/000" && $0.key != "segment/000000" }))
    #expect(reading.verifier.state.isFirstSeen && !reading.verifier.state.isComplete)
    #expect(reading.verifier.state.held.ranges == [256..<609])
    let kept = try #require(EditionState(decoding: reading.verifier.state.encoded))
    #expect(kept == reading.verifier.state)
    reading.verifier = EditionVerifier(state: kept)
    reading.asked = []
    reading.round(tree)
    #expect(reading.verifier.state.isComplete && reading.entries.count == 609)
    #expect(reading.asked == ["root/3.json", "checkpoint", "tile/entries/000", "tile/0/000"])
  }
}
