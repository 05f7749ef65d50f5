import Edition
import Foundation
import Seal
import TestSupport
import Testing

@Suite struct WriterTests {
  @Test("What is published in several steps is read whole, and the next steps are few requests")
  func steps() throws {
    let publisher = try Publisher()
    var reading = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    var size = 0
    for count in [1, 9, 245, 1, 1, 300, 0, 43] {
      try publisher.publish(articles: count, picture: true)
      size += count
      reading.asked = []
      reading.round(try publisher.tree(), looksForRoot: false)
      #expect(reading.faults.isEmpty, "\(reading.faults)")
      #expect(reading.entries.count == size && reading.verifier.state.isComplete)
      #expect(reading.bodies.count == size)
      if size > 1 { #expect(reading.asked.count <= 3, "\(reading.asked)") }
    }
    #expect(reading.blobs.count == 60)
  }

  @Test("Partial files of the publication before stay, older ones go")
  func partials() throws {
    let publisher = try Publisher()
    for count in [3, 2, 2] { try publisher.publish(articles: count) }
    let tree = try publisher.tree()
    #expect(tree.files["tile/entries/000.p/3"] == nil && tree.files["tile/0/000.p/3"] == nil)
    for width in [5, 7] {
      #expect(tree.files["tile/entries/000.p/\(width)"] != nil && tree.files["tile/0/000.p/\(width)"] != nil)
    }
    try publisher.publish(articles: 300)
    try publisher.publish(articles: 1)
    let names = try publisher.tree().files.keys.filter { $0.contains(".p/") }.sorted()
    #expect(
      names == [
        "tile/0/001.p/51", "tile/0/001.p/52", "tile/1/000.p/1", "tile/entries/001.p/51", "tile/entries/001.p/52",
      ])
  }

  @Test("A removed entry is served empty, its body zeroed, its picture gone; readers erase it, new ones never see it")
  func removal() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 300, picture: true)
    var old = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    old.round(try publisher.tree())
    let entry = try #require(old.entries[40])
    let body = try #require(entry.body)
    try publisher.publish(articles: 1) {
      try $0.remove(40, note: "Names a person", time: Date(timeIntervalSince1970: 0))
    }
    let tree = try publisher.tree()
    let secret = old.bodies[body]?.bytes ?? []
    #expect(!secret.isEmpty)
    let segment = tree.bytes(.segment(0))
    #expect(segment[body.offset..<body.end].allSatisfy { $0 == 0 })
    for (name, bytes) in tree.files { #expect(!bytes.contains(subsequence: Array("Article 40 ".utf8)), "\(name)") }
    #expect(!tree.files.keys.contains { $0.hasSuffix(BlobName(of: Array("picture 40".utf8)).text) })
    old.round(tree)
    #expect(old.faults.isEmpty && old.entries[40] == nil && old.bodies[body] == nil)
    var new = Reading(EditionVerifier(fingerprint: publisher.fingerprint))
    new.round(tree)
    #expect(new.faults.isEmpty && new.verifier.state.isComplete)
    #expect(new.entries[40]?.content == .removed && new.entries[40]?.leaf == entry.leaf)
    #expect(new.entries.count == 302)
  }

  @Test("A body that two entries share stays when one of them is removed")
  func sharedBody() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 1) { writer in
      let body = try writer.add(body: Array("<p>shared</p>".utf8), type: "text/html")
      for title in ["One", "Two"] { try writer.add(.article(EntryArticle(title: title, body: body), time: .now)) }
    }
    try publisher.publish(articles: 0) { try $0.remove(1, note: nil, time: .now) }
    var reading = Reading(EditionVerifier())
    reading.round(try publisher.tree())
    #expect(reading.faults.isEmpty && reading.bodies.count == 2)
  }

  @Test("Entries and bodies that an edition can't hold are refused before anything is written")
  func tooLong() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 1)
    let before = try publisher.tree().files
    var writer = try EditionWriter(folder: publisher.path, roots: publisher.roots)
    let long = EntryArticle(title: String(repeating: "x", count: 70_000))
    #expect(throws: TreeFolderFault.self) { try writer.add(.article(long, time: .now)) }
    #expect(throws: TreeFolderFault.self) {
      try writer.add(body: [UInt8](repeating: 0, count: EditionLimits.body + 1), type: "text/plain")
    }
    #expect(try publisher.tree().files == before)
  }

  @Test("Another newsroom's folder, a stranger's key and a second writer are refused")
  func foreign() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 2)
    let other = try Publisher()
    #expect(throws: TreeFolderFault.self) { try EditionWriter(folder: publisher.path, roots: other.roots) }
    var writer = try EditionWriter(folder: publisher.path, roots: publisher.roots)
    #expect(throws: TreeFolderFault.self) { try writer.publish(signedBy: SigningKey(), time: .now) }
    #expect(throws: TreeFolderFault.busy(path: publisher.path)) {
      try EditionWriter(folder: publisher.path, roots: publisher.roots)
    }
    withExtendedLifetime(writer) {}
  }

  @Test("A large body starts a new segment for the next one, and segments are read in order")
  func segments() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 0) { writer in
      for number in 0..<5 {
        let body = try writer.add(body: RandomBytes.make(150_000), type: "application/octet-stream")
        #expect(body.segment == number / 2)
        try writer.add(.article(EntryArticle(title: "\(number)", body: body), time: .now))
      }
    }
    var reading = Reading(EditionVerifier())
    reading.round(try publisher.tree())
    #expect(reading.bodies.count == 5 && reading.faults.isEmpty)
  }
}

extension Array<UInt8> {
  func contains(subsequence other: [UInt8]) -> Bool {
    guard let first = other.first, count >= other.count else { return false }
    return indices.dropLast(other.count - 1).contains {
      self[$0] == first && self[$0..<($0 + other.count)].elementsEqual(other)
    }
  }
}
