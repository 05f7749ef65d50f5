import Foundation
import News
import Screen
import Testing

@testable import Desk

/// `docs/tour.md` is a walk from an empty home whose every screen the program draws: the keys in its comments are pressed, and
/// what is drawn must be what stands below them. `WIRECOPY_REWRITE=1` writes the screens anew.
@Suite struct TourDocumentTests {
  private static let path = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "../../docs/tour.md").standardized.path

  @Test func `every screen of the walk is the program's own`() throws {
    let document = try String(contentsOfFile: Self.path, encoding: .utf8)
    let drawn = try Self.redrawn(document)
    if ProcessInfo.processInfo.environment["WIRECOPY_REWRITE"] == "1" {
      try drawn.write(toFile: Self.path, atomically: true, encoding: .utf8)
    }
    #expect(drawn == document || ProcessInfo.processInfo.environment["WIRECOPY_REWRITE"] == "1")
    #expect(document.components(separatedBy: "```text").count > 10)
  }

  /// The document with each screen drawn anew.
  private static func redrawn(_ document: String) throws -> String {
    var scene = Scene(80, 20, shelf: Shelf(), headlines: [])
    scene.keptPictures = ["https://sori.example/p/1.jpg"]
    var lines: [String] = []
    var isInside = false
    for line in document.components(separatedBy: "\n") {
      if line == "```", isInside { isInside = false }
      if isInside { continue }
      lines.append(line)
      if line.hasPrefix("<!-- keys: "), line.hasSuffix(" -->") {
        try scene.press(String(line.dropFirst(11).dropLast(4)))
      } else if line == "<!-- the newsroom was found -->" {
        (scene.shelf, scene.headlines) = (Fixture.richShelf, Fixture.headlines)
        scene.happen(.loaded(.changed))
        scene.happen(.done("Sori: mirrors added: 4, new articles: 8"))
      } else if line == "```text" {
        isInside = true
        lines += scene.grid.text.components(separatedBy: "\n")
      }
    }
    return lines.joined(separator: "\n")
  }
}
