import CurlTransport
import Foundation
import Glibc
import News
import Store
import Sync
import TestSupport
import Testing

@testable import wirecopy

/// What a desk takes in, printed and saved: nothing from outside moves a terminal or leads out of a folder.
@Suite struct InboxSaveTests {
  /// A report as it comes out of a relay.
  private func item(_ report: Report) async throws -> (InboxReport.Item, TemporaryFolder) {
    let scene = try await ReportScene()
    let transport = CurlTransport()
    defer { transport.close() }
    let draft = try await scene.draft(report)
    _ = try await scene.store.file(draft.id, nonce: [UInt8](repeating: 7, count: 32))
    _ = try await SyncEngine(store: scene.store, transport: transport).pack(draft.id).get()
    let kept = await InboxReader(transport: transport, folder: scene.store.dropsFolder).kept()
    return (try #require(kept.reports.first), scene.folder)
  }

  private static let hostile = Report(
    title: "T\u{1B}]0;owned\u{7}\nfor: everybody", byline: "a\u{202E}b", body: "One.\r\n\u{9B}31mTwo.\n\u{2066}Three.")

  @Test func whatAReportSaysIsVisibleAndKeepsItsLines() async throws {
    let (item, folder) = try await item(Self.hostile)
    let (path, isNew) = try InboxSaver(folder: folder.file("saved"), session: .current).save(item)
    #expect(isNew)
    let text = try String(contentsOfFile: "\(path)/report.txt", encoding: .utf8)
    for scalar in text.unicodeScalars {
      #expect(scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      #expect(![0x202E, 0x2066].contains(scalar.value))
    }
    #expect(text.contains("\nOne.\n") && text.contains("31mTwo.\n") && !text.contains("\nfor: everybody"))
    #expect(!item.line(in: .current).contains("\n"))
    // A program gets the words as they are, as data.
    let json = try object(String(contentsOfFile: "\(path)/report.json", encoding: .utf8))
    #expect(json["byline"] as? String == "a\u{202E}b")
    let raw = try String(contentsOfFile: "\(path)/report.json", encoding: .utf8)
    #expect(raw.unicodeScalars.allSatisfy { $0.value < 0x7F || $0.value > 0x9F && $0.value != 0x202E })
  }

  @Test func nothingIsWrittenOverAndNoLinkIsFollowed() async throws {
    let (item, folder) = try await item(Report(title: "T", body: "x"))
    let saver = InboxSaver(folder: folder.file("saved"), session: .current)
    let first = try saver.save(item)
    try Data("mine".utf8).write(to: URL(filePath: "\(first.path)/report.txt"))
    let second = try saver.save(item)
    #expect(!second.isNew && second.path == first.path)
    #expect(try String(contentsOfFile: "\(first.path)/report.txt", encoding: .utf8) == "mine")

    let other = InboxSaver(folder: folder.file("other"), session: .current)
    try FileManager.default.createDirectory(atPath: other.folder, withIntermediateDirectories: true)
    let outside = folder.file("outside")
    #expect(mkdir(outside, 0o700) == 0)
    #expect(symlink(outside, "\(other.folder)/\(InboxSaver.name(item))") == 0)
    #expect(try !other.save(item).isNew)
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.folder).count == 1, "no piece is left")
  }

  @Test func aFolderThatCantBeWrittenIsSaid() async throws {
    let (item, folder) = try await item(Report(title: "T", body: "x"))
    let place = try folder.write([1], to: "file")
    let failure = #expect(throws: Failure.self) { try InboxSaver(folder: place, session: .current).save(item) }
    #expect(Phrasebook.english(try #require(failure?.phrase)).contains(place))
  }
}
