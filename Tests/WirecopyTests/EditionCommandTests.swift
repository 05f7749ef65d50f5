import Foundation
import Testing

extension WholeProgram {
  @Suite struct EditionCommandTests {}
}

/// The newsroom's side as an editor would use it: real files, real key files, a mirror over a real socket.
extension WholeProgram.EditionCommandTests {
  @Test func anEditorMakesANewsroomPublishesRevisesAndAnybodyChecksIt() async throws {
    let program = try Program()
    defer { program.clear() }
    let words = try program.write("words of the head\n", to: "words")
    let (room, www) = (program.file("room"), program.file("www"))
    let made = try program.run(
      "edition", "init", "--origin", "news.example/strike", "--title", "파업 소식", "--lang", "ko,en", "--editors", "1",
      "--passphrase-file", words, room)
    #expect(made.status == 0, "\(made.complaint)")
    let fingerprint = try #require(made.output.split { $0.isWhitespace }.first { $0.hasPrefix("wc1") }).description

    try program.write("---\nsections: 노동\n---\n# 첫 기사\n\n본문 **굵게**.", to: "one.md")
    let added = try program.run("edition", "add", room, program.file("one.md"))
    #expect(added.status == 0 && added.output.contains("urn:uuid:"), "\(added.complaint)")
    let published = try program.run("edition", "publish", room, www, "--passphrase-file", words)
    #expect(published.status == 0, "\(published.complaint)")

    let sound = try program.run("edition", "verify", www + "#" + fingerprint)
    #expect(sound.status == 0 && sound.output.contains(fingerprint), "\(sound.complaint)")
    #expect(try program.run("edition", "verify", www, "--fingerprint", "wc1abc").status == 2)

    let shown = try program.run("edition", "inspect", "--entries", room)
    #expect(shown.status == 0 && shown.output.contains("첫 기사") && shown.output.contains(fingerprint))
    let mode = try FileManager.default.attributesOfItem(atPath: room + "/keys/head.key")[.posixPermissions] as? Int
    #expect(mode == 0o600)

    // Somebody at the host changes one byte of the entry.
    let path = www + "/tile/entries/000.p/1"
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[40] ^= 1
    try bytes.write(to: URL(filePath: path))
    let spoiled = try program.run("edition", "verify", www)
    #expect(spoiled.status == 1 && spoiled.complaint.contains("altered"), "\(spoiled.complaint)")
  }

  @Test func aSiteIsImportedAgainAndAgain() throws {
    let program = try Program()
    defer { program.clear() }
    let words = try program.write("words\n", to: "words")
    let room = program.file("room")
    #expect(
      try program.run(
        "edition", "init", "--origin", "n.example", "--title", "N", "--editors", "1", "--passphrase-file", words, room
      ).status == 0)
    func feed(_ titles: [String]) throws -> String {
      let items = titles.map {
        "<item><guid>https://o.example/\($0.prefix(1))</guid><title>\($0)</title><description>Text of \($0)</description></item>"
      }
      return try program.write(
        "<rss version=\"2.0\"><channel><title>O</title>\(items.joined())</channel></rss>", to: "feed.xml")
    }
    let first = try program.run("edition", "import", room, try feed(["a", "b"]))
    #expect(first.status == 0 && first.output.contains("2"), "\(first.complaint)")
    let second = try program.run("edition", "import", room, try feed(["a changed", "b", "c"]))
    #expect(second.output.filter(\.isNumber) == "1110", "\(second.output)")
    let published = try program.run("edition", "publish", room, "--passphrase-file", words)
    #expect(published.status == 0 && published.output.contains("4"), "\(published.complaint)")
  }

  @Test func whatCantBeDoneIsSaidInOneLine() throws {
    let program = try Program()
    defer { program.clear() }
    try program.write("no title", to: "bad.md")
    for (arguments, status) in [
      (["edition", "publish", program.file("nowhere")], Int32(1)),
      (["edition", "inspect", program.file("nowhere")], 1),
      (["edition", "verify", program.file("nowhere")], 1), (["edition", "verify", "x#wc1short"], 2),
      (["edition", "init", "--title", "x", program.file("x")], 2),
      (["edition", "add", program.file("nowhere"), "x.md"], 1),
    ] {
      let answer = try program.run(arguments)
      #expect(answer.status == status, "\(arguments): \(answer)")
      #expect(answer.complaints.count == 1, "\(arguments): \(answer.complaint)")
    }
  }
}
