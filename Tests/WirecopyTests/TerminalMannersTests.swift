import Foundation
import Glibc
import MirrorLab
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct TerminalMannersTests {}
}

/// What a good guest does in a terminal: each cell as it was painted, on every kind, by keys, mouse, pastes and sizes.
extension WholeProgram.TerminalMannersTests {
  private func home(_ articles: Int = 60) async throws -> Program {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(articles))
    let program = try Program()
    let added = try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike")
    await lab.stop()
    #expect(added.status == 0, "\(added)")
    return program
  }

  @Test(arguments: ["linux", "vt100", "xterm", "xterm-256color", "screen", "screen-256color", "tmux-256color"])
  func onEveryKindOfTerminalEachCellIsWhereItWasPainted(term: String) async throws {
    let program = try await home()
    defer { program.clear() }
    let copies = ScreenCopies(program)
    let tmux = try Tmux(
      program, ["desk", "--offline"], columns: 120, rows: 30,
      environment: copies.environment, term: term)
    defer { tmux.end() }
    try await tmux.wait(for: "Report 60 from the picket")
    try await copies.expectSame(tmux, "\(term): front page")
    // Wide letters in every column, scrolled in both directions, and overwritten.
    for keys in [
      ["C-f"], ["C-b"], ["j", "j", "j"], ["Enter"], ["C-d"], ["q"], ["m"], ["?"], ["q"], ["q"], ["G"], ["C-l"],
    ] {
      for key in keys { try tmux.keys(key) }
      try await copies.expectSame(tmux, "\(term): after \(keys)")
    }
    try tmux.keys("Q")
    let left = try await tmux.wait(for: "ended with 0")
    #expect(!left.contains("Report 60"), "\(term): the screen is given back")
  }

  @Test(arguments: ["dumb", "unknown-kind", ""])
  func aTerminalThatCanNotBePaintedOnIsRefusedInWords(term: String) async throws {
    let program = try await home(1)
    defer { program.clear() }
    let tmux = try Tmux(program, ["desk", "--offline"], columns: 200, term: term)
    defer { tmux.end() }
    let said = try await tmux.wait(for: "ended with 1")
    #expect(said.contains("wirecopy: desk: ") && said.contains("TERM"), "\(said)")
  }

  @Test func resizingWhileComposingLosesNothing() async throws {
    let program = try await home()
    defer { program.clear() }
    let copies = ScreenCopies(program)
    let tmux = try Tmux(program, ["desk", "--offline"], environment: copies.environment)
    defer { tmux.end() }
    try await tmux.wait(for: "Report 60 from the picket")
    try tmux.keys("c")
    try await tmux.wait("the composer") { !$0.contains("Report 60 from the picket") }
    try tmux.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    var text = ""
    for (number, size) in [(40, 10), (140, 40), (1, 1), (3, 2), (200, 60), (20, 5), (80, 24)].enumerated() {
      let word = "노동자\(number) word\(number) "
      try tmux.type(word)
      text += word
      try tmux.resize(columns: size.0, rows: size.1)
      // A storm of sizes, as when a window is pulled.
      for step in 1...5 { try tmux.resize(columns: size.0 + step, rows: size.1 + step) }
      try tmux.resize(columns: size.0, rows: size.1)
    }
    try tmux.type("end")
    try await copies.expectSame(tmux, "after all sizes")
    try tmux.keys("Escape", "Escape")
    try await tmux.wait(for: "Report 60 from")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
    let draft = try program.run("report", "list", "--json")
    let shown = try program.run("report", "show", "1", "--json")
    #expect(shown.output.contains(text + "end"), "\(draft.output) \(shown.output)")
  }

  @Test func theMouseSelectsOpensAndScrollsAndIsLeftAloneWhenItIsOff() async throws {
    let program = try await home()
    defer { program.clear() }
    let copies = ScreenCopies(program)
    let tmux = try Tmux(program, ["desk", "--offline"], environment: copies.environment)
    defer { tmux.end() }
    try await tmux.wait(for: "Report 60 from the picket")
    #expect(try tmux.look("#{mouse_any_flag}") == "1")
    // As xterm has told of its mouse since X10, which is what tmux's own terminal asks for: button, column, row, each from 32 on.
    let event = { (button: UInt8, column: UInt8, row: UInt8) in
      "\u{1B}[M" + String(decoding: [button + 32, column + 32, row + 32], as: UTF8.self)
    }
    let click = { (column: UInt8, row: UInt8) in event(0, column, row) + event(3, column, row) }
    try tmux.send(click(40, 5))
    try await wait("the fourth headline is selected") { copies.model()?.cursor.hasSuffix(" 4") ?? false }
    // Twice on one line opens it: number 57 stands in the fourth row.
    try tmux.send(click(40, 5) + click(40, 5))
    try await tmux.wait(for: "Number 57")
    try tmux.keys("q")
    try await tmux.wait(for: "Report 60 from")
    for _ in 0..<12 { try tmux.send(event(65, 40, 10)) }
    // Three lines each.
    try await tmux.wait("scrolled down") { !$0.contains("Report 26 from") && $0.contains("Report 24 from") }
    for _ in 0..<12 { try tmux.send(event(64, 40, 10)) }
    try await tmux.wait(for: "Report 60 from")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
    #expect(try tmux.look("#{mouse_any_flag}") == "0", "the mouse is given back")

    try program.write("[desk]\nmouse = false\n", to: "config.toml")
    let without = try Tmux(program, ["desk", "--offline"])
    defer { without.end() }
    try await without.wait(for: "Report 60 from the picket")
    #expect(try without.look("#{mouse_any_flag}") == "0")
    try without.keys("Q")
  }

  @Test func aPasteOfAMegabyteIntoAReportIsThereToTheLastLetter() async throws {
    let program = try await home()
    defer { program.clear() }
    let line = "q Q :quit 파업은 계속된다 \u{1B}[31m solidarity \u{202E}\n"
    let text = String(repeating: line, count: 1_048_576 / line.utf8.count + 1)
    let file = try program.write(text, to: "paste.txt")
    let copies = ScreenCopies(program)
    let tmux = try Tmux(program, ["desk", "--offline"], environment: copies.environment)
    defer { tmux.end() }
    try await tmux.wait(for: "Report 60 from the picket")
    try tmux.keys("c")
    try await tmux.wait("the composer") { !$0.contains("Report 60 from the picket") }
    try tmux.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    try tmux.type("begin ")
    let start = ContinuousClock.now
    try tmux.paste(file: file)
    try tmux.type("THE END")
    try await tmux.wait(for: "THE END", seconds: 180)
    print("a paste of \(text.utf8.count) bytes: \(start.duration(to: .now))")
    try await copies.expectSame(tmux, "after the paste")
    try tmux.keys("Escape", "Escape")
    try await tmux.wait(for: "Report 60 from")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
    let shown = try object(try program.run("report", "show", "1", "--json").output)
    let body = try #require(shown["body"] as? String)
    #expect(body.hasPrefix("begin q Q :quit 파업은") && body.hasSuffix("THE END"))
    #expect(body.components(separatedBy: "solidarity").count == text.components(separatedBy: "solidarity").count)
  }

  @Test func newsThatComesWhileOneReadsMovesNothing() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(40))
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    let copies = ScreenCopies(program)
    let tmux = try Tmux(program, ["desk", "--offline"], environment: copies.environment)
    defer { tmux.end() }
    try await tmux.wait(for: "Report 40 from the picket")
    try tmux.keys("j", "j", "Enter")
    let read = try await tmux.wait(for: "Number 38")
    lab.serve(SampleFeed.site(43))
    try tmux.keys("R")
    try await tmux.wait(for: "3 new from")
    let after = try tmux.screen().components(separatedBy: "\n").dropFirst().prefix(12)
    #expect(Array(after) == Array(read.components(separatedBy: "\n").dropFirst().prefix(12)))
    try await copies.expectSame(tmux, "after the round")
    try tmux.keys("q")
    try await tmux.wait(for: "Report 38 from")
    try await copies.expectSame(tmux, "back in the list")
    let list = try #require(copies.model())
    let row = try #require(list.cursor.split(separator: " ").last.flatMap { Int($0) })
    #expect(list.rows[row].contains("Report 38 from"), "the selection stays on its article: \(list)")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
    await lab.stop()
  }

  @Test func plainDrawsNoLinesAndTheCursorIsOnWhatIsSelected() async throws {
    let program = try await home()
    defer { program.clear() }
    try program.write("[desk]\nplain = true\n", to: "config.toml")
    let copies = ScreenCopies(program)
    let tmux = try Tmux(program, ["desk", "--offline"], environment: copies.environment)
    defer { tmux.end() }
    try await tmux.wait(for: "Report 60 from the picket")
    for (keys, text) in [("j", "59"), ("j", "58"), ("k", "59")] {
      try tmux.keys(keys)
      try await copies.expectSame(tmux, "plain after \(keys)")
      let row = Int(try tmux.look("#{cursor_y}")) ?? 0
      let shown = try tmux.screen()
      #expect(shown.components(separatedBy: "\n")[row].contains(text), "\(text) in row \(row) of \(shown)")
      #expect(!shown.contains { "│─┼┴█░".contains($0) })
    }
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
  }

  @Test func aHangUpWhileWritingKeepsTheDraftAndEndsWithoutASpin() async throws {
    let program = try await home()
    defer { program.clear() }
    let pty = try Pty(program, ["desk", "--offline"])
    #expect(!pty.read(within: 20).isEmpty)
    _ = pty.read(within: 1)
    pty.type("c")
    #expect(!pty.read(within: 20).isEmpty)
    pty.type("\t\t\t\t\t\tthe line is cut in the middle of a wor")
    // What still lies in a line when it goes is lost with it: until nothing more is painted, it was read.
    #expect(!pty.read(within: 20).isEmpty)
    for _ in 0..<20 { if pty.read(within: 2).isEmpty { break } }
    // The other end of the line goes: nobody reads and nobody writes any more.
    pty.hangUp()
    let end = try #require(pty.end(within: 60), "the desk did not end with its terminal")
    #expect(end.milliseconds < 20_000)
    #expect(pty.computing < 3, "it computed for \(pty.computing) s")
    #expect(try program.run("report", "show", "1").output.contains("middle of a wor"))
  }
}
