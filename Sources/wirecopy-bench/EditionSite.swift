import Edition
import Foundation
import Glibc
import News
import Press
import Seal
import Store

/// A throw-away newsroom: its folder made by the program, a record of many articles, and the folder that is served.
final class EditionSite {
  let program: String
  let folder: String
  let fingerprint: String
  private var forge = FeedForge(seed: 2026)
  private var files = 0

  var newsroom: String { "\(folder)/newsroom" }
  /// What mirrors serve.
  var place: String { "\(folder)/public" }
  private var words: String { "\(folder)/passphrase" }

  init(program: String) throws {
    self.program = program
    folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: "\(folder)/public", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    try "for the bench alone\n".write(toFile: "\(folder)/passphrase", atomically: true, encoding: .utf8)
    let made = try Child.run([
      program, "edition", "init", "\(folder)/newsroom", "--origin", "news.example/bench", "--title", "Bench",
      "--editors",
      "1", "--passphrase-file", "\(folder)/passphrase",
    ])
    guard made.status == 0, let found = made.output.firstMatch(of: /wc1[a-z2-7]+/) else {
      throw Child.Fault(description: "edition init: \(made.output)")
    }
    fingerprint = String(found.0)
  }

  func clear() { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes so many articles of about 3 KB of HTML into the newsroom's own tree, as `edition publish` would.
  func fill(_ count: Int) throws {
    let newsroom = try NewsroomFolder(newsroom)
    let head = try newsroom.signingKey("head.key", passphrase: SecretBytes(copying: Array("for the bench alone".utf8)))
    var writer = try EditionWriter(folder: newsroom.tree, roots: newsroom.roots)
    let start = Date(timeIntervalSince1970: 1_700_000_000)
    for number in 0..<count {
      let time = start.addingTimeInterval(Double(number) * 60)
      let body = try writer.add(body: Array(forge.body(paragraphs: 12).utf8), type: "text/html")
      let article = EntryArticle(
        title: forge.sentence(8), body: body, language: "ko", sections: ["labour"], byline: "Kim",
        published: EntryTime.text(time))
      try writer.add(.article(article, time: time))
      // In memory lies what is not published yet.
      if number % 10_000 == 9_999 || number == count - 1 { _ = try writer.publish(signedBy: head, time: time) }
    }
  }

  /// Adds articles from files, as an editor does.
  func add(_ count: Int) throws {
    var names: [String] = []
    for _ in 0..<count {
      files += 1
      let name = "\(folder)/article-\(files).html"
      let html = "---\ntitle: \(forge.sentence(8))\nsections: labour\n---\n\(forge.body(paragraphs: 12))\n"
      try html.write(toFile: name, atomically: true, encoding: .utf8)
      names.append(name)
    }
    let run = try Child.run([program, "edition", "add", newsroom] + names)
    guard run.status == 0 else { throw Child.Fault(description: "edition add: \(run.output)") }
  }

  /// Publishes what waits.
  func publish(hasSite: Bool = false) throws -> Child.Run {
    let run = try Child.run(
      [program, "edition", "publish", newsroom, place, "--passphrase-file", words] + (hasSite ? [] : ["--no-site"]))
    guard run.status == 0 else { throw Child.Fault(description: "edition publish: \(run.output)") }
    return run
  }

  /// Makes a fresh home that follows the newsroom at an address and has nothing of it yet.
  func reader(of url: String) async throws -> EditionReader {
    let home = "\(folder)/home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let reader = EditionReader(program: program, home: home)
    // Not by `add`, which would ask the mirror at once.
    try await NewsStore.open(path: reader.storePath).addNewsroom(
      name: "Bench", mirrors: [NewMirror(url: url, kind: .edition)], fingerprint: fingerprint)
    return reader
  }

  /// Bytes of all files below a folder.
  static func size(of folder: String) -> Int {
    var sum = 0
    guard let all = FileManager.default.enumerator(atPath: folder) else { return 0 }
    while all.nextObject() != nil {
      guard all.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      sum += all.fileAttributes?[.size] as? Int ?? 0
    }
    return sum
  }
}
