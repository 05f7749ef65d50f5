import Edition
import Foundation
import Seal
import TestSupport
import Testing

/// A newsroom of a test's own: its keys, its folder, and what it publishes.
final class Publisher {
  static let origin = "test.example/strike"

  let folder: TemporaryFolder
  let editors: [SigningKey]
  private(set) var head = SigningKey()
  private(set) var roots = RootChain()
  /// Moves by an hour with each publication.
  private(set) var now = Date(timeIntervalSince1970: 1_767_225_600)
  private var journal: WriterJournal?
  private var count = 0

  var path: String { folder.file("tree") }
  var fingerprint: Fingerprint? { roots.fingerprint }

  init(editors: Int = 3, threshold: Int = 2, origin: String = Publisher.origin, first: Int = 0) throws {
    folder = try TemporaryFolder()
    count = first
    self.editors = (0..<editors).map { _ in SigningKey() }
    let draft = RootDraft(
      expires: Date(timeIntervalSince1970: 2_000_000_000), editors: self.editors.map(\.publicKey), threshold: threshold,
      heads: [head.publicKey], origin: origin, title: "Strike 파업", languages: ["ko", "en"],
      recipients: [AgeIdentity().recipient])
    try roots.append(draft.file(signedBy: Array(self.editors.prefix(threshold))))
  }

  /// The same newsroom with the same keys in a second folder: whoever stole them.
  init(twin other: Publisher) throws {
    folder = try TemporaryFolder()
    editors = other.editors
    head = other.head
    roots = other.roots
    now = other.now
    count = 500_000
  }

  /// Takes over what another one has published.
  func copyFolder(of other: Publisher) throws {
    try FileManager.default.copyItem(atPath: other.path, toPath: path)
    now = other.now
  }

  /// Publishes articles, and whatever else.
  @discardableResult func publish(
    articles: Int, picture: Bool = false, also: (inout EditionWriter) throws -> Void = { _ in }
  ) throws -> SignedCheckpoint {
    now += 3600
    var writer = try EditionWriter(folder: path, roots: roots, journal: journal)
    for _ in 0..<articles {
      let text = "<p>Article \(count) 기사. " + String(repeating: "word \(count * 7919 % 1000) ", count: 20) + "</p>"
      let body = try writer.add(body: Array(text.utf8), type: "text/html")
      var media: [EntryMedia] = []
      if picture, count % 10 == 0 {
        let name = try writer.add(blob: Array("picture \(count)".utf8))
        media = [EntryMedia(name: name, type: "image/png", size: 10, alt: "march")]
      }
      try writer.add(
        .article(
          EntryArticle(title: "Article \(count) 기사", body: body, language: "ko", sections: ["Labor"], media: media),
          time: now))
      count += 1
    }
    try also(&writer)
    let signed = try writer.publish(signedBy: head, time: now)
    journal = writer.journal
    return signed
  }

  /// A new root file with a new head key, signed by the first two editors; the log tells of it with the next publication.
  func rotate(trunk: TreePoint? = nil, signedBy signers: [SigningKey]? = nil) throws {
    head = SigningKey()
    guard let newest = roots.newest else { return }
    var draft = RootDraft(after: newest, expires: newest.expires, trunk: trunk)
    draft.heads = [head.publicKey]
    try roots.append(draft.file(signedBy: signers ?? Array(editors.prefix(2))))
  }

  /// The head key falls into other hands.
  func use(head key: SigningKey) { head = key }

  func tree() throws -> TreeCase { try TreeCase(folder: path) }
}

extension TreeCase {
  func bytes(_ path: TreePath) -> [UInt8] { files[path.text] ?? [] }
}
