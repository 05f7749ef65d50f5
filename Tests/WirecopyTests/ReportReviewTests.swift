import Desk
import Foundation
import Glibc
import News
import Store
import Sync
import TestSupport
import Testing

@testable import wirecopy

/// What is said before a report is filed, and the file with passwords.
@Suite struct ReportReviewTests {
  private func sheet(_ scene: ReportScene, _ report: Report, signature: String = "") async throws -> ReviewSheet {
    let draft = try await scene.draft(report)
    return try #require(try await ReviewMaker(store: scene.store, signature: signature).sheet(draft.id))
  }

  @Test func anEmptyReportCantBeFiledAndSaysWhatIsMissing() async throws {
    let scene = try await ReportScene()
    let sheet = try await sheet(scene, Report(body: " \n— Kim\n"), signature: "— Kim")
    #expect(sheet.missing.count { $0.isBlocking } == 2, "\(sheet.missing)")
    let blocked = await #expect(throws: ReportFiling.Blocked.self) {
      try await ReportFiling(ReviewMaker(store: scene.store, signature: "— Kim")).file(sheet.draft.id)
    }
    #expect(blocked?.gaps.count == 2)
    #expect(try await scene.store.outbox().isEmpty)
    #expect(try await scene.store.drafts().count == 1)
  }

  @Test func withoutARelayItCanBeFiledAndExported() async throws {
    let scene = try await ReportScene()
    let sheet = try await sheet(scene, Report(title: "T", section: "Labor", language: "ko", body: "Text."))
    #expect(sheet.missing.count == 1 && !sheet.missing[0].isBlocking)
    #expect(sheet.size == 4_096 && !sheet.isSealed && sheet.consent == .none)
    let filed = try await ReportFiling(ReviewMaker(store: scene.store)).file(sheet.draft.id)
    #expect(filed.state == .filed && filed.consent == .none)
  }

  @Test func aRelayWithoutTLSNeedsAFurtherWord() async throws {
    let scene = try await ReportScene()
    try await scene.store.addRelay(url: "https://relay.example/", to: scene.newsroom)
    #expect(try await sheet(scene, Report(title: "T", body: "x")).neededConsent == .overTLS)
    let plain = try await scene.store.addRelay(url: "http://relay.example.org/", to: scene.newsroom)
    let both = try await sheet(scene, Report(title: "T", body: "x"))
    #expect(both.neededConsent == .inClear && both.relays.map(\.isPrivate) == [true, false])
    try await scene.store.setDisabled(plain.id, true)
    #expect(try await sheet(scene, Report(title: "T", body: "x")).relays.count == 1)
  }

  @Test func whatIsTooLargeForRelaysCantBeFiled() async throws {
    let scene = try await ReportScene()
    let sheet = try await sheet(
      scene, Report(title: "T", body: String(repeating: "x", count: ReviewMaker.mostBytes + 1)))
    #expect(sheet.missing.contains { $0.isBlocking && $0.phrase.pattern.contains("MiB packed") })
  }

  @Test func passwordsAreReadOnlyWhereNobodyElseCanReadThem() throws {
    let folder = try TemporaryFolder()
    #expect(try NetrcFile.read(folder.file("none")).hosts.isEmpty)
    let path = try folder.write(Array("machine relay.example login kim password s3cret\n".utf8), to: "netrc")
    chmod(path, 0o600)
    #expect(try NetrcFile.read(path).login(for: "relay.example")?.password == "s3cret")
    for mode: mode_t in [0o644, 0o640, 0o620, 0o604] {
      chmod(path, mode)
      let fault = #expect(throws: NetrcFile.Fault.self) { try NetrcFile.read(path) }
      let said = Phrasebook.english(try #require(fault?.phrase))
      #expect(said.contains("chmod 600") && said.contains(path) && !said.contains("s3cret"), "\(said)")
    }
    try folder.write(Array("machine relay.example passwort s3cret\n".utf8), to: "netrc")
    chmod(path, 0o600)
    let fault = #expect(throws: NetrcFile.Fault.self) { try NetrcFile.read(path) }
    let said = Phrasebook.english(try #require(fault?.phrase))
    #expect(said.contains("line 1") && !said.contains("s3cret"), "\(said)")
  }
}

/// Files on their way to a draft.
@Suite(.serialized) struct AttachmentIntakeTests {
  @Test(.enabled(if: AttachmentCleanerTests.hasMat2, AttachmentCleanerTests.why))
  func aPictureThatIsCalledATextIsCleanedAsAPicture() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T"))
    let original = try PlantedFile.jpeg()
    let path = try scene.folder.write(original, to: "mine/notes.txt")
    chmod(path, 0o644)
    let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    let attachment = try await AttachmentIntake(store: scene.store).attach(path, to: draft.id, caption: "The gate")
    #expect(attachment.type == "image/jpeg" && attachment.name == "photo-1.jpg")
    #expect(attachment.originalName == "notes.txt" && attachment.caption == "The gate")
    guard case .cleaned(let found) = attachment.cleaning else {
      Issue.record("it was not cleaned")
      return
    }
    #expect(found.contains("GPSLatitude"))
    let kept = URL(filePath: "\(scene.store.filesFolder)/\(attachment.sha256)")
    let bytes = [UInt8](try Data(contentsOf: kept))
    #expect(bytes.count == attachment.size && !bytes.holds(PlantedFile.mark))
    #expect(try FileManager.default.attributesOfItem(atPath: kept.path)[.posixPermissions] as? Int == 0o600)
    // The writer's own is what it was, to the time of its last change.
    #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == original)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == before)
    #expect(scene.leftovers.isEmpty)
  }

  @Test func whatCantBeCleanedGoesOnlyWhenTheWriterWantsIt() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T"))
    for (name, bytes) in [
      ("a.webp", PlantedFile.webp()), ("b.zip", ZIPFile([("x.jpg", "y")]).bytes), ("c", [0, 1, 2]),
    ] {
      let path = try scene.folder.write(bytes, to: name)
      let intake = AttachmentIntake(store: scene.store)
      let refusal = await #expect(throws: AttachmentRefusal.self) { try await intake.attach(path, to: draft.id) }
      #expect(refusal?.canGoUntouched == true)
      let attachment = try await intake.attach(path, to: draft.id, untouched: true)
      #expect(attachment.cleaning == .untouched && attachment.size == bytes.count)
    }
    #expect(scene.leftovers.isEmpty)
    #expect(try await scene.store.draft(draft.id)?.report.attachments.count == 3)
  }

  @Test(.enabled(if: AttachmentCleanerTests.hasMat2, AttachmentCleanerTests.why))
  func whatCanBeCleanedIsCleanedAlsoThen() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T"))
    let path = try scene.folder.write(PlantedFile.png(), to: "x.png")
    let attachment = try await AttachmentIntake(store: scene.store).attach(path, to: draft.id, untouched: true)
    #expect(attachment.cleaning != .untouched)
  }

  @Test func pipesDevicesFoldersAndNothingAreRefusedAtOnce() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T"))
    let pipe = scene.folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let empty = try scene.folder.write([], to: "empty.txt")
    let large = scene.folder.file("large.bin")
    #expect(FileManager.default.createFile(atPath: large, contents: nil))
    #expect(truncate(large, off_t(AttachmentIntake.mostBytes + 1)) == 0)
    let start = ContinuousClock.now
    for path in [pipe, "/dev/zero", "/dev/tty", scene.folder.path, empty, large, scene.folder.file("none")] {
      let refusal = await #expect(throws: AttachmentRefusal.self, "\(path)") {
        try await AttachmentIntake(store: scene.store).attach(path, to: draft.id, untouched: true)
      }
      #expect(refusal?.canGoUntouched == false, "\(path)")
      if path == large { #expect(refusal?.phrase.arguments.first == "24") }
    }
    #expect(start.duration(to: .now) < .seconds(5))
    #expect(scene.leftovers.isEmpty)
    #expect(try await scene.store.draft(draft.id)?.report.attachments.isEmpty == true)
  }

  @Test func whatAKilledProcessLeftIsSwept() throws {
    let work = try TemporaryFolder()
    var folder: CleaningFolder? = try CleaningFolder(in: work.path)
    let path = try #require(folder?.path)
    try Data("x".utf8).write(to: URL(filePath: "\(path)/copy.jpg"))
    CleaningFolder.sweep(work.path, now: Date())
    #expect(access(path, F_OK) == 0, "it may be somebody's at work")
    CleaningFolder.sweep(work.path, now: Date() + 4_000)
    #expect(access(path, F_OK) != 0)
    folder = nil
  }
}
