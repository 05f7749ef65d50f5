import Foundation
import Testing

extension WholeProgram {
  @Suite struct UsageTests {}
}

/// What the program says to wrong usage, in which language, and what a shell completes.
extension WholeProgram.UsageTests {
  @Test func koreanIsSpokenWhereItIsAskedForThoughTheLocaleIsNotThere() throws {
    let program = try Program()
    defer { program.clear() }
    try #require(
      FileManager.default.fileExists(atPath: "\(Program.share)/locale/ko/LC_MESSAGES/wirecopy.mo"),
      "share/catalogues makes the catalogues")
    #expect(try program.run(["list"], environment: ["LANG": "ko_KR.UTF-8"]).output.contains("아직 뉴스룸이 없습니다"))
    #expect(try program.run(["list"], environment: ["LANG": "C", "LC_ALL": nil]).output.contains("no newsroom yet"))
    #expect(try program.run(["list"], environment: ["LANG": "de_DE.UTF-8"]).output.contains("no newsroom yet"))
  }

  @Test(.enabled(if: Tmux.isInstalled, Tmux.why)) func theDeskSpeaksKorean() async throws {
    let program = try Program()
    let tmux = try Tmux(program, environment: ["LANG": "ko_KR.UTF-8"])
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait("an empty desk in Korean") { $0.contains("구독") || $0.contains("뉴스룸") }
    try tmux.keys("q")
    try await tmux.wait(for: "ended with 0")
  }

  @Test(arguments: [
    ["nonsense"], ["--nonsense"], ["list", "a", "b"], ["list", "--limit", "0"], ["list", "--limit", "x"],
    ["list", "--section", "x"], ["read"], ["read", "x"], ["read", "1", "--width", "3"], ["search"], ["mark"],
    ["mark", "1", "--all"], ["star"], ["star", "x"], ["undo", "x"], ["add"], ["add", "u", "--name", " "], ["remove"],
    ["remove", "nobody"], ["newsrooms", "x"], ["sync", "nobody"], ["sync"], ["mirrors", "nobody"], ["mirrors", "add"],
    ["mirrors", "pin", "nothing"], ["mirrors", "test", "nothing"], ["opml", "import"], ["opml", "out"], ["parse"],
    ["render"], ["render", "-", "--width", "1"], ["serve"], ["serve", "--listen", "x", "."],
    ["serve", "--connections", "0", "."], ["demo", "x"], ["doctor", "x"], ["desk", "x"], ["help", "nosuch"],
    ["help", "mirrors", "nosuch"], ["mute", "--word", ""], ["mute", "--word", "x", "--until", "2020-01-01"],
    ["keep", "--days", "0"], ["keep", "x", "--follow", "--days", "3"], ["tag", "", "1"], ["add", "ftp://x/"],
    ["mirrors", "network", "foo"], ["edition", "init", "--origin", "https://x", "--title", "t", "x"],
    ["edition", "init", "--origin", "x.example", "--title", "t", "--threshold", "9", "x"], ["full-text", "x", "maybe"],
  ])
  func wrongUsageIsOneLineAndTheStatusTwo(arguments: [String]) throws {
    let program = try Program()
    defer { program.clear() }
    let answer = try program.run(arguments)
    #expect(answer.status == 2, "\(answer)")
    #expect(answer.complaints.count == 1, "\(answer.complaint)")
    #expect(answer.complaint.hasPrefix("wirecopy: ") && answer.output.isEmpty)
    #expect(!answer.complaint.contains(".. "), "\(answer.complaint)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func theCompletionsInShareAreThoseOfTheDefinitions(shell: String) throws {
    let program = try Program()
    defer { program.clear() }
    let made = try program.run("--generate-completion-script", shell)
    #expect(made.status == 0)
    let folder = "\(Program.share)/completions"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let endings =
      ["bash": ["wirecopy", "wirecopy.bash"], "zsh": ["_wirecopy"], "fish": ["wirecopy.fish"]][shell] ?? []
    let name = try #require(names.first { endings.contains($0) }, "none for \(shell) in share/completions: \(names)")
    let kept = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    #expect(kept.trimmingCharacters(in: .newlines) == made.output.trimmingCharacters(in: .newlines))
  }
}
