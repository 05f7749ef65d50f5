import Edition
import Foundation
import TestSupport
import Testing

/// What a reader keeps, in memory.
struct KeptEdition: TreeSource {
  var reading: Reading
  var tree: TreeCase
  var state: EditionState { reading.verifier.state }

  func entries(_ range: Range<Int>) throws -> [(bytes: [UInt8], leaf: TreeHash)] {
    range.compactMap { index in
      if let entry = reading.entries[index] { return (entry.bytes, entry.leaf) }
      return state.removals[index].map { ([], $0) }
    }
  }
  func members(of segment: Int) throws -> [(offset: Int, bytes: [UInt8])] {
    reading.bodies.values.filter { $0.body.segment == segment }.map { ($0.body.offset, $0.member) }
  }
  func blobs() throws -> [BlobName] { Array(reading.blobs) }
  func bytes(of blob: BlobName) throws -> [UInt8]? { tree.files[TreePath.blob(blob).text] }
}

@Suite struct CopyTests {
  /// Partial files of the publication before are the publisher's own matter.
  private func lasting(_ tree: TreeCase, size: Int) -> [String: [UInt8]] {
    let kept = Set(TreeEdge.paths(size).map(\.text) + [TreePath.entries(index: size / 256, width: size % 256).text])
    return tree.files.filter { !$0.key.contains(".p/") || kept.contains($0.key) }
  }

  @Test("Three generations of copies are byte for byte the origin, step by step and with removals")
  func generations() throws {
    let publisher = try Publisher()
    var readers = (0..<3).map { _ in Reading(EditionVerifier(fingerprint: publisher.fingerprint)) }
    let folders = try (0..<3).map { _ in try TemporaryFolder() }
    for step in 0..<5 {
      try publisher.publish(articles: [10, 300, 3, 0, 260][step], picture: true) {
        if step > 1 { try $0.remove(step * 10, note: nil, time: .now) }
      }
      var tree = try publisher.tree()
      for generation in 0..<3 {
        readers[generation].round(tree)
        #expect(readers[generation].faults.isEmpty && readers[generation].verifier.state.isComplete)
        let copied = try TreeCopy(folder: folders[generation].path).write(
          KeptEdition(reading: readers[generation], tree: tree))
        #expect(copied.first == 0)
        let copy = try TreeCase(folder: folders[generation].path)
        let size = readers[generation].verifier.state.size
        let (mine, theirs) = (lasting(copy, size: size), lasting(try publisher.tree(), size: size))
        #expect(Set(mine.keys).symmetricDifference(theirs.keys).isEmpty)
        for (name, bytes) in mine { #expect(bytes == theirs[name], "\(name)") }
        tree = copy
      }
    }
    let again = try TreeCopy(folder: folders[0].path).write(
      KeptEdition(reading: readers[0], tree: try publisher.tree()))
    #expect(again.files == 0)
  }

  @Test(
    "The shared edition is copied byte for byte",
    .enabled(if: SharedEdition.isPresent, Comment(rawValue: SharedFiles.why)))
  func shared() throws {
    let tree = try TreeCase(folder: SharedEdition.folder)
    var reading = Reading(EditionVerifier(fingerprint: SharedEdition.fingerprint))
    reading.round(tree)
    let folder = try TemporaryFolder()
    _ = try TreeCopy(folder: folder.path).write(KeptEdition(reading: reading, tree: tree))
    let copy = try TreeCase(folder: folder.path)
    #expect(Set(copy.files.keys) == Set(tree.files.keys))
    for (name, bytes) in copy.files { #expect(bytes == tree.files[name], "\(name)") }
  }

  @Test("A partial copy holds what it says, and a reader who wants no more follows it")
  func partial() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 700)
    let tree = try publisher.tree()
    var reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    reading.verifier.oldestWanted = 512
    reading.round(tree)
    #expect(reading.verifier.state.first == 512 && !reading.verifier.state.isComplete)
    let folder = try TemporaryFolder()
    let copied = try TreeCopy(folder: folder.path).write(KeptEdition(reading: reading, tree: tree))
    #expect(copied.first == 512)
    let copy = try TreeCase(folder: folder.path)
    #expect(copy.files["tile/entries/001"] == nil && copy.files["tile/entries/002.p/188"] != nil)
    var second = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    second.verifier.oldestWanted = 512
    second.round(copy)
    #expect(second.faults.isEmpty && second.entries.count == 188 && second.bodies.count == 188)
    var whole = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    whole.round(copy)
    #expect(whole.entries.count == 188 && whole.faults.contains(.missing(.entries(index: 1, width: 256))))
  }

  @Test("A damaged store copies nothing, and says which bundle it is")
  func damaged() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 300)
    let tree = try publisher.tree()
    var reading = Reading(EditionVerifier())
    reading.round(tree)
    reading.entries[7] = Entry(index: 7, bytes: Array("{}".utf8))
    let folder = try TemporaryFolder()
    #expect(throws: TreeFolderFault.self) {
      try TreeCopy(folder: folder.path).write(KeptEdition(reading: reading, tree: tree))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("checkpoint")))
  }
}
