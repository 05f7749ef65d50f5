import Foundation
import GRDB
import News
import TestSupport
import Testing

@testable import Store

/// The store as it is at one moment, in a file of its own.
@Suite struct SnapshotTests {
  @Test func whatIsWrittenMeanwhileIsNotInIt() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver((1...50).map { article("News \($0)", id: "\($0)", text: "words of it") })
    let folder = try #require(scene.folder)
    let place = folder.file("copy.sqlite")
    try await scene.store.snapshot(to: place)
    try await scene.deliver([article("Later", id: "later")])
    #expect(try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int == 0o600)
    #expect(!FileManager.default.fileExists(atPath: place + "-wal"))
    #expect(NewsStore.isStore(at: place))
    let copy = try NewsStore.open(path: place)
    #expect(try await copy.check().isEmpty)
    #expect(try await copy.count(.all) == 50)
    #expect(try await copy.search("words", scope: .all, limit: 100).count == 50)
    try copy.close()
    #expect(NewsStore.size(at: place + "-wal") == 0)
    try scene.store.close()
    #expect(NewsStore.isStore(at: scene.store.path))
  }

  @Test func whatWasDeletedIsNotInIt() async throws {
    let scene = try await Scene(onDisk: true)
    try await scene.deliver([article("Zanzibarlike title", id: "1")])
    try await scene.store.removeNewsroom(scene.newsroom.id)
    let folder = try #require(scene.folder)
    try await scene.store.snapshot(to: folder.file("copy.sqlite"))
    let bytes = try Data(contentsOf: URL(filePath: folder.file("copy.sqlite")))
    #expect(bytes.count > 8_192 && bytes.range(of: Data("Zanzibarlike".utf8)) == nil)
  }

  @Test func whatIsThereIsNotOverwrittenAndWhatIsGivenUpIsGone() async throws {
    let scene = try await Scene(onDisk: true)
    let folder = try #require(scene.folder)
    try folder.write([1, 2, 3], to: "mine")
    await #expect(throws: StoreFault.self) { try await scene.store.snapshot(to: folder.file("mine")) }
    #expect(FileManager.default.contents(atPath: folder.file("mine")) == Data([1, 2, 3]))
    let task = Task { try await scene.store.snapshot(to: folder.file("given-up")) }
    task.cancel()
    do { try await task.value } catch let fault as StoreFault {
      #expect(fault == .cancelled)
      #expect(!FileManager.default.fileExists(atPath: folder.file("given-up")))
    }
    await #expect(throws: StoreFault.self) {
      try await NewsStore.inMemory().snapshot(to: folder.file("memory"))
    }
  }

  @Test func aStoreIsUntouchedUntilSomethingIsPutThere() async throws {
    let store = try NewsStore.inMemory()
    #expect(try await store.isUntouched())
    _ = try await store.addNewsroom(name: "a", mirrors: ["https://a.example/"])
    #expect(try await !store.isUntouched())
  }

  @Test func otherFilesAreNoStore() throws {
    let folder = try TemporaryFolder()
    #expect(!NewsStore.isStore(at: folder.file("nothing")))
    #expect(!NewsStore.isStore(at: try folder.write([1, 2, 3], to: "short")))
    let queue = try DatabaseQueue(path: folder.file("foreign.sqlite"))
    try queue.write { try $0.execute(sql: "CREATE TABLE a (b)") }
    try queue.close()
    #expect(!NewsStore.isStore(at: folder.file("foreign.sqlite")))
  }
}
