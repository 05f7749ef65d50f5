import Foundation
import Testing

@testable import wirecopy

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct RestoreDeskTests {}
}

/// From a backup to the news on another machine, on the desk alone.
extension WholeProgram.RestoreDeskTests {
  @Test func aFreshHomesDeskOpensOnWhatWasRestored() async throws {
    let scene = try await BackupScene(articles: 12)
    // Counted all the same, and a draft beside it.
    #expect(try scene.program.run("mute", "--word", "Report 3 from").output.contains("1 article"))
    #expect(try scene.program.run("report", "new", "--title", "One", "--body", "-", input: "Text.\n").output == "1\n")
    #expect(try scene.backup().status == 0)
    let fresh = try Program()
    let desk = try Tmux(fresh, ["desk", "--offline"])
    defer {
      desk.end()
      fresh.clear()
    }
    try await desk.wait(for: "Restore a backup")
    try desk.keys("j", "j", "Enter")
    try await desk.wait(for: "file of the backup")
    try desk.type(scene.program.file("home.a")); try desk.keys("Tab")
    try await desk.wait(for: "home.age")
    try desk.keys("Enter")
    try await desk.wait(for: "its passphrase (not shown)")
    try desk.type("wrong words"); try desk.keys("Enter")
    let told = try await desk.wait(for: "passphrase is wrong")
    #expect(!told.contains("wrong words"))
    // The path is offered again; the home is as it was.
    try desk.keys("Enter")
    try await desk.wait(for: "home.age")
    try desk.keys("Enter")
    try await desk.wait(for: "its passphrase (not shown)")
    try desk.type(BackupScene.passphrase)
    let hidden = try desk.screen()
    #expect(!hidden.contains("words of a backup"))
    try desk.keys("Enter")
    try await desk.wait(for: "Report 12 from the picket")
    #expect(try desk.screen().contains("restored: newsrooms 1, articles 12, reports 1"))
    // The same process is the new desk, with the settings that came along.
    try desk.keys("j", "Enter")
    try await desk.wait(for: "The workers stay.")
    try desk.keys("q", "q")
    try await desk.wait(for: "ended with 0")
    let tree = BackupScene.tree(fresh.home)
    for (name, text) in BackupScene.kept where !name.hasPrefix("work/edit-") && !name.hasSuffix(".alerts") {
      #expect(tree[name] == Array(text.utf8), "\(name)")
    }
    #expect(!tree.keys.contains { $0.hasPrefix(".wirecopy-") })
    #expect(try fresh.run("newsrooms").output.contains("여울"))
  }

  @Test func whereSettingsAreAlreadyTheDeskSaysSo() async throws {
    let scene = try await BackupScene(articles: 1)
    #expect(try scene.backup().status == 0)
    let fresh = try Program()
    try fresh.write("[desk]\ntheme = \"dark\"\n", to: "config.toml")
    let desk = try Tmux(fresh, ["desk", "--offline"], columns: 160)
    defer {
      desk.end()
      fresh.clear()
    }
    try await desk.wait(for: "Restore a backup")
    try desk.keys("j", "j", "Enter")
    try await desk.wait(for: "file of the backup")
    try desk.type(scene.program.file("home.age")); try desk.keys("Enter")
    try await desk.wait(for: "its passphrase")
    try desk.type("x"); try desk.keys("Enter")
    try await desk.wait(for: "this home is not empty")
    #expect(try String(contentsOfFile: fresh.file("config.toml"), encoding: .utf8).contains("dark"))
    try desk.keys("q")
    try await desk.wait(for: "ended with 0")
  }
}
