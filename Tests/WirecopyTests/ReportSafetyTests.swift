import Foundation
import Glibc
import News
import Store
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct ReportSafetyTests {}
}

/// What a report could lose on the desk: its photo, its text, its filing; and what is said in place of that.
extension WholeProgram.ReportSafetyTests {
  private func home() async throws -> (program: Program, store: NewsStore) {
    let program = try Program()
    let store = try NewsStore.open(path: program.file("store.sqlite"))
    _ = try await store.addNewsroom(name: "여울", mirrors: ["http://127.0.0.1:9/news.atom"])
    return (program, store)
  }

  /// A program of our own, a shell script, in a folder of the home.
  private func script(_ text: String, _ name: String, in program: Program) throws -> String {
    let folder = program.file("bin")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = try program.write("#!/bin/sh\n\(text)\n", to: "bin/\(name)")
    try #require(chmod(path, 0o700) == 0)
    return path
  }

  /// A desk on a new report with this title, and the cursor in the text.
  private func writing(_ title: String, on desk: Tmux) async throws {
    try await desk.wait(for: "? help")
    try desk.keys("c")
    try await desk.wait(for: "Title")
    try desk.type(title)
    try desk.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
  }

  @Test func aReportIsNotFiledBeforeItsPhotoIsThere() async throws {
    let (program, store) = try await home()
    defer { program.clear() }
    let go = program.file("go")
    _ = try script(
      """
      while [ ! -e '\(go)' ]; do sleep 0.05; done
      if [ "$1" = --show ]; then echo "  No metadata found in $2."; else cp "$1" "${1%%.*}.cleaned.${1#*.}"; fi
      """, "mat2", in: program)
    try program.write("Who stood at the gate.\n", to: "note.txt")
    let path = program.environment["PATH"] ?? "/usr/bin:/bin"
    let desk = try Tmux(
      program, ["desk", "--offline"], columns: 100, rows: 30,
      environment: ["PATH": "\(program.file("bin")):\(path)"])
    defer { desk.end() }
    try await writing("The gate", on: desk)
    try desk.type("It is closed.")
    try desk.keys("C-o")
    try await desk.wait(for: "attach the file:")
    try desk.type(program.file("note.txt"))
    try desk.keys("Enter")
    try await desk.wait(for: "copying and cleaning…")
    try desk.keys("C-s")
    try await desk.wait(for: "a file is still being copied and cleaned")
    try desk.keys("f")
    try await desk.wait(for: "it can't be filed yet")
    #expect(try await store.outbox().isEmpty)
    try program.write("", to: "go")
    try await desk.wait(for: "here it was note.txt")
    try desk.keys("f")
    try await desk.wait(for: "filed to wait")
    #expect(try await store.outbox().map(\.report.attachments.count) == [1])
    try desk.keys("Q")
    try await desk.wait(for: "ended with 0")
  }

  /// `isNoticed`: the desk knows it before its line is cut.
  @Test(arguments: [true, false])
  func textWhoseDraftIsThrownAwayElsewhereIsThereAfterTheLineIsCut(isNoticed: Bool) async throws {
    let (program, store) = try await home()
    defer { program.clear() }
    let desk = try Tmux(program, ["desk", "--offline"], columns: 100, rows: 30)
    defer { desk.end() }
    try await writing("The gate", on: desk)
    try desk.type("It is closed")
    try await desk.wait("the text, saved") { $0.contains("It is closed") && $0.contains("─ saved ") }
    #expect(try program.run("report", "discard", "--yes", "1").status == 0)
    try desk.type(" since six")
    if isNoticed {
      try await desk.wait(for: "what stands here is a new one now")
      try desk.type(" and stays so")
      try await desk.wait(for: "since six and stays so")
    } else {
      try await desk.wait(for: "closed since six")
    }
    let process = try desk.process()
    kill(process, SIGHUP)
    try await wait("the desk has ended") { !isAlive(process) }
    let text = isNoticed ? "It is closed since six and stays so" : "It is closed since six"
    #expect(try await store.drafts().map(\.report.body) == [text])
  }

  @Test(.enabled(if: SlowDisk.compiler != nil, SlowDisk.why))
  func whoFilesAndQuitsAtOnceHasFiled() async throws {
    let (program, store) = try await home()
    defer { program.clear() }
    #expect(try program.run("report", "new", "--title", "The gate", "--body", "-", input: "Closed.\n").status == 0)
    let disk = try SlowDisk.build(in: program)
    let desk = try Tmux(
      program, ["desk", "--offline"], columns: 100, rows: 30, environment: disk.environment)
    defer { desk.end() }
    try await desk.wait(for: "Drafts")
    try desk.keys("x")
    try await desk.wait(for: "✎ draft")
    try desk.keys("Enter")
    try await desk.wait(for: "Closed.")
    try desk.keys("C-s")
    try await desk.wait(for: "NOT SEALED")
    try desk.keys("f", "Q")
    try await desk.wait(for: "ended with 0")
    #expect(try await store.outbox().count == 1)
    #expect(try await store.drafts().isEmpty)
  }

  @Test func twiceTheEditorsKeyIsOneEditor() async throws {
    let (program, store) = try await home()
    defer { program.clear() }
    let editor = try script(
      """
      echo started >> '\(program.file("started"))'
      while [ ! -e '\(program.file("go"))' ]; do sleep 0.05; done
      echo 'By the editor.' > "$1"
      """, "editor", in: program)
    let desk = try Tmux(
      program, ["desk", "--offline"], columns: 180, rows: 30, environment: ["VISUAL": editor])
    defer { desk.end() }
    try await writing("The gate", on: desk)
    try desk.type("Here")
    try await desk.wait("the text, saved") { $0.contains("Here") && $0.contains("─ saved ") }
    try desk.keys("F4", "F4")
    try await wait("the editor runs") { FileManager.default.fileExists(atPath: program.file("started")) }
    try program.write("", to: "go")
    try await desk.wait("the desk, with what became of the second") {
      $0.contains("By the editor.") && $0.contains("another program has the terminal")
    }
    #expect(try String(contentsOfFile: program.file("started"), encoding: .utf8) == "started\n")
    try desk.keys("C-q")
    try await desk.wait(for: "ended with 0")
    #expect(try await store.drafts().map(\.report.body) == ["By the editor."])
  }

  @Test(.enabled(if: SlowDisk.compiler != nil, SlowDisk.why))
  func whatIsNotOnTheDiskIsNeitherReviewedNorFiledAndThatIsSaid() async throws {
    let (program, store) = try await home()
    defer { program.clear() }
    let disk = try FullDisk.build(in: program)
    let desk = try Tmux(
      program, ["desk", "--offline"], columns: 100, rows: 30, environment: disk.environment)
    defer { desk.end() }
    try await writing("The gate", on: desk)
    try desk.type("Closed")
    try await desk.wait("the text, saved") { $0.contains("Closed") && $0.contains("─ saved ") }
    try program.write("", to: "full.mark")
    try desk.type(".")
    try await desk.wait(for: "NOT SAVED")
    try desk.keys("C-s")
    try await desk.wait(for: "what is written is not on the disk yet")
    unlink(disk.mark)
    try await desk.wait("the text, saved") { $0.contains("─ saved ") }
    try desk.keys("C-s")
    try await desk.wait(for: "Length")
    #expect(try await store.drafts().map(\.report.body) == ["Closed."])
    try desk.keys("Q")
    try await desk.wait(for: "ended with 0")
  }
}
