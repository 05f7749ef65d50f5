import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct AttachmentTests {
  @Test func aCleanedCopyMovesToItsHashAndIsPrivate() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let copy = try scene.copy("picture")
    #expect(chmod(copy.path, 0o644) == 0)
    let kept = try await scene.store.attach(draft.id, copy, now: Scene.at(3))
    #expect(kept.name == "photo-1.jpg" && kept.originalName == "IMG_2041.JPG" && kept.size == 7)
    #expect(kept.cleaning == .cleaned(found: ["GPSLatitude"]))
    let path = scene.store.filesFolder + "/" + copy.sha256
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("picture".utf8))
    #expect(try mode(path) == 0o600 && mode(scene.store.filesFolder) == 0o700 && mode(scene.store.workFolder) == 0o700)
    #expect(try scene.names(in: scene.store.workFolder).isEmpty)
    let again = try #require(try await scene.otherProcess().draft(draft.id))
    #expect(again.report.attachments == [kept] && again.saved == Scene.at(3))
  }

  @Test func namesSayTypeAndPlaceAndStay() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    var kept: [News.Attachment] = []
    let types = [
      "image/jpeg", "application/pdf", "application/x-unknown", "video/mp4", "Text/Plain", "application/zip",
    ]
    for (number, type) in types.enumerated() {
      kept.append(try await scene.store.attach(draft.id, scene.copy("\(number)", type: type), now: Scene.noon))
    }
    let names = ["photo-1.jpg", "document-2.pdf", "file-3.bin", "video-4.mp4", "document-5.txt", "file-6.zip"]
    #expect(kept.map(\.name) == names)
    #expect(try await scene.store.detach(draft.id, kept[1].id).map(\.name) == names.filter { $0 != names[1] })
    // A later version counts anew, and no name comes twice.
    _ = try await scene.store.file(draft.id, nonce: Scene.nonce, now: Scene.noon)
    let next = try await scene.store.revise(draft.id, now: Scene.at(1))
    #expect(next.report.attachments.map(\.name) == names.filter { $0 != names[1] })
    let new = try await scene.store.attach(next.id, scene.copy("new", type: "application/zip"), now: Scene.at(1))
    #expect(new.name == "file-7.zip")
  }

  @Test func captionsAreKept() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let kept = try await scene.store.attach(draft.id, scene.copy("1"), now: Scene.noon)
    #expect(try await scene.store.setCaption(draft.id, kept.id, "광화문").map(\.caption) == ["광화문"])
    await #expect(throws: StoreFault.notFound("attachment 99 of draft \(draft.id.rawValue)")) {
      try await scene.store.setCaption(draft.id, AttachmentID(rawValue: 99), "")
    }
    #expect(try await scene.store.draft(draft.id)?.report.attachments.map(\.caption) == ["광화문"])
  }

  @Test func aFileOfTwoReportsGoesWithTheLastOfThem() async throws {
    let scene = try await Scene(onDisk: true)
    let (one, two) = (try await scene.draft("one"), try await scene.draft("two"))
    let copy = try scene.copy("shared")
    let kept = try await scene.store.attach(one.id, copy, now: Scene.noon)
    try await scene.store.attach(two.id, scene.copy("shared", named: "again"), now: Scene.noon)
    #expect(try scene.names(in: scene.store.workFolder).isEmpty)
    try await scene.store.detach(one.id, kept.id)
    #expect(try scene.names(in: scene.store.filesFolder) == [copy.sha256])
    try await scene.store.discardDraft(two.id)
    #expect(try scene.names(in: scene.store.filesFolder).isEmpty)
    #expect(try await scene.store.number("SELECT count(*) FROM attachment") == 0)
  }

  @Test func whatIsNotTheCleanedCopyIsRefusedAndLeft() async throws {
    let scene = try await Scene(onDisk: true)
    let folder = try #require(scene.folder)
    let draft = try await scene.draft()
    func refuses(_ file: NewAttachment) async throws -> Bool {
      let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
      do throws(StoreFault) {
        try await scene.store.attach(draft.id, file, now: Scene.noon)
        return false
      } catch {
        guard case .unreadable = error else { return false }
        return try Data(contentsOf: URL(fileURLWithPath: file.path)) == before
      }
    }
    let copy = try scene.copy("cleaned")
    var other = copy
    other.size = 6
    #expect(try await refuses(other))
    other = copy
    other.sha256 = "../" + String(repeating: "0", count: 61)
    #expect(try await refuses(other))
    // The writer's own file, by its path and by other names of it.
    let own = try folder.write(Array("cleaned".utf8), to: "own.jpg")
    other = copy
    for path in [own, scene.store.workFolder + "/../../own.jpg"] {
      other.path = path
      #expect(try await refuses(other), "\(path)")
    }
    for (name, make) in [("soft", symlink), ("hard", link)] {
      other.path = scene.store.workFolder + "/" + name
      #expect(make(own, other.path) == 0)
      #expect(try await refuses(other), "\(name)")
    }
    #expect(try scene.names(in: scene.store.filesFolder).isEmpty)
    #expect(try await scene.store.draft(draft.id)?.report.attachments.isEmpty == true)
    try await scene.store.attach(draft.id, copy, now: Scene.noon)
  }

  @Test func aCopyThatCanNotBeKeptStaysWhereItWas() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let copy = try scene.copy("picture")
    // A file where the folder should be.
    try FileManager.default.removeItem(atPath: scene.store.filesFolder)
    let path = URL(fileURLWithPath: scene.store.path).deletingLastPathComponent().path + "/files"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    await #expect {
      try await scene.store.attach(draft.id, copy, now: Scene.noon)
    } throws: { error in
      if case .unreadable? = error as? StoreFault { true } else { false }
    }
    #expect(isThere(copy.path))
    #expect(try await scene.store.number("SELECT count(*) FROM attachment") == 0)
    try FileManager.default.removeItem(atPath: path)
    // No room for the row, when the file has moved already.
    try await scene.store.execute(
      "CREATE TRIGGER late AFTER INSERT ON attachment BEGIN INSERT INTO later VALUES (1); END")
    try await scene.store.execute(
      "CREATE TABLE held (id INTEGER PRIMARY KEY); CREATE TABLE later (id INTEGER REFERENCES held DEFERRABLE INITIALLY DEFERRED)"
    )
    await #expect(throws: StoreFault.self) { try await scene.store.attach(draft.id, copy, now: Scene.noon) }
    #expect(isThere(copy.path))
    #expect(try scene.names(in: scene.store.filesFolder).isEmpty)
    try await scene.store.execute("DROP TRIGGER late")
    try await scene.store.attach(draft.id, copy, now: Scene.noon)
    #expect(try await scene.store.check().isEmpty)
  }

  @Test func aReportTakesSoManyFilesAndNoMore() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    for number in 0..<NewsStore.mostAttachments {
      try await scene.store.attach(draft.id, scene.copy("\(number)"), now: Scene.noon)
    }
    let copy = try scene.copy("one more")
    await #expect {
      try await scene.store.attach(draft.id, copy, now: Scene.noon)
    } throws: { error in
      if case .refused? = error as? StoreFault { true } else { false }
    }
    #expect(isThere(copy.path))
    #expect(try scene.names(in: scene.store.filesFolder).count == NewsStore.mostAttachments)
  }

  @Test func aDraftMayNameFilesThatAreKeptAlready() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    try await scene.store.attach(draft.id, scene.copy("picture"), now: Scene.noon)
    var report = try #require(try await scene.store.draft(draft.id)).report
    let twin = try await scene.store.beginDraft(report, for: scene.newsroom.id, now: Scene.at(1))
    #expect(twin.report.attachments.map(\.name) == ["photo-1.jpg"])
    try await scene.store.discardDraft(draft.id)
    #expect(try scene.names(in: scene.store.filesFolder).count == 1)
    report.attachments[0].sha256 = String(repeating: "0", count: 64)
    let unknown = report
    await #expect(throws: StoreFault.notFound("file IMG_2041.JPG")) {
      try await scene.store.beginDraft(unknown, for: scene.newsroom.id, now: Scene.at(1))
    }
  }
}
