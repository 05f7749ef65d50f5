import Foundation
import Glibc
import News
import Store
import Sync
import Testing

@testable import wirecopy

extension WholeProgram {
  @Suite struct PurgeTests {}
}

/// What is Wirecopy's goes, keys first; what is not stays.
extension WholeProgram.PurgeTests {
  @Test func allOfItGoesAndNothingElse() async throws {
    let scene = try await BackupScene(articles: 5)
    let program = scene.program
    // A link out of the home, a link in the place of a folder, a name that is not ours.
    let outside = program.file("outside")
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try program.write("mine", to: "outside/precious")
    let link = String(repeating: "cd", count: 32)
    try #require(symlink(outside + "/precious", program.file("files/\(link)")) == 0)
    try FileManager.default.removeItem(atPath: program.file("blobs"))
    try #require(symlink(outside, program.file("blobs")) == 0)
    try program.write("mine", to: "kept/holiday.jpg")
    // A second name elsewhere: not ours to overwrite.
    let twin = String(repeating: "ef", count: 32)
    try program.write("mine, too", to: "outside/twin")
    try #require(Glibc.link(outside + "/twin", program.file("files/\(twin)")) == 0)

    let answer = try program.run("purge", "--yes")
    #expect(answer.status == 0, "\(answer)")
    #expect(answer.output.contains("destroyed") && answer.output.contains("flash disk"), "\(answer)")
    for path in ["files/\(link)", "blobs", "kept/holiday.jpg", "files/\(twin)"] {
      #expect(answer.complaints.contains { $0.contains(program.file(path)) }, "\(path): \(answer.complaint)")
    }
    #expect(
      Set(BackupScene.tree(program.home).keys)
        == ["outside/precious", "outside/twin", "kept/holiday.jpg", "notes.txt", "words"])
    #expect(try String(contentsOfFile: outside + "/precious", encoding: .utf8) == "mine")
    #expect(try String(contentsOfFile: outside + "/twin", encoding: .utf8) == "mine, too")
    let again = try program.run("purge", "--yes")
    #expect(again.status == 1 && again.complaint.contains("nothing of Wirecopy's"), "\(again)")
  }

  /// Seen through names of our own: the bytes themselves are gone before the names are.
  @Test func secretsAreOverwrittenAndKeysGoFirst() async throws {
    let scene = try await BackupScene(articles: 1)
    let (netrc, store) = (
      open(scene.program.file("netrc"), O_RDONLY), open(scene.program.file("store.sqlite"), O_RDONLY)
    )
    let picture = open(scene.program.file("kept/\(BackupScene.hash)"), O_RDONLY)
    defer { for file in [netrc, store, picture] { close(file) } }
    let steps = Destruction.steps(Places(home: scene.program.home))
    #expect(steps.first?.files == [scene.program.file("netrc")])
    #expect(steps[1].files.prefix(2) == [scene.program.file("store.sqlite-wal"), scene.program.file("store.sqlite")])
    #expect(try scene.program.run("purge", "--yes").status == 0)
    func text(_ file: Int32) -> String {
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = pread(file, &bytes, bytes.count, 0)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
    #expect(!text(netrc).isEmpty && !text(netrc).contains("password"))
    #expect(text(store).utf8.count > 8_192 && !text(store).contains("SQLite format") && !text(store).contains("picket"))
    // News that everybody has is not worth the time.
    #expect(text(picture) == "a picture")
  }

  /// Unpacked and checked, and killed before or while it was put in its place: keys lie there as they do in a home.
  @Test func whatKilledRestoresLeftIsOverwrittenToo() async throws {
    let program = try Program()
    defer { program.clear() }
    var killed: HeldFolder? = try HeldFolder(in: program.home)
    let folders = [try #require(killed?.path), RestoredHome.path(Places(home: program.home))]
    killed = nil
    var files: [String: Int32] = [:]
    defer { for file in files.values { close(file) } }
    for folder in folders {
      try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
      try await BackupScene.fill(folder + "/data", articles: 1)
      for name in ["store.sqlite", "netrc", "work/kept-1-abcd.txt", "kept/\(BackupScene.hash)"] {
        files["\(folder)/data/\(name)"] = open("\(folder)/data/\(name)", O_RDONLY | O_CLOEXEC)
      }
    }
    let answer = try program.run("purge", "--yes")
    #expect(answer.status == 0 && answer.output.contains("destroyed"), "\(answer)")
    #expect(BackupScene.tree(program.home).isEmpty, "\(BackupScene.tree(program.home).keys)")
    for (path, file) in files {
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = pread(file, &bytes, bytes.count, 0)
      let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      #expect(!text.isEmpty, "\(path)")
      if path.contains("/kept/") {
        #expect(text == "a picture", "news is not worth the time")
      } else {
        for word in ["SQLite format", "picket", "password", "a text"] { #expect(!text.contains(word), "\(path)") }
      }
    }
  }

  @Test func aWordIsAskedFor() async throws {
    let scene = try await BackupScene(articles: 1)
    let unasked = try scene.program.run("purge")
    #expect(unasked.status == 2 && unasked.complaint.contains("--yes"), "\(unasked)")
    try #require(Tmux.isInstalled, Tmux.why)
    for (typed, isGone) in [("yes", false), ("purge", true)] {
      let tmux = try Tmux(scene.program, ["purge"], columns: 120)
      defer { tmux.end() }
      let shown = try await tmux.wait(for: "Type purge to destroy it")
      #expect(shown.contains("passwords of relays: 1 file") && shown.contains("the store: keys of reports"), "\(shown)")
      try tmux.type(typed); try tmux.keys("Enter")
      try await tmux.wait(for: isGone ? "ended with 0" : "ended with 1")
      #expect(FileManager.default.fileExists(atPath: scene.program.file("store.sqlite")) != isGone)
    }
  }

  @Test func anOpenDeskOrSyncKeepsItAway() async throws {
    let scene = try await BackupScene(articles: 1)
    let before = BackupScene.tree(scene.program.home)
    do {
      let lock = try SyncLock.take(besideStore: scene.program.file("store.sqlite"))
      let refused = try scene.program.run("purge", "--yes")
      #expect(refused.status == 4 && refused.complaint.contains("has this home open"), "\(refused)")
      withExtendedLifetime(lock) {}
    }
    try #require(Tmux.isInstalled, Tmux.why)
    let desk = try Tmux(scene.program, ["desk", "--offline"])
    defer { desk.end() }
    try await desk.wait(for: "Report 1 from")
    let refused = try scene.program.run("purge", "--yes")
    #expect(refused.status == 4 && refused.complaint.contains("close the desk"), "\(refused)")
    for name in before.keys where !name.hasPrefix("store.sqlite") {
      #expect(FileManager.default.fileExists(atPath: scene.program.file(name)), "\(name)")
    }
    try desk.keys("q")
    try await desk.wait(for: "ended with 0")
    #expect(try scene.program.run("purge", "--yes").status == 0)
  }

  @Test func aFolderThatIsNotWirecopysIsLeftAlone() async throws {
    let scene = try await BackupScene(articles: 0)
    for (name, text) in ["config.toml": "baseURL = 1", "templates/x.txt": "t", "store.sqlite": "not ours"] {
      let url = URL(filePath: scene.program.file(name))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let before = BackupScene.tree(scene.program.home)
    let refused = try scene.program.run("purge", "--yes")
    #expect(refused.status == 4 && refused.complaint.contains("somebody else's"), "\(refused)")
    #expect(BackupScene.tree(scene.program.home) == before)
  }

  @Test func whatCantGoIsNamedAndTheRestGoes() async throws {
    let scene = try await BackupScene(articles: 1)
    // A folder where a file should be: no program removes it as one.
    try FileManager.default.createDirectory(
      atPath: scene.program.file("store.sqlite-journal/x"), withIntermediateDirectories: true)
    let answer = try scene.program.run("purge", "--yes")
    #expect(answer.status == 1 && answer.complaint.contains("store.sqlite-journal is still there"), "\(answer)")
    #expect(answer.complaint.contains("not all of it is gone"))
    for name in ["store.sqlite", "netrc", "config.toml", "kept", "wirecopy.log"] {
      #expect(!FileManager.default.fileExists(atPath: scene.program.file(name)), "\(name)")
    }
  }
}
