import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct FaultTests {
  private func fault(_ path: String) -> StoreFault? {
    do throws(StoreFault) {
      _ = try NewsStore.open(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test func theStoreIsPrivateFromItsFirstByte() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver([article("One", id: "1", published: -60)])
    let folder = URL(fileURLWithPath: scene.store.path).deletingLastPathComponent()
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(folder.path) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      #expect(try mode(folder.appendingPathComponent(name).path) == 0o600, "\(name)")
    }
  }

  @Test func whatIsNoDatabaseIsLeftAsItIs() throws {
    let folder = try TemporaryFolder()
    let bytes = Array("I am a letter, not a database. ".utf8) + Array(repeating: UInt8(7), count: 9000)
    let path = try folder.write(bytes, to: "store.sqlite")
    guard case .corrupt(path, _) = fault(path) else {
      Issue.record("opened")
      return
    }
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
  }

  @Test func anotherProgramsDatabaseIsLeftAsItIs() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("store.sqlite")
    let other = try OtherProgram(path: path)
    try other.execute("CREATE TABLE recipe (name TEXT)")
    try other.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(fault(path) == .foreign(path: path))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func aNewerStoreIsRefusedAndKept() async throws {
    let scene = try await Scene(onDisk: true)
    let path = scene.store.path
    let newer = Schema.version + 1
    try OtherProgram(path: path).execute("CREATE TABLE parcel (id INTEGER); PRAGMA user_version = \(newer)")
    #expect(fault(path) == .newer(path: path, found: newer, known: Schema.version))
    #expect(try OtherProgram(path: path).number("SELECT count(*) FROM newsroom") == 1)
  }

  @Test func aDamagedPageIsFoundWhenAskedAndSaidWhenMet() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver((0..<200).map { article("t\($0)", id: "\($0)", text: "strike \($0)", published: -60) })
    let path = scene.store.path
    try await scene.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    #expect(try await scene.store.check().isEmpty)
    let size = try await scene.store.number("PRAGMA page_count")
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    // All but what is read to open it: the pages of the schema and of the migrations.
    let kept = try OtherProgram(path: path).numbers(
      "SELECT pageno FROM dbstat WHERE name IN ('sqlite_schema', 'grdb_migrations', 'sqlite_autoindex_grdb_migrations_1')"
    )
    for page in 1..<size where !kept.contains(page + 1) {
      try handle.seek(toOffset: UInt64(page * Schema.pageSize))
      try handle.write(contentsOf: Data(repeating: 0xAA, count: Schema.pageSize))
    }
    try handle.close()
    let again = try NewsStore.open(path: path)
    await #expect {
      let damages = try await again.check()
      if !damages.isEmpty { throw StoreFault.corrupt(path: path, detail: damages[0]) }
    } throws: { error in
      guard case .corrupt(path, _)? = error as? StoreFault else { return false }
      return true
    }
    await #expect {
      try await again.headlines(.all, limit: 300)
    } throws: { error in
      guard case .corrupt(path, _)? = error as? StoreFault else { return false }
      return true
    }
  }

  @Test func aFullStoreSaysSoAndKeepsWhatItHas() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver([article("One", id: "1", text: "strike", published: -60)])
    let pages = try await scene.store.number("PRAGMA page_count")
    try await scene.store.execute("PRAGMA max_page_count = \(pages + 3)")
    var random = SystemRandomNumberGenerator()
    let large = (0..<60).map { number in
      let text = (0..<800).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
      return article("Large \(number)", id: "l\(number)", text: text, published: -50)
    }
    await #expect(throws: StoreFault.full(path: scene.store.path)) {
      try await scene.store.commit(scene.delivery(large, minute: 1, etag: "large"))
    }
    #expect(try await scene.titles() == ["One"])
    #expect(try await scene.store.cursor(of: scene.mirrors[0].id)?.etag == nil)
    #expect(try await scene.found("strike") == ["One"])
    try await scene.store.execute("PRAGMA max_page_count = 1000000")
    #expect(try await scene.deliver(large, minute: 2).new == 60)
    #expect(try await scene.store.check().isEmpty)
  }

  @Test func aFolderOrAPipeInItsPlaceIsSaid() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("store.sqlite")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(fault(path) == .unreadable(path: path, detail: "it is a folder"))
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(fault(pipe) == .unreadable(path: pipe, detail: "it is no plain file"))
    let under = try folder.write([1], to: "file") + "/store.sqlite"
    guard case .unreadable(under, _) = fault(under) else {
      Issue.record("opened under a file")
      return
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read and write everything"))
  func wrongPermissionsAreSaid() async throws {
    let scene = try await Scene(onDisk: true)
    #expect(chmod(scene.store.path, 0o400) == 0)
    guard case .unreadable = fault(scene.store.path) else {
      Issue.record("opened")
      return
    }
  }

  @Test func aWriterThatHoldsItTooLongIsSaid() async throws {
    let scene = try await Scene(onDisk: true)
    let other = try OtherProgram(path: scene.store.path)
    try other.execute("BEGIN IMMEDIATE")
    await #expect(throws: StoreFault.locked(path: scene.store.path)) {
      try await scene.deliver([article("One", id: "1", published: -60)])
    }
    #expect(try await scene.titles().isEmpty)
    try other.execute("COMMIT")
    #expect(try await scene.deliver([article("One", id: "1", published: -60)]).new == 1)
  }

  @Test func theTablesOfVersionOneOpenWithWhatTheyHold() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("store.sqlite")
    let other = try OtherProgram(path: path)
    try other.execute(Fixture.versionOne)
    try other.close()
    let store = try NewsStore.open(path: path)
    #expect(try await store.headlines(.all, limit: 5).map(\.title) == ["March"])
    #expect(try await store.newsrooms().map(\.name) == ["strike"])
    let mirror = try #require(try await store.mirrors().first)
    let result = try await store.commit(
      Delivery(
        newsroom: mirror.newsroom, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
        articles: [article("Rally", id: "2", text: "촛불집회", published: -30)], now: Scene.noon))
    #expect(result.new == 1)
    #expect(try await store.search("불집", limit: 5).count == 1)
    #expect(try await store.scopes().map(\.total) == [2, 0, 2])
  }
}
