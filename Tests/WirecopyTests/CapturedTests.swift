import Foundation
import MirrorLab
import TestSupport
import Testing

extension WholeProgram {
  @Suite(.enabled(if: SharedFiles.has("corpora/captured"), "\(SharedFiles.why)")) struct CapturedTests {}
}

/// Feeds as they were found in the wild, each article of them as the reader sees it.
extension WholeProgram.CapturedTests {
  private static let folder = "corpora/captured"

  private func follow() async throws -> (Program, Int) {
    var site = LabSite()
    for name in try SharedFiles.files(in: Self.folder, endingIn: [".xml", ".json"]) {
      let type = name.hasSuffix(".json") ? "application/feed+json" : "application/xml"
      site["/" + name] = .init(bytes: try SharedFiles.bytes("\(Self.folder)/\(name)"), type: type)
    }
    let lab = try await Lab.start(mirrors: 1, site: site)
    let program = try Program()
    for path in site.files.keys.sorted() {
      let added = try program.run("add", lab.mirrors[0].url(path), "--name", path)
      #expect(added.status == 0, "\(path): \(added.complaint)")
    }
    await lab.stop()
    return (program, site.files.count)
  }

  /// Controls, direction overrides and what is no character: nothing of it may reach a terminal.
  private func stray(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case ..<0x20, 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
      default: scalar.properties.generalCategory == .unassigned || scalar.properties.generalCategory == .surrogate
      }
    }
  }

  @Test func everyArticleIsShownWithoutAStrayCharacter() async throws {
    let (program, count) = try await follow()
    defer { program.clear() }
    #expect(count >= 25)
    let listed = try #require(
      try object(try program.run("list", "--limit", "100000", "--json").output)["articles"] as? [[String: Any]])
    let byRoom = Dictionary(grouping: listed) { $0["newsroom"] as? String ?? "" }
    for (name, articles) in byRoom {
      for article in articles.prefix(12) {
        let id = try #require(article["id"] as? Int)
        let read = try program.run("read", "\(id)", "--width", "80")
        #expect(read.status == 0)
        #expect(stray(read.output).isEmpty, "\(name), article \(id): \(stray(read.output))")
        #expect(
          !read.output.contains("&amp;amp;") && !read.output.contains("\u{FFFD}\u{FFFD}"), "\(name), article \(id)")
      }
    }
    let all = try program.run("list", "--limit", "100000").output
    #expect(stray(all).isEmpty)
    print("captured: \(byRoom.count) of \(count) newsrooms with articles, \(listed.count) articles")
    #expect(byRoom.count >= count - 2)
  }

  @Test(.enabled(if: Tmux.isInstalled, Tmux.why))
  func theyAreReadOneAfterTheOtherOnTheDesk() async throws {
    let (program, _) = try await follow()
    let tmux = try Tmux(program, ["desk", "--offline"], columns: 100, rows: 30)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "ALL")
    try tmux.keys("Enter")
    var last = try await tmux.wait("an article") { $0.contains("http://127.0.0.1") }
    for _ in 0..<40 {
      try tmux.keys("Tab")
      last = try await tmux.wait("another article") { $0 != last }
      #expect(stray(last).isEmpty, "\(last)")
    }
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
  }
}
