public import Foundation
import News
public import Seal

/// Writes a newsroom's edition into a folder that any web host can carry.
///
///     var writer = try EditionWriter(folder: folder, roots: roots, journal: kept)
///     let body = try writer.add(body: html, type: "text/html")
///     let index = try writer.add(.article(article, time: now))
///     let signed = try writer.publish(signedBy: headKey, time: now)
///
/// Nothing that was added is to be seen before `publish`, but for pictures, which nobody finds without an entry. A kill at any
/// moment leaves the old edition or the new one; what it leaves half done, the next publication does.
public struct EditionWriter {
  let folder: TreeFolder
  public let roots: RootChain
  /// The tree that stands in the folder.
  public private(set) var checkpoint: SignedCheckpoint?
  /// To be kept for the next time, once `publish` has returned.
  public private(set) var journal: WriterJournal

  private var edge: TreeEdge
  /// The last bundle's entries, published and new.
  private var tail: [[UInt8]]
  private var filledTiles: [TreeEdge.FullTile] = []
  private var filledBundles: [(index: Int, bytes: [UInt8])] = []
  /// Members that are not written yet.
  private var members: [(segment: Int, offset: Int, bytes: [UInt8])] = []
  /// Removals that are not carried out yet.
  var removals: [EntryRemoval] = []

  /// - Parameters:
  ///   - roots: the newsroom's root files; the newest one's head key will sign.
  ///   - journal: what the last publication left; nil reads all entries.
  public init(folder path: String, roots: RootChain, journal: WriterJournal? = nil) throws(TreeFolderFault) {
    folder = try TreeFolder(path)
    folder.sweep()
    self.roots = roots
    self.journal = WriterJournal()
    edge = TreeEdge()
    tail = []
    guard let bytes = try folder.read(.checkpoint) else { return }
    guard let signed = SignedCheckpoint.checked(bytes, roots: roots)
    else { throw .foreign(path: path, why: "its checkpoint is not signed by this newsroom") }
    let size = signed.point.size
    guard let edge = try folder.edge(size: size), edge.root == signed.point.hash,
      let tail = try folder.entries(of: size / 256, size: size)
    else { throw .foreign(path: path, why: "its tiles are not those of its checkpoint") }
    checkpoint = signed
    self.edge = edge
    self.tail = tail
    let known = journal.flatMap { $0.size <= size ? $0 : nil } ?? WriterJournal()
    self.journal = known
    try catchUp(from: known.size, to: size)
  }

  /// Entries, published and new.
  public var size: Int { edge.size }

  /// Takes entries into account that the journal does not know, and finishes their removals.
  private mutating func catchUp(from: Int, to size: Int) throws(TreeFolderFault) {
    for bundle in (from / 256)..<((size + 255) / 256) {
      guard let entries = try folder.entries(of: bundle, size: size) else {
        throw .foreign(path: folder.path, why: "bundle \(bundle) of its entries is not there")
      }
      for (place, bytes) in entries.enumerated() where 256 * bundle + place >= from {
        let entry = Entry(index: 256 * bundle + place, bytes: bytes)
        journal.note(entry)
        if case .removal(let removal) = entry.content { removals.append(removal) }
      }
    }
    journal.size = size
    try eraseRemoved()
  }

  // MARK: - Adding

  /// Adds a body. It is packed, and lies in a segment from the next publication on.
  /// - Parameter type: media type, `text/html` or `text/plain`.
  public mutating func add(body bytes: [UInt8], type: String) throws(TreeFolderFault) -> EntryBody {
    let member = GzipMember.pack(bytes)
    guard bytes.count <= EditionLimits.body, member.count <= EditionLimits.member else { throw Self.bodyTooLong }
    if journal.used >= EditionLimits.sealedSegment {
      journal.segment += 1
      journal.used = 0
    }
    let body = EntryBody(
      segment: journal.segment, offset: journal.used, length: member.count, sha256: TreeHash(digest: Digest.of(bytes)),
      type: type, packed: TreeHash(digest: Digest.of(member)))
    journal.used += member.count
    members.append((body.segment, body.offset, member))
    return body
  }

  /// Adds a picture or another file, under its hash.
  public mutating func add(blob bytes: [UInt8]) throws(TreeFolderFault) -> BlobName {
    try Self.check(blob: bytes)
    let name = BlobName(of: bytes)
    try folder.write(changed: bytes, to: TreePath.blob(name).text)
    return name
  }

  /// Adds an entry; its index.
  @discardableResult public mutating func add(_ draft: EntryDraft) throws(TreeFolderFault) -> Int {
    let bytes = draft.bytes
    guard bytes.count <= EditionLimits.entry else { throw Self.entryTooLong }
    let index = edge.size
    filledTiles += edge.append(.leaf(bytes))
    tail.append(bytes)
    if tail.count == EditionLimits.width {
      filledBundles.append((index >> 8, EntryBundle.write(tail)))
      tail = []
    }
    return index
  }

  /// Adds the removal of an entry that was published. Its bytes go with the next publication.
  public mutating func remove(_ index: Int, note: String?, time: Date) throws(TreeFolderFault) {
    guard let size = checkpoint?.point.size, index >= 0, index < size,
      let bytes = try folder.entries(of: index / 256, size: size)?[index % 256], !bytes.isEmpty
    else { throw .tooLong("there is no entry \(index) to be removed") }
    let entry = Entry(index: index, bytes: bytes)
    let place = entry.body.map { EntryPlace(segment: $0.segment, offset: $0.offset, length: $0.length) }
    let removal = EntryRemoval(index: index, hash: entry.leaf, note: note, place: place)
    try add(.removal(removal, time: time))
    removals.append(removal)
  }

  // MARK: - Publishing

  /// Writes everything that was added, the checkpoint last.
  /// - Parameter time: when it is signed.
  public mutating func publish(signedBy key: SigningKey, time: Date) throws(TreeFolderFault) -> SignedCheckpoint {
    guard let root = roots.newest, root.head.keys.values.contains(key.publicKey) else {
      throw .foreign(path: folder.path, why: "this is not the head key that the newsroom's newest root file names")
    }
    for file in roots.files { try folder.write(changed: file.bytes, to: TreePath.root(file.number).text) }
    try writeSegments()
    for bundle in filledBundles { try folder.write(bundle.bytes, to: .entries(index: bundle.index, width: 256)) }
    if !tail.isEmpty {
      try folder.write(
        changed: EntryBundle.write(tail), to: TreePath.entries(index: edge.size >> 8, width: tail.count).text)
    }
    for tile in filledTiles {
      try folder.write(tile.hashes.tileBytes, to: .tile(level: tile.level, index: tile.index, width: 256))
    }
    for (level, hashes) in edge.levels.enumerated() where !hashes.isEmpty {
      let path = TreePath.tile(level: level, index: edge.size >> (8 * (level + 1)), width: hashes.count)
      try folder.write(changed: hashes.tileBytes, to: path.text)
    }
    let before = checkpoint?.point.size ?? 0
    let next = Checkpoint(origin: root.origin, point: TreePoint(size: edge.size, hash: edge.root))
    let seconds = UInt64(max(0, time.timeIntervalSince1970))
    let note = next.note(signedBy: key, time: max(seconds, checkpoint?.time ?? 0))
    try folder.write(note.bytes, to: .checkpoint)
    guard let signed = try? SignedCheckpoint(reading: note.bytes, root: root) else {
      throw .foreign(path: folder.path, why: "its own checkpoint can't be checked")
    }
    checkpoint = signed
    filledTiles = []
    filledBundles = []
    members = []
    try eraseRemoved()
    journal.size = edge.size
    try folder.sweepPartials(keeping: [before, edge.size])
    return signed
  }

  /// Segments only grow; what a killed publication left behind the bytes that entries point at is cut off.
  private func writeSegments() throws(TreeFolderFault) {
    for segment in Set(members.map(\.segment)).sorted() {
      let mine = members.filter { $0.segment == segment }
      let start = mine.first?.offset ?? 0
      let old = try folder.read(.segment(segment)) ?? []
      guard start <= old.count else {
        throw .foreign(path: folder.path, why: "segment \(segment) is shorter than its entries say")
      }
      try folder.write(Array(old[..<start]) + mine.flatMap(\.bytes), to: .segment(segment))
    }
  }
}
