import Foundation
import Glibc
import News
import Seal
import Store
import Testing

@testable import wirecopy

extension WholeProgram {
  @Suite struct BackupTests {}
}

/// One file that holds a home, and a home that is made of it again.
extension WholeProgram.BackupTests {
  @Test func aHomeComesBackAsItWasOnAnotherMachine() async throws {
    let scene = try await BackupScene()
    let made = try scene.backup()
    #expect(made.status == 0 && made.output.contains("written"), "\(made)")
    let file = scene.program.file("home.age")
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    #expect(!FileManager.default.fileExists(atPath: file + ".part"))
    #expect(HeldFolder.names(in: scene.program.home).isEmpty)

    let home = scene.program.file("elsewhere")
    let restored = try scene.restore(file, into: home)
    #expect(restored.status == 0 && restored.output.contains("newsrooms 1, articles 40, reports 0"), "\(restored)")
    let tree = BackupScene.tree(home)
    for (name, text) in BackupScene.kept { #expect(tree[name] == Array(text.utf8), "\(name)") }
    for name in BackupScene.passing.keys { #expect(tree[name] == nil, "\(name)") }
    #expect(!tree.keys.contains { $0.contains(".wirecopy-") }, "\(tree.keys)")
    let store = try NewsStore.open(path: home + "/store.sqlite")
    #expect(try await store.check().isEmpty)
    #expect(try await store.count(.all) == 40)
    #expect(try await store.search("workers", scope: .all, limit: 50).count == 40)
    #expect(try FileManager.default.attributesOfItem(atPath: home + "/netrc")[.posixPermissions] as? Int == 0o600)
  }

  @Test func nothingIsOverwrittenAndNothingHalfIsLeft() async throws {
    let scene = try await BackupScene()
    let file = try scene.program.write("mine", to: "home.age")
    let refused = try scene.backup()
    #expect(refused.status == 1 && refused.complaint.contains("is there already"), "\(refused)")
    #expect(refused.complaint.components(separatedBy: "home.age").count == 2, "it is named once")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    // Somebody's own file, half come; then what a killed backup left.
    try scene.program.write("somebody's", to: "other.age.part")
    let other = try scene.backup("other.age")
    #expect(other.status == 1 && other.complaint.contains("other.age.part is there already"), "\(other)")
    #expect(try String(contentsOfFile: scene.program.file("other.age.part"), encoding: .utf8) == "somebody's")
    try scene.program.write("age-encryption.org/v1\n-> scrypt xxx", to: "third.age.part")
    try FileManager.default.createDirectory(
      atPath: scene.program.file(".wirecopy-00000000000000ff"), withIntermediateDirectories: true)
    #expect(try scene.backup("third.age").status == 0)
    #expect(HeldFolder.names(in: scene.program.home).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: scene.program.file("third.age.part")))
    let inside = try scene.backup("inbox/home.age")
    #expect(inside.status == 1 && inside.complaint.contains("would lie among the files"), "\(inside)")
    let nowhere = try scene.backup("no/such/folder/home.age")
    #expect(nowhere.status == 1 && nowhere.complaints.count == 1, "\(nowhere)")
  }

  @Test func anEmptyHomeHasNothingToKeepAndAnEmptyPassphraseKeepsNothing() async throws {
    let scene = try await BackupScene(articles: 0)
    let answer = try scene.backup()
    #expect(answer.status == 1 && answer.complaint.contains("nothing yet that could be kept"), "\(answer)")
    try scene.program.write("[desk]\ntheme = \"light\"\n", to: "config.toml")
    let empty = try scene.program.write("backup: \n", to: "empty")
    let refused = try scene.program.run("backup", "--passphrase-file", empty, scene.program.file("x.age"))
    #expect(refused.status == 2 && refused.complaint.contains("empty passphrase"), "\(refused)")
    // From standard input, as every command takes it.
    let given = try scene.program.run(
      "backup", "--passphrase-file", "-", scene.program.file("x.age"), input: BackupScene.passphrase)
    #expect(given.status == 0, "\(given)")
    let restored = try scene.restore(scene.program.file("x.age"), into: scene.program.file("b"))
    #expect(restored.status == 0, "\(restored)")
    #expect(BackupScene.tree(scene.program.file("b")).keys.contains("config.toml"))
  }

  @Test(.enabled(if: Program.has("age") && Program.has("tar") && Tmux.isInstalled, "needs age, tar and tmux"))
  func anybodysToolsReadIt() async throws {
    let scene = try await BackupScene(articles: 3)
    #expect(try scene.backup().status == 0)
    let tmux = try Tmux(shell: scene.program, columns: 160)
    defer { tmux.end() }
    try await tmux.wait(for: "$")
    try tmux.type("age -d -o home.tar home.age; echo opened $?"); try tmux.keys("Enter")
    try await tmux.wait(for: "Enter passphrase")
    try tmux.type(BackupScene.passphrase); try tmux.keys("Enter")
    try await tmux.wait(for: "opened 0")
    let listed = try Errand(
      ["tar", "tf", scene.program.file("home.tar")], environment: scene.program.environment, seconds: 20
    ).answer
    #expect(listed.status == 0 && listed.complaint.isEmpty, "\(listed)")
    let names = Set(listed.output.split(separator: "\n").map(String.init))
    for name in ["wirecopy-backup", "config/config.toml", "data/store.sqlite", "data/kept/\(BackupScene.hash)"] {
      #expect(names.contains(name), "\(names)")
    }
    #expect(names.count == BackupScene.kept.count + 2)

    // And back: what tar packs anew is a backup, too.
    let anew = scene.program.file("anew.tar")
    let packed = try Errand(
      [
        "sh", "-c",
        "cd '\(scene.program.home)' && mkdir t && tar xf home.tar -C t && cd t && tar cf '\(anew)' --format=pax wirecopy-backup config data",
      ], environment: scene.program.environment, seconds: 20
    ).answer
    #expect(packed.status == 0, "\(packed)")
    let sealed = try scene.seal([UInt8](try Data(contentsOf: URL(filePath: anew))))
    let restored = try scene.restore(sealed, into: scene.program.file("b"))
    #expect(restored.status == 0 && restored.output.contains("articles 3"), "\(restored)")
  }

  @Test func aDeskMayStayOpenAndWriteMeanwhile() async throws {
    let scene = try await BackupScene(articles: 2_000)
    let store = try NewsStore.open(path: scene.program.file("store.sqlite"))
    let ids = try await store.headlines(.all, limit: 2_000).map(\.id)
    let starring = Task {
      for id in ids where !Task.isCancelled { try await store.setStarred([id], true) }
    }
    let made = try scene.backup()
    starring.cancel()
    _ = try? await starring.value
    #expect(made.status == 0, "\(made)")
    let home = scene.program.file("b")
    #expect(try scene.restore(scene.program.file("home.age"), into: home).status == 0)
    let restored = try NewsStore.open(path: home + "/store.sqlite")
    #expect(try await restored.check().isEmpty)
    #expect(try await restored.count(.all) == 2_000)
  }

  @Test func memoryDoesNotGrowWithTheStore() async throws {
    let scene = try await BackupScene(articles: 1)
    let bytes = Data(RandomBytes.make(1 << 20))
    for number in 0..<110 {
      let name = String(repeating: "0", count: 61) + String(number + 100)
      try bytes.write(to: URL(filePath: scene.program.file("kept/\(name)")))
    }
    let made = try scene.backup()
    let size = try #require(
      try FileManager.default.attributesOfItem(atPath: scene.program.file("home.age"))[.size] as? Int)
    #expect(made.status == 0 && size > 100 << 20, "\(made), \(size)")
    let restored = try scene.restore(scene.program.file("home.age"), into: scene.program.file("b"))
    #expect(restored.status == 0, "\(restored)")
    print("backup of \(size >> 20) MiB: \(made.peak) MiB; restore: \(restored.peak) MiB")
    // scrypt takes 256 MiB for a moment.
    #expect(made.peak < 256 + 100 && restored.peak < 256 + 100, "\(made.peak), \(restored.peak)")
  }
}
