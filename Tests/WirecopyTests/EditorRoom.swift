import Edition
import Foundation
import Press
import Seal
import TestSupport

/// A newsroom's folder whose key files cost little to open: the passphrase of all is `words`. What is done in it is done by the
/// program itself.
struct EditorRoom {
  let path: String
  let words: String
  let fingerprint: String
  private let program: Program

  init(_ program: Program, _ name: String = "room") throws {
    self.program = program
    path = program.file(name)
    words = try program.write("words\n", to: "words")
    var plan = NewsroomFolder.Plan(
      origin: "news.example/strike", title: "파업 소식 Strike News", languages: ["ko", "en"], now: Date())
    plan.work = 4
    fingerprint = try NewsroomFolder.create(path, plan) { _ in SecretBytes("words") }.fingerprint?.text ?? ""
  }

  /// Another who has all of a room's files.
  init(copying room: EditorRoom, to name: String) throws {
    (program, words, fingerprint) = (room.program, room.words, room.fingerprint)
    path = program.file(name)
    try FileManager.default.copyItem(atPath: room.path, toPath: path)
  }

  @discardableResult func add(_ title: String, _ more: String...) throws -> Program.Answer {
    let file = try program.write("# \(title)\n\nThe text of \(title).\n", to: "article.md")
    return try program.run(["edition", "add"] + more + [path, file])
  }

  @discardableResult func publish(_ place: String) throws -> Program.Answer {
    try program.run("edition", "publish", path, place, "--passphrase-file", words)
  }

  /// Editors make another head key, whose file costs little, too.
  func rotateCheaply() throws {
    let folder = try NewsroomFolder(path)
    let signers = try ["editor-1.key", "editor-2.key"].map {
      try folder.signingKey($0, passphrase: SecretBytes("words"))
    }
    try folder.rotate(signers: signers, newHead: SecretBytes("words"), trunk: nil, now: Date(), work: 4)
  }
}

extension Program {
  /// What `list --json` gives.
  func articles() throws -> [[String: Any]] {
    try object(try run("list", "--json", "--limit", "500").output)["articles"] as? [[String: Any]] ?? []
  }
  func titles() throws -> Set<String> { Set(try articles().compactMap { $0["title"] as? String }) }
  func edition() throws -> [String: Any] {
    let newsrooms = try object(try run("newsrooms", "--json").output)["newsrooms"] as? [[String: Any]]
    return newsrooms?.first?["edition"] as? [String: Any] ?? [:]
  }
}
