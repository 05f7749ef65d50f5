import Foundation
import Glibc
import News
import Seal
import Store
import Testing

@testable import wirecopy

extension WholeProgram {
  @Suite struct BackupKillTests {}
}

/// `kill -9`, and a signal that asks, at any moment of a backup and of a restore.
extension WholeProgram.BackupKillTests {
  static let kills = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1" ? 200 : 16

  /// A backup that costs no second of scrypt, so that the kills fall where files are written.
  private func cheap(_ scene: BackupScene) async throws -> String {
    let file = scene.program.file("cheap.age")
    let store = try NewsStore.open(path: scene.program.file("store.sqlite"))
    let writer = BackupWriter(places: Places(home: scene.program.home), store: store, work: 4)
    _ = try await writer.write(
      to: file, passphrase: SecretBytes(BackupScene.passphrase), now: SampleFeed.moment, progress: { _ in })
    return file
  }

  /// Microseconds that a command takes here and now.
  private func length(_ program: Program, _ arguments: [String]) throws -> UInt64 {
    let began = ContinuousClock.now
    let process = try program.start(arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return UInt64(began.duration(to: .now) / .microseconds(1))
  }

  @Test func aKilledRestoreLeavesNothingOrAllOfIt() async throws {
    let scene = try await BackupScene(articles: 400)
    for number in 0..<200 {
      try scene.program.write(
        "picture \(number)", to: "kept/" + String(number + 1_000) + String(repeating: "0", count: 60))
    }
    let file = try await cheap(scene)
    let arguments = ["restore", "--passphrase-file", scene.words, file]
    let first = try Program()
    let length = try length(first, arguments)
    let whole = BackupScene.tree(first.home).keys.filter { !$0.hasPrefix("store.sqlite-") }.sorted()
    first.clear()
    #expect(whole.count > 200)
    var random = Splitmix(seed: 31)
    var (running, untouched, restored) = (0, 0, 0)
    for _ in 0..<Self.kills {
      let program = try Program()
      defer { program.clear() }
      let process = try program.start(arguments)
      // The last part is where it is put in its place.
      usleep(UInt32(length / 5 + random.next() % max(1, length)))
      if isAlive(process.processIdentifier) { running += 1 }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()

      let listed = try program.run("newsrooms")
      #expect(listed.status == 0, "\(listed)")
      let tree = BackupScene.tree(program.home)
      #expect(!tree.keys.contains { $0.hasPrefix(".wirecopy-") }, "\(tree.keys)")
      if listed.output.contains("여울") {
        restored += 1
        #expect(tree.keys.filter { !$0.hasPrefix("store.sqlite-") }.sorted() == whole)
      } else {
        untouched += 1
        #expect(tree.keys.allSatisfy { $0.hasPrefix("store.sqlite") }, "\(tree.keys)")
        #expect(try program.run(arguments).status == 0)
      }
    }
    print(
      "restores killed: \(Self.kills) over \(length / 1_000) ms; running \(running), untouched \(untouched), restored \(restored)"
    )
    #expect(running > 0 && untouched > 0)
  }

  /// From the moment in which it counts, however much was moved already.
  @Test func whatWasCommittedIsMovedIntoPlaceByTheNextStart() async throws {
    let scene = try await BackupScene(articles: 3)
    let file = try await cheap(scene)
    for moved in 0...4 {
      let program = try Program()
      defer { program.clear() }
      let places = Places(home: program.home)
      // The empty store of a desk that was open before.
      #expect(try program.run("newsrooms").status == 0)
      let unpacked = try await BackupReader(places: places).unpack(
        file, passphrase: SecretBytes(BackupScene.passphrase)
      ) { _ in }
      try Restoring(places: places).commit(unpacked)
      let restored = RestoredHome.path(places)
      let steps = [
        ("config/config.toml", "config.toml"), ("data/store.sqlite", "store.sqlite"), ("data/kept", "kept"),
        ("config/templates", "templates"),
      ]
      for (from, to) in steps.prefix(moved) {
        if from.hasSuffix("sqlite") { for end in ["-wal", "-shm"] { unlink(program.file("store.sqlite" + end)) } }
        try #require(rename("\(restored)/\(from)", program.file(to)) == 0)
      }
      let listed = try program.run("list")
      #expect(listed.status == 0 && listed.output.contains("Report 3 from the picket"), "\(moved): \(listed)")
      let tree = BackupScene.tree(program.home)
      for (name, text) in BackupScene.kept { #expect(tree[name] == Array(text.utf8), "\(moved): \(name)") }
      #expect(!FileManager.default.fileExists(atPath: restored))
    }
  }

  @Test(arguments: [SIGKILL, SIGINT, SIGTERM]) func aBackupThatIsEndedLeavesNoHalfFile(_ number: Int32) async throws {
    let scene = try await BackupScene(articles: 1_500)
    let file = scene.program.file("home.age")
    let arguments = ["backup", "--passphrase-file", scene.words, file]
    let length = try length(scene.program, arguments)
    try FileManager.default.removeItem(atPath: file)
    var random = Splitmix(seed: 53)
    var ended = 0
    for _ in 0..<(Self.kills / 2) {
      let process = try scene.program.start(arguments)
      usleep(UInt32(length / 10 + random.next() % max(1, length)))
      let wasRunning = isAlive(process.processIdentifier)
      kill(process.processIdentifier, number)
      process.waitUntilExit()
      let isWhole = FileManager.default.fileExists(atPath: file)
      if wasRunning, !isWhole { ended += 1 }
      if number != SIGKILL, process.terminationReason == .exit {
        #expect(isWhole == (process.terminationStatus == 0))
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
      }
      if isWhole {
        #expect(await scene.unpack(file, home: scene.program.file("b")) == nil)
        try FileManager.default.removeItem(atPath: file)
      }
      #expect(try scene.program.run("newsrooms").status == 0)
      #expect(HeldFolder.names(in: scene.program.home).isEmpty)
    }
    #expect(ended > 0)
    #expect(try scene.backup().status == 0)
    #expect(!FileManager.default.fileExists(atPath: file + ".part"))
  }
}
