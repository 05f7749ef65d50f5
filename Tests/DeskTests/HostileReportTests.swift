import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Text of outsiders, and of the writer, in every place where the pages of reporting show any.
@Suite struct HostileReportTests {
  /// A desk whose every text about reports is `text`.
  private static func scene(_ text: String, _ columns: Int, _ rows: Int) -> Scene {
    var shelf = Fixture.soriShelf
    shelf.newsrooms[0].name = text
    shelf.scopes.append(.init(scope: .section(Fixture.newsroom.id, text), title: text, unread: 1, total: 1))
    shelf.drafts = 1
    var scene = Scene(columns, rows, shelf: shelf)
    var report = Report(
      id: .init(rawValue: text), title: text, section: text, language: text, place: text, byline: text, body: text,
      inReplyTo: text)
    report.attachments = [Attachment.Cleaning.cleaned(found: [text, text]), .untouched].enumerated().map {
      Attachment(
        id: .init(rawValue: Int64($0)), originalName: text, name: text, type: text, size: .max, sha256: text,
        caption: text, cleaning: $1)
    }
    scene.box.add(report)
    scene.box.relays = [ReviewRelay(url: text, isPrivate: true), ReviewRelay(url: text, isPrivate: false)]
    scene.box.missing = [ReviewGap("\(text)", isBlocking: true)]
    let filed = OutboxReport(
      id: .init(rawValue: 1), newsroom: nil, newsroomName: text, report: report, filed: Fixture.now, drop: text,
      dropSize: .max, relays: [RelayRecord(url: text, state: .held)])
    scene.box.reports = [OutboxEntry(filed, held: 1, needed: 2, sentence: "\(text)", relays: ["\(text)", "\(text)"])]
    return scene
  }

  private func expectSafe(_ grid: Grid, _ what: String) {
    let bad = grid.cells.filter { cell in
      cell.text.unicodeScalars.contains { scalar in
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
      } || cell.text.unicodeScalars.count > 6
    }
    #expect(bad.isEmpty, "\(what): \(bad.prefix(3))")
    for row in 0..<grid.size.rows {
      let width = (0..<grid.size.columns).reduce(0) { $0 + grid[$1, row].width }
      #expect(width == grid.size.columns, "\(what): row \(row)")
    }
  }

  @Test(.timeLimit(.minutes(3)), arguments: HostileTests.texts.indices)
  func `nothing in a report moves, colours, reorders or hides anything`(_ number: Int) throws {
    let text = HostileTests.texts[number]
    for (columns, rows) in [(40, 10), (80, 24), (140, 40)] {
      for keys in [
        "x", "xi", "xD", "xj", "xjD", "xjw", "xj<Enter>", "x<Enter>", "x<Enter><S-Tab><F8>", "x<Enter><Tab><Tab>",
        "x<Enter><F9>", "x<Enter><C-s>", "x<Enter><C-s>f", "x<Enter><C-s>a", "x<Enter><C-s>G", "c",
      ] {
        var scene = Self.scene(text, columns, rows)
        try scene.press(keys)
        expectSafe(scene.grid, "\(number) \(keys) at \(columns)")
      }
      var scene = Self.scene(text, columns, rows)
      try scene.press("x")
      let number = scene.box.drafts[0].id
      scene.happen(.report(.delivering(.init(rawValue: 1), relay: text, sent: .max, of: .max)))
      expectSafe(scene.grid, "delivering at \(columns)")
      scene.happen(.report(.delivered("\(text)", isGood: false)))
      try scene.press("<Enter>")
      scene.happen(.report(.notKept(number, "\(text)")))
      expectSafe(scene.grid, "not kept at \(columns)")
      scene.happen(.report(.refused(number, path: text, "\(text)", canGoUntouched: true)))
      expectSafe(scene.grid, "refused at \(columns)")
      try scene.press("<F7>")
      expectSafe(scene.grid, "as it is at \(columns)")
      try scene.press("n")
      scene.happen(.input(.paste(text)))
      scene.happen(.report(.edited(number, body: text, other: nil)))
      expectSafe(scene.grid, "edited at \(columns)")
      try scene.press("<C-q>")
      expectSafe(scene.grid, "quit at \(columns)")
    }
  }

  @Test func `a megabyte in every place costs no more than what is seen of it`() throws {
    let text = String(repeating: "x", count: 1_000_000)
    let clock = ContinuousClock()
    for keys in ["x", "xD", "xj", "x<Enter>", "x<Enter><C-s>"] {
      var scene = Self.scene(text, 140, 40)
      try scene.press(keys)
      // The least of some: other tests run beside this one.
      let took = (0..<5).map { _ in clock.measure { _ = scene.grid } }.min() ?? .seconds(1)
      #expect(took < .milliseconds(300), "\(keys)")
    }
  }
}
