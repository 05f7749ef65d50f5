import Foundation
import News
import Seal
import Store
import Testing

@testable import wirecopy

/// A home with something of everything, and backups of it, good and bad.
final class BackupScene: Sendable {
  let program: Program
  let words: String
  static let passphrase = "좋은 words of a backup"
  static let hash = String(repeating: "ab", count: 32)

  /// - Parameter articles: in the store; none for an empty home.
  init(articles: Int = 40) async throws {
    program = try Program()
    words = try program.write("backup: \(Self.passphrase)\n", to: "words")
    guard articles > 0 else { return }
    try await Self.fill(program.home, articles: articles)
  }

  deinit { program.clear() }

  static func fill(_ home: String, articles: Int) async throws {
    let store = try NewsStore.open(path: home + "/store.sqlite")
    let newsroom = try await store.addNewsroom(name: "여울", mirrors: ["http://127.0.0.1:9/news.atom"])
    let mirror = try #require(try await store.mirrors(of: newsroom.id).first)
    let body = "The workers stay."
    let news = (1...articles).map {
      Article(
        guid: "tag:\($0)", link: "http://127.0.0.1:9/\($0)", title: "Report \($0) from the picket",
        published: SampleFeed.moment.addingTimeInterval(Double($0)), content: "<p>\(body)</p>", text: body)
    }
    _ = try await store.commit(
      Delivery(
        newsroom: newsroom.id, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(), articles: news,
        now: SampleFeed.moment))
    for (name, text) in files {
      let url = URL(filePath: "\(home)/\(name)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try store.close()
  }

  /// What a backup takes beside the store.
  static let kept = [
    "config.toml": "[desk]\ntheme = \"light\"\n", "netrc": "machine relay.example login a password b\n",
    "templates/report.txt": "title: From the gate\n\n",
    "templates/긴 이름\(String(repeating: "ㄱ", count: 40)).txt": "title: x\n\n",
    "kept/\(hash)": "a picture", "blobs/\(hash)": "a signed picture", "files/\(hash)": "an attachment",
    "drops/\(hash)": "a drop", "inbox/\(hash)": "a drop that came", "work/kept-1-abcd.txt": "a text",
    "work/edit-00ff00ff00ff00ff/report.txt": "in an editor", "work/edit-00ff00ff00ff00ff/draft.json": "{}",
    "store.sqlite.alerts": "1\n",
  ]
  /// What it does not take.
  static let passing = [
    "wirecopy.log": "log", "kept/7.part": "half", "drops/.part-aa": "half", "work/clean-1/x": "being cleaned",
    "notes.txt": "not ours",
  ]
  private static var files: [String: String] { kept.merging(passing) { $1 } }

  func backup(_ name: String = "home.age") throws -> Program.Answer {
    try program.run("backup", "--passphrase-file", words, program.file(name))
  }

  func restore(_ file: String, into home: String) throws -> Program.Answer {
    try program.run(["restore", "--passphrase-file", words, file], environment: ["WIRECOPY_HOME": home])
  }

  /// A backup of entries that somebody made by hand, after the file that says what it is.
  func forged(
    _ entries: [(name: String, type: Character, text: String)], label: String = "wirecopy-backup 1\n",
    isOver: Bool = true
  ) throws -> String {
    var tar = label.isEmpty ? [] : Self.entry(BackupWriter.label, "0", label)
    for entry in entries { tar += Self.entry(entry.name, entry.type, entry.text) }
    return try seal(tar + (isOver ? TarEntry.end : []))
  }

  static func entry(_ name: String, _ type: Character, _ text: String) -> [UInt8] {
    var bytes = TarEntry(name: String(name.prefix(100)), size: Int64(text.utf8.count)).bytes(time: SampleFeed.moment)
    bytes[156] = type.asciiValue ?? 0
    let sum = bytes.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
    let octal = String(sum, radix: 8)
    bytes.replaceSubrange(148..<154, with: (String(repeating: "0", count: 6 - octal.count) + octal).utf8)
    return bytes + Array(text.utf8) + [UInt8](repeating: 0, count: TarEntry.padding(Int64(text.utf8.count)))
  }

  /// Little work, as nobody is kept from guessing here.
  func seal(_ bytes: [UInt8]) throws -> String {
    let path = program.file("forged-\(UUID().uuidString).age")
    try Data(try AgeSealer.seal(bytes, passphrase: SecretBytes(Self.passphrase), work: 4)).write(
      to: URL(filePath: path))
    return path
  }

  /// Restores in this process, so that not each try takes a second of scrypt.
  func unpack(_ file: String, _ passphrase: String = BackupScene.passphrase, home: String) async -> BackupFault? {
    do {
      let unpacked = try await BackupReader(places: Places(home: home)).unpack(
        file, passphrase: SecretBytes(passphrase)
      ) { _ in }
      unpacked.folder.remove()
      return nil
    } catch let fault as BackupFault {
      return fault
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  /// Every file below a folder, by its path from there.
  static func tree(_ folder: String) -> [String: [UInt8]] {
    var tree: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      if let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") { tree[name] = [UInt8](bytes) }
    }
    return tree
  }
}
