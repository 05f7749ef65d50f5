import Edition
import Foundation
import TestSupport
import Testing

/// What a newsroom removes for somebody's safety is gone from every copy, too.
@Suite final class CopyRemovalTests {
  private let publisher: Publisher
  private var reading: Reading
  private let folder: TemporaryFolder
  private var tree = TreeCase()

  init() throws {
    publisher = try Publisher()
    reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    folder = try TemporaryFolder()
  }

  /// The reader follows, and copies.
  private func copy(isThorough: Bool = false) throws {
    tree = try publisher.tree()
    reading.round(tree)
    #expect(reading.faults.isEmpty, "\(reading.faults)")
    _ = try TreeCopy(folder: folder.path).write(KeptEdition(reading: reading, tree: tree), isThorough: isThorough)
  }

  private func article(_ index: Int) throws -> (body: EntryBody, picture: BlobName?) {
    let entry = try #require(reading.entries[index])
    guard case .article(let article) = entry.content else { throw Missing() }
    return (try #require(entry.body), article.media.first?.name)
  }
  private struct Missing: Error {}

  /// Neither its title, nor its text, nor its picture.
  private func expectGone(_ title: String, _ body: EntryBody, _ picture: BlobName?) throws {
    let left = try TreeCase(folder: folder.path)
    for (name, bytes) in left.files { #expect(!bytes.contains(subsequence: Array(title.utf8)), "\(name)") }
    let segment = left.bytes(.segment(body.segment))
    #expect(segment.count >= body.end && segment[body.offset..<body.end].allSatisfy { $0 == 0 })
    if let picture { #expect(left.files[TreePath.blob(picture).text] == nil) }
  }

  @Test(
    "An entry of the last bundle leaves the copy with its picture, and no older file keeps it",
    arguments: [false, true])
  func lastBundle(isThorough: Bool) throws {
    try publisher.publish(articles: 2, picture: true)
    try copy()
    let (body, picture) = try article(0)
    let name = try #require(picture)
    #expect(FileManager.default.fileExists(atPath: folder.file(TreePath.blob(name).text)))
    try publisher.publish(articles: 1) { try $0.remove(0, note: nil, time: .now) }
    try copy(isThorough: isThorough)
    try expectGone("Article 0 ", body, picture)
    // A reader who comes to the copy finds it whole.
    var second = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    second.round(try TreeCase(folder: folder.path))
    #expect(second.faults.isEmpty && second.verifier.state.isComplete && second.entries.count >= 3)
  }

  @Test("An entry of a bundle that has become full since leaves the copy, too", arguments: [false, true])
  func bundleThatFilled(isThorough: Bool) throws {
    try publisher.publish(articles: 200, picture: true)
    try copy()
    let (body, picture) = try article(100)
    try publisher.publish(articles: 100) { try $0.remove(100, note: nil, time: .now) }
    try copy(isThorough: isThorough)
    try expectGone("Article 100 ", body, picture)
  }

  @Test("A removal that does not say where the text was takes it out of the copy as well", arguments: [2, 300])
  func withoutPlace(articles: Int) throws {
    try publisher.publish(articles: articles)
    try copy()
    // The last text of its segment: what is behind it does not say how long that was.
    let (body, _) = try article(1)
    let leaf = try #require(reading.entries[1]).leaf
    try publisher.publish(articles: 0) {
      try $0.add(
        EntryDraft(
          kind: "removal", time: .now,
          members: [.of("index", .integer(1)), .of("hash", .string(leaf.hex))]))
    }
    try copy()
    #expect(reading.verifier.state.removals[1] == leaf)
    try expectGone("Article 1 ", body, nil)
  }

  @Test("A copy that was broken off goes on with what is to be taken out")
  func brokenOff() throws {
    try publisher.publish(articles: 300, picture: true)
    try copy()
    let (body, picture) = try article(40)
    let name = try #require(picture)
    let place = folder.file(TreePath.blob(name).text)
    try publisher.publish(articles: 1) { try $0.remove(40, note: nil, time: .now) }
    // What can't be removed stops it.
    try FileManager.default.moveItem(atPath: place, toPath: place + "-aside")
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    #expect(throws: TreeFolderFault.self) { try copy() }
    try FileManager.default.removeItem(atPath: place)
    try FileManager.default.moveItem(atPath: place + "-aside", toPath: place)
    try copy()
    try expectGone("Article 40 ", body, picture)
  }

  @Test(
    "A published folder takes over what was removed, whatever its machine's clock says", arguments: [-3_600.0, 3_600])
  func clocks(ahead: TimeInterval) throws {
    let place = folder.file("www")
    try publisher.publish(articles: 3, picture: true)
    _ = try TreeMirror.copy(from: publisher.path, to: place)
    let segment = place + "/" + TreePath.segment(0).text
    let size = try #require(FileManager.default.contents(atPath: segment)).count
    // The copy of an earlier version: its time is that of its machine's clock.
    try FileManager.default.setAttributes([.modificationDate: Date.now + ahead], ofItemAtPath: segment)
    #expect(try TreeMirror.copy(from: publisher.path, to: place) == 0)
    try FileManager.default.setAttributes([.modificationDate: Date.now + ahead], ofItemAtPath: segment)
    try publisher.publish(articles: 0) { try $0.remove(1, note: nil, time: .now) }
    _ = try TreeMirror.copy(from: publisher.path, to: place)
    #expect(FileManager.default.contents(atPath: segment)?.count == size)
    #expect(
      FileManager.default.contents(atPath: segment)
        == FileManager.default.contents(atPath: publisher.path + "/" + TreePath.segment(0).text))
    #expect(try TreeMirror.copy(from: publisher.path, to: place) == 0)
  }
}
