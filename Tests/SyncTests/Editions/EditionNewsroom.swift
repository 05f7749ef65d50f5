import Edition
import Foundation
import MirrorLab
import Seal
import TestSupport

/// A newsroom of a test's own: its keys, its folder, and what it publishes.
final class EditionNewsroom {
  let folder: TemporaryFolder
  let editors: [SigningKey]
  /// What opens reports.
  private(set) var desk = AgeIdentity()
  private(set) var head = SigningKey()
  private(set) var roots = RootChain()
  /// Moves by an hour with each publication.
  private(set) var now = Date(timeIntervalSince1970: 1_735_700_000)
  private(set) var ids: [String] = []
  private(set) var bodies: [EntryBody] = []
  private var journal: WriterJournal?
  private(set) var count = 0

  var path: String { folder.file("tree") }
  var fingerprint: String { roots.fingerprint?.text ?? "" }

  init() throws {
    folder = try TemporaryFolder()
    editors = (0..<3).map { _ in SigningKey() }
    let draft = RootDraft(
      expires: Date(timeIntervalSince1970: 2_000_000_000), editors: editors.map(\.publicKey), threshold: 2,
      heads: [head.publicKey], origin: "test.example/strike", title: "Strike 파업", languages: ["ko", "en"],
      recipients: [desk.recipient])
    try roots.append(draft.file(signedBy: Array(editors.prefix(2))))
  }

  /// Publishes articles, and whatever else.
  @discardableResult func publish(
    _ articles: Int, pictures: Bool = false, source: String? = nil,
    also: (inout EditionWriter) throws -> Void = { _ in }
  ) throws -> SignedCheckpoint {
    now += 3600
    var writer = try EditionWriter(folder: path, roots: roots, journal: journal)
    for _ in 0..<articles {
      let text = "<p>Article \(count) 기사. " + String(repeating: "word\(count * 7919 % 1000) ", count: 40) + "</p>"
      let body = try writer.add(body: Array(text.utf8), type: "text/html")
      var media: [EntryMedia] = []
      if pictures {
        let bytes = Array("picture \(count)".utf8)
        media = [
          EntryMedia(
            name: try writer.add(blob: bytes), type: "image/png", size: bytes.count, caption: "the march", alt: "people"
          )
        ]
      }
      let id = EntryDraft.newID()
      try writer.add(
        .article(
          EntryArticle(
            title: "Article \(count) 기사", body: body, language: "ko", sections: ["Labor"], place: "Seoul", media: media,
            source: source), id: id, time: now))
      ids.append(id)
      bodies.append(body)
      count += 1
    }
    try also(&writer)
    let signed = try writer.publish(signedBy: head, time: now)
    journal = writer.journal
    return signed
  }

  /// A new root file with a new head key, signed by two editors.
  func rotate(trunk: TreePoint? = nil, desk newDesk: AgeIdentity? = nil) throws {
    head = SigningKey()
    guard let newest = roots.newest else { return }
    var draft = RootDraft(after: newest, expires: newest.expires, trunk: trunk)
    draft.heads = [head.publicKey]
    if let newDesk {
      desk = newDesk
      draft.recipients = [newDesk.recipient]
    }
    try roots.append(draft.file(signedBy: Array(editors.prefix(2))))
  }

  /// The same keys and the same past in a folder of its own: what it publishes from here on is another history.
  func twin() throws -> EditionNewsroom {
    let twin = try EditionNewsroom(copying: self)
    return twin
  }

  private init(copying other: EditionNewsroom) throws {
    folder = try TemporaryFolder()
    (editors, desk, head, roots, now, ids, bodies, journal, count) = (
      other.editors, other.desk, other.head, other.roots, other.now, other.ids, other.bodies, other.journal,
      other.count
    )
    try FileManager.default.copyItem(atPath: other.path, toPath: path)
  }

  func site() throws -> LabSite { try LabSite(tree: path) }
}

extension LabSite {
  /// The files of a folder.
  init(tree folder: String) throws {
    self.init()
    for (path, bytes) in try TreeFiles.all(in: folder) { files["/" + path] = File(bytes: bytes, type: nil) }
  }

  /// With one byte of one file changed.
  func spoiled(_ path: String, at place: Int) -> LabSite {
    var site = self
    guard var bytes = files["/" + path]?.bytes, !bytes.isEmpty else { return self }
    bytes[min(place, bytes.count - 1)] ^= 0x55
    site["/" + path] = File(bytes: bytes, type: nil)
    return site
  }
}

enum TreeFiles {
  static func all(in folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      files[path] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path)))
    }
    return files
  }

  /// Without partial files of earlier states, which are their publisher's own matter.
  static func lasting(in folder: String, size: Int) throws -> [String: [UInt8]] {
    var kept = Set(TreeEdge.paths(size).map(\.text))
    if size % 256 != 0 { kept.insert(TreePath.entries(index: size / 256, width: size % 256).text) }
    return try all(in: folder).filter { !$0.key.contains(".p/") || kept.contains($0.key) }
  }
}
