import Foundation
import Glibc
import News
import Seal
import Store
import Testing

@testable import wirecopy

extension WholeProgram {
  @Suite struct RestoreTests {}
}

/// Whatever is wrong with a backup or a home, it is said, and nothing is left behind.
extension WholeProgram.RestoreTests {
  @Test func aHomeThatHasSomethingIsLeftAlone() async throws {
    let scene = try await BackupScene(articles: 2)
    #expect(try scene.backup().status == 0)
    let file = scene.program.file("home.age")
    let before = BackupScene.tree(scene.program.home)
    let refused = try scene.restore(file, into: scene.program.home)
    #expect(refused.status == 4 && refused.complaint.contains("this home is not empty"), "\(refused)")
    for part in ["config.toml", "netrc", "kept", "store.sqlite", "WIRECOPY_HOME=DIR"] {
      #expect(refused.complaint.contains(part), "\(refused.complaint)")
    }
    let after = BackupScene.tree(scene.program.home)
    for (name, bytes) in before where !name.hasPrefix("store.sqlite") { #expect(after[name] == bytes) }
    #expect(HeldFolder.names(in: scene.program.home).isEmpty)

    // A desk that was opened and closed leaves an empty store, which is nothing yet.
    let home = scene.program.file("b")
    #expect(try scene.program.run(["newsrooms"], environment: ["WIRECOPY_HOME": home]).status == 0)
    #expect(try scene.restore(file, into: home).status == 0)
    #expect(try scene.program.run(["newsrooms"], environment: ["WIRECOPY_HOME": home]).output.contains("여울"))
    #expect(try scene.restore(file, into: home).status == 4)
  }

  @Test func eachFaultHasItsSentence() async throws {
    let scene = try await BackupScene(articles: 0)
    let good: [(name: String, type: Character, text: String)] = [("config/config.toml", "0", "")]
    let file = try scene.forged(good)
    let home = scene.program.file("b")
    #expect(await scene.unpack(file, home: home) == nil)
    #expect(await scene.unpack(file, "another", home: home) == .wrongPassphrase)
    #expect(await scene.unpack(try scene.program.write("", to: "empty"), home: home) == .notAge)
    #expect(await scene.unpack(try scene.program.write("PK\u{3}\u{4} a zip", to: "zip"), home: home) == .notAge)
    #expect(
      await scene.unpack(try scene.program.write("age-encryption.org/v1\n-> scrypt", to: "cut"), home: home) == .cut)
    let keyed = scene.program.file("keyed.age")
    try Data(try AgeSealer.seal([1, 2, 3], for: [AgeIdentity().recipient])).write(to: URL(filePath: keyed))
    #expect(await scene.unpack(keyed, home: home) == .sealedToKeys)
    #expect(await scene.unpack(try scene.seal(Array("news".utf8)), home: home) == .tar(.cut))
    #expect(await scene.unpack(try scene.seal([UInt8](repeating: 0x41, count: 2_048)), home: home) == .tar(.malformed))
    #expect(await scene.unpack(try scene.seal([]), home: home) == .tar(.cut))
    #expect(await scene.unpack(try scene.forged(good, label: ""), home: home) == .foreign)
    #expect(await scene.unpack(try scene.forged(good, label: "something else"), home: home) == .foreign)
    #expect(await scene.unpack(try scene.forged(good, label: "wirecopy-backup 2\n"), home: home) == .newer)
    #expect(await scene.unpack(try scene.forged(good, isOver: false), home: home) == .tar(.cut))
    #expect(await scene.unpack(try scene.forged(good + good), home: home) == .twice("config/config.toml"))
    let label: (name: String, type: Character, text: String) = (BackupWriter.label, "0", "wirecopy-backup 1\n")
    #expect(await scene.unpack(try scene.forged([label]), home: home) == .twice(BackupWriter.label))
    for name in [
      "config/.ssh", "data/store.sqlite-wal", "data/kept/a/b", "x", "data/work/clean-1", "data/kept/.part-1",
    ] {
      #expect(await scene.unpack(try scene.forged([(name, "0", "x")]), home: home) == .oddName(name))
    }
    for name in ["../x", "/x", "data/../../x"] {
      #expect(await scene.unpack(try scene.forged([(name, "0", "x")]), home: home) == .tar(.badName(name)))
    }
    for type: Character in ["1", "2", "3", "4", "6"] {
      #expect(
        await scene.unpack(try scene.forged([("data/kept/a", type, "")]), home: home) == .tar(.unusual("data/kept/a")))
    }
    #expect(
      await scene.unpack(try scene.forged([("data/store.sqlite", "0", "no database")]), home: home)?.isDamage == true)
    #expect(
      await scene.unpack(scene.program.file("nowhere"), home: home)?.phrase.arguments.first
        == scene.program.file("nowhere"))
    #expect(await scene.unpack(scene.program.home, home: home) != nil)
    #expect(BackupScene.tree(home).isEmpty, "\(BackupScene.tree(home).keys)")
  }

  @Test func aStoreOfANewerWirecopyIsRefused() async throws {
    let scene = try await BackupScene(articles: 1)
    let path = scene.program.file("newer.sqlite")
    try await NewsStore.open(path: scene.program.file("store.sqlite")).snapshot(to: path)
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    // `user_version` in the file's head.
    bytes[63] = 250
    let tar =
      BackupScene.entry(BackupWriter.label, "0", "wirecopy-backup 1\n")
      + TarEntry(name: HomeContents.store, size: Int64(bytes.count)).bytes(time: SampleFeed.moment) + bytes
      + [UInt8](repeating: 0, count: TarEntry.padding(Int64(bytes.count))) + TarEntry.end
    let home = scene.program.file("b")
    #expect(await scene.unpack(try scene.seal(tar), home: home) == .newer)
    #expect(BackupScene.tree(home).isEmpty)
  }

  @Test func cutOrAlteredAnywhereNothingIsTaken() async throws {
    let scene = try await BackupScene(articles: 0)
    let noise = RandomBytes.make(100_000).hex
    let file = try scene.forged([("data/kept/a", "0", noise), ("data/kept/b", "0", noise)])
    let whole = [UInt8](try Data(contentsOf: URL(filePath: file)))
    let home = scene.program.file("b")
    var random = Splitmix(seed: 42)
    let bent = scene.program.file("bent.age")
    for _ in 0..<60 {
      try Data(whole[..<Int(random.next() % UInt64(whole.count))]).write(to: URL(filePath: bent))
      let fault = await scene.unpack(bent, home: home)
      #expect([.cut, .notAge].contains(fault), "\(String(describing: fault))")
    }
    var altered = 0
    for _ in 0..<60 {
      var bytes = whole
      bytes[Int(random.next() % UInt64(bytes.count - 200)) + 200] ^= UInt8(1 << (random.next() % 8))
      try Data(bytes).write(to: URL(filePath: bent))
      let fault = await scene.unpack(bent, home: home)
      #expect([.cut, .altered].contains(fault), "\(String(describing: fault))")
      if fault == .altered { altered += 1 }
    }
    #expect(altered > 30)
    #expect(BackupScene.tree(home).isEmpty, "\(BackupScene.tree(home).keys)")
  }

  @Test func aFullDiskIsSaidBeforeAnythingIsWritten() async throws {
    let scene = try await BackupScene(articles: 0)
    let file = try scene.forged([])
    // A file with a hole, far larger than any disk of ours.
    try #require(truncate(file, 1 << 43) == 0)
    let fault = await scene.unpack(file, home: scene.program.file("b"))
    if case .noRoom = fault {} else { Issue.record("\(String(describing: fault))") }
    #expect(BackupScene.tree(scene.program.file("b")).isEmpty)
  }

  /// As large as a file can claim to be, which a file system in memory allows.
  @Test func aFileOfAnyClaimedSizeIsRefusedInWords() async throws {
    let scene = try await BackupScene(articles: 0)
    let file = "/dev/shm/wirecopy-test-\(UUID().uuidString).age"
    defer { unlink(file) }
    try FileManager.default.copyItem(atPath: try scene.forged([]), toPath: file)
    try #require(truncate(file, .max) == 0)
    let home = scene.program.file("b")
    guard case .noRoom(let needed, let free) = await scene.unpack(file, home: home) else {
      Issue.record("it was not refused for its size")
      return
    }
    #expect(needed == .max && free < needed)
    #expect(BackupScene.tree(home).isEmpty && HeldFolder.names(in: home).isEmpty)
  }

  @Test func whileAnotherHasTheHomeOpenNothingIsPutInItsPlace() async throws {
    let scene = try await BackupScene(articles: 1)
    #expect(try scene.backup().status == 0)
    let home = scene.program.file("b")
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let lock = open(home + "/store.sqlite.open", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(flock(lock, LOCK_SH) == 0)
    let refused = try scene.restore(scene.program.file("home.age"), into: home)
    close(lock)
    #expect(refused.status == 4 && refused.complaint.contains("has this home open"), "\(refused)")
    #expect(BackupScene.tree(home).keys.allSatisfy { $0.hasPrefix("store.sqlite.") }, "\(BackupScene.tree(home).keys)")
    #expect(try scene.restore(scene.program.file("home.age"), into: home).status == 0)
  }

  /// Settings on one disk, the store on another.
  @Test func foldersOfTheirOwnForSettingsAndStore() async throws {
    let scene = try await BackupScene(articles: 1)
    #expect(try scene.backup().status == 0)
    let shm = "/dev/shm/wirecopy-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: shm) }
    let environment: [String: String?] = [
      "WIRECOPY_HOME": nil, "XDG_CONFIG_HOME": shm, "XDG_DATA_HOME": scene.program.file("data"),
      "XDG_STATE_HOME": scene.program.file("state"),
    ]
    let answer = try scene.program.run(
      ["restore", "--passphrase-file", scene.words, scene.program.file("home.age")], environment: environment)
    #expect(answer.status == 0, "\(answer)")
    let settings = BackupScene.tree(shm + "/wirecopy")
    #expect(settings["config.toml"] == Array((BackupScene.kept["config.toml"] ?? "").utf8), "\(settings.keys)")
    #expect(settings.count == 4)
    #expect(BackupScene.tree(scene.program.file("data/wirecopy"))["kept/\(BackupScene.hash)"] != nil)
    // And gone again, folders and all.
    let purged = try scene.program.run(["purge", "--yes"], environment: environment)
    #expect(purged.status == 0, "\(purged)")
    #expect(!FileManager.default.fileExists(atPath: shm + "/wirecopy"))
    #expect(!FileManager.default.fileExists(atPath: scene.program.file("data/wirecopy")))
  }
}

extension BackupFault {
  fileprivate var isDamage: Bool { if case .damagedStore = self { true } else { false } }
}
