import Foundation
import Glibc
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct ReportCommandTests {}
}

/// Drafts and filed reports by commands, without a network.
extension WholeProgram.ReportCommandTests {
  private func home() throws -> Program {
    let program = try Program()
    #expect(try program.run("add", "--offline", "--name", "Strike", "http://127.0.0.1:9/news.atom").status == 0)
    return program
  }

  private func show(_ program: Program, _ id: String) throws -> [String: Any] {
    let answer = try program.run("report", "show", id, "--json")
    #expect(answer.status == 0, "\(answer)")
    return try object(answer.output)
  }

  @Test func aDraftIsChangedFiledTakenBackAndErased() throws {
    let program = try home()
    defer { program.clear() }
    #expect(
      try program.run("report", "new", "--title", "One", "--place", "울산", "--urgent", "--body", "-", input: "Text.\n")
        .output == "1\n")
    let draft = try show(program, "1")
    #expect(
      draft["body"] as? String == "Text." && draft["place"] as? String == "울산" && draft["urgent"] as? Bool == true)
    let uuid = try #require(draft["uuid"] as? String)
    #expect(try program.run("report", "edit", String(uuid.prefix(9)), "--title", "Two", "--no-urgent").status == 0)
    #expect(try show(program, uuid)["title"] as? String == "Two")
    #expect(try show(program, "1")["urgent"] as? Bool == false)
    #expect(try object(program.run("report", "list", "--json").output)["drafts"] as? [[String: Any]] != nil)

    let filed = try program.run("report", "file", "1")
    #expect(filed.status == 0 && filed.output.contains("no relay is known"), "\(filed)")
    #expect(try show(program, "1")["filed"] as? Bool == true)
    for words in [["file", "1"], ["attach", "1", "/etc/hostname"], ["discard", "1", "--yes"]] {
      let answer = try program.run(["report"] + words)
      #expect(answer.status == 1 && answer.complaint.contains("it is filed"), "\(answer)")
    }
    #expect(try program.run("deliver").status == 1, "no relay is known")
    #expect(try program.run("report", "cancel", "1").status == 0)
    #expect(try program.run("report", "file", "1").status == 0)
    let next = try program.run("report", "edit", "1", "--title", "Three")
    #expect(next.status == 0 && next.output == "2\n", "\(next)")
    let second = try show(program, "2")
    #expect(
      second["version"] as? Int == 2 && second["uuid"] as? String == uuid && second["title"] as? String == "Three")
    let first = try object(try program.run("outbox", "--json").output)["reports"] as? [[String: Any]]
    #expect(first?.first?["state"] as? String == "withdrawn")

    let asked = try program.run("report", "discard", "2")
    #expect(asked.status == 2 && asked.complaint.contains("--yes"), "\(asked)")
    #expect(try program.run("report", "discard", "2", "--yes").status == 0)
    #expect(try program.run("report", "forget", "1", "--yes").status == 0)
    #expect(try program.run("report", "show", "1").status == 2)
    let empty = try program.run("outbox")
    #expect(empty.status == 0 && empty.output.contains("empty"))
  }

  @Test func whatCantBeFiledSaysWhyAndAgreesToNothing() throws {
    let program = try home()
    defer { program.clear() }
    #expect(try program.run("report", "new").output == "1\n")
    let answer = try program.run("report", "file", "1", "--in-clear")
    #expect(answer.status == 1 && answer.complaints.count == 1, "\(answer)")
    #expect(answer.complaint.contains("no title") && answer.complaint.contains("no text"))
    let newsrooms = try object(try program.run("newsrooms", "--json").output)["newsrooms"] as? [[String: Any]]
    #expect(newsrooms?.first?["consent"] as? String == "none")
  }

  @Test func theSettingsAndTemplatesOfTheUserAreInANewReport() throws {
    let program = try home()
    defer { program.clear() }
    try program.write("[report]\nsignature = \"— 김\"\nbyline = \"Kim\"\n", to: "config.toml")
    #expect(try program.run("report", "new", "--body", "-", input: "Text.").status == 0)
    let report = try show(program, "1")
    #expect(report["body"] as? String == "Text.\n\n— 김" && report["byline"] as? String == "Kim")
    let korean = try program.run(["report", "new", "--template", "correction"], environment: ["LANG": "ko_KR.UTF-8"])
    #expect(korean.status == 0)
    #expect(try show(program, "2")["title"] as? String == "정정:")
    try FileManager.default.createDirectory(atPath: program.file("templates"), withIntermediateDirectories: true)
    try program.write("title: Mine\nwrong\n\n", to: "templates/report.txt")
    let wrong = try program.run("report", "new")
    #expect(wrong.status == 1 && wrong.complaint.contains("templates/report.txt, line 2"), "\(wrong)")
    #expect(try program.run("report", "list").output.contains("Mine") == false)
  }

  @Test func aReplyQuotesTheArticle() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(2))
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    await lab.stop()
    let listed = try object(try program.run("list", "--json").output)["articles"] as? [[String: Any]]
    let article = try #require(listed?.first)
    let id = try #require(article["id"] as? Int)
    #expect(try program.run("reply", "\(id)").output == "1\n")
    let report = try show(program, "1")
    #expect(report["title"] as? String == "Re: \(try #require(article["title"] as? String))")
    #expect(report["inReplyTo"] as? String == article["link"] as? String)
    #expect((report["body"] as? String)?.contains("\n> Number") == true)
    #expect(try program.run("reply", "\(id)", "--correction", "--title", "Wrong").status == 0)
    #expect(try show(program, "2")["kind"] as? String == "correction")
    #expect(try program.run("reply", "99").status == 1)
  }

  @Test func oneFileThatCantGoKeepsNeitherTheDraftNorTheOthersBack() throws {
    let program = try home()
    defer { program.clear() }
    let clip = program.file("clip.webp")
    try Data(PlantedFile.webp()).write(to: URL(filePath: clip))
    let answer = try program.run("report", "new", "--title", "T", "--attach", clip, program.file("none"))
    #expect(answer.status == 1 && answer.output == "1\n" && answer.complaints.count == 2, "\(answer)")
    #expect(answer.complaint.contains("--untouched"))
    #expect(try program.run("report", "attach", "1", "--untouched", clip).status == 0)
    let attachments = try show(program, "1")["attachments"] as? [[String: Any]]
    #expect(attachments?.first?["cleaned"] as? Bool == false)
    #expect(try program.run("report", "show", "1").output.contains("untouched"))
    #expect(try program.run("report", "caption", "1", "photo-1.webp", "문").status == 0)
    #expect((try show(program, "1")["attachments"] as? [[String: Any]])?.first?["caption"] as? String == "문")
    #expect(try program.run("report", "detach", "1", "other.webp").status == 2)
    #expect(try program.run("report", "detach", "1", "clip.webp").status == 0)
    #expect((try show(program, "1")["attachments"] as? [Any])?.isEmpty == true)
    #expect(try Data(contentsOf: URL(filePath: clip)) == Data(PlantedFile.webp()))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.file("files")).isEmpty)
  }

  @Test(arguments: [
    ["report", "new", "--newsroom", "nobody"], ["report", "new", "--template", "song"], ["report", "edit"],
    ["report", "edit", "7"], ["report", "show", "nothing"], ["report", "attach", "7"], ["report", "consent", "Strike"],
    ["report", "consent", "Strike", "yes"], ["report", "export", "1"], ["reply"], ["reply", "x"], ["outbox", "x"],
    ["deliver", "nothing"], ["inbox", "save"], ["inbox", "open"], ["mirrors", "add", "--relay", "Strike"],
  ])
  func wrongUsageIsOneLineAndTheStatusTwo(arguments: [String]) throws {
    let program = try home()
    defer { program.clear() }
    let answer = try program.run(arguments)
    #expect(answer.status == 2, "\(answer)")
    #expect(answer.complaints.count == 1 && answer.output.isEmpty, "\(answer)")
  }

  @Test(.enabled(if: Tmux.isInstalled, Tmux.why)) func onATerminalTheUsersEditorOpens() async throws {
    let program = try home()
    defer { program.clear() }
    let editor = program.file("my editor")
    try Data("#!/bin/sh\nprintf 'asked: '; read answer; printf '%s\\n' \"$answer\" > \"$2\"\n".utf8)
      .write(to: URL(filePath: editor))
    chmod(editor, 0o700)
    let terminal = try Tmux(
      program, ["report", "new", "--title", "T"], environment: ["VISUAL": "'\(editor)' --wait"])
    defer { terminal.end() }
    try await terminal.wait(for: "asked:")
    // On the disk before the editor has it.
    #expect(try show(program, "1")["title"] as? String == "T")
    try terminal.type("파업은 계속된다")
    try terminal.keys("Enter")
    try await terminal.wait(for: "ended with 0")
    #expect(try show(program, "1")["body"] as? String == "파업은 계속된다")
  }
}
