import Edition
import Foundation
import Seal
import Testing

/// One honest newsroom at two times, and its enemies: made once, never changed.
struct HostileWorld: Sendable {
  let head: SigningKey
  let editors: [SigningKey]
  let fingerprint: Fingerprint?
  /// 300 entries, of which 30 was removed later; root 1.
  let early: TreeCase
  /// 622 entries, root 1.
  let late: TreeCase
  /// The same keys, another history: from 280 entries on.
  let forked: TreeCase
  /// Another newsroom.
  let other: TreeCase

  static let shared = Result { try HostileWorld() }

  private init() throws {
    let publisher = try Publisher()
    (head, editors, fingerprint) = (publisher.head, publisher.editors, publisher.fingerprint)
    try publisher.publish(articles: 280, picture: true)
    let twin = try Publisher(twin: publisher)
    try twin.copyFolder(of: publisher)
    try publisher.publish(articles: 20)
    early = try publisher.tree()
    try publisher.publish(articles: 320, picture: true) {
      try $0.remove(30, note: nil, time: Date(timeIntervalSince1970: 0))
      try $0.add(EntryDraft(kind: "of-tomorrow", time: Date(timeIntervalSince1970: 0), members: []))
    }
    late = try publisher.tree()
    try twin.publish(articles: 342)
    forked = try twin.tree()
    let stranger = try Publisher(first: 900_000)
    try stranger.publish(articles: 622)
    other = try stranger.tree()
  }

  /// A reader who has followed up to 300 entries; or who comes for the first time.
  func reader(isNew: Bool = false, at tree: TreeCase? = nil) -> Reading {
    var reading = Reading(EditionVerifier(fingerprint: fingerprint))
    if !isNew { reading.round(tree ?? early) }
    reading.faults = []
    reading.forks = []
    return reading
  }

  /// A checkpoint of whatever, signed by the head key or another.
  func checkpoint(
    size: Int, hash: TreeHash = .leaf([7]), origin: String = Publisher.origin, by key: SigningKey? = nil
  ) -> [UInt8] {
    Checkpoint(origin: origin, point: TreePoint(size: size, hash: hash))
      .note(signedBy: key ?? head, time: 1_790_000_000).bytes
  }

  /// A note of any text, signed as a checkpoint is.
  func note(_ text: String, by key: SigningKey? = nil) -> [UInt8] {
    SignedNote(text: text, signatures: []).signed(by: key ?? head, as: Publisher.origin)
      .cosigned(by: key ?? head, as: Publisher.origin, time: 1_790_000_000).bytes
  }

  /// Whether nothing but the honest edition came to the reader.
  func onlyHonest(_ reading: Reading) -> Bool {
    let honest = late
    var bundles: [Int: [[UInt8]]] = [:]
    for bundle in 0..<3 {
      let width = min(256, 622 - 256 * bundle)
      bundles[bundle] = EntryBundle.read(honest.bytes(.entries(index: bundle, width: width)), count: width)?.map(
        Array.init)
    }
    for (index, entry) in reading.entries {
      let bytes = bundles[index / 256]?[index % 256]
      // The entry that was removed later is known to who came before.
      guard entry.bytes == bytes || index == 30 else { return false }
    }
    for (body, proven) in reading.bodies {
      let segment = honest.bytes(.segment(body.segment))
      let isThere = body.end <= segment.count && Array(segment[body.offset..<body.end]) == proven.member
      guard isThere || reading.entries[30]?.body == body else { return false }
    }
    for name in reading.blobs where TreeCaseBlob(of: honest, name) == nil && TreeCaseBlob(of: early, name) == nil {
      return false
    }
    let points = [early, late].compactMap { tree in
      (try? SignedNote(reading: tree.bytes(.checkpoint))).map(\.text)
    }
    return reading.verifier.state.checkpoint.map { points.contains($0.note.text) } ?? true
  }

  private func TreeCaseBlob(of tree: TreeCase, _ name: BlobName) -> [UInt8]? { tree.files[TreePath.blob(name).text] }
}

/// A mirror that lies, and what is said of it.
struct Attack: Sendable, CustomTestStringConvertible {
  let name: String
  /// The reader comes for the first time.
  var isNew = false
  /// Spoils what the mirror serves.
  let spoil: @Sendable (inout TreeCase, HostileWorld) throws -> Void
  /// The fault that is due.
  let due: @Sendable (EditionFault) -> Bool

  var testDescription: String { name }

  init(
    _ name: String, isNew: Bool = false, due: @escaping @Sendable (EditionFault) -> Bool,
    _ spoil: @escaping @Sendable (inout TreeCase, HostileWorld) throws -> Void
  ) {
    self.name = name
    self.isNew = isNew
    self.due = due
    self.spoil = spoil
  }
}

extension TreeCase {
  /// Changes a file of the tree.
  mutating func change(_ path: TreePath, _ change: (inout [UInt8]) -> Void) {
    var bytes = files[path.text] ?? []
    change(&bytes)
    files[path.text] = bytes
  }

  /// Changes the text of a checkpoint or root.
  mutating func change(_ path: TreePath, text: (String) -> String) {
    files[path.text] = Array(text(String(decoding: bytes(path), as: UTF8.self)).utf8)
  }

  /// Changes the entries of a bundle.
  mutating func change(bundle: Int, width: Int, _ change: (inout [[UInt8]]) -> Void) {
    let path = TreePath.entries(index: bundle, width: width)
    var entries = (EntryBundle.read(bytes(path), count: width) ?? []).map(Array.init)
    change(&entries)
    files[path.text] = EntryBundle.write(entries)
  }
}
