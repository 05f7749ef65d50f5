import Foundation
import Glibc
import News
import Store
import Synchronization
import TestSupport
import Testing

@testable import wirecopy

/// The user's own editor: neither side's changes are lost.
@Suite struct ReportEditorTests {
  /// An editor that does this with the file.
  private func edit(
    _ scene: ReportScene, _ draft: Draft, body: String? = nil, status: Int32 = 0,
    _ work: @escaping @Sendable (String) async throws -> Void
  ) async throws -> ExternalEditor.Edited {
    try await ExternalEditor(store: scene.store, environment: ["VISUAL": "ed --wait"]).edit(draft.id, body: body) {
      arguments in
      #expect(arguments.prefix(2) == ["ed", "--wait"] && arguments.count == 3)
      try await work(arguments[2])
      return status
    }
  }

  @Test func whatIsWrittenIsOnTheDiskWhenItComesBack() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "Title", place: "울산", body: "Before."))
    let edited = try await edit(scene, draft) { path in
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "Before.\n")
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let around = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
      #expect(mode == 0o600 && around == 0o700)
      try Data("\u{FEFF}First.\r\n\r\n둘째.\r\n".utf8).write(to: URL(filePath: path))
    }
    #expect(edited.body == "First.\n\n둘째." && edited.other == nil && edited.note == nil)
    let kept = try #require(try await scene.store.draft(draft.id))
    #expect(kept.report.body == edited.body && kept.report.title == "Title" && kept.report.place == "울산")
    #expect(scene.leftovers.isEmpty)
    // What it says of the disk is the basis of the next change.
    var change = DraftChange(kept.report)
    change.basis = edited.saved
    #expect(try await scene.store.keepDraft(draft.id, change))
  }

  @Test func theScreensWordsGoToTheEditorAndAnUnchangedFileChangesNothing() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "On disk."))
    let edited = try await edit(scene, draft, body: "On the screen.\n") { path in
      let given = try String(contentsOfFile: path, encoding: .utf8)
      #expect(given == "On the screen.\n")
    }
    #expect(edited.body == "On the screen.\n" && edited.note != nil)
    #expect(try await scene.store.draft(draft.id)?.report.body == "On disk.")
  }

  @Test func whatTheDiskHadMeanwhileIsADraftOfItsOwn() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T", body: "Before."))
    let edited = try await edit(scene, draft) { path in
      let isKept = try await scene.store.keepDraft(draft.id, DraftChange(title: "T2", body: "By another process."))
      #expect(isKept)
      try Data("By the editor.\n".utf8).write(to: URL(filePath: path))
    }
    let other = try #require(edited.other)
    #expect(try await scene.store.draft(draft.id)?.report.body == "By the editor.")
    #expect(try await scene.store.draft(other)?.report.body == "By another process.")
    #expect(try await scene.store.draft(draft.id)?.report.title == "T2", "the other fields are as they were left")
    #expect(edited.note != nil)
  }

  @Test func aDraftThatIsGoneMeanwhileLosesNothing() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T", body: "Before."))
    let edited = try await edit(scene, draft) { path in
      try await scene.store.discardDraft(draft.id)
      try Data("Still here.\n".utf8).write(to: URL(filePath: path))
    }
    let other = try #require(edited.other)
    #expect(try await scene.store.draft(other)?.report.body == "Still here.")
    #expect(try await scene.store.draft(other)?.report.title == "T")
  }

  @Test func anEditorThatFailsChangesNothingAndLosesNothing() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "Before."))
    let edited = try await edit(scene, draft, status: 1) { path in
      try Data("Half.\n".utf8).write(to: URL(filePath: path))
    }
    #expect(edited.body == "Before." && edited.note != nil)
    #expect(try await scene.store.draft(draft.id)?.report.body == "Before.")
    let other = try #require(edited.other)
    #expect(try await scene.store.draft(other)?.report.body == "Half.")
  }

  @Test(arguments: [[0x41, 0xFF, 0x0A], [UInt8](repeating: 0x41, count: EditedFile.mostBytes + 1)])
  func whatCantBeReadIsKeptAsideAndSaid(bytes: [UInt8]) async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "Before."))
    let edited = try await edit(scene, draft) { path in try Data(bytes).write(to: URL(filePath: path)) }
    #expect(edited.body == "Before.")
    let aside = try #require(scene.leftovers.first)
    #expect(scene.leftovers.count == 1 && aside.hasPrefix("kept-\(draft.id.rawValue)-"))
    #expect(edited.note?.arguments.contains("\(scene.store.workFolder)/\(aside)") == true)
    #expect(try Data(contentsOf: URL(filePath: "\(scene.store.workFolder)/\(aside)")) == Data(bytes))
  }

  @Test func aTextThatWasEmptiedIsEmpty() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T", body: "Before."))
    let edited = try await edit(scene, draft) { path in try Data().write(to: URL(filePath: path)) }
    #expect(edited.body.isEmpty && edited.note == nil)
    #expect(try await scene.store.draft(draft.id)?.report.body.isEmpty == true)
  }

  @Test func aFileThatIsGoneOrAPipeIsNotWaitedFor() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "Before."))
    let gone = try await edit(scene, draft) { path in try FileManager.default.removeItem(atPath: path) }
    #expect(gone.body == "Before." && gone.note != nil)
    let pipe = try await edit(scene, draft) { path in
      try FileManager.default.removeItem(atPath: path)
      #expect(mkfifo(path, 0o600) == 0)
    }
    #expect(try await scene.store.draft(draft.id)?.report.body == "Before.")
    #expect(pipe.body == "Before." && pipe.note != nil)
  }

  /// Another user's after `sudo vim`, or on a disk that fails: the text is there all the same.
  @Test(arguments: ["/proc/self/mem", "report.txt"])
  func whatIsNotGivenToUsStaysWhereItIs(target: String) async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "Before."))
    // Opens as a plain file, and reading it fails; or can't be opened, as it leads to itself: so for any user.
    let edited = try await edit(scene, draft) { path in
      #expect(unlink(path) == 0 && symlink(target, path) == 0)
    }
    let folder = try #require(scene.leftovers.first)
    let path = "\(scene.store.workFolder)/\(folder)/report.txt"
    let note = try #require(edited.note)
    #expect(edited.body == "Before." && note.arguments.contains(path), "\(note)")
    // Who comes next leaves it, too, and says so.
    let said = Mutex<[Phrase]>([])
    let none = try await ExternalEditor.recover(scene.store, tell: { phrase in said.withLock { $0.append(phrase) } })
    let phrases = said.withLock { $0 }
    #expect(none.isEmpty && phrases.count == 1 && phrases.first?.arguments.contains(path) == true, "\(phrases)")
    // Given back to its writer, it is found.
    #expect(unlink(path) == 0)
    try Data("Written as root.\n".utf8).write(to: URL(filePath: path))
    let recovered = try await ExternalEditor.recover(scene.store)
    #expect(try await scene.store.draft(try #require(recovered.first))?.report.body == "Written as root.")
    #expect(scene.leftovers.isEmpty)
  }

  @Test func withoutAnEditorTheVariablesAreNamed() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "x"))
    for environment in [["PATH": scene.folder.path], ["VISUAL": "vi 'x", "PATH": "/usr/bin"]] {
      let fault = await #expect(throws: EditedFile.Fault.self) {
        try await ExternalEditor(store: scene.store, environment: environment).edit(draft.id) { _ in 0 }
      }
      #expect(Phrasebook.english(try #require(fault?.phrase)).contains("VISUAL"))
    }
  }

  @Test func whatAKilledProcessLeftIsADraftAtTheNextStart() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(title: "T", body: "Before."))
    // Held, as by a process that lives.
    var file: EditedFile? = try EditedFile("Before.", of: draft, in: scene.store.workFolder)
    let path = try #require(file?.path)
    try Data("Written, and then the power went.\n".utf8).write(to: URL(filePath: path))
    #expect(try await ExternalEditor.recover(scene.store).isEmpty)
    file = nil
    let recovered = try await ExternalEditor.recover(scene.store)
    #expect(recovered.count == 1)
    let number = try #require(recovered.first)
    let new = try #require(try await scene.store.draft(number))
    #expect(new.report.body == "Written, and then the power went." && new.report.title == "T")
    #expect(try await scene.store.draft(draft.id)?.report.body == "Before.")
    #expect(scene.leftovers.isEmpty)
    #expect(try await ExternalEditor.recover(scene.store).isEmpty)
  }

  @Test func aLeftoverThatNobodyChangedIsNoDraft() async throws {
    let scene = try await ReportScene()
    let draft = try await scene.draft(Report(body: "Before."))
    var file: EditedFile? = try EditedFile("Before.", of: draft, in: scene.store.workFolder)
    #expect(file != nil)
    file = nil
    #expect(try await ExternalEditor.recover(scene.store).isEmpty)
    #expect(!scene.leftovers.isEmpty, "an editor in a window may still have it")
    #expect(try await ExternalEditor.recover(scene.store, now: Date() + 100_000).isEmpty)
    #expect(scene.leftovers.isEmpty)
  }
}
