import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct SweepTests {
  private let later = Date().addingTimeInterval(2 * NewsStore.grace)

  @Test func whatACrashLeftGoesAfterAnHourAndNothingElse() async throws {
    let scene = try await Scene(onDisk: true)
    let store = scene.store
    let draft = try await scene.draft()
    let kept = try await store.attach(draft.id, scene.copy("kept"), now: Scene.noon)
    let report = try await scene.filed()
    let drop = try scene.packed("packed")
    try await store.setDrop(report.id, name: drop.name, size: drop.size)
    for path in [store.filesFolder + "/orphan", store.dropsFolder + "/.part"] {
      #expect(FileManager.default.createFile(atPath: path, contents: Data("left".utf8)))
    }
    let others = [store.workFolder + "/text.txt", store.inboxFolder + "/drop"]
    for path in others { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
    try await store.sweep(now: Date())
    #expect(try scene.names(in: store.filesFolder) == [kept.sha256, "orphan"])
    #expect(try scene.names(in: store.dropsFolder) == [drop.name, ".part"])
    try await store.sweep(now: later)
    #expect(try scene.names(in: store.filesFolder) == [kept.sha256])
    #expect(try scene.names(in: store.dropsFolder) == [drop.name])
    #expect(others.allSatisfy(isThere))
    #expect(try await store.check().isEmpty)
  }

  @Test func attachingAndSweepingAtOnceLosesNoFile() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let other = try scene.otherProcess()
    let later = later
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<60 {
          try await scene.store.attach(draft.id, scene.copy("\(number % 7)", named: "c\(number)"), now: Scene.noon)
          if number % 3 == 2, let last = try await scene.store.draft(draft.id)?.report.attachments.first {
            try await scene.store.detach(draft.id, last.id)
          }
        }
      }
      group.addTask {
        while !Task.isCancelled { try? await other.sweep(now: later) }
      }
      try await group.next()
      group.cancelAll()
    }
    let kept = try #require(try await scene.store.draft(draft.id)).report.attachments
    #expect(kept.count == 40)
    #expect(try await scene.store.check().isEmpty)
    #expect(try scene.names(in: scene.store.filesFolder) == Set(kept.map(\.sha256)))
  }

  @Test func nothingIsSweptWhileAnotherProcessWrites() async throws {
    let scene = try await Scene(onDisk: true)
    let path = scene.store.filesFolder + "/moved"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    // It has moved its file in, and the row is not there yet.
    let other = try OtherProgram(path: scene.store.path)
    try other.execute("BEGIN IMMEDIATE")
    try await scene.store.execute("PRAGMA busy_timeout = 20")
    await #expect(throws: StoreFault.locked(path: scene.store.path)) { try await scene.store.sweep(now: later) }
    #expect(isThere(path))
    try other.execute("COMMIT")
    try await scene.store.sweep(now: later)
    #expect(!isThere(path))
  }

  @Test func aMissingOrAlteredFileIsFoundWhenAsked() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let one = try await scene.store.attach(draft.id, scene.copy("one"), now: Scene.noon)
    let two = try await scene.store.attach(draft.id, scene.copy("two"), now: Scene.noon)
    #expect(try await scene.store.check().isEmpty)
    try FileManager.default.removeItem(atPath: scene.store.filesFolder + "/" + one.sha256)
    try Data("2!!".utf8).write(to: URL(fileURLWithPath: scene.store.filesFolder + "/" + two.sha256))
    let damages = try await scene.store.check()
    #expect(damages.count == 2)
    #expect(damages.contains { $0.contains(one.sha256) && $0.hasSuffix("is missing") })
    #expect(damages.contains { $0.contains(two.sha256) && $0.hasSuffix("is damaged") })
  }

  @Test func aStoreInMemoryTakesItsFilesWithIt() async throws {
    var folder = ""
    do {
      let scene = try await Scene()
      folder = scene.store.home
      let draft = try await scene.draft()
      try await scene.store.attach(draft.id, scene.copy("picture"), now: Scene.noon)
      #expect(try scene.names(in: scene.store.filesFolder).count == 1)
      #expect(try mode(folder) == 0o700)
      try await scene.store.discardDraft(draft.id)
      #expect(try scene.names(in: scene.store.filesFolder).isEmpty)
    }
    #expect(!folder.isEmpty && !isThere(folder))
  }
}
