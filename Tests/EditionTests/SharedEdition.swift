import Edition
import Foundation
import TestSupport
import Testing

/// The small edition that an independent program made from the design page; absent, its tests are skipped aloud.
enum SharedEdition {
  static let isPresent = SharedFiles.has("vectors/edition/tree")
  static let folder = SharedFiles.path("vectors/edition/tree")
  static let fingerprint = Fingerprint("wc1bcpqnu6ck6hwwlthlpcsfckbzgsjrjcgnrl2nutskbdufutmn4ua")
}

/// A tree in memory that a test may spoil, and a reader of it.
struct TreeCase {
  var files: [String: [UInt8]] = [:]

  init(files: [String: [UInt8]] = [:]) { self.files = files }

  init(folder: String) throws {
    let enumerator = try #require(FileManager.default.enumerator(atPath: folder))
    for case let path as String in enumerator {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      files[path] = [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + path)))
    }
  }
}

/// What a reader got of a tree.
struct Reading {
  var verifier: EditionVerifier
  var entries: [Int: Entry] = [:]
  var bodies: [EntryBody: ProvenBody] = [:]
  var blobs: Set<BlobName> = []
  var faults: [EditionFault] = []
  var forks: [ForkEvidence] = []
  var events: [EditionEvent] = []
  var asked: [String] = []

  init(_ verifier: EditionVerifier) { self.verifier = verifier }

  /// A round with one mirror, until nothing is wished any more or the mirror was refused.
  mutating func round(_ tree: TreeCase, looksForRoot: Bool = true, usesRange: Bool = true) {
    verifier.begin(looksForRoot: looksForRoot)
    var refused: Set<String> = []
    for _ in 0..<100_000 {
      guard let wish = verifier.wishes.first(where: { !refused.contains($0.path.text) }) else { break }
      asked.append(wish.path.text + (wish.from > 0 ? "@\(wish.from)" : ""))
      let before = verifier.wishes
      let new: [EditionEvent]
      if let bytes = tree.files[wish.path.text] {
        new =
          usesRange && wish.from > 0 && wish.from <= bytes.count
          ? verifier.take(Array(bytes[wish.from...]), for: wish.path, from: wish.from)
          : verifier.take(bytes, for: wish.path)
      } else {
        new = verifier.miss(wish.path)
      }
      note(new)
      for case .fault(_, let pieces) in new { for piece in pieces { refused.insert(piece.text) } }
      // A mirror that says the same thing again won't be asked again.
      if verifier.wishes == before { refused.insert(wish.path.text) }
    }
    fetchBodies(tree)
  }

  mutating func note(_ new: [EditionEvent]) {
    events += new
    for event in new {
      switch event {
      case .entries(let list): for entry in list { entries[entry.index] = entry }
      case .fault(let fault, _): faults.append(fault)
      case .fork(let evidence): forks.append(evidence)
      case .wentBack(let size): entries = entries.filter { $0.key < size }
      case .agreed(let index, let leaves):
        let shared = (0..<leaves.count).prefix { entries[index + $0]?.leaf == leaves[$0] }.count
        entries = entries.filter { $0.key < index + shared }
      case .erase(let removals):
        for removal in removals where entries[removal.index]?.leaf == removal.hash {
          let erased = entries.removeValue(forKey: removal.index)
          bodies = bodies.filter { $0.key != erased?.body }
          if case .article(let article)? = erased?.content { blobs.subtract(article.media.map(\.name)) }
        }
      case .root, .checkpoint, .upToDate: break
      }
    }
  }

  private mutating func fetchBodies(_ tree: TreeCase) {
    let wanted = entries.values.compactMap(\.body).filter { bodies[$0] == nil }
    for wish in SegmentWish.list(for: wanted) {
      guard let bytes = tree.files[wish.path.text] else {
        faults.append(.missing(wish.path))
        continue
      }
      let (proven, refused) = wish.prove(bytes, from: 0)
      for body in proven { bodies[body.body] = body }
      faults += refused.map(\.1)
    }
    for case .article(let article) in entries.values.map(\.content) {
      for media in article.media where !blobs.contains(media.name) {
        guard let bytes = tree.files[TreePath.blob(media.name).text] else { continue }
        do throws(EditionFault) {
          try media.name.prove(bytes)
          blobs.insert(media.name)
        } catch { faults.append(error) }
      }
    }
  }
}
